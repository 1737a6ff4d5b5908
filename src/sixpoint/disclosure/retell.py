"""What a figure that somebody sent must say, made again from the numbers in it.

Words in a figure that do not follow from its numbers and its measure could name a child.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from sixpoint.measures.groups import AGE_BANDS, GROUPS, LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER
from sixpoint.measures.periods import YEAR_TO
from sixpoint.measures.types import EVERYBODY, LATEST
from sixpoint.packs.disclosure import CountRule, DisclosurePolicy
from sixpoint.packs.measures import Grouping, Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

from .counts import must_hide
from .doubt import is_lawful
from .joint import SafeCounts
from .make_safe import OVER_TIME_OF, SafeMeasure, make_figure, say_groups, say_windows
from .named_groups import NAMES_OF
from .over_time import SafeWindow
from .reasons import reasons_of
from .types import SafeDoubt, SafeFigure, SafePoint
from .values import SafeCell, cell_as_told
from .views import (
    SEXES,
    Said,
    View,
    say_late_reasons,
    say_latest,
    say_nothing,
    say_trend,
)

FIFTHS = ("1", "2", "3", "4", "5")
NONE = SafeNumber(status=Status.ZERO, value=0)
MOST = 1_000_000_000
"""More cases than there could be; a number above it is no count."""


def retell(
    figure: SafeFigure,
    *,
    measure: Measure,
    policy: DisclosurePolicy,
    period: str,
    why: str | None = None,
) -> SafeFigure:
    """The figure as its numbers tell it; `why` says why its measure could not be counted.

    Raises a ValueError where it has not the points that its view has.
    """
    view = View(figure.view)
    counts = _counts(figure, view, measure=measure)
    everybody = cell_as_told(LATEST, figure.value, counts, measure=measure, policy=policy)
    points = [_cell(point, measure=measure, policy=policy) for point in figure.points]
    followed = next((g for g, each in OVER_TIME_OF.items() if each is view), None)
    if why:
        said = say_nothing(why)
    elif followed:
        windows = _windows(figure, points, grouping=followed, measure=measure)
        said = say_windows(windows, grouping=followed, measure=measure)
    else:
        _check_labels(view, [cell.name for cell in points], measure=measure)
        said = _say(view, everybody, points, measure=measure)
    quarters = points if view is View.TREND else []
    safe = SafeMeasure(
        measure=measure,
        period=period,
        everybody=everybody,
        groups={},
        quarters=quarters,
        doubts=_doubts(figure, view, everybody, points),
    )
    return make_figure(view, said, safe=safe, trail=figure.trail, invented=figure.invented)


def _windows(
    figure: SafeFigure, points: Sequence[SafeCell], *, grouping: Grouping, measure: Measure
) -> list[SafeWindow]:
    """The times of a gap over time; each has all children and all the groups, in their order."""
    if grouping not in {one.grouping for one in measure.gaps_over_time}:
        raise ValueError("the measure has no such view")
    wanted = (EVERYBODY, *GROUPS[grouping])
    windows = []
    for start in range(0, len(points), len(wanted)):
        mine = figure.points[start : start + len(wanted)]
        cells = [
            replace(cell, name=point.group or "")
            for cell, point in zip(points[start:], mine, strict=False)
        ]
        if tuple(cell.name for cell in cells) != wanted or len({p.label for p in mine}) > 1:
            raise ValueError("the points are not those of the view")
        label = mine[0].label
        if not _is_quarter(label.removeprefix(YEAR_TO)):
            raise ValueError("the points are not those of the view")
        windows.append(SafeWindow(label=label, everybody=cells[0], groups=tuple(cells[1:])))
    labels = [window.label for window in windows]
    if labels != sorted(set(labels)):
        raise ValueError("the points are not those of the view")
    return windows


def _counts(figure: SafeFigure, view: View, *, measure: Measure) -> SafeCounts:
    """The figure's own counts; how many were late follows from the others where they are exact."""
    counts = SafeCounts(cases=figure.cases, met=figure.met, pending=figure.pending, over=MISSING)
    if view is not View.LATE_REASONS:
        return counts
    nobody = figure.cases.status is Status.ZERO
    may = figure.cases.visible and (figure.met.visible or nobody)
    late = NONE if nobody else next(_unmet(figure.cases, figure.met), figure.value)
    reasons = [point.value for point in figure.points]
    return replace(
        counts,
        late=late if may or not late.visible else SUPPRESSED,
        reasons=tuple(
            (code, number if figure.cases.visible or not number.visible else SUPPRESSED)
            for code, number in zip(reasons_of(measure), reasons, strict=False)
        ),
    )


