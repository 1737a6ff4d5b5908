"""The plain twins of the kinds: slow, obvious, and what every engine is compared with.

Rows are dictionaries, everything is found by looking through all of it, and days are counted one
by one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.measures import (
    Again,
    ChildrenCounted,
    Condition,
    Every,
    Kind,
    Length,
    LengthUnit,
    Measure,
    Related,
    WithoutEnd,
)
from sixpoint.records.types import LINE

from .limits import Limits

PlainRow = Mapping[str, Any]
Rows = Mapping[str, Sequence[PlainRow]]
NOT_KNOWN = "not known"
HOUR = timedelta(hours=1)
ORDER = ("social_work", "health", "education", "police", "reporter")


@dataclass(frozen=True, kw_only=True)
class PlainContext:
    """The rows of every table, and what else measuring needs; `person` gives the pseudonym."""

    rows: Rows
    datasets: Mapping[str, Dataset]
    person: Callable[[str, str | None], str | None]
    limits: Limits
    holidays: frozenset[date]
    as_at: date


@dataclass(frozen=True, kw_only=True)
class PlainCase:
    """One case; `wrong` says why it is not counted."""

    case: str
    person: str | None
    at: date
    until: date
    met: bool | None = None
    value: float | None = None
    out_of: float | None = None
    wrong: bool = False
    rows: frozenset[tuple[str, int]] = frozenset()


def count_plainly(measure: Measure, context: PlainContext) -> Iterator[PlainCase]:
    """Every case of a measure, wrong ones and ones that still wait included."""
    count = PLAIN_KINDS[measure.kind]
    for row in context.rows[measure.base]:
        if _may_count(row, measure, context):
            case = count(row, measure, context)
            if case is not None:
                yield case


def simd_of(person: str | None, context: PlainContext) -> str:
    """The quintile of the first home in a known postcode."""
    home = _home(person, context)
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


def _may_count(row: PlainRow, measure: Measure, context: PlainContext) -> bool:
    if row[measure.date] is None or not _fulfils(row, measure.where):
        return False
    if not all(_related(row, related, context) for related in measure.only_if):
        return False
    if any(_related(row, related, context) for related in measure.unless):
        return False
    if measure.children_counted is not ChildrenCounted.LIVING_IN:
        return True
    home = _home(_person(row, measure, context), context)
    return home is None or home["in_area"] != "no"


def _proportion(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    found = [_related(row, related, context) for related in measure.met_by]
    met = _fulfils(row, measure.met) and all(found)
    behind = [
        (related.dataset, other)
        for related, others in zip(measure.met_by, found, strict=True)
        for other in others
    ]
    return _case(row, measure, context, met=met, behind=behind)


def _every(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase | None:
    wanted = measure.every
    assert wanted is not None
    others = _related(row, wanted, context)
    if not others:
        return None
    met = all(any(other[name] is not None for name in wanted.any_known) for other in others)
    behind = [(wanted.dataset, other) for other in others]
    return _case(row, measure, context, met=met, behind=behind)


def _within_limit(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase | None:
    due = _due(row, measure, context)
    if due is None:
        return None
    end, behind = _end(row, measure, context)
    met = end is not None and _day(end) <= due
    off = row[measure.called_off] if measure.called_off else None
    if not met and off is not None and _day(off) <= due:
        return None
    start = row[measure.date]
    days = None if end is None else (_day(end) - _day(start)).days
    return _case(
        row,
        measure,
        context,
        met=met,
        value=days,
        until=due,
        wrong=_back(start, end),
        behind=behind,
    )


def _duration(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase | None:
    start, due = row[measure.date], _due(row, measure, context)
    end, behind = _end(row, measure, context)
    assert measure.follow_up is not None
    waited = due_plainly(_day(start), measure.follow_up, context.holidays)
    in_wait = end if end is not None and _day(end) <= waited else None
    if in_wait is None and measure.without_end is not WithoutEnd.LONGEST:
        return None
    value: float
    if measure.unit == "hours":
        value = (waited - _day(start) if in_wait is None else in_wait - start) / HOUR
    else:
        value = (_day(in_wait or waited) - _day(start)).days
    return _case(
        row,
        measure,
        context,
        met=None if due is None else (end is not None and _day(end) <= due),
        value=value,
        until=waited if due is None else max(waited, due),
        wrong=_back(start, end),
        behind=behind,
    )


def _follow_up(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    again, start = measure.again, _day(row[measure.date])
    assert again is not None and measure.follow_up is not None
    until = due_plainly(start, measure.follow_up, context.holidays)
    later = [
        other
        for other in _of_same_child(row, measure, again, context)
        if other[again.column] is not None and start < _day(other[again.column]) <= until
    ]
    behind = [(again.dataset, other) for other in later]
    return _case(row, measure, context, met=bool(later), at=until, until=until, behind=behind)


def _ratio(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    assert measure.amount and measure.out_of
    amount, out_of = row[measure.amount], row[measure.out_of]
    sound = amount is not None and out_of is not None and 0 <= amount <= out_of and out_of > 0
    return _case(row, measure, context, value=amount, out_of=out_of, wrong=not sound)


def _rate(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase:
    return _case(row, measure, context, value=1)


PLAIN_KINDS: Mapping[Kind, Callable[[PlainRow, Measure, PlainContext], PlainCase | None]] = {
    Kind.PROPORTION: _proportion,
    Kind.EVERY: _every,
    Kind.WITHIN_LIMIT: _within_limit,
    Kind.DURATION: _duration,
    Kind.FOLLOW_UP: _follow_up,
    Kind.RATIO: _ratio,
    Kind.RATE: _rate,
}


def _case(
    row: PlainRow,
    measure: Measure,
    context: PlainContext,
    *,
    at: date | None = None,
    until: date | None = None,
    met: bool | None = None,
    value: float | None = None,
    out_of: float | None = None,
    wrong: bool = False,
    behind: Sequence[tuple[str, PlainRow]] = (),
) -> PlainCase:
    start = _day(row[measure.date])
    if until is None:
        wait = measure.follow_up
        until = due_plainly(start, wait, context.holidays) if wait else start
    return PlainCase(
        case=row[context.datasets[measure.base].key],
        person=_person(row, measure, context),
        at=at or start,
        until=until,
        met=met,
        value=value,
        out_of=out_of,
        wrong=wrong,
        rows=frozenset((id_, one[LINE]) for id_, one in [(measure.base, row), *behind]),
    )


def _person(row: PlainRow, measure: Measure, context: PlainContext) -> str | None:
    dataset = context.datasets[measure.base]
    return context.person(dataset.agency, row[dataset.person or ""])


def _fulfils(row: PlainRow, where: Sequence[Condition]) -> bool:
    return all(row[condition.column] in condition.codes for condition in where)


def _related(row: PlainRow, related: Related | Every, context: PlainContext) -> list[PlainRow]:
    return [
        other
        for other in context.rows[related.dataset]
        if row[related.key] is not None
        and other[related.key] == row[related.key]
        and _fulfils(other, related.where)
    ]


def _of_same_child(
    row: PlainRow, measure: Measure, again: Again, context: PlainContext
) -> Iterator[PlainRow]:
    person, dataset = _person(row, measure, context), context.datasets[again.dataset]
    for other in context.rows[again.dataset]:
        same = person is not None and person == context.person(
            dataset.agency, other[dataset.person or ""]
        )
        if same and _fulfils(other, again.where):
            yield other


def _end(
    row: PlainRow, measure: Measure, context: PlainContext
) -> tuple[date | None, list[tuple[str, PlainRow]]]:
    """The earliest end, and every row it was looked for in."""
    end = measure.end
    assert end is not None
    if end.dataset is None or end.key is None:
        return row[end.column], []
    others = _related(row, Related(dataset=end.dataset, key=end.key, where=end.where), context)
    ends = [other[end.column] for other in others if other[end.column] is not None]
    return min(ends, default=None), [(end.dataset, other) for other in others]


def _due(row: PlainRow, measure: Measure, context: PlainContext) -> date | None:
    day = _day(row[measure.date])
    for one in context.limits.get(measure.process or "", ()):
        if one.first <= day <= one.last:
            length = Length(number=one.limit.number, unit=LengthUnit(one.limit.unit))
            return due_plainly(day, length, context.holidays)
    return None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _back(start: date, end: date | None) -> bool:
    if end is None:
        return False
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end < start
    return _day(end) < _day(start)


def _home(person: str | None, context: PlainContext) -> PlainRow | None:
    known = {
        _plain(row["postcode"]): row
        for row in context.rows.get("reference.postcodes", ())
        if row["postcode"] is not None
    }
    for agency in ORDER:
        people = context.rows.get(f"{agency}.people", ())
        for row in sorted(people, key=lambda one: str(one["person_id"])):
            same = person is not None and context.person(agency, row["person_id"]) == person
            if same and row["postcode"] is not None and _plain(row["postcode"]) in known:
                return known[_plain(row["postcode"])]
    return None


def _plain(postcode: str) -> str:
    return "".join(postcode.upper().split())
