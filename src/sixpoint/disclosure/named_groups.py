"""Disabled children, ethnic groups, children in rural places: each against all children.

Takes cells that are safe. A group is held against all children, of whom it is a part; who is in
none because nobody recorded it is no group of its own, but counts among all children, and the
figure says how many they are where that may be said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sixpoint.gaps.types import CannotTell
from sixpoint.measures.groups import (
    DISABLED,
    ETHNIC_GROUPS,
    NOT_DISABLED,
    NOT_KNOWN,
    NOT_RURAL,
    RURAL,
)
from sixpoint.packs.measures import Measure
from sixpoint.pictures.words import list_in_words
from sixpoint.terms.cells import MISSING, SafeNumber, Status

from .apart import NOT_SURE, Apart, apart_from_all
from .joint import SafeCounts
from .types import SafeGap, SafeGapAt
from .values import SafeCell
from .views import Said, View, points_by, status_of
from .wording import briefly

CALLED: Mapping[View, Mapping[str, str]] = {
    View.DISABLED: {DISABLED: "disabled children"},
    View.RURAL: {RURAL: "children in rural places"},
    View.ETHNIC_GROUP: dict(
        zip(
            ETHNIC_GROUPS,
            (
                "white Scottish or British children",
                "other white children",
                "children of mixed or multiple ethnic groups",
                "Asian children",
                "African, Caribbean or Black children",
                "children of other ethnic groups",
            ),
            strict=True,
        )
    ),
}
"""The groups that are held against all children, and what they are called."""
OTHERS = {View.DISABLED: (NOT_DISABLED,), View.RURAL: (NOT_RURAL,), View.ETHNIC_GROUP: ()}
NAMES_OF = {view: (*CALLED[view], *OTHERS[view]) for view in CALLED}
"""The groups of each view, in their order; who is in none may follow them."""


@dataclass(frozen=True, kw_only=True)
class _Held:
    """One group against all children."""

    cell: SafeCell
    called: str
    gap: Apart | CannotTell


def say_named(
    view: View, groups: Sequence[SafeCell], *, everybody: SafeCell, measure: Measure
) -> Said:
    """Each named group against all children, by the values as a reader sees them."""
    cells = {cell.name: cell for cell in groups}
    points = [cells[name] for name in NAMES_OF[view]]
    points += [c for c in [cells.get(NOT_KNOWN)] if c and _is_somebody(c)]
    everybody = replace(everybody, counts=_over_all(everybody.counts, points, measure=measure))
    named = [
        _hold(cells[name], called, everybody, measure=measure)
        for name, called in CALLED[view].items()
    ]
    shown = [one for one in named if one.cell.value.visible]
    values = [f"{briefly(one.cell, measure=measure)} for {one.called}" for one in shown or named]
    phrase = f"{list_in_words(values)} and {briefly(everybody, measure=measure)} for all children"
    if len(named) > 1:
        phrase = f"{'; '.join(values)}; {briefly(everybody, measure=measure)} for all children"
    parts = [_told(one, alone=len(named) == 1) for one in named]
    if len(named) > 1 and any(_is_unsure(one) for one in named):
        parts.append(f"{NOT_SURE[measure.kind]}.")
    parts += _not_recorded(cells.get(NOT_KNOWN))
    alone = named[0].gap if len(named) == 1 else None
    return Said(
        status=status_of([one.cell for one in named]),
        phrase=phrase,
        told=" ".join([f"{phrase}.", *parts]),
        points=points_by(points),
        gap=_safe(alone) if alone is not None else None,
        gaps=tuple(_gap_at(one) for one in named) if len(named) > 1 else (),
    )


def _is_somebody(cell: SafeCell) -> bool:
    """Whether children may be in it: it has cases or, of a rate, a population."""
    return cell.counts.cases.value != 0 or bool(cell.counts.over.value)


def _over_all(counts: SafeCounts, points: Sequence[SafeCell], *, measure: Measure) -> SafeCounts:
    """The counts of all children; of a rate, over as many as its points say and no other number."""
    if not measure.is_rate:
        return counts
    over = [point.counts.over.value for point in points]
    if None in over:
        return replace(counts, over=MISSING)
    total = sum(number for number in over if number is not None)
    return replace(counts, over=SafeNumber(status=Status.SHOWN, value=total))


def _hold(cell: SafeCell, called: str, everybody: SafeCell, *, measure: Measure) -> _Held:
    rest = replace(everybody, counts=_less(everybody.counts, cell.counts))
    gap = apart_from_all(cell, rest, everybody, measure=measure, called=called)
    if isinstance(gap, CannotTell) and cell.counts.cases.value == 0:
        gap = CannotTell(why="there are no cases in the group")
    return _Held(cell=cell, called=called, gap=gap)


def _less(whole: SafeCounts, part: SafeCounts) -> SafeCounts:
    """What is left of all children without the group, where both are shown."""
    return SafeCounts(
        cases=_minus(whole.cases, part.cases),
        met=_minus(whole.met, part.met),
        pending=MISSING,
        over=_minus(whole.over, part.over),
    )


def _minus(whole: SafeNumber, part: SafeNumber) -> SafeNumber:
    if whole.value is None or part.value is None:
        return MISSING
    left = max(whole.value - part.value, 0)
    return SafeNumber(status=Status.SHOWN if left else Status.ZERO, value=left)


def _told(one: _Held, *, alone: bool) -> str:
    called = one.called[:1].upper() + one.called[1:]
    if isinstance(one.gap, CannotTell):
        if alone:
            return f"The gap cannot be told: {one.gap.why}."
        return f"{called}: the gap cannot be told, since {one.gap.why}."
    if alone:
        return f"Against all children: {one.gap.told}."
    return f"{called}: {one.gap.far if _is_unsure(one) else one.gap.told}."


def _is_unsure(one: _Held) -> bool:
    """Whether there is a gap, and nothing says how sure it is."""
    return isinstance(one.gap, Apart) and one.gap.safe.difference_lower is None


def _not_recorded(cell: SafeCell | None) -> list[str]:
    """How many are in no group because nobody recorded it."""
    if cell is None or cell.counts.cases.value == 0:
        return []
    if cell.counts.cases.value is None:
        return ["Of how many it was not recorded is hidden to protect children."]
    return [f"Of {cell.counts.cases.value:,.0f} cases it was not recorded."]


def _safe(gap: Apart | CannotTell) -> SafeGap:
    return SafeGap(why=gap.why) if isinstance(gap, CannotTell) else gap.safe


def _gap_at(one: _Held) -> SafeGapAt:
    """The difference of one group from all children, with its sign."""
    safe = _safe(one.gap)
    size = MISSING if one.cell.value.status is not Status.SUPPRESSED else one.cell.value
    if safe.difference is not None:
        status = Status.SHOWN if safe.difference else Status.ZERO
        size = SafeNumber(status=status, value=safe.difference)
    return SafeGapAt(
        label=one.cell.name,
        size=size,
        lower=safe.difference_lower,
        upper=safe.difference_upper,
        why=safe.why,
    )
