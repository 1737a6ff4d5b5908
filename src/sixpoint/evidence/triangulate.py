"""What the matrix shows of one indicator: too few kinds of source, and kinds that disagree.

Takes how often each kind of source speaks for and against; gives remarks. It counts and compares:
it weighs nothing up, and computes no level.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many pieces of evidence of one kind speak to one indicator, by direction.

    `heaviest` is the highest weight (1 to 3) in each direction, 0 where there is nothing.
    """

    strengths: int = 0
    weaknesses: int = 0
    neutral: int = 0
    heaviest_strength: int = 0
    heaviest_weakness: int = 0

    @property
    def total(self) -> int:
        return self.strengths + self.weaknesses + self.neutral


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is noticed about one indicator; kinds in the order they were given.

    `speak` are the kinds that say anything; `only_strengths` and `only_weaknesses` those that go
    one way; `divided` those that go both.
    """

    speak: tuple[str, ...]
    only_strengths: tuple[str, ...]
    only_weaknesses: tuple[str, ...]
    divided: tuple[str, ...]
    least: int

    @property
    def empty(self) -> bool:
        """Nothing was recorded."""
        return not self.speak

    @property
    def thin(self) -> bool:
        """Something was recorded, of fewer kinds than the framework asks for."""
        return 0 < len(self.speak) < self.least

    @property
    def contradictory(self) -> bool:
        """One kind of source speaks of strengths alone and another of weaknesses alone."""
        return bool(self.only_strengths and self.only_weaknesses)


def remark_on(tallies: Mapping[str, Tally], *, least: int) -> Remark:
    """Remarks on one indicator; `least` is the number of kinds that the framework asks for.

    Neutral evidence speaks, and takes no side.
    """
    said = {kind: tally for kind, tally in tallies.items() if tally.total}
    return Remark(
        speak=tuple(said),
        only_strengths=tuple(k for k, t in said.items() if t.strengths and not t.weaknesses),
        only_weaknesses=tuple(k for k, t in said.items() if t.weaknesses and not t.strengths),
        divided=tuple(k for k, t in said.items() if t.strengths and t.weaknesses),
        least=least,
    )
