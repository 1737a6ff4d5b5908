"""From gathered cases to exact cells, in three queries however many measures and groupings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Kind, Measure

from .context import Context
from .gather import Numbered, counted, union
from .population import populations
from .reasons import reasons_of
from .survival import lengths_of, quantiles_of, waits_of_row
from .types import EVERYBODY, LATEST, ExactCell
from .wanted import Place, Wanted

DECIMALS = 9
"""Enough for any amount, few enough that the order of addition does not show."""
QUARTER = "quarter"

Numbers = Mapping[str, Any]
People = Mapping[str, ir.Table | None]
"""For each measure that is a rate, whom it is over, where that is a table of people."""


@dataclass(frozen=True)
class Part:
    """Cases split one way: `measure` is a number, `group` what it is called in `grouping`."""

    grouping: str
    cases: ir.Table


def read_cells(
    cases: ir.Table,
    measures: Numbered,
    wanted: Sequence[Wanted],
    people: People,
    context: Context,
) -> tuple[ExactCell, ...]:
    """The cells of gathered cases; one without any case is there and says nought."""
    numbers = {
        _place(measures[number], grouping, group): found
        for (number, grouping, group), found in _numbers(_parts(cases, measures, wanted)).items()
    }
    over = populations(wanted, people, context)
    return tuple(_cell(one, numbers.get(one.place, {}), over.get(one.place)) for one in wanted)


def total_cells(
    cases: ir.Table, wanted: Mapping[int, Wanted], *, over: Mapping[int, int | None]
) -> dict[int, ExactCell]:
    """One cell for each number of gathered cases: all of them, whichever day they fall on."""
    everybody = counted(cases).mutate(group=ibis.literal(EVERYBODY))
    numbers = _numbers([Part(EVERYBODY, everybody)])
    return {
        number: _cell(one, numbers.get((number, EVERYBODY, EVERYBODY), {}), over[number])
        for number, one in wanted.items()
    }


def _parts(cases: ir.Table, measures: Numbered, wanted: Sequence[Wanted]) -> list[Part]:
    """The latest cases by each grouping that a cell asks for, and all by quarter."""
    cases = counted(cases)
    latest = cases.filter(cases["latest"])
    everybody = latest.mutate(group=ibis.literal(EVERYBODY))
    parts = [Part(EVERYBODY, everybody)]
    asked = {one.grouping: one for one in wanted if one.grouping != EVERYBODY}
    for grouping in asked:
        ids = {one.measure.id for one in wanted if one.grouping == grouping}
        numbers = [number for number, one in measures.items() if one.id in ids]
        mine = latest.filter(latest["measure"].isin(numbers))
        parts.append(Part(grouping, mine.mutate(group=mine[grouping])))
    if any(one.label != LATEST for one in wanted):
        quarter = cases["at"].year() * 10 + cases["at"].quarter()
        parts.append(Part(QUARTER, cases.mutate(group=quarter)))
    return parts


def _place(measure: Measure, grouping: str, group: str) -> Place:
    if grouping != QUARTER:
        return (measure.id, grouping, group, LATEST)
    return (measure.id, EVERYBODY, EVERYBODY, f"{group[:4]}-Q{group[4:]}")


def _numbers(parts: Sequence[Part]) -> Mapping[tuple[int, str, str], Numbers]:
    """By measure, grouping and group: the numbers, the waits of durations, reasons where given."""
    found: dict[tuple[int, str, str], dict[str, Any]] = {}
    for row in _together(parts, _counts).to_pyarrow().to_pylist():
        found[_key(row)] = {**row, "reasons": ()}
    for row in quantiles_of(_together(parts, lengths_of)).to_pyarrow().to_pylist():
        found[_key(row)] |= waits_of_row(row)
    for row in _together(parts, reasons_of).order_by("reason").to_pyarrow().to_pylist():
        found[_key(row)]["reasons"] += ((row["reason"], row["cases"]),)
    return found


def _key(row: Mapping[str, Any]) -> tuple[int, str, str]:
    return (row["measure"], row["grouping"], row["group"])


def _together(parts: Sequence[Part], ask: Callable[[ir.Table], ir.Table]) -> ir.Table:
    """The answers of every part, with `grouping`."""
    answers = [(part.grouping, ask(part.cases)) for part in parts]
    return union(
        [
            answer.mutate(grouping=ibis.literal(grouping), group=answer["group"].cast("string"))
            for grouping, answer in answers
        ]
    )


def _counts(cases: ir.Table) -> ir.Table:
    complete = cases["complete"]
    return cases.group_by("measure", "group").aggregate(
        cases=complete.sum(),
        pending=(~complete).sum(),
        children=cases["person"].nunique(where=complete),
        met=cases["met"].sum(where=complete),
        met_known=cases["met"].count(where=complete),
        amount=cases["value"].sum(where=complete).round(DECIMALS),
        out_of=cases["out_of"].sum(where=complete).round(DECIMALS),
    )


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
