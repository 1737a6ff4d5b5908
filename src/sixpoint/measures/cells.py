"""From the cases of all measures to exact cells, in a few queries over one table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.calendar.limits import add_months
from sixpoint.packs.measures import Grouping, Kind, Measure, Population
from sixpoint.terms.period import Period

from .cases import LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER, covered_by
from .context import Context
from .periods import label_of, latest_at, middle_of, quarters_of
from .types import EVERYBODY, LATEST, Cases, ExactCell

GROUPS: Mapping[str, tuple[str, ...]] = {
    EVERYBODY: (EVERYBODY,),
    Grouping.SIMD_QUINTILE: ("1", "2", "3", "4", "5", NOT_KNOWN),
    Grouping.LOOKED_AFTER: (LOOKED_AFTER, NOT_LOOKED_AFTER),
}
DECIMALS = 9
"""Enough for any amount, few enough that the order of addition does not show."""

Numbers = Mapping[str, Any]
Place = tuple[str, str, str, str]
"""Measure, grouping, group, label."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One cell to be filled."""

    measure: Measure
    grouping: str
    group: str
    label: str
    period: Period

    @property
    def place(self) -> Place:
        return (self.measure.id, self.grouping, self.group, self.label)


def cells_wanted(measure: Measure, context: Context) -> Iterator[Wanted]:
    """Every cell a measure has: the latest by each group, and every quarter for everybody."""
    latest = latest_at(context.as_at)
    groupings = [EVERYBODY, *(g for g in measure.groupings if _has_groups(g, context))]
    for grouping in groupings:
        for group in GROUPS[grouping]:
            yield Wanted(
                measure=measure, grouping=grouping, group=group, label=LATEST, period=latest
            )
    for quarter in quarters_of(measure, period=context.period, as_at=context.as_at):
        yield Wanted(
            measure=measure,
            grouping=EVERYBODY,
            group=EVERYBODY,
            label=label_of(quarter),
            period=quarter,
        )


def fill_cells(
    wanted: Sequence[Wanted], built: Sequence[Cases], context: Context
) -> tuple[ExactCell, ...]:
    """The cells with their numbers; one without any case is there and says nought."""
    if not built:
        return ()
    kinds = {one.measure.id: one.measure.kind for one in wanted}
    united = reduce(ir.Table.union, [_columns(one, kinds[one.measure]) for one in built])
    with united.cache() as cases:
        found = dict(_read(cases, context))
    over = {place: n for one in built for place, n in _populations(one, wanted, context)}
    return tuple(_cell(one, found.get(one.place, {}), over.get(one.place)) for one in wanted)


def total_of(measure: Measure, cases: Cases, context: Context) -> ExactCell:
    """One cell of all cases, whichever day they fall on; a rate is over the latest population."""
    latest = latest_at(context.as_at)
    wanted = Wanted(
        measure=measure, grouping=EVERYBODY, group=EVERYBODY, label=LATEST, period=latest
    )
    everything = _columns(cases, measure.kind).mutate(group=ibis.literal(EVERYBODY))
    numbers = next(iter(_rows(_numbers(everything, "group"))), {})
    over = dict(_populations(cases, [wanted], context))
    return _cell(wanted, numbers, over.get(wanted.place))


def _has_groups(grouping: Grouping, context: Context) -> bool:
    if grouping is Grouping.SIMD_QUINTILE:
        return context.places is not None
    return context.placements is not None


def _columns(one: Cases, kind: Kind) -> ir.Table:
    """The columns that cells need; `length` apart, so that medians are taken of durations only."""
    cases = one.cases
    return cases.select(
        "person",
        "at",
        "met",
        "complete",
        "simd_quintile",
        "looked_after",
        "out_of",
        measure=ibis.literal(one.measure),
        amount=cases["value"],
        length=cases["value"] if kind is Kind.DURATION else ibis.null("float64"),
    )


