"""From gathered cases to exact cells, in three queries however many measures and groupings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Kind, Measure, Window

from .context import Context
from .gather import Numbered, counted, union
from .periods import YEAR_TO, is_quarter, latest_at
from .population import populations
from .reasons import reasons_of
from .survival import lengths_of, quantiles_of, waits_of_row
from .types import EVERYBODY, LATEST, ExactCell
from .wanted import Place, Wanted

DECIMALS = 9
"""Enough for any amount, few enough that the order of addition does not show."""
BETWEEN = "|"
"""Stands between a time and a group, which no group's name holds."""

Numbers = Mapping[str, Any]
People = Mapping[str, ir.Table | None]
"""For each measure that is a rate, whom it is over, where that is a table of people."""


@dataclass(frozen=True)
class Part:
    """Cases split one way: `measure` is a number, `group` what it is called in `grouping`.

    Where there is a `window`, the group's name begins with the time that the case falls in, a
    quarter as 20163, and BETWEEN.
    """

    grouping: str
    cases: ir.Table
    window: Window | None = None

    @property
    def name(self) -> str:
        return f"{self.window or ''}{BETWEEN}{self.grouping}"


def read_cells(
    cases: ir.Table,
    measures: Numbered,
    wanted: Sequence[Wanted],
    people: People,
    context: Context,
) -> tuple[ExactCell, ...]:
    """The cells of gathered cases; one without any case is there and says nought."""
    numbers = {
        _place(measures[number], name, group): found
        for (number, name, group), found in _numbers(
            _parts(cases, measures, wanted, context)
        ).items()
    }
    over = populations(wanted, people, context)
    return tuple(_cell(one, numbers.get(one.place, {}), over.get(one.place)) for one in wanted)


def total_cells(
    cases: ir.Table, wanted: Mapping[int, Wanted], *, over: Mapping[int, int | None]
) -> dict[int, ExactCell]:
    """One cell for each number of gathered cases: all of them, whichever day they fall on."""
    everybody = counted(cases).mutate(group=ibis.literal(EVERYBODY))
    part = Part(EVERYBODY, everybody)
    numbers = _numbers([part])
    return {
        number: _cell(one, numbers.get((number, part.name, EVERYBODY), {}), over[number])
        for number, one in wanted.items()
    }


def _parts(
    cases: ir.Table, measures: Numbered, wanted: Sequence[Wanted], context: Context
) -> list[Part]:
    """The latest cases by each grouping that a cell asks for, and all by quarter or year."""
    cases = counted(cases)
    latest = cases.filter(cases["latest"])
    everybody = latest.mutate(group=ibis.literal(EVERYBODY))
    parts = [Part(EVERYBODY, everybody)]
    timed = {
        Window.YEAR: _by_year(cases, latest_at(context.as_at).end),
        Window.QUARTER: cases.mutate(time=_number(_quarters_in(cases["at"]))),
    }
    for grouping, window, ids in _asked(wanted):
        rows = latest if window is None else timed[window]
        numbers = [number for number, one in measures.items() if one.id in ids]
        mine = rows.filter(rows["measure"].isin(numbers))
        group = ibis.literal(EVERYBODY) if grouping == EVERYBODY else mine[grouping]
        if window is not None:
            group = mine["time"].cast("string") + BETWEEN + group
        parts.append(Part(grouping, mine.mutate(group=group), window))
    return parts


def _asked(wanted: Sequence[Wanted]) -> Iterator[tuple[str, Window | None, set[str]]]:
    """Each grouping and kind of time that a cell asks for, with the measures that do."""
    asked: dict[tuple[str, Window | None], set[str]] = {}
    for one in wanted:
        window = window_of(one.label)
        if (one.grouping, window) != (EVERYBODY, None):
            asked.setdefault((one.grouping, window), set()).add(one.measure.id)
    for (grouping, window), ids in asked.items():
        yield grouping, window, ids


def window_of(label: str) -> Window | None:
    """Which kind of time the label names; None of the latest."""
    if is_quarter(label):
        return Window.QUARTER
    return Window.YEAR if label.startswith(YEAR_TO) else None


def _quarters_in(day: ir.Value) -> ir.Value:
    """Quarters since the year nought."""
    return day.year() * 4 + day.quarter() - 1


def _number(quarters: ir.Value) -> ir.Value:
    """The quarter as 20163."""
    return quarters // 4 * 10 + quarters % 4 + 1


def _by_year(cases: ir.Table, end: date) -> ir.Table:
    """The cases before a day that begins a quarter, by the last quarter of each year back."""
    cases = cases.filter(cases["at"] < end)
    last = end.year * 4 + (end.month - 1) // 3 - 1
    back = (last - _quarters_in(cases["at"])) // 4
    return cases.mutate(time=_number(last - 4 * back))


def _place(measure: Measure, name: str, group: str) -> Place:
    window, _, grouping = name.partition(BETWEEN)
    if not window:
        return (measure.id, grouping, group, LATEST)
    time, _, group = group.partition(BETWEEN)
    quarter = f"{time[:4]}-Q{time[4:]}"
    label = quarter if window == Window.QUARTER else YEAR_TO + quarter
    return (measure.id, grouping, group, label)


def _numbers(parts: Sequence[Part]) -> Mapping[tuple[int, str, str], Numbers]:
    """By measure, part and group: the numbers, the waits of durations, reasons where given."""
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
    answers = [(part.name, ask(part.cases)) for part in parts]
    return union(
        [
            answer.mutate(grouping=ibis.literal(name), group=answer["group"].cast("string"))
            for name, answer in answers
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
