"""What the parts of the invented world pass to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
Column = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """One extract before it is written; columns in the order of the file.

    Texts hold None where the cell is empty; days and minutes are datetime64 with NaT.
    """

    dataset: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def file(self) -> str:
        """Where it lies, relative to the partnership's folder."""
        agency, _, table = self.dataset.partition(".")
        return f"extracts/{agency}/{table}.csv"


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Invented postcodes, each one street; parallel arrays by place."""

    postcode: Texts
    street: Texts
    town: Texts
    town_index: Ints
    quintile: Ints
    in_area: Flags
    rural: Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Children:
    """The children as they truly are; parallel arrays by child.

    Days count from 1970-01-01. `homes` and `numbers` hold up to three homes (place and house
    number), `moved` the two days on which the family moved (NEVER if it did not).
    `group` tells whole siblings from half- and step-siblings within a household: `pattern`
    0 is a plain family, 1 one with half-siblings, 2 a step-family.
    """

    household: Ints
    pattern: Ints
    group: Ints
    twin: Flags
    sex: Ints
    disabled: Flags
    ethnic_group: Texts
    birth: Ints
    forename: Texts
    surname: Texts
    later_surname: Texts
    renamed: Ints
    homes: Ints
    numbers: Ints
    moved: Ints
    quintile: Ints
    outside: Flags
    frailty: Floats
    canary: Flags

    def __len__(self) -> int:
        return len(self.birth)


@dataclass(frozen=True, kw_only=True, eq=False)
class Care:
    """When each child was looked after; NEVER where not. One time in care for each child at most.

    `away` is the place lived at, or -1 while looked after at home.
    """

    start: Ints
    end: Ints
    away: Ints
    away_number: Ints
    placements: Table
    aftercare: Table

    def covers(self, child: Ints, day: Ints) -> Flags:
        """Whether the child is looked after on the day."""
        inside = (self.start[child] <= day) & (day <= self.end[child])
        return np.asarray(inside & (self.start[child] < self.end[child]), dtype=bool)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault that was planted: where, and what a rule should notice."""

    file: str
    line: int
    column: str
    kind: str
    rule: str
