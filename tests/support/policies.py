"""Disclosure policies for tests."""

from sixpoint.packs.disclosure import CountRule, DisclosurePolicy, Method


def policy_of(
    below: int, *, base: int | None = None, sensitive: bool = False, **more: int
) -> DisclosurePolicy:
    """One rule for every topic: hiding below `below`, and rounding where there is a base."""

    def rule(topic: str) -> CountRule:
        return CountRule(
            topic=topic,
            method=Method.SUPPRESS if base is None else Method.ROUND,
            below=below,
            base=base,
            sensitive=sensitive,
            source="made up for a test",
        )

    rounding = {
        "minimum_for_median": 20,
        "percentage_decimals": 0,
        "ratio_decimals": 1,
        "duration_decimals": 0,
        "duration_figures": 2,
    }
    return DisclosurePolicy(format=1, counts=(rule("any"), rule("trail")), **(rounding | more))
