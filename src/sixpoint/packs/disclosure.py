"""What may be said of small numbers: the policy a pack of measures carries."""

from enum import StrEnum
from typing import Literal

from sixpoint.terms.strict import strict

ANY_TOPIC = "any"
"""The topic whose rule holds for every topic that has none of its own."""

TRAIL_TOPIC = "trail"
"""Counts of rows and children in a trail, which nobody needs to the last one."""


class Method(StrEnum):
    """One method for each topic: mixing them lets one undo the other."""

    SUPPRESS = "suppress"
    ROUND = "round"


@strict
class CountRule:
    """How the counts of one topic are protected.

    A count from 1 to `below` - 1 is hidden; a group with fewer children than `below` behind it
    is hidden whatever it counts. Nought is shown unless the topic is `sensitive`: then that
    nobody, or everybody, is counted tells something too. `round` also rounds what is shown to
    the nearest multiple of `base`, halves up. Where the topic asks for more cases behind a median
    than the policy, `minimum_for_median` says how many. `source` says whose rule it is.
    """

    topic: str
    method: Method
    below: int
    base: int | None = None
    sensitive: bool = False
    minimum_for_median: int | None = None
    source: str

    def __post_init__(self) -> None:
        if self.below < 1:
            raise ValueError("below must be 1 or more")
        if (self.base is not None) != (self.method is Method.ROUND):
            raise ValueError("base goes with method round, and only with it")
        if self.base is not None and self.base < 3:
            raise ValueError("base must be 3 or more")
        if self.sensitive and self.below < 3:
            raise ValueError("a sensitive topic hides nought among small counts: below 3 or more")
        if self.method is Method.SUPPRESS and self.below < 3:
            raise ValueError("below must be 3 or more to hide one count among others")
        if self.base is not None and not (self.below == 1 or self.base <= 2 * self.below):
            raise ValueError("below must be 1, or at least half of base, so that none rounds to 0")
        if self.base is not None and self.below > self.base:
            raise ValueError("below must not be more than base")


@strict
class DisclosurePolicy:
    """Everything a figure must pass before it leaves.

    A median, a mean or a ratio is shown from `minimum_for_median` cases and children on. The
    decimals say how percentages of counted cases, ratios and rates, and durations are rounded;
    a median is rounded further, to as many digits as `duration_figures` says.
    """

    format: Literal[1]
    counts: tuple[CountRule, ...]
    minimum_for_median: int
    percentage_decimals: int
    ratio_decimals: int
    duration_decimals: int
    duration_figures: int

    def __post_init__(self) -> None:
        topics = [rule.topic for rule in self.counts]
        if len(set(topics)) < len(topics):
            raise ValueError("a topic has more than one rule in counts")
        if missing := {ANY_TOPIC, TRAIL_TOPIC} - set(topics):
            raise ValueError(f"counts lacks a rule for topic {' and '.join(sorted(missing))}")
        if self.minimum_for_median < 3:
            raise ValueError("minimum_for_median must be 3 or more")
        least = self.minimum_for_median
        if any((rule.minimum_for_median or least) < least for rule in self.counts):
            raise ValueError("a topic's minimum_for_median must not be below the policy's")
        if not 1 <= self.duration_figures <= 4:
            raise ValueError("duration_figures must be from 1 to 4")

    def rule_for(self, topic: str) -> CountRule:
        """The topic's own rule, else the one for any topic."""
        rules = {rule.topic: rule for rule in self.counts}
        return rules.get(topic, rules[ANY_TOPIC])

    def fewest_for(self, topic: str) -> int:
        """From how many cases, and children, a median, mean or ratio of the topic is shown."""
        return self.rule_for(topic).minimum_for_median or self.minimum_for_median
