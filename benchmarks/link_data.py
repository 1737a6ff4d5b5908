"""What invented families give to the linkage benchmarks: tables of people, and the truth.

Both generators (`link_families`, `link_registers`) give a `Population` and files of records drawn
from it. Everybody in them is invented.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[Any]

COLUMNS = ("forename", "surname", "sex", "postcode", "address", "chi", "scn")


@dataclass(frozen=True, kw_only=True)
class Population:
    """One row per child. `twin` is the number of the child's twin, -1 without one; children of one
    `kin` are of one household or cousins; `born` counts days from 1970-01-01."""

    household: Ints
    kin: Ints
    twin: Ints
    born: Ints
    sex: Texts
    forename: Texts
    surname: Texts
    postcode: Texts
    address: Texts
    chi: Texts
    scn: Texts


@dataclass(frozen=True)
class File:
    """One agency's people, and the number of the child that each row is of."""

    people: pa.Table
    child: Ints


@dataclass(frozen=True)
class Files:
    """The files by agency, and the children behind them."""

    population: Population
    files: dict[str, File]


@dataclass(frozen=True)
class Confusions:
    """Pairs that were linked, by what they are, and the true pairs that there were to find."""

    right: int
    twins: int
    siblings: int
    cousins: int
    strangers: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.true)

    @property
    def wrong(self) -> int:
        return self.twins + self.siblings + self.cousins + self.strangers

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.right + self.wrong + self.true)


def as_table(columns: dict[str, Texts], *, born: Ints, missing: Flags, prefix: str) -> pa.Table:
    """A file's people; `missing` marks birthdays that nobody wrote down; None is a missing text."""
    days = pa.array(born.astype("datetime64[D]"), pa.date32(), mask=missing)
    ids = np.char.add(prefix, np.char.zfill(np.arange(len(born)).astype(str), 7))
    texts = {name: pa.array(columns[name], pa.string(), from_pandas=True) for name in columns}
    return pa.table({"person_id": pa.array(ids, pa.string()), "date_of_birth": days, **texts})


def confuse(population: Population, left: Ints, right: Ints, *, true: int) -> Confusions:
    """What the linked pairs are, given the children of both sides."""
    same = left == right
    twins = ~same & (population.twin[left] == right)
    siblings = ~same & ~twins & (population.household[left] == population.household[right])
    cousins = ~same & ~twins & ~siblings & (population.kin[left] == population.kin[right])
    counts = [int(flags.sum()) for flags in (same, twins, siblings, cousins)]
    return Confusions(*counts, strangers=len(left) - sum(counts), true=true)


def true_pairs(files: Files) -> int:
    """Pairs of records, of two agencies, that are one child's."""
    children = len(files.population.household)
    held = np.zeros(children, dtype=np.int64)
    for file in files.files.values():
        held += np.bincount(file.child, minlength=children)
    return int((held * (held - 1) // 2).sum())


def describe(model: object) -> str:
    """Every share of an error model, as lines of a table."""
    rows = [f"| {f.name.replace('_', ' ')} | {getattr(model, f.name)} |" for f in fields(model)]  # type: ignore[arg-type]
    return "\n".join(["| share | value |", "| --- | --- |", *rows])


def without(table: pa.Table, *columns: str) -> pa.Table:
    """The table without some columns."""
    return table.drop_columns([c for c in columns if c in table.column_names])
