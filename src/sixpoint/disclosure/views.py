"""The ways of looking at one measure: latest, over time, by groups of children, by reasons.

Each takes cells that are already safe and says what may be said of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sixpoint.gaps.types import CannotTell
from sixpoint.measures.groups import LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER
from sixpoint.packs.measures import Measure
from sixpoint.pictures.words import in_unit, list_in_words
from sixpoint.terms.cells import MISSING, Status
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Series

from .apart import DECIMALS, apart_from_all, apart_from_each_other, groups_in
from .doubt import WITH_ALL, furthest_in_words, range_in_words
from .gradient import fifths_in, gradient_of, told_of
from .reasons import UNREASONED, reasons_of
from .types import SafeDoubt, SafeGap, SafeGapAt, SafePoint, SafeSegment, SafeTrend
from .values import SafeCell
from .wording import (
    HIDDEN,
    NO_CASES,
    briefly,
    hidden_in_words,
    in_words,
    not_known,
    within_nature,
)

FEWEST = 3
"""With fewer quarters than these there is no trend to speak of."""


class View(StrEnum):
    LATEST = "latest"
    TREND = "trend"
    DEPRIVATION = "deprivation"
    LOOKED_AFTER = "looked-after"
    SEX = "sex"
    AGE = "age"
    DISABLED = "disabled"
    ETHNIC_GROUP = "ethnic-group"
    RURAL = "rural"
    LATE_REASONS = "late-reasons"
    DEPRIVATION_OVER_TIME = "deprivation-over-time"
    LOOKED_AFTER_OVER_TIME = "looked-after-over-time"


CASES = "cases"
"""The unit of reasons, whatever the measure's own."""
SEXES = {"F": "girls", "M": "boys"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a view shows. `phrase` goes into a sentence; `told` follows title and period."""

    status: Status
    phrase: str
    told: str
    points: tuple[SafePoint, ...] = ()
    trend: SafeTrend | None = None
    gap: SafeGap | None = None
    gaps: tuple[SafeGapAt, ...] = ()


def say_latest(everybody: SafeCell, *, measure: Measure) -> Said:
    """One value, of all children."""
    phrase = in_words(everybody, measure=measure)
    return Said(status=everybody.value.status, phrase=phrase, told=f"{phrase}.")


def say_trend(quarters: Sequence[SafeCell], *, measure: Measure) -> Said:
    """Quarters on an XmR chart; limits rest on those that are shown, and nothing on others.

    Where few are late, quarters without any are shown and the others hidden: those shown are no
    sample. So a target is not spoken of beside hidden quarters, nor a trend where most are hidden.
    XmR whatever the kind, since counts may be hidden or rounded where values are shown.
    """
    at = [index for index, cell in enumerate(quarters) if cell.worth is not None]
    status = status_of(quarters)
    hidden = sum(cell.value.status is Status.SUPPRESSED for cell in quarters)
    if len(at) < max(FEWEST, hidden):
        few = "too few quarters can be shown for a trend"
        phrase = HIDDEN if status is Status.SUPPRESSED else not_known(few)
        return Said(status=status, phrase=phrase, told=f"{few}.", points=points_by(quarters))
    shown = [quarters[index] for index in at]
    begins = _begins(shown, measure=measure)
    trend = calculate_trend(
        Series(
            values=[cell.worth for cell in shown],
            labels=[cell.name for cell in shown],
            rebase=set(begins),
            provisional={index for index, cell in enumerate(shown) if cell.provisional},
            target=None if hidden else measure.target,
        ),
        better=measure.better,
        # As the chart says it: rounded twice on one side only, the two would differ.
        write=lambda number: in_unit(
            round(within_nature(number, measure=measure), DECIMALS), measure.unit
        ),
    )
    signals = dict(zip(at, trend.signals, strict=True))
    first, last = (f"{briefly(c, measure=measure)} in {c.name}" for c in (shown[0], shown[-1]))
    return Said(
        status=status,
        phrase=f"{first} and {last}",
        told=f"{trend.sentence}{hidden_in_words(quarters)}",
        points=points_by(quarters, signals=signals),
        trend=SafeTrend(
            segments=tuple(
                SafeSegment(
                    first=shown[one.first].name,
                    last=shown[one.last].name,
                    centre=round(one.centre, DECIMALS),
                    lower=round(within_nature(one.lower, measure=measure), DECIMALS),
                    upper=round(within_nature(one.upper, measure=measure), DECIMALS),
                    trial=one.trial,
                    because=begins.get(one.first),
                )
                for one in trend.segments
                if one.centre is not None and one.lower is not None and one.upper is not None
            ),
            hidden=hidden,
        ),
    )


def _begins(shown: Sequence[SafeCell], *, measure: Measure) -> dict[int, str]:
    """Where a new baseline begins, with the reason written for it: the first quarter shown."""
    found = {}
    for each in measure.new_baselines:
        later = [index for index, cell in enumerate(shown) if cell.name >= each.quarter]
        if later and later[0] > 0:
            found[later[0]] = each.because
    return found


def say_deprivation(groups: Sequence[SafeCell], *, measure: Measure) -> Said:
    """Fifths of areas, most deprived first, and the gradient over them if all are shown."""
    fifths = fifths_in(groups)
    most, least = fifths[0], fifths[-1]
    found = gradient_of(groups, measure=measure)
    phrase = (
        f"{briefly(most, measure=measure)} in the most deprived fifth of areas and "
        f"{briefly(least, measure=measure)} in the least deprived"
    )
    if isinstance(found, CannotTell):
        told, safe = f"{phrase}. The gap cannot be told: {found.why}.", SafeGap(why=found.why)
    else:
        gap = found.shown
        told = f"{phrase}. {told_of(found, measure=measure)}"
        safe = SafeGap(
            sii=round(gap.sii, DECIMALS),
            sii_lower=round(gap.sii_lower, DECIMALS),
            sii_upper=round(gap.sii_upper, DECIMALS),
            rii=round(gap.rii_mean, DECIMALS),
            absolute_range=round(gap.absolute_range, DECIMALS),
            relative_range=_rounded(gap.relative_range),
            more=gap.more,
        )
    shown = [*fifths, *_unplaced(groups)]
    return Said(
        status=status_of(shown), phrase=phrase, told=told, points=points_by(shown), gap=safe
    )


def say_looked_after(groups: Sequence[SafeCell], *, everybody: SafeCell, measure: Measure) -> Said:
    """Looked-after children against all children, by the values as a reader sees them."""
    looked_after, others = groups_in(groups, LOOKED_AFTER, NOT_LOOKED_AFTER)
    gap = apart_from_all(
        looked_after, others, everybody, measure=measure, called="looked-after children"
    )
    phrase = (
        f"{briefly(looked_after, measure=measure)} for looked-after children and "
        f"{briefly(everybody, measure=measure)} for all children"
    )
    if isinstance(gap, CannotTell):
        told, safe = f"{phrase}. The gap cannot be told: {gap.why}.", SafeGap(why=gap.why)
    else:
        told, safe = f"{phrase}: {gap.told}.", gap.safe
    return Said(
        status=looked_after.value.status,
        phrase=phrase,
        told=told,
        points=points_by([looked_after, others]),
        gap=safe,
    )


def say_sex(groups: Sequence[SafeCell], *, measure: Measure) -> Said:
    """Girls and boys beside each other, by the values as a reader sees them."""
    named = [replace(cell, name=SEXES.get(cell.name, cell.name)) for cell in groups]
    girls, boys = groups_in(named, *SEXES.values())
    gap = apart_from_each_other(girls, boys, measure=measure, called="girls")
    phrase = f"{briefly(girls, measure=measure)} for girls and {briefly(boys, measure=measure)} "
    phrase += "for boys"
    shown = [girls, boys, *_unplaced(named)]
    if isinstance(gap, CannotTell):
        why = "the figure for girls or for boys is not shown"
        told, safe = f"{phrase}. The gap cannot be told: {why}.", SafeGap(why=why)
    else:
        told, safe = f"{phrase}. For girls it is {gap.told}.", gap.safe
    return Said(
        status=status_of(shown), phrase=phrase, told=told, points=points_by(shown), gap=safe
    )


def say_age(groups: Sequence[SafeCell], *, measure: Measure) -> Said:
    """Bands of age, from the youngest; what differs between them is for people to judge."""
    bands = [cell for cell in groups if cell.name != NOT_KNOWN]
    phrase = list_in_words([f"{briefly(c, measure=measure)} of age {c.name}" for c in bands])
    shown = [*bands, *_unplaced(groups)]
    return Said(status=status_of(shown), phrase=phrase, told=f"{phrase}.", points=points_by(shown))


def _unplaced(groups: Sequence[SafeCell]) -> list[SafeCell]:
    """The group of those of whom it is not known, unless there is nobody in it."""
    return [c for c in groups if c.name == NOT_KNOWN and c.counts.cases.value != 0]


def say_late_reasons(everybody: SafeCell, *, measure: Measure) -> Said:
    """How many cases were late for each reason, the most first; they add up to those not met."""
    late, words = everybody.counts.late, reasons_of(measure)
    points = tuple(
        SafePoint(label=words[reason], value=number, met=MISSING, cases=number)
        for reason, number in everybody.counts.reasons
    )
    if not points or (late.value == 0 and everybody.counts.cases.value == 0):
        return replace(say_nothing(NO_CASES), points=points)
    if late.value == 0:
        return Said(status=late.status, phrase="none late", told="none was late.", points=points)
    seen = sorted((p for p in points if p.value.value), key=lambda p: -(p.value.value or 0))
    listed = [f"{in_unit(p.value.value or 0, CASES)} {_why(p.label)}" for p in seen]
    hidden = any(p.value.status is Status.SUPPRESSED for p in points)
    if not seen:
        return Said(status=Status.SUPPRESSED, phrase=HIDDEN, told=f"{HIDDEN}.", points=points)
    rest = " How many for other reasons is hidden to protect children." if hidden else ""
    of_all = f" of {in_unit(late.value, CASES)} that were late" if late.value else " late"
    phrase = list_in_words(listed)
    return Said(status=Status.SHOWN, phrase=phrase, told=f"{phrase},{of_all}.{rest}", points=points)


def _why(reason: str) -> str:
    """Nothing is late because nobody wrote down why."""
    return "with no reason recorded" if reason == UNREASONED else f"because {reason}"


def say_doubt(view: View, doubt: SafeDoubt, everybody: SafeCell, *, measure: Measure) -> str:
    """How far links in doubt could move what the view shows."""
    if view not in (View.LATEST, View.TREND):
        furthest = furthest_in_words(doubt, measure=measure)
        return f"{WITH_ALL} no group moves by more than {furthest}."
    value = everybody.value.value or 0.0
    lies = f"lies {range_in_words(value, doubt, measure=measure)}"
    if view is View.LATEST:
        return f"{WITH_ALL} it {lies}."
    return f"{WITH_ALL} the latest figure, {briefly(everybody, measure=measure)}, {lies}."


def say_nothing(why: str) -> Said:
    """A view of a measure that could not be counted."""
    return Said(status=Status.MISSING, phrase=not_known(why), told=f"{not_known(why)}.")


def points_by(
    cells: Sequence[SafeCell], *, signals: Mapping[int, Sequence[str]] | None = None
) -> tuple[SafePoint, ...]:
    return tuple(
        SafePoint(
            label=cell.name,
            value=cell.value,
            met=cell.counts.met,
            cases=cell.counts.cases,
            signals=tuple(str(signal) for signal in (signals or {}).get(index, ())),
            over=cell.counts.over,
            provisional=cell.provisional,
        )
        for index, cell in enumerate(cells)
    )


def status_of(cells: Sequence[SafeCell]) -> Status:
    """Shown if anything is; else hidden if anything is."""
    statuses = {cell.value.status for cell in cells}
    if any(cell.value.visible for cell in cells):
        return Status.SHOWN
    return Status.SUPPRESSED if Status.SUPPRESSED in statuses else Status.MISSING


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)
