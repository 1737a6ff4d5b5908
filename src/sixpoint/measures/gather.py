"""The cases of many measures in one table, so that a few queries count them all."""

from collections.abc import Iterator, Mapping, Sequence

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Measure

from .base import Tables
from .cases import cases_as_supplied, with_children
from .context import Context
from .periods import latest_of

Numbered = Mapping[int, Measure]
"""Measures by the number they have in gathered cases."""

SUPPLIED = (
    "measure",
    "agency",
    "person_id",
    "living_in",
    "at",
    "until",
    "latest",
    "met",
    "value",
    "ended",
    "out_of",
    "reason",
    "wrong",
)
"""The columns of gathered cases that do not hang on who is who."""
ROWS_AT_ONCE = 8_000_000
"""Of base tables, a table counted once for each measure: what fits in memory beside the rest."""


def batches(measures: Sequence[Measure], tables: Tables) -> Iterator[Numbered]:
    """The measures, as many at once as memory holds the cases of."""
    rows = _rows_of({one.base for one in measures}, tables)
    batch: dict[int, Measure] = {}
    held = 0
    for number, one in enumerate(measures):
        if batch and held + rows[one.base] > ROWS_AT_ONCE:
            yield batch
            batch, held = {}, 0
        batch[number] = one
        held += rows[one.base]
    if batch:
        yield batch


def _rows_of(names: set[str], tables: Tables) -> dict[str, int]:
    if not names:
        return {}
    counts = [
        tables[name].aggregate(rows=ibis._.count()).mutate(name=ibis.literal(name))
        for name in sorted(names)
    ]
    return {row["name"]: row["rows"] for row in union(counts).to_pyarrow().to_pylist()}


def gather(measures: Numbered, tables: Tables, context: Context) -> ir.Table:
    """The cases of all measures, with their children; what is left out is there too.

    measure (its number), latest (whether it falls in the measure's latest period), what
    `cases_as_supplied` gives but `case`, and what `with_children` adds.
    """
    return with_children(gather_as_supplied(measures, tables, context), context)


def gather_as_supplied(measures: Numbered, tables: Tables, context: Context) -> ir.Table:
    """The same before it is asked whose cases they are."""
    return union([_numbered(n, one, tables, context) for n, one in measures.items()])


def counted(cases: ir.Table) -> ir.Table:
    """Those gathered cases that count."""
    return cases.filter(cases["wrong"].isnull(), ~cases["elsewhere"])


def union(tables: Sequence[ir.Table]) -> ir.Table:
    """One table of the rows of all; there is at least one."""
    return ibis.union(*tables) if len(tables) > 1 else tables[0]


def _numbered(number: int, measure: Measure, tables: Tables, context: Context) -> ir.Table:
    rows = cases_as_supplied(measure, tables, context)
    latest = latest_of(measure, context.as_at)
    rows = rows.mutate(
        measure=ibis.literal(number, "int16"),
        latest=(rows["at"] >= latest.start) & (rows["at"] < latest.end),
    )
    return rows.select(*SUPPLIED)
