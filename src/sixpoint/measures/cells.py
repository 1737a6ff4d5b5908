"""From the cases of all measures to exact cells, in a few queries over one table."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.calendar.limits import add_months
from sixpoint.packs.measures import Grouping, Kind, Measure
from sixpoint.terms.period import Period

from .context import Context
from .periods import label_of, latest_of
from .population import populations
from .reasons import reasons_of
from .survival import waits_of
from .types import EVERYBODY, LATEST, Cases, ExactCell
from .wanted import Place, Wanted, everybody_wanted

DECIMALS = 9
"""Enough for any amount, few enough that the order of addition does not show."""

Numbers = Mapping[str, Any]


def fill_cells(
    wanted: Sequence[Wanted], built: Sequence[Cases], context: Context
) -> tuple[ExactCell, ...]:
    """The cells with their numbers; one without any case is there and says nought."""
    if not built:
        return ()
    with gather_cases(wanted, built, context).cache() as cases:
        return read_cells(cases, wanted, built, context)


def gather_cases(wanted: Sequence[Wanted], built: Sequence[Cases], context: Context) -> ir.Table:
    """The cases of all measures in one table, with the columns that cells need."""
    measures = {one.measure.id: one.measure for one in wanted}
    return reduce(ir.Table.union, [_columns(one, measures[one.measure], context) for one in built])


def read_cells(
    cases: ir.Table, wanted: Sequence[Wanted], built: Sequence[Cases], context: Context
) -> tuple[ExactCell, ...]:
    """The cells of gathered cases."""
    found = dict(_read_latest(cases))
    if any(one.label != LATEST for one in wanted):
        found |= dict(_read_quarters(cases))
    over = {place: n for one in built for place, n in populations(one, wanted, context)}
    return tuple(_cell(one, found.get(one.place, {}), over.get(one.place)) for one in wanted)


def total_of(measure: Measure, cases: Cases, context: Context) -> ExactCell:
    """One cell of all cases, whichever day they fall on; a rate is over the latest population.

    What stands on a day is that of the latest day only.
    """
    latest = latest_of(measure, context.as_at)
    wanted = everybody_wanted(measure, label=LATEST, period=latest)
    everything = _columns(cases, measure, context).mutate(group=ibis.literal(EVERYBODY))
    if measure.kind is Kind.STOCK:
        everything = everything.filter(everything["latest"])
    numbers = next(iter(_numbers(everything, "group")), {})
    over = dict(populations(cases, [wanted], context))
    return _cell(wanted, numbers, over.get(wanted.place))


def _columns(one: Cases, measure: Measure, context: Context) -> ir.Table:
    """The columns that cells need; `length` apart, so that medians are taken of durations only."""
    cases = one.cases
    latest = latest_of(measure, context.as_at)
    return cases.select(
        "person",
        "at",
        "met",
        "complete",
        "ended",
        "reason",
        *Grouping,
        "out_of",
        measure=ibis.literal(one.measure),
        latest=(cases["at"] >= latest.start) & (cases["at"] < latest.end),
        amount=cases["value"],
        length=cases["value"] if measure.kind is Kind.DURATION else ibis.null("float64"),
    )


def _read_latest(cases: ir.Table) -> Iterator[tuple[Place, Numbers]]:
    """The numbers of every latest cell that has a case: one query for each grouping."""
    in_latest = cases.filter(cases["latest"])
    for grouping in (EVERYBODY, *Grouping):
        group = ibis.literal(EVERYBODY) if grouping == EVERYBODY else in_latest[grouping]
        for row in _numbers(in_latest.mutate(group=group), "group"):
            yield (row["measure"], str(grouping), row["group"], LATEST), row


def _read_quarters(cases: ir.Table) -> Iterator[tuple[Place, Numbers]]:
    """The same of every quarter, in one query."""
    by_quarter = cases.mutate(quarter=cases["at"].truncate("Q"))
    for row in _numbers(by_quarter, "quarter"):
        label = label_of(Period(row["quarter"], add_months(row["quarter"], 3)))
        yield (row["measure"], EVERYBODY, EVERYBODY, label), row


def _numbers(cases: ir.Table, by: str) -> Iterator[Numbers]:
    """The numbers of each measure and group, with the waits and the reasons of those that have."""
    complete = cases["complete"]
    counted = cases.group_by("measure", by).aggregate(
        cases=complete.sum(),
        pending=(~complete).sum(),
        children=cases["person"].nunique(where=complete),
        met=cases["met"].sum(where=complete),
        met_known=cases["met"].count(where=complete),
        amount=cases["amount"].sum(where=complete).round(DECIMALS),
        out_of=cases["out_of"].sum(where=complete).round(DECIMALS),
    )
    waits = waits_of(cases, by)
    reasons = reasons_of(cases, by)
    for row in counted.to_pyarrow().to_pylist():
        place = (row["measure"], row[by])
        yield {**row, **waits.get(place, {}), "reasons": reasons.get(place, ())}


def _cell(wanted: Wanted, numbers: Numbers, over: int | None) -> ExactCell:
    cases = numbers.get("cases", 0)
    return ExactCell(
        measure=wanted.measure.id,
        grouping=str(wanted.grouping),
        group=wanted.group,
        label=wanted.label,
        period=wanted.period,
        provisional=wanted.provisional,
        cases=cases,
        pending=numbers.get("pending", 0),
        children=numbers.get("children", 0),
        **_figures(wanted.measure, cases, numbers, over),
    )


def _figures(measure: Measure, cases: int, numbers: Numbers, over: int | None) -> dict[str, Any]:
    """What the measure's kind shows; nothing where there is nothing to divide by."""
    if measure.is_rate:
        return {"amount": float(cases), "out_of": float(over)} if over else {}
    if measure.kind is Kind.DURATION:
        met = numbers["met"] if cases and numbers["met_known"] == cases else None
        return {"met": met, "median": numbers.get("median"), "ninetieth": numbers.get("ninetieth")}
    if not cases:
        return {}
    match measure.kind:
        case Kind.COUNT | Kind.STOCK:
            return {}
        case Kind.RATIO | Kind.MEAN:
            return {"amount": numbers["amount"], "out_of": numbers["out_of"]}
        case _:
            return {"met": numbers["met"], "reasons": numbers["reasons"]}
