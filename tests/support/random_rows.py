"""Tables drawn at random for any measure, dense enough that rows meet and days fall together."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sixpoint.calendar.working_days import holidays_between
from sixpoint.measures.limits import LimitRange, Limits
from sixpoint.packs.datasets import Column, ColumnType, Dataset
from sixpoint.packs.examples import ExampleRow
from sixpoint.packs.measure_parts import columns_needed
from sixpoint.packs.measures import Length, LengthUnit, Measure
from sixpoint.terms.period import Period
from tests.support.measures import DATASETS, Text, limit

FIRST = date(2016, 11, 14)
MIDDLE = date(2016, 12, 12)
AS_AT = date(2017, 1, 20)
PERIOD = Period(date(2016, 7, 1), AS_AT)
BESIDE = ("social_work.people", "health.people", "social_work.placements", "reference.postcodes")
POSTCODES = ("QX1 1AA", "QX2 2BB", "QX9 9ZZ")
HOLIDAYS = frozenset(holidays_between(first=date(2016, 1, 1), last=date(2019, 12, 31)))
ROWS = 40
CHILDREN = 8
KEYS_REFERRED_TO = 20
MISSING = 0.1


def rows_for(chance: Random, *measures: Measure) -> Text:
    """Rows of every table the measures look at, and of those that groups come from."""
    needed = {dataset for measure in measures for dataset in columns_needed(measure)}
    return {id_: make_rows(chance, DATASETS[id_]) for id_ in sorted({*needed, *BESIDE})}


def value(chance: Random, column: Column) -> str | None:
    """Text for a column, from few values, so that rows and days meet; now and then none."""
    if chance.random() < MISSING:
        return None
    day = FIRST + timedelta(days=chance.randrange((AS_AT - FIRST).days))
    match column.type:
        case ColumnType.DATE:
            return day.isoformat()
        case ColumnType.DATETIME:
            return f"{day}T{chance.choice(('09:00', '09:01', '23:59'))}"
        case ColumnType.CODE:
            return chance.choice([code.code for code in column.codes] or ["A"])
        case ColumnType.YES_NO:
            return chance.choice(["yes", "yes", "yes", "no"])
        case ColumnType.INTEGER | ColumnType.DECIMAL:
            return str(chance.randint(0 if column.name == "possible" else 1, 5))
    if column.name == "postcode":
        return chance.choice([*POSTCODES, "qx11aa", "XX0 0XX"])
    if column.name == "person_id":
        return f"P{chance.randrange(CHILDREN)}"
    return f"K{chance.randrange(KEYS_REFERRED_TO)}"


def make_rows(chance: Random, dataset: Dataset) -> tuple[ExampleRow, ...]:
    """Rows of one dataset, each with its own key."""
    count = chance.choices([0, 1, ROWS], [1, 1, 28])[0]
    keys = [f"K{number}" for number in range(count)]
    if dataset.table == "people":
        keys = [f"P{number}" for number in range(CHILDREN)]
    if dataset.key == "postcode":
        keys = list(POSTCODES)
    return tuple(
        {**{one.name: value(chance, one) for one in dataset.columns}, dataset.key: key}
        for key in keys
    )


def make_limits(chance: Random, measure: Measure) -> Limits:
    """A limit that changes in the middle, or holds in one half only."""
    if measure.process is None:
        return {}
    spans = [(FIRST, MIDDLE - timedelta(days=1)), (MIDDLE, AS_AT)]
    kept = chance.choice([spans, spans, spans[:1], spans[1:]])
    units = chance.sample([(21, "calendar_days"), (10, "working_days"), (1, "months")], 2)
    ranges = [
        LimitRange(first=first, last=last, limit=limit(*length))
        for (first, last), length in zip(kept, units, strict=False)
    ]
    return {measure.process: tuple(ranges)}


def shorten_wait(chance: Random, measure: Measure) -> Measure:
    """The measure with a wait, and a limit of its own, that run out before the reference day."""
    if measure.limit:
        measure = replace(measure, limit=replace(measure.limit, number=18))
    if measure.follow_up is None:
        return measure
    waits = [(14, LengthUnit.CALENDAR_DAYS), (1, LengthUnit.MONTHS)]
    number, unit = chance.choice(waits)
    return replace(measure, follow_up=Length(number=number, unit=unit))
