"""How far two groups are apart, as it may be said: by what is shown, with how sure that is.

Takes cells that are safe; gives the gap with its intervals and its words. An interval is worked out
of the counts that stand beside the values, so that it tells nothing that they do not. Each case
counts as one of its own; where many are one child's, the interval is narrower than it should be.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, isfinite, log10

from sixpoint.gaps.compare import calculate_group_gap, compare_apart, compare_counts
from sixpoint.gaps.types import CannotTell, Counted, Counting, GroupGap
from sixpoint.packs.measures import Kind, Measure

from .types import SafeGap
from .values import SafeCell
from .wording import points_of

DECIMALS = 2
"""Of gaps and their limits: more would say nothing."""
TOO_MANY = 1_000_000
"""More cases than this no area will ever have."""
_UNCOUNTED = frozenset({Kind.RATIO, Kind.MEAN, Kind.DURATION})
NOT_SURE = defaultdict(
    lambda: "How sure that is cannot be told from what is shown",
    {
        Kind.RATIO: "It has no interval: amounts are added up, and how they differ from child to "
        "child is not shown",
        Kind.MEAN: "It has no interval: how amounts differ from child to child is not shown",
        Kind.DURATION: "It has no interval: how waits differ from child to child is not shown",
    },
)
"""Why nothing says how sure a difference is."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """A gap as it may be shown, and in words that follow the two values; `far` without how sure."""

    safe: SafeGap
    far: str
    told: str


def apart_from_all(
    group: SafeCell, rest: SafeCell, everybody: SafeCell, *, measure: Measure, called: str
) -> Apart | CannotTell:
    """A group against all children, of whom it and the rest are the parts."""
    gap = gap_from_all(group, rest, everybody, measure=measure)
    return gap if isinstance(gap, CannotTell) else _say(gap, measure=measure, called=called)


def gap_from_all(
    group: SafeCell, rest: SafeCell, everybody: SafeCell, *, measure: Measure
) -> GroupGap | CannotTell:
    """The same without the words; differences in the measure's unit."""
    gap = calculate_group_gap(group.value.value, everybody.value.value)
    mine, others = (counted(cell, measure=measure) for cell in (group, rest))
    if isinstance(gap, CannotTell) or mine is None or others is None:
        return gap
    together = Counted(
        numerator=mine.numerator + others.numerator,
        denominator=mine.denominator + others.denominator,
    )
    return _with_limits(
        gap, compare_counts(mine, together, counting=_counting(measure)), measure=measure
    )


def apart_from_each_other(
    one: SafeCell, other: SafeCell, *, measure: Measure, called: str
) -> Apart | CannotTell:
    """Two groups that share no child; `called` is the first."""
    gap = calculate_group_gap(one.value.value, other.value.value)
    counts = [counted(cell, measure=measure) for cell in (one, other)]
    if isinstance(gap, CannotTell):
        return gap
    mine, others = counts
    if mine is not None and others is not None:
        compared = compare_apart(mine, others, counting=_counting(measure))
        gap = _with_limits(gap, compared, measure=measure)
    return _say(gap, measure=measure, called=called)


def counted(cell: SafeCell, *, measure: Measure) -> Counted | None:
    """What the value rests on, where it is a share or a rate and its counts are shown."""
    counts = cell.counts
    if measure.kind in _UNCOUNTED:
        return None
    above, below = (counts.cases, counts.over) if measure.is_rate else (counts.met, counts.cases)
    if above.value is None or not below.value:
        return None
    # Rounded counts may say that more were met than there are cases.
    top = above.value if measure.is_rate else min(above.value, below.value)
    return Counted(numerator=top, denominator=below.value)


def _counting(measure: Measure) -> Counting:
    return Counting.RATE if measure.is_rate else Counting.SHARE


def _with_limits(gap: GroupGap, compared: GroupGap | CannotTell, *, measure: Measure) -> GroupGap:
    """The gap between the values as they are shown, with the limits of the counts."""
    if isinstance(compared, CannotTell) or compared.difference_lower is None:
        return gap
    whole = measure.population.per if measure.population else 100
    upper = compared.ratio_upper
    return replace(
        gap,
        difference_lower=whole * compared.difference_lower,
        difference_upper=whole * (compared.difference_upper or 0.0),
        ratio_lower=compared.ratio_lower,
        ratio_upper=upper if upper is not None and isfinite(upper) else None,
        more=compared.more,
    )


def _say(gap: GroupGap, *, measure: Measure, called: str) -> Apart:
    safe = SafeGap(
        difference=round(gap.difference, DECIMALS),
        difference_lower=_rounded(gap.difference_lower),
        difference_upper=_rounded(gap.difference_upper),
        ratio=_rounded(gap.ratio),
        ratio_lower=_rounded(gap.ratio_lower),
        ratio_upper=_rounded(gap.ratio_upper),
        more=gap.more,
    )
    return Apart(
        safe=safe,
        far=_one_way(gap.difference, measure=measure),
        told=_told(gap, measure=measure, called=called),
    )


def _told(gap: GroupGap, *, measure: Measure, called: str) -> str:
    """How far, between which limits, and whether chance alone may say it."""
    far = _one_way(gap.difference, measure=measure)
    if gap.difference_lower is None or gap.difference_upper is None:
        return f"{far}. {NOT_SURE[measure.kind]}"
    interval = f"95% interval {_ends(gap.difference_lower, gap.difference_upper)}"
    if not gap.difference:
        return f"{far} ({interval})"
    if gap.told:
        return f"{far} ({interval}), which chance alone does not explain{_ratio(gap)}"
    return f"{far} ({interval}), which chance alone may explain{_more(gap.more, called)}"


def _one_way(difference: float, *, measure: Measure) -> str:
    if not difference:
        return "the same"
    word = "more" if difference > 0 else "less"
    return f"{points_of(abs(difference), measure=measure)} {word}"


def _ends(lower: float, upper: float) -> str:
    """9 to 17 where both are on one side, which the words before say; else 8 less to 2 more."""
    low, high = round(lower, 1), round(upper, 1)
    if low * high > 0:
        least, most = sorted((abs(low), abs(high)))
        return f"{least:g} to {most:g}"
    return f"{abs(low):g} less to {abs(high):g} more"


def _ratio(gap: GroupGap) -> str:
    if gap.ratio is None or gap.ratio_lower is None or gap.ratio_upper is None:
        return ""
    ends = f"95% interval {gap.ratio_lower:.2f} to {gap.ratio_upper:.2f}"
    return f". That is {gap.ratio:.2f} times as much ({ends})"


def _more(more: int | None, called: str) -> str:
    """How many more cases would do."""
    return more_in_words(more, whom=f"cases among {called}", what="gap")


def more_in_words(more: int | None, *, whom: str, what: str) -> str:
    """How many more of whom would tell a gap, or a change, to the first two digits."""
    if more is None:
        return ""
    if more > TOO_MANY:
        return f". No number of {whom} that an area could have would tell so small a {what}"
    about = round(more, 1 - floor(log10(more))) if more >= 100 else more
    return f". About {about:,} more {whom} would tell a {what} of this size"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)


def groups_in(cells: Sequence[SafeCell], *names: str) -> tuple[SafeCell, ...]:
    """The cells of these groups, in this order."""
    by_name = {cell.name: cell for cell in cells}
    return tuple(by_name[name] for name in names)
