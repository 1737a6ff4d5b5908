"""The rows a measure starts from, and the rows of other tables that speak of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sixpoint.measures.context import Context
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import (
    Condition,
    End,
    Every,
    Length,
    LengthUnit,
    Measure,
    Related,
    Stops,
)
from sixpoint.records.types import LINE

Tables = Mapping[str, ir.Table]


@dataclass(frozen=True, kw_only=True)
class RowsBehind:
    """case, line, key: rows of one dataset that cases rest on."""

    dataset: str
    table: ir.Table


@dataclass(frozen=True, kw_only=True)
class Base:
    """The base rows of a measure that may be counted.

    `rows` has those of the base table's own columns that the measure reads, its key and line, and
    `_case`, `_start` (as supplied), `_day`, `_who` (the agency's own person_id).
    """

    measure: Measure
    tables: Tables
    context: Context
    rows: ir.Table

    def related(self, dataset: str, where: Iterable[Condition]) -> ir.Table:
        """The rows of a dataset that fulfil the conditions."""
        return keep(self.tables[dataset], where)

    def rows_behind(self, related: Related | End | Every | Stops) -> RowsBehind:
        """The related rows, each with the case it speaks of."""
        assert related.dataset is not None and related.key is not None
        where = () if isinstance(related, Stops) else related.where
        rows = self.related(related.dataset, where)
        cases = self.rows.select("_case", _by=self.rows[related.key])
        joined = rows.inner_join(cases, rows[related.key] == cases["_by"])
        return self.behind(related.dataset, joined)

    def behind(self, dataset: str, rows: ir.Table) -> RowsBehind:
        key = self.context.datasets[dataset].key
        table = rows.select(case="_case", line=LINE, key=rows[key].cast("string"))
        return RowsBehind(dataset=dataset, table=table)


def start_from(measure: Measure, tables: Tables, context: Context) -> Base:
    """The base rows that have a day and fulfil the measure's conditions."""
    dataset = context.datasets[measure.base]
    assert dataset.person is not None
    rows = keep(tables[measure.base], measure.where)
    rows = rows.filter(rows[measure.date].notnull())
    for related in measure.only_if:
        keys = keys_of(related, tables)
        rows = rows.semi_join(keys, rows[related.key] == keys["_key"])
    for related in measure.unless:
        keys = keys_of(related, tables)
        rows = rows.anti_join(keys, rows[related.key] == keys["_key"])
    rows = rows.select(
        *sorted(columns_needed(measure)[measure.base] | {dataset.key}),
        LINE,
        _case=rows[dataset.key].cast("string"),
        _start=rows[measure.date],
        _day=rows[measure.date].cast("date"),
        _who=rows[dataset.person],
    )
    return Base(measure=measure, tables=tables, context=context, rows=rows)


def keep(table: ir.Table, where: Iterable[Condition]) -> ir.Table:
    """The rows that fulfil every condition; a missing value fulfils none."""
    conditions = [fulfils(table, condition) for condition in where]
    return table.filter(conditions) if conditions else table


def fulfils(table: ir.Table, condition: Condition) -> ir.BooleanValue:
    return table[condition.column].isin(condition.codes).fill_null(False)


def keys_of(related: Related, tables: Tables) -> ir.Table:
    """The distinct keys of the related rows that fulfil the conditions, as `_key`."""
    rows = keep(tables[related.dataset], related.where)
    return rows.filter(rows[related.key].notnull()).select(_key=related.key).distinct()


def with_end(base: Base, end: End) -> ir.Table:
    """The base rows with `_end`: the earliest end there is, null if none."""
    if end.dataset is None or end.key is None:
        return base.rows.mutate(_end=base.rows[end.column])
    rows = base.related(end.dataset, end.where)
    ends = rows.group_by(_key=rows[end.key]).aggregate(_end=rows[end.column].min())
    return base.rows.left_join(ends, base.rows[end.key] == ends["_key"]).drop("_key")


def with_due(rows: ir.Table, base: Base) -> ir.Table:
    """The rows with `_due`: the last day in time under the limit in force, null if none is."""
    if base.measure.limit:
        return rows.mutate(_due=after(rows["_day"], base.measure.limit.length))
    if base.measure.process is None:
        return rows.mutate(_due=ibis.null("date"))
    dues = base.context.dues
    dues = dues.filter(dues["process"] == base.measure.process).select("day", _due="due")
    return rows.left_join(dues, rows["_day"] == dues["day"]).drop("day")


def after(day: ir.Value, length: Length | None) -> ir.Value:
    """The day on which a length of time has run out; the same day where there is none."""
    if length is None:
        return day
    months = length.unit is LengthUnit.MONTHS
    span = ibis.interval(months=length.number) if months else ibis.interval(days=length.number)
    return (day + span).cast("date")


def ends_behind(base: Base, end: End) -> tuple[RowsBehind, ...]:
    """The rows that ends were looked for in, where that is another table."""
    return (base.rows_behind(end),) if end.dataset else ()
