"""How a gap changes over time, by the same charts as anything else."""

from collections.abc import Sequence

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Series, Trend

from .types import CannotTell, DeprivationGap, GroupGap

Gap = DeprivationGap | GroupGap | CannotTell


def follow_gap(gaps: Sequence[Gap], *, labels: Sequence[str]) -> Trend:
    """The size of the gap by period, on an XmR chart; a period that cannot tell has no point.

    A smaller gap is better, whichever group has more; where that changes over between periods,
    the gap is followed with its sign, and neither way is called better.
    """
    values = [_size(gap) for gap in gaps]
    known = [value for value in values if value is not None]
    if not known or min(known) >= 0 or max(known) <= 0:
        sizes = [None if value is None else abs(value) for value in values]
        return calculate_trend(Series(values=sizes, labels=labels), better=Better.LOWER)
    return calculate_trend(Series(values=values, labels=labels), better=Better.NEITHER)


def _size(gap: Gap) -> float | None:
    match gap:
        case DeprivationGap():
            return gap.sii
        case GroupGap():
            return gap.difference
    return None
