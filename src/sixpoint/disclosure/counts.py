"""One count by itself: whether it is hidden, how it is rounded, and what a reader then knows."""

from sixpoint.packs.disclosure import TRAIL_TOPIC, CountRule, DisclosurePolicy
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status

Interval = tuple[int, int | None]
"""The least and the greatest a count may be; None where there is no greatest."""


def safe_count(n: int, policy: DisclosurePolicy, *, topic: str = TRAIL_TOPIC) -> SafeNumber:
    """A count that stands alone, as it may be shown.

    Counts that add up to others shown beside them go through `protect` instead.
    """
    rule = policy.rule_for(topic)
    return SUPPRESSED if must_hide(n, rule=rule) else shown(n, rule=rule)


def must_hide(n: int, *, rule: CountRule) -> bool:
    """Whether the count itself is too small to show."""
    if n < 0:
        raise ValueError("a count is not negative")
    return n < rule.below if n else rule.sensitive


def shown(n: int, *, rule: CountRule) -> SafeNumber:
    """The count as it is shown where it is not hidden."""
    if rule.base is None or (n == 0 and rule.below > 1):
        return SafeNumber(status=Status.SHOWN if n else Status.ZERO, value=n)
    return SafeNumber(status=Status.ROUNDED, value=_rounded(n, base=rule.base))


def known_of_shown(n: int, *, rule: CountRule) -> Interval:
    """What a reader who knows the rule learns of a count that is shown."""
    if rule.base is None or (n == 0 and rule.below > 1):
        return n, n
    nearest = _rounded(n, base=rule.base)
    half = (rule.base + 1) // 2
    smallest = 0 if rule.below == 1 else rule.below
    return max(smallest, nearest - rule.base // 2), nearest + half - 1


def half_of_rounded(rule: CountRule) -> int:
    """How far apart the least and the most must lie that a rounded count can be; nought if none."""
    return 0 if rule.base is None else (rule.base + 1) // 2 - 1


def known_of_published(number: SafeNumber, *, rule: CountRule, floor: int) -> Interval:
    """What a reader learns of a count as it was published, who takes hidden ones for `floor` up."""
    if number.value is None:
        return (floor if number.status is Status.SUPPRESSED else 0), None
    if number.status is Status.ROUNDED:
        return known_of_shown(int(number.value), rule=rule)
    return int(number.value), int(number.value)


def _rounded(n: int, *, base: int) -> int:
    return (2 * n + base) // (2 * base) * base
