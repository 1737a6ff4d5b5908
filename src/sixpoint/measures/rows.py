"""The rows behind one cell, for those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from .types import EVERYBODY, Cases, ExactCell


@dataclass(frozen=True, order=True)
class Row:
    """One row of an extract; `key` is the agency's own. Never leaves the partnership."""

    dataset: str
    line: int
    key: str


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Every row that the cases of one cell rest on, by dataset and line, and how many children.

    A rate's population is not among the rows: it is everybody of the age, whatever happened.
    """

    rows: tuple[Row, ...]
    cases: int
    children: int


def rows_behind(cases: Cases, cell: ExactCell) -> Behind:
    """What one cell was counted from: complete cases of its group in its period."""
    chosen = _cases_of(cases, cell)
    rows = cases.rows.semi_join(chosen, "case").select("dataset", "line", "key").distinct()
    counts = chosen.aggregate(cases=chosen.count(), children=chosen["person"].nunique())
    counted = counts.to_pyarrow().to_pylist()[0]
    found = rows.order_by("dataset", "line", "key").to_pyarrow().to_pylist()
    return Behind(
        rows=tuple(Row(row["dataset"], row["line"], row["key"]) for row in found),
        cases=counted["cases"],
        children=counted["children"],
    )


def children_behind(cases: Cases, cells: Sequence[ExactCell]) -> int:
    """How many linked children the cases of several cells are about, each counted once."""
    if not cells:
        return 0
    persons = [_cases_of(cases, cell).select("person") for cell in cells]
    together = ibis.union(*persons) if len(persons) > 1 else persons[0]
    counted = together.aggregate(children=together["person"].nunique())
    return int(counted.to_pyarrow().to_pylist()[0]["children"])


def _cases_of(cases: Cases, cell: ExactCell) -> ir.Table:
    table = cases.cases
    chosen = table.filter(
        table["complete"], table["at"] >= cell.period.start, table["at"] < cell.period.end
    )
    if cell.grouping == EVERYBODY:
        return chosen
    return chosen.filter(chosen[cell.grouping] == cell.group)
