"""What may be quoted of a gap: which way it goes, and whether chance may say it."""

from collections.abc import Callable

from .types import CannotTell, Counting, DeprivationGap, GroupGap

Write = Callable[[float], str]


def why_not_sure(gap: DeprivationGap | GroupGap | CannotTell) -> str | None:
    """Why the gap cannot be told; None where it can."""
    if isinstance(gap, CannotTell):
        return gap.why
    if gap.told:
        return None
    if isinstance(gap, GroupGap) and gap.difference_lower is None:
        return "nothing says how sure the values are"
    nothing = not (gap.sii if isinstance(gap, DeprivationGap) else gap.difference)
    if nothing:
        return "there is no difference to be told"
    return "the interval reaches nought, so chance alone may say this"


def say_gradient(
    gap: DeprivationGap | CannotTell, *, confidence: float, write: Write, scottish: bool
) -> str:
    """The slope with its interval, who has more, and if chance may say it how many would do."""
    if isinstance(gap, CannotTell):
        return f"The gap cannot be told: {gap.why}."
    if gap.sii_lower == gap.sii_upper == 0:
        return "The slope index of inequality is 0: there is no gradient to be told."
    slope = (
        f"The slope index of inequality is {write(gap.sii)} "
        f"({100 * confidence:g}% interval {write(gap.sii_lower)} to {write(gap.sii_upper)})"
    )
    if not gap.told:
        return f"{slope}, so no gradient can be told from chance.{_more(gap.more, 'people')}"
    more = (gap.sii > 0) == scottish
    which = "higher" if more else "lower"
    ways = "" if scottish else "; the sign is England's, where minus means higher among them"
    return f"{slope}: {which} among the most deprived, by more than chance explains{ways}."


def say_group(
    gap: GroupGap | CannotTell, *, group: str, confidence: float, counting: Counting
) -> str:
    """The group's value and that of all children, how far apart, and whether chance may say it."""
    if isinstance(gap, CannotTell):
        return f"The gap between {group} and all children cannot be told: {gap.why}."
    write = _percent if counting is Counting.SHARE else _rate
    start = f"{write(gap.group)} for {group} and {write(gap.everybody)} for all children"
    if gap.difference_lower is None or gap.difference_upper is None:
        return f"{start}."
    ends = _ends(gap.difference_lower, gap.difference_upper, counting)
    interval = f"{100 * confidence:g}% interval of the difference {ends}"
    if gap.told:
        word = "higher" if gap.difference > 0 else "lower"
        return f"{start} ({interval}): {word} by more than chance explains."
    return f"{start} ({interval}), so no gap can be told from chance.{_more(gap.more, 'children')}"


def _more(more: int | None, whom: str) -> str:
    if more is None:
        return ""
    in_group = " in the group" if whom == "children" else ""
    return f" About {more:,} more {whom}{in_group} would tell a gap of this size."


def _ends(lower: float, upper: float, counting: Counting) -> str:
    if counting is Counting.RATE:
        return f"{_rate(lower)} to {_rate(upper)}"
    low, high = (f"{round(100 * end, 1) + 0.0:g}" for end in (lower, upper))
    return f"{low} to {high} percentage points"


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g}%"


def _rate(number: float) -> str:
    return f"{number:.3g}"