def _doubts(
    figure: SafeFigure, view: View, everybody: SafeCell, points: Sequence[SafeCell]
) -> dict[View, SafeDoubt]:
    """What the figure says of links in doubt, if it may."""
    shown = [everybody] if view in (View.LATEST, View.TREND) else points
    may = figure.doubt is not None and is_lawful(figure.doubt, shown)
    may = may and view not in (View.LATE_REASONS, *OVER_TIME_OF.values())
    return {view: figure.doubt} if may and figure.doubt else {}


def untrue_parts(told: SafeFigure, retold: SafeFigure) -> tuple[str, ...]:
    """The names of the parts that are not as the numbers tell them."""
    names = [field.name for field in fields(told)]
    return tuple(name for name in names if getattr(told, name) != getattr(retold, name))


def shows_too_much(figure: SafeFigure, *, rule: CountRule) -> bool:
    """Whether the figure shows a count, or two that give one, that the rule would hide."""
    return not all(may_be_shown(number, rule=rule) for number in _counts_in(figure))


def may_be_shown(number: SafeNumber, *, rule: CountRule) -> bool:
    """Whether the rule lets a count be said like this; a hidden one always may."""
    n = number.value
    if n is None:
        return True
    if not 0 <= n <= MOST or n != int(n):
        return False
    if rule.base is not None and (n or rule.below == 1):
        return number.status is Status.ROUNDED and n % rule.base == 0
    said = Status.SHOWN if n else Status.ZERO
    return number.status is said and not must_hide(int(n), rule=rule)


def _counts_in(figure: SafeFigure) -> Iterator[SafeNumber]:
    yield from (figure.cases, figure.met, figure.pending, *_unmet(figure.cases, figure.met))
    if figure.view == View.LATE_REASONS:
        yield figure.value
    for point in figure.points:
        yield from (point.cases, point.met, point.over, *_unmet(point.cases, point.met))


def _unmet(cases: SafeNumber, met: SafeNumber) -> Iterator[SafeNumber]:
    """What is worked out of two exact counts; rounded ones leave it open."""
    if Status.ROUNDED in (cases.status, met.status) or cases.value is None or met.value is None:
        return
    left = cases.value - met.value
    yield SafeNumber(status=Status.SHOWN if left else Status.ZERO, value=left)


def _cell(point: SafePoint, *, measure: Measure, policy: DisclosurePolicy) -> SafeCell:
    counts = SafeCounts(cases=point.cases, met=point.met, pending=MISSING, over=point.over)
    return cell_as_told(
        point.label,
        point.value,
        counts,
        measure=measure,
        policy=policy,
        provisional=point.provisional,
    )


def _check_labels(view: View, labels: Sequence[str], *, measure: Measure) -> None:
    known: list[tuple[str, ...]] = [()]
    match view:
        case View.TREND:
            known = [tuple(sorted({each for each in labels if _is_quarter(each)}))]
        case View.DEPRIVATION:
            known = [(), FIFTHS, (*FIFTHS, NOT_KNOWN)]
        case View.LOOKED_AFTER:
            known = [(), (LOOKED_AFTER, NOT_LOOKED_AFTER)]
        case View.SEX:
            known = [(), tuple(SEXES.values()), (*SEXES.values(), NOT_KNOWN)]
        case View.DISABLED | View.ETHNIC_GROUP | View.RURAL:
            names = NAMES_OF[view]
            known = [(), names, (*names, NOT_KNOWN)]
        case View.AGE:
            known = [(), tuple(AGE_BANDS), (*AGE_BANDS, NOT_KNOWN)]
        case View.LATE_REASONS:
            known = [(), tuple(reasons_of(measure).values())]
    if tuple(labels) not in known:
        raise ValueError("the points are not those of the view")


def _is_quarter(label: str) -> bool:
    year, _, quarter = label.partition("-Q")
    return len(year) == 4 and year.isascii() and year.isdigit() and quarter in {"1", "2", "3", "4"}


def _say(view: View, everybody: SafeCell, points: Sequence[SafeCell], *, measure: Measure) -> Said:
    match view:
        case View.LATEST:
            return say_latest(everybody, measure=measure)
        case View.TREND:
            return say_trend(points, measure=measure)
        case View.LATE_REASONS:
            return say_late_reasons(everybody, measure=measure)
        case _:
            return say_groups(view, points, everybody=everybody, measure=measure)
