"""What a sample is: references drawn from strata, and those that stand in reserve."""

from dataclasses import dataclass
from typing import Protocol

from sixpoint.terms.strict import strict


class InReturn(Protocol):
    """Anybody who may be drawn: a local reference and two groups, and nothing else is asked."""

    @property
    def reference(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def age_band(self) -> str: ...


@strict
class ReturnRow:
    """One child, by local reference."""

    reference: str
    category: str
    age_band: str


@strict
class Drawn:
    """One reference drawn. `order` counts from 1 within its category and age band.

    A reserve is read only in place of one of the same category and age band.
    """

    reference: str
    category: str
    age_band: str
    order: int
    reserve: bool


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """One reference taken out, the reserve that stands in for it, and why."""

    taken_out: str
    put_in: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Those drawn, reserves included, by category, age band and order."""

    seed: int
    drawn: tuple[Drawn, ...]
    replacements: tuple[Replacement, ...] = ()

    @property
    def to_read(self) -> tuple[Drawn, ...]:
        return tuple(each for each in self.drawn if not each.reserve)