def _read(cases: ir.Table, context: Context) -> Iterator[tuple[Place, Numbers]]:
    """The numbers of every cell that has a case: one query for quarters, one for each grouping."""
    latest = latest_at(context.as_at)
    in_latest = cases.filter(cases["at"] >= latest.start, cases["at"] < latest.end)
    for grouping in GROUPS:
        group = ibis.literal(EVERYBODY) if grouping == EVERYBODY else in_latest[grouping]
        for row in _rows(_numbers(in_latest.mutate(group=group), "group")):
            yield (row["measure"], str(grouping), row["group"], LATEST), row
    by_quarter = cases.mutate(quarter=cases["at"].truncate("Q"))
    for row in _rows(_numbers(by_quarter, "quarter")):
        label = label_of(Period(row["quarter"], add_months(row["quarter"], 3)))
        yield (row["measure"], EVERYBODY, EVERYBODY, label), row


def _numbers(cases: ir.Table, by: str) -> ir.Table:
    complete = cases["complete"]
    return cases.group_by("measure", by).aggregate(
        cases=complete.sum(),
        pending=(~complete).sum(),
        children=cases["person"].nunique(where=complete),
        met=cases["met"].sum(where=complete),
        met_known=cases["met"].count(where=complete),
        amount=cases["amount"].sum(where=complete).round(DECIMALS),
        out_of=cases["out_of"].sum(where=complete).round(DECIMALS),
        median=cases["length"].quantile(0.5, where=complete).round(DECIMALS),
        ninetieth=cases["length"].quantile(0.9, where=complete).round(DECIMALS),
    )


def _rows(table: ir.Table) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def _cell(wanted: Wanted, numbers: Numbers, over: int | None) -> ExactCell:
    cases = numbers.get("cases", 0)
    return ExactCell(
        measure=wanted.measure.id,
        grouping=str(wanted.grouping),
        group=wanted.group,
        label=wanted.label,
        period=wanted.period,
        cases=cases,
        pending=numbers.get("pending", 0),
        children=numbers.get("children", 0),
        **_figures(wanted.measure, cases, numbers, over),
    )


def _figures(measure: Measure, cases: int, numbers: Numbers, over: int | None) -> dict[str, Any]:
    """What the measure's kind shows; nothing where there is nothing to divide by."""
    if measure.kind is Kind.RATE:
        return {"amount": float(cases), "out_of": float(over)} if over else {}
    if not cases:
        return {}
    met = numbers["met"] if numbers["met_known"] == cases else None
    match measure.kind:
        case Kind.DURATION:
            return {"met": met, "median": numbers["median"], "ninetieth": numbers["ninetieth"]}
        case Kind.RATIO:
            return {"amount": numbers["amount"], "out_of": numbers["out_of"]}
        case _:
            return {"met": met}


def _populations(
    cases: Cases, wanted: Sequence[Wanted], context: Context
) -> Iterator[tuple[Place, int]]:
    """How many children a rate is over, cell by cell."""
    mine = [one for one in wanted if one.measure.id == cases.measure]
    if cases.population is None or not mine:
        return
    over = mine[0].measure.population
    assert over is not None
    for period in {one.period for one in mine}:
        of_age = _of_age(cases.population, over, middle_of(period))
        cells = [one for one in mine if one.period == period]
        for grouping in {one.grouping for one in cells}:
            counts = _count_by(of_age, grouping, middle_of(period), context)
            for one in (one for one in cells if one.grouping == grouping):
                yield one.place, counts.get(one.group, 0)


def _of_age(people: ir.Table, over: Population, day: date) -> ir.Table:
    born_by = add_months(day, -12 * over.age_from)
    born_after = add_months(day, -12 * (over.age_to + 1))
    return people.filter(people["born"] <= born_by, people["born"] > born_after)


def _count_by(people: ir.Table, grouping: str, day: date, context: Context) -> dict[str, int]:
    if grouping == EVERYBODY:
        return {EVERYBODY: people.count().to_pyarrow().as_py()}
    if grouping == Grouping.SIMD_QUINTILE:
        counts = people.group_by("simd_quintile").aggregate(n=people.count())
        return {row["simd_quintile"]: row["n"] for row in _rows(counts)}
    everybody = people.count().to_pyarrow().as_py()
    assert context.placements is not None
    asked = people.select(case="person", person="person", at=ibis.literal(day)).distinct()
    covered = covered_by(context.placements, asked)
    looked_after = people.semi_join(covered, people["person"] == covered["_of"])
    n = looked_after.count().to_pyarrow().as_py()
    return {LOOKED_AFTER: n, NOT_LOOKED_AFTER: everybody - n}
