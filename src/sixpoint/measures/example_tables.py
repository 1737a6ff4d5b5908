"""Example rows as tables an engine can measure, with a context made from them alone."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.calendar import lay_out_working_days
from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.examples import ExampleRow, read_example_rows
from sixpoint.packs.measure_parts import NUMBERS_OF_CHILDREN
from sixpoint.packs.measures import Example, Measure
from sixpoint.packs.processes import Limit, Unit
from sixpoint.records.cast import typed_columns
from sixpoint.records.types import LINE
from sixpoint.terms.period import Period

from .children import children_of, groupings_of, placements_of
from .context import Context
from .limits import LimitRange, Limits, lay_out_dues

Datasets = Mapping[str, Dataset]
YEARS = 366 * 10
"""How far before the reference day an example may reach."""


def tables_of(
    rows: Mapping[str, Sequence[ExampleRow]], datasets: Datasets, *, engine: Engine
) -> dict[str, ir.Table]:
    """The rows as `records` would read them: typed, with every column, lines from 2 on."""
    return {id_: _table(rows[id_], datasets[id_], engine) for id_ in rows}


def context_of(
    tables: Mapping[str, ir.Table],
    datasets: Datasets,
    *,
    as_at: date,
    engine: Engine,
    limits: Limits | None = None,
    period: Period | None = None,
) -> Context:
    """A context in which a child has the same person_id in every agency."""
    first = as_at - timedelta(days=YEARS)
    working = lay_out_working_days(first=first, last=as_at + timedelta(days=YEARS))
    people = _people(tables, datasets, engine)
    placements = placements_of(tables, people)
    return Context(
        datasets=datasets,
        supplied={name: table.columns for name, table in tables.items()},
        children=children_of(tables, people).cache(),
        groupings=groupings_of(tables),
        placements=None if placements is None else placements.cache(),
        numbers=tables.get(NUMBERS_OF_CHILDREN),
        limits=limits or {},
        dues=lay_out_dues(limits or {}, working=working),
        working=working,
        as_at=as_at,
        period=period or Period(first, as_at + timedelta(days=1)),
    )


def example_context(
    measure: Measure, example: Example, datasets: Datasets, *, engine: Engine
) -> tuple[dict[str, ir.Table], Context]:
    """The tables and the context of an example."""
    rows = {id_: read_example_rows(text) for id_, text in example.rows.items()}
    tables = tables_of(rows, datasets, engine=engine)
    limits = _limits(measure, example)
    return tables, context_of(tables, datasets, as_at=example.as_at, engine=engine, limits=limits)


def _limits(measure: Measure, example: Example) -> Limits:
    """The example's limit for the measure's process, in force on every day of the example."""
    if measure.process is None:
        return {}
    if example.limit is None:
        return {measure.process: ()}
    unit = Unit(example.limit.unit)
    limit = Limit(number=example.limit.number, unit=unit, edition="example", source="example")
    first = example.as_at - timedelta(days=YEARS)
    return {measure.process: (LimitRange(first=first, last=example.as_at, limit=limit),)}


def _table(rows: Sequence[ExampleRow], dataset: Dataset, engine: Engine) -> ir.Table:
    names = [column.name for column in dataset.columns]
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    lines = pa.array(range(2, len(rows) + 2), pa.int64())
    raw = ibis.memtable(pa.table({**columns, LINE: lines}))
    typed = raw.select(**typed_columns(raw, dataset.columns), **{LINE: raw[LINE]})
    name = ibis.util.gen_name(dataset.id.replace(".", "_"))
    return engine.ibis.create_table(name, typed, temp=True)


def _people(tables: Mapping[str, ir.Table], datasets: Datasets, engine: Engine) -> ir.Table:
    """agency, person_id, person: every child that any row names."""
    found = {
        (datasets[id_].agency, child)
        for id_, table in tables.items()
        if (person := datasets[id_].person) is not None
        for child in table[person].to_pyarrow().to_pylist()
        if child is not None
    }
    rows = sorted((agency, child, child) for agency, child in found)
    names = ("agency", "person_id", "person")
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    arrays = {n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}
    name = ibis.util.gen_name("people")
    return engine.ibis.create_table(name, pa.table(arrays), temp=True)
