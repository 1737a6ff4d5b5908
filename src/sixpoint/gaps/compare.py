"""A named group against all children: difference and ratio, with how sure they are.

A group is part of all children, so it is held against the rest of them, which is independent of
it; what holds against the rest is then turned into what holds against all. Shares have Wilson's
limits (Wilson 1927), rates Byar's (Breslow and Day 1987, volume II). Differences are Newcombe's
hybrid score method (Newcombe 1998, Statistics in Medicine 17, 873-890, method 10), ratios Donner
and Zou's (2012, Statistical Methods in Medical Research 21), both made from those limits.
"""

from dataclasses import dataclass
from math import ceil, inf, isfinite, sqrt
from statistics import NormalDist

from .types import CannotTell, Counted, Counting, GroupGap

MOST = 2.0**40
"""Beyond so many times the children there is no telling."""


def calculate_group_gap(group: float | None, everybody: float | None) -> GroupGap | CannotTell:
    """Two values without counts, such as medians: how far apart, and not how surely."""
    if group is None or everybody is None:
        return CannotTell(why="the figure for the group or for all children is not shown")
    return GroupGap(
        group=group,
        everybody=everybody,
        difference=group - everybody,
        ratio=group / everybody if everybody else None,
    )


def compare_counts(
    group: Counted, everybody: Counted, *, counting: Counting, confidence: float = 0.95
) -> GroupGap | CannotTell:
    """The group against all children, of whom it is a part, with intervals.

    Raises nothing: counts that cannot be a part of the others say why they cannot tell.
    """
    rest = Counted(
        numerator=everybody.numerator - group.numerator,
        denominator=everybody.denominator - group.denominator,
    )
    return _compare(group, rest, everybody=everybody, counting=counting, confidence=confidence)


def compare_apart(
    one: Counted, other: Counted, *, counting: Counting, confidence: float = 0.95
) -> GroupGap | CannotTell:
    """One group against another that shares no child with it; the other stands as `everybody`."""
    return _compare(one, other, everybody=other, counting=counting, confidence=confidence)


def _compare(
    one: Counted, other: Counted, *, everybody: Counted, counting: Counting, confidence: float
) -> GroupGap | CannotTell:
    """One group against another, turned into what holds against everybody the other is part of."""
    if why := _why_not(one, other, counting):
        return CannotTell(why=why)
    weight = other.denominator / everybody.denominator
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    mine, others = (Limited.of(each, counting=counting, z=z) for each in (one, other))
    low, high = difference_limits(mine, others)
    ratio_low, ratio_high = ratio_limits(mine, others)
    some = bool(everybody.numerator)
    return GroupGap(
        group=one.value,
        everybody=everybody.value,
        difference=one.value - everybody.value,
        ratio=one.value / everybody.value if some else None,
        difference_lower=weight * low,
        difference_upper=weight * high,
        ratio_lower=_against_all(ratio_low, weight) if some else None,
        ratio_upper=_against_all(ratio_high, weight) if some else None,
        more=_more(one, other, counting=counting, z=z),
    )


@dataclass(frozen=True, kw_only=True)
class Limited:
    """A value with its own limits."""

    value: float
    lower: float
    upper: float

    @classmethod
    def of(cls, counted: Counted, *, counting: Counting, z: float) -> "Limited":
        limits = wilson if counting is Counting.SHARE else byar
        lower, upper = limits(counted, z=z)
        return cls(value=counted.value, lower=lower, upper=upper)


def wilson(counted: Counted, *, z: float) -> tuple[float, float]:
    """Limits of a share."""
    n, p = counted.denominator, counted.value
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (0.0 if p == 0 else middle - half), (1.0 if p == 1 else middle + half)


def byar(counted: Counted, *, z: float) -> tuple[float, float]:
    """Limits of a rate of events that are Poisson."""
    x, over = counted.numerator, counted.denominator
    low = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3 if x else 0.0
    y = x + 1
    return max(low, 0.0) / over, y * (1 - 1 / (9 * y) + z / (3 * sqrt(y))) ** 3 / over


def difference_limits(one: Limited, other: Limited) -> tuple[float, float]:
    """Of one value minus the other."""
    difference = one.value - other.value
    down = sqrt((one.value - one.lower) ** 2 + (other.upper - other.value) ** 2)
    up = sqrt((one.upper - one.value) ** 2 + (other.value - other.lower) ** 2)
    return difference - down, difference + up


def ratio_limits(one: Limited, other: Limited) -> tuple[float, float]:
    """Of one value over the other; the upper is infinite where the other may be nought."""
    product = one.value * other.value
    low = one.lower * (2 * one.value - one.lower)
    below = other.upper * (2 * other.value - other.upper)
    bottom = product + sqrt(max(product**2 - below * low, 0.0))
    high = one.upper * (2 * one.value - one.upper)
    above = other.lower * (2 * other.value - other.lower)
    top = product + sqrt(max(product**2 - above * high, 0.0))
    return (low / bottom if bottom else 0.0), (top / above if above > 0 else inf)


def _against_all(ratio: float, weight: float) -> float | None:
    """What a ratio to the others is as a ratio to all, of whom they are `weight`; None: no end."""
    if ratio == inf:
        return 1 / (1 - weight) if weight < 1 else None
    return ratio / ((1 - weight) * ratio + weight)


def _why_not(group: Counted, rest: Counted, counting: Counting) -> str | None:
    parts = (group, rest)
    if not all(isfinite(n) for one in parts for n in (one.numerator, one.denominator)):
        return "a count is missing"
    if group.denominator <= 0:
        return "there is nobody in the group"
    if rest.denominator <= 0:
        return "the group is all children, or more, so there is nobody to hold it against"
    if min(group.numerator, rest.numerator) < 0:
        return "a numerator is below nought, or above that of all children"
    shares = counting is Counting.SHARE
    if shares and any(one.numerator > one.denominator for one in parts):
        return "a numerator is above what it is out of"
    return None


def _more(group: Counted, rest: Counted, *, counting: Counting, z: float) -> int | None:
    """How many more in the group would tell this difference, if all counts grew alike."""

    def told(times: float) -> bool:
        one, other = (
            Limited.of(
                Counted(numerator=each.numerator * times, denominator=each.denominator * times),
                counting=counting,
                z=z,
            )
            for each in (group, rest)
        )
        low, high = difference_limits(one, other)
        return low > 0 or high < 0

    if group.value == rest.value or told(1):
        return None
    times = 2.0
    while not told(times) and times < MOST:
        times *= 2
    low, high = times / 2, times
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if told(middle) else (middle, high)
    return ceil(group.denominator * (high - 1))
