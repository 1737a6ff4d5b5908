"""Rows as dictionaries, and what a person with a pencil finds by looking through all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.measures import (
    Again,
    Condition,
    Every,
    Length,
    Measure,
    Related,
)
from sixpoint.records.types import LINE

from .limits import Limits

PlainRow = Mapping[str, Any]
Rows = Mapping[str, Sequence[PlainRow]]
NOT_KNOWN = "not known"
ORDER = ("social_work", "health", "education", "police", "reporter")


@dataclass(frozen=True, kw_only=True)
class PlainContext:
    """The rows of every table, and what else measuring needs; `person` gives the pseudonym.

    `first` is the first day that the extracts cover.
    """

    rows: Rows
    datasets: Mapping[str, Dataset]
    person: Callable[[str, str | None], str | None]
    limits: Limits
    holidays: frozenset[date]
    as_at: date
    first: date


@dataclass(frozen=True, kw_only=True)
class PlainCase:
    """One case; `wrong` says why it is not counted."""

    case: str
    person: str | None
    at: date
    until: date
    met: bool | None = None
    value: float | None = None
    ended: bool | None = None
    out_of: float | None = None
    reason: str | None = None
    wrong: bool = False
    rows: frozenset[tuple[str, int]] = frozenset()


def simd_of(person: str | None, context: PlainContext) -> str:
    """The quintile of the first home in a known postcode."""
    home = home_of(person, context)
    known = home["simd_quintile"] if home else None
    return NOT_KNOWN if known is None else str(known)


def is_looked_after(person: str | None, day: date, context: PlainContext) -> bool:
    """Whether a placement of the child covers the day, its first and last day included."""
    for row in context.rows.get("social_work.placements", ()):
        same = person is not None and context.person("social_work", row["person_id"]) == person
        first, last = row["started_on"], row["ended_on"]
        if same and first is not None and first <= day <= (last or day):
            return True
    return False


def due_plainly(day: date, length: Length, holidays: frozenset[date]) -> date:
    """The last day in time, found by walking there."""
    if length.unit == "calendar_days":
        return day + timedelta(days=length.number)
    if length.unit == "months":
        return _months_on(day, length.number)
    left = length.number
    while left:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day


def _months_on(day: date, number: int) -> date:
    year, month = day.year, day.month
    for _ in range(number):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    wanted = day.day
    while True:
        try:
            return date(year, month, wanted)
        except ValueError:
            wanted -= 1


def case_of(
    row: PlainRow,
    measure: Measure,
    context: PlainContext,
    *,
    name: str | None = None,
    at: date | None = None,
    until: date | None = None,
    met: bool | None = None,
    value: float | None = None,
    ended: bool | None = None,
    out_of: float | None = None,
    reason: str | None = None,
    wrong: bool = False,
    behind: Sequence[tuple[str, PlainRow]] = (),
) -> PlainCase:
    start = day_of(row[measure.date])
    if until is None:
        wait = measure.follow_up
        until = due_plainly(start, wait, context.holidays) if wait else start
    return PlainCase(
        case=name or row[context.datasets[measure.base].key],
        person=person_of(row, measure, context),
        at=at or start,
        until=until,
        met=met,
        value=value,
        ended=ended,
        out_of=out_of,
        reason=reason,
        wrong=wrong,
        rows=frozenset((id_, one[LINE]) for id_, one in [(measure.base, row), *behind]),
    )


def person_of(row: PlainRow, measure: Measure, context: PlainContext) -> str | None:
    dataset = context.datasets[measure.base]
    return context.person(dataset.agency, row[dataset.person or ""])


def fulfils_plainly(row: PlainRow, where: Sequence[Condition]) -> bool:
    return all(row[condition.column] in condition.codes for condition in where)


def related_to(row: PlainRow, related: Related | Every, context: PlainContext) -> list[PlainRow]:
    return [
        other
        for other in context.rows[related.dataset]
        if row[related.key] is not None
        and other[related.key] == row[related.key]
        and fulfils_plainly(other, related.where)
    ]


def of_same_child(
    row: PlainRow, measure: Measure, again: Again, context: PlainContext
) -> Iterator[PlainRow]:
    person, dataset = person_of(row, measure, context), context.datasets[again.dataset]
    for other in context.rows[again.dataset]:
        same = person is not None and person == context.person(
            dataset.agency, other[dataset.person or ""]
        )
        if same and fulfils_plainly(other, again.where):
            yield other


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def home_of(person: str | None, context: PlainContext) -> PlainRow | None:
    known = {
        _plain(row["postcode"]): row
        for row in context.rows.get("reference.postcodes", ())
        if row["postcode"] is not None
    }
    for row in _records_of(person, context):
        if row["postcode"] is not None and _plain(row["postcode"]) in known:
            return known[_plain(row["postcode"])]
    return None


def _plain(postcode: str) -> str:
    return "".join(postcode.upper().split())


def sex_of(person: str | None, context: PlainContext) -> str:
    """What the first agency that says girl or boy says."""
    said = [row["sex"] for row in _records_of(person, context) if row["sex"] in ("F", "M")]
    return said[0] if said else NOT_KNOWN


def disabled_of(person: str | None, context: PlainContext) -> str:
    """What the first agency that says yes or no says."""
    said = [row.get("disabled") for row in _records_of(person, context)]
    known = [one for one in said if one in ("yes", "no")]
    return {"yes": "disabled", "no": "not disabled"}[known[0]] if known else NOT_KNOWN


def ethnic_group_of(person: str | None, context: PlainContext) -> str:
    """What the first agency that knows it says."""
    said = [row.get("ethnic_group") for row in _records_of(person, context)]
    known = [one for one in said if one not in (None, "not_known")]
    return str(known[0]) if known else NOT_KNOWN


def rural_of(person: str | None, context: PlainContext) -> str:
    """Of the first home in a known postcode."""
    home = home_of(person, context)
    kind = home["urban_rural"] if home else None
    return {"rural": "rural", "urban": "not rural", None: NOT_KNOWN}[kind]


def age_band_of(person: str | None, day: date, context: PlainContext) -> str:
    """The band of the age on the day, by the first agency that knows the birthday."""
    known = [row["date_of_birth"] for row in _records_of(person, context) if row["date_of_birth"]]
    if not known:
        return NOT_KNOWN
    born, age = known[0], -1
    while _birthday(born, age + 1) <= day:
        age += 1
    bands = {"under 5": range(5), "5 to 11": range(5, 12), "12 to 15": range(12, 16)}
    if age < 0:
        return NOT_KNOWN
    return next((name for name, ages in bands.items() if age in ages), "16 and over")


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _records_of(person: str | None, context: PlainContext) -> Iterator[PlainRow]:
    for agency in ORDER:
        people = context.rows.get(f"{agency}.people", ())
        for row in sorted(people, key=lambda one: str(one["person_id"])):
            if person is not None and context.person(agency, row["person_id"]) == person:
                yield row
