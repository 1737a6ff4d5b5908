"""Whom a rate is over: people counted on the middle day of its period, or numbers supplied.

Numbers of children come from the table reference.population, by year, age and deprivation, with who
supplied them. Ages that the table does not hold in full cannot be told, nor a group it knows
nothing of: then there is no rate.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.calendar.limits import add_months
from sixpoint.packs.measures import Grouping, Kind, Measure, Population
from sixpoint.terms.period import Period

from .context import Context
from .gather import union
from .groups import AGE_BANDS, GROUPS, LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER, age_band
from .periods import middle_of
from .types import EVERYBODY
from .wanted import Place, Wanted

ALL = "all"


def populations(
    wanted: Sequence[Wanted], people: Mapping[str, ir.Table | None], context: Context
) -> dict[Place, int]:
    """How many children a rate is over, cell by cell; cells for which nobody knows are left out.

    `people` are those each rate is over, by its measure, where they are a table of people.
    """
    rates: dict[str, list[Wanted]] = {}
    for one in wanted:
        if one.measure.is_rate:
            rates.setdefault(one.measure.id, []).append(one)
    numbers = _numbers_of(context)
    found: dict[Place, int] = {}
    for id_, mine in rates.items():
        over = people.get(id_)
        found |= _of_numbers(numbers, mine) if over is None else _of_people(over, mine, context)
    return found


def _numbers_of(context: Context) -> Sequence[dict[str, Any]]:
    if context.numbers is None:
        return ()
    rows: Sequence[dict[str, Any]] = context.numbers.to_pyarrow().to_pylist()
    return rows


def _day_of(measure: Measure, period: Period) -> date:
    """The middle day; what stands on the last day of the period is over the people of that day."""
    if measure.kind is Kind.STOCK:
        return period.end - timedelta(days=1)
    return middle_of(period)


def _of_people(people: ir.Table, wanted: Sequence[Wanted], context: Context) -> dict[Place, int]:
    """Everybody of the age on each day, and by group; a group without anybody counts nought."""
    found: dict[Place, int] = {}
    plain = [one for one in wanted if one.grouping == EVERYBODY]
    if plain:
        found |= _everybody(people, plain)
    split = [one for one in wanted if one.grouping != EVERYBODY]
    for day in sorted({_day_of(one.measure, one.period) for one in split}):
        asked = [one for one in split if _day_of(one.measure, one.period) == day]
        counts = _by_group(people, asked, day, context)
        found |= {one.place: counts.get((str(one.grouping), one.group), 0) for one in asked}
    return found


def _everybody(people: ir.Table, wanted: Sequence[Wanted]) -> dict[Place, int]:
    """The cells of all children, every day in one query."""
    days = {_day_of(one.measure, one.period): _over(one.measure) for one in wanted}
    counts = {str(day): _of_age(people, over, day).sum() for day, over in days.items()}
    row = people.aggregate(**counts).to_pyarrow().to_pylist()[0]
    return {one.place: row[str(_day_of(one.measure, one.period))] or 0 for one in wanted}


def _by_group(
    people: ir.Table, wanted: Sequence[Wanted], day: date, context: Context
) -> dict[tuple[str, str], int]:
    """By grouping and group, in one query."""
    groupings = sorted({str(one.grouping) for one in wanted})
    people = people.filter(_of_age(people, _over(wanted[0].measure), day))
    people = people.mutate(age_band=age_band(people["born"], ibis.literal(day)))
    if Grouping.LOOKED_AFTER in groupings:
        people = _with_looked_after(people, day, context)
    counts = [
        people.group_by(group=people[grouping])
        .aggregate(n=ibis._.count())
        .mutate(grouping=ibis.literal(grouping))
        for grouping in groupings
    ]
    rows = union(counts).to_pyarrow().to_pylist()
    return {(row["grouping"], row["group"]): row["n"] for row in rows}


def _with_looked_after(people: ir.Table, day: date, context: Context) -> ir.Table:
    assert context.placements is not None
    spells = context.placements
    then = spells.filter(spells["started_on"] <= day, spells["ended_on"] >= day)
    then = then.select(_child="person")
    joined = people.left_join(then, people["person"] == then["_child"])
    looked_after = joined["_child"].notnull().ifelse(LOOKED_AFTER, NOT_LOOKED_AFTER)
    return joined.select(*people.columns, looked_after=looked_after)


def _over(measure: Measure) -> Population:
    assert measure.population is not None
    return measure.population


def _of_age(people: ir.Table, over: Population, day: date) -> ir.BooleanValue:
    born_by = add_months(day, -12 * over.age_from)
    born_after = add_months(day, -12 * (over.age_to + 1))
    return (people["born"] <= born_by) & (people["born"] > born_after)


def _of_numbers(numbers: Sequence[dict[str, Any]], wanted: Sequence[Wanted]) -> dict[Place, int]:
    """What the table holds of these ages in the year of each day, by group."""
    found: dict[Place, int] = {}
    for one in wanted:
        year = _day_of(one.measure, one.period).year
        rows = [row for row in numbers if row["year"] == year]
        held = _held(rows, _over(one.measure), one.grouping)
        if one.group in held:
            found[one.place] = held[one.group]
    return found


def _held(rows: Sequence[dict[str, Any]], over: Population, grouping: str) -> dict[str, int]:
    whole = (over.age_from, over.age_to)
    match grouping:
        case "all":
            wanted = {EVERYBODY: (ALL, whole)}
        case Grouping.SIMD_QUINTILE:
            wanted = {q: (q, whole) for q in GROUPS[grouping] if q != NOT_KNOWN}
        case Grouping.AGE_BAND:
            wanted = {name: (ALL, _overlap(whole, band)) for name, band in AGE_BANDS.items()}
        case _:
            return {}
    found = {group: _sum(rows, quintile, ages) for group, (quintile, ages) in wanted.items()}
    return {group: n for group, n in found.items() if n is not None}


def _overlap(ages: tuple[int, int], band: tuple[int, int]) -> tuple[int, int]:
    return max(ages[0], band[0]), min(ages[1], band[1])


def _sum(rows: Sequence[dict[str, Any]], quintile: str, ages: tuple[int, int]) -> int | None:
    """The children of these ages; None unless the rows hold each age once and no others with it."""
    first, last = ages
    mine = [
        row
        for row in rows
        if row["simd_quintile"] == quintile and first <= row["age_from"] and row["age_to"] <= last
    ]
    held = sorted(age for row in mine for age in range(row["age_from"], row["age_to"] + 1))
    if first > last or held != list(range(first, last + 1)):
        return None
    return (
        None if any(row["children"] is None for row in mine) else sum(r["children"] for r in mine)
    )
