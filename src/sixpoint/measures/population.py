"""Whom a rate is over: people counted on the middle day of its period, or numbers supplied.

Numbers of children come from the table reference.population, by year, age and deprivation, with who
supplied them. Ages that the table does not hold in full cannot be told, nor a group it knows
nothing of: then there is no rate.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.calendar.limits import add_months
from sixpoint.packs.measures import Grouping, Kind, Measure, Population
from sixpoint.terms.period import Period

from .cases import covered_by
from .context import Context
from .groups import AGE_BANDS, GROUPS, LOOKED_AFTER, NOT_KNOWN, NOT_LOOKED_AFTER, age_band
from .periods import middle_of
from .types import EVERYBODY, Cases
from .wanted import Place, Wanted

ALL = "all"


def populations(
    cases: Cases, wanted: Sequence[Wanted], context: Context
) -> Iterator[tuple[Place, int]]:
    """How many children a rate is over, cell by cell; cells for which nobody knows are left out."""
    mine = [one for one in wanted if one.measure.id == cases.measure and one.measure.is_rate]
    for period, grouping in dict.fromkeys((one.period, one.grouping) for one in mine):
        measure = mine[0].measure
        day = _day_of(measure, period)
        counts = _count(cases, measure, grouping, day, context)
        for one in mine:
            if (one.period, one.grouping) == (period, grouping) and one.group in counts:
                yield one.place, counts[one.group]


def _day_of(measure: Measure, period: Period) -> date:
    """The middle day; what stands on the last day of the period is over the people of that day."""
    if measure.kind is Kind.STOCK:
        return period.end - timedelta(days=1)
    return middle_of(period)


def _count(
    cases: Cases, measure: Measure, grouping: str, day: date, context: Context
) -> dict[str, int]:
    over = measure.population
    assert over is not None
    if cases.population is not None:
        return _of_people(_of_age(cases.population, over, day), grouping, day, context)
    assert context.numbers is not None
    return _of_numbers(context.numbers, over, grouping, day.year)


def _of_age(people: ir.Table, over: Population, day: date) -> ir.Table:
    born_by = add_months(day, -12 * over.age_from)
    born_after = add_months(day, -12 * (over.age_to + 1))
    return people.filter(people["born"] <= born_by, people["born"] > born_after)


def _of_people(people: ir.Table, grouping: str, day: date, context: Context) -> dict[str, int]:
    """Everybody of the age by group; a group without anybody counts nought."""
    everybody = people.count().to_pyarrow().as_py()
    if grouping == EVERYBODY:
        return {EVERYBODY: everybody}
    if grouping == Grouping.LOOKED_AFTER:
        assert context.placements is not None
        asked = people.select(case="person", person="person", at=ibis.literal(day)).distinct()
        covered = covered_by(context.placements, asked)
        looked_after = people.semi_join(covered, people["person"] == covered["_of"])
        n = looked_after.count().to_pyarrow().as_py()
        return {LOOKED_AFTER: n, NOT_LOOKED_AFTER: everybody - n}
    bands = people.mutate(age_band=age_band(people["born"], ibis.literal(day)))
    counts = bands.group_by(grouping).aggregate(n=bands.count()).to_pyarrow().to_pylist()
    return dict.fromkeys(GROUPS[grouping], 0) | {row[grouping]: row["n"] for row in counts}


def _of_numbers(numbers: ir.Table, over: Population, grouping: str, year: int) -> dict[str, int]:
    """What the table holds of these ages in the year, by group."""
    rows = numbers.filter(numbers["year"] == year).to_pyarrow().to_pylist()
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
