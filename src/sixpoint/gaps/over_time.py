"""How a gap changes over time, by the same charts as anything else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Series, Trend

from .types import CannotTell, DeprivationGap, GroupGap

Gap = DeprivationGap | GroupGap | CannotTell


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A gap by period; `signed` says that its sign is kept, because it changes over."""

    series: Series
    trend: Trend
    signed: bool


def follow_gap(gaps: Sequence[Gap], *, labels: Sequence[str]) -> Followed:
    """The size of the gap by period, on an XmR chart; a period that cannot tell has no point.

    A smaller gap is better, whichever group has more; where that changes over between periods,
    the gap is followed with its sign, and neither way is called better.
    """
    values = [_difference(gap) for gap in gaps]
    known = [value for value in values if value is not None]
    signed = bool(known) and min(known) < 0 < max(known)
    if not signed:
        values = [None if value is None else abs(value) for value in values]
    series = Series(values=values, labels=labels)
    trend = calculate_trend(series, better=Better.NEITHER if signed else Better.LOWER)
    return Followed(series=series, trend=trend, signed=signed)


def _difference(gap: Gap) -> float | None:
    match gap:
        case DeprivationGap():
            return gap.sii
        case GroupGap():
            return gap.difference
    return None
