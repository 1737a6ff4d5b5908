"""How a gap changes over time: by the same charts as anything else, and from first to last.

The limits of the change are made from those of the two gaps by the method of variance estimates
recovery (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702), which takes the two times as
independent of each other: where the same children are in both, they are wider than need be if a
child is much as before.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

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


@dataclass(frozen=True, kw_only=True)
class Sized:
    """How large a gap is, with its limits; these are None where nothing says how sure it is."""

    size: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """How much larger a gap became; less than nought where it narrowed. Limits as in Sized."""

    difference: float
    lower: float | None = None
    upper: float | None = None

    @property
    def told(self) -> bool:
        """Whether the change can be told from chance."""
        lower, upper = self.lower, self.upper
        return lower is not None and upper is not None and (lower > 0 or upper < 0)


def follow_gap(
    gaps: Sequence[Gap],
    *,
    labels: Sequence[str],
    provisional: Collection[int] = (),
    write: Callable[[float], str] | None = None,
) -> Followed:
    """The size of the gap by period, on an XmR chart; a period that cannot tell has no point.

    A smaller gap is better, whichever group has more; where that changes over between periods,
    the gap is followed with its sign, and neither way is called better. `provisional` and `write`
    are those of `calculate_trend`.
    """
    sizes, signed = sizes_of(gaps)
    series = Series(
        values=[None if one is None else one.size for one in sizes],
        labels=labels,
        provisional=provisional,
    )
    better = Better.NEITHER if signed else Better.LOWER
    return Followed(
        series=series, trend=calculate_trend(series, better=better, write=write), signed=signed
    )


def sizes_of(gaps: Sequence[Gap]) -> tuple[list[Sized | None], bool]:
    """Each gap's size, None where it cannot be told; and whether signs are kept.

    They are kept only where one gap lies above nought and another below it.
    """
    found = [_sized(gap) for gap in gaps]
    known = [one.size for one in found if one is not None]
    signed = bool(known) and min(known) < 0 < max(known)
    if signed or not known or max(known) > 0:
        return found, signed
    return [None if one is None else _turned(one) for one in found], signed


def change_between(first: Sized, last: Sized) -> Change:
    """How much larger the last gap is than the first, with limits where both have them."""
    difference = last.size - first.size
    if first.lower is None or first.upper is None or last.lower is None or last.upper is None:
        return Change(difference=difference)
    down = sqrt((last.size - last.lower) ** 2 + (first.upper - first.size) ** 2)
    up = sqrt((last.upper - last.size) ** 2 + (first.size - first.lower) ** 2)
    return Change(difference=difference, lower=difference - down, upper=difference + up)


def more_for(change: Change, *, cases: float) -> int | None:
    """How many more than these cases would tell the change: limits shrink with their root.

    None where the change can be told, is none, or has no limits.
    """
    if change.lower is None or change.upper is None or change.told or not change.difference:
        return None
    up = change.difference < 0
    half = change.upper - change.difference if up else change.difference - change.lower
    return ceil(cases * ((half / abs(change.difference)) ** 2 - 1)) + 1


def _sized(gap: Gap) -> Sized | None:
    match gap:
        case DeprivationGap():
            return Sized(size=gap.sii, lower=gap.sii_lower, upper=gap.sii_upper)
        case GroupGap():
            return Sized(
                size=gap.difference, lower=gap.difference_lower, upper=gap.difference_upper
            )
    return None


def _turned(one: Sized) -> Sized:
    """The same gap seen from the other side."""
    return Sized(
        size=-one.size,
        lower=None if one.upper is None else -one.upper,
        upper=None if one.lower is None else -one.lower,
    )
