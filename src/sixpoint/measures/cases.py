"""From a measure and tables to its cases, each with its child, its groups and its rows."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measure_parts import NUMBERS_OF_CHILDREN, columns_needed
from sixpoint.packs.measures import Measure

from .base import Base, Tables, start_from, with_child
from .context import Context
from .counted import Counted
from .groups import LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER, age_band
from .kinds import KINDS
from .types import Cases, NotMeasured


def build_cases(measure: Measure, tables: Tables, context: Context) -> Cases | NotMeasured:
    """One row for each thing the measure counts, or why it cannot be counted."""
    missing = sorted(_missing(measure, tables, context))
    if missing:
        return NotMeasured(measure=measure.id, why=" ".join(missing))
    base = start_from(measure, tables, context)
    counted = KINDS[measure.kind](base)
    # Computed once: figures, what was left out and the rows behind all look at it.
    every = _finish(counted.table, context).cache()
    return Cases(
        measure=measure.id,
        cases=every.filter(every["wrong"].isnull()).drop("wrong"),
        rows=_rows_behind(base, counted),
        left_out=every.filter(every["wrong"].notnull()).select("case", why="wrong"),
        population=_population(measure, tables, context),
    )


def _missing(measure: Measure, tables: Tables, context: Context) -> Iterator[str]:
    if measure.process and measure.process not in context.limits:
        yield f"The pack of processes has no process {measure.process}."
    for dataset, columns in columns_needed(measure).items():
        if dataset not in tables:
            yield f"Nobody supplied {dataset}."
            continue
        for column in sorted(columns - set(context.supplied[dataset])):
            yield f"{dataset} was supplied without its column {column}."


def _finish(table: ir.Table, context: Context) -> ir.Table:
    rows = table.select(
        case="_case",
        person="_person",
        at="_at",
        met="_met",
        value="_value",
        ended="_ended",
        out_of="_out_of",
        reason="_reason",
        complete=table["_until"] <= context.as_at,
        simd_quintile=table["_simd"].fill_null(NOT_KNOWN),
        sex=table["_sex"].fill_null(NOT_KNOWN),
        age_band=age_band(table["_born"], table["_at"]),
        wrong="_wrong",
    )
    if context.placements is None:
        return rows.mutate(looked_after=ibis.literal(NOT_KNOWN))
    covered = covered_by(context.placements, rows).mutate(_covered=True)
    rows = rows.left_join(covered, rows["case"] == covered["_of"]).drop("_of")
    looked_after = rows["_covered"].fill_null(False).ifelse(LOOKED_AFTER, NOT_LOOKED_AFTER)
    return rows.mutate(looked_after=looked_after).drop("_covered")


def covered_by(placements: ir.Table, rows: ir.Table) -> ir.Table:
    """_of: the cases on whose day the child was looked after, first and last day included."""
    spans = placements.select(_child="person", _from="started_on", _to="ended_on")
    pairs = rows.select(_of="case", _person="person", _at="at").inner_join(spans, [])
    pairs = pairs.filter(
        pairs["_person"] == pairs["_child"],
        pairs["_from"] <= pairs["_at"],
        pairs["_to"].isnull() | (pairs["_at"] <= pairs["_to"]),
    )
    return pairs.select("_of").distinct()


def _rows_behind(base: Base, counted: Counted) -> ir.Table:
    own = base.behind(base.measure.base, counted.table)
    tables = [
        behind.table.mutate(dataset=ibis.literal(behind.dataset)).select(
            "case", "dataset", "line", "key"
        )
        for behind in (own, *counted.behind)
    ]
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _population(measure: Measure, tables: Tables, context: Context) -> ir.Table | None:
    """Everybody whom a rate may be over, where that is a table of people."""
    if measure.population is None or measure.population.dataset == NUMBERS_OF_CHILDREN:
        return None
    dataset = context.datasets[measure.population.dataset]
    people = with_child(
        tables[dataset.id], agency=dataset.agency, person=dataset.person, context=context
    )
    return people.select(
        person="_person",
        born="date_of_birth",
        simd_quintile=people["_simd"].fill_null(NOT_KNOWN),
        sex=people["_sex"].fill_null(NOT_KNOWN),
    )
