"""The plain twins of the kinds that wait for an end: days are counted one by one."""

from datetime import date, datetime, timedelta

from sixpoint.packs.measures import Length, LengthUnit, Measure, Related, WithoutEnd

from .reference_rows import (
    PlainCase,
    PlainContext,
    PlainRow,
    case_of,
    day_of,
    due_plainly,
    related_to,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def within_limit_plainly(
    row: PlainRow, measure: Measure, context: PlainContext
) -> PlainCase | None:
    due = _due(row, measure, context)
    if due is None:
        return None
    end, behind = _end(row, measure, context)
    stopped, stops = _stopped(row, end, measure, context)
    due += stopped * DAY
    met = end is not None and day_of(end) <= due
    off = row[measure.called_off] if measure.called_off else None
    if not met and off is not None and day_of(off) <= due:
        return None
    start = row[measure.date]
    days = None if end is None else (day_of(end) - day_of(start)).days - stopped
    return case_of(
        row,
        measure,
        context,
        met=met,
        value=days,
        until=due,
        reason=None if met else _reason(row, measure, context),
        wrong=_back(start, end),
        behind=[*behind, *stops],
    )


def duration_plainly(row: PlainRow, measure: Measure, context: PlainContext) -> PlainCase | None:
    start, due = row[measure.date], _due(row, measure, context)
    end, behind = _end(row, measure, context)
    stopped, stops = _stopped(row, end, measure, context)
    assert measure.follow_up is not None
    waited = due_plainly(day_of(start), measure.follow_up, context.holidays) + stopped * DAY
    due = None if due is None else due + stopped * DAY
    upto = min(waited, context.as_at)
    waits = measure.without_end is WithoutEnd.WAITING
    if not waits and (end is None or day_of(end) > waited):
        return None
    came = waited <= context.as_at if not waits else end is not None and day_of(end) <= upto
    value: float | None = None
    if came and end is not None:
        value = _length(start, end, measure.unit) - _in(measure.unit, stopped)
    elif waits:
        value = _in(measure.unit, (upto - day_of(start)).days - stopped)
    return case_of(
        row,
        measure,
        context,
        met=None if due is None else (end is not None and day_of(end) <= due),
        value=value,
        ended=came,
        until=waited if due is None else max(waited, due),
        wrong=_back(start, end),
        behind=[*behind, *stops],
    )


def _length(start: date, end: date, unit: str) -> float:
    if unit == "hours":
        return (end - start) / HOUR
    return (day_of(end) - day_of(start)).days


def _in(unit: str, days: int) -> float:
    return days * 24 if unit == "hours" else days


def _stopped(
    row: PlainRow, end: date | None, measure: Measure, context: PlainContext
) -> tuple[int, list[tuple[str, PlainRow]]]:
    """On how many days the clock stood still, up to the end or the reference day."""
    stops = measure.stops
    if stops is None:
        return 0, []
    others = related_to(row, Related(dataset=stops.dataset, key=stops.key), context)
    upto = context.as_at if end is None else day_of(end)
    days = 0
    for other in others:
        if other[stops.since] is not None:
            since = max(day_of(other[stops.since]), day_of(row[measure.date]))
            until = min(day_of(other[stops.until] or upto), upto)
            days += max((until - since).days, 0)
    return days, [(stops.dataset, other) for other in others]


def _reason(row: PlainRow, measure: Measure, context: PlainContext) -> str | None:
    wanted = measure.late_reason
    if wanted is None:
        return None
    if wanted.dataset is None or wanted.key is None:
        return row[wanted.column] or "no reason recorded"
    others = related_to(row, Related(dataset=wanted.dataset, key=wanted.key), context)
    said = sorted(other[wanted.column] for other in others if other[wanted.column] is not None)
    return said[0] if said else "no reason recorded"


def _end(
    row: PlainRow, measure: Measure, context: PlainContext
) -> tuple[date | None, list[tuple[str, PlainRow]]]:
    """The earliest end, and every row it was looked for in."""
    end = measure.end
    assert end is not None
    if end.dataset is None or end.key is None:
        return row[end.column], []
    others = related_to(row, Related(dataset=end.dataset, key=end.key, where=end.where), context)
    ends = [other[end.column] for other in others if other[end.column] is not None]
    return min(ends, default=None), [(end.dataset, other) for other in others]


def _due(row: PlainRow, measure: Measure, context: PlainContext) -> date | None:
    day = day_of(row[measure.date])
    if measure.limit:
        return due_plainly(day, measure.limit.length, context.holidays)
    for one in context.limits.get(measure.process or "", ()):
        if one.first <= day <= one.last:
            length = Length(number=one.limit.number, unit=LengthUnit(one.limit.unit))
            return due_plainly(day, length, context.holidays)
    return None


def _back(start: date, end: date | None) -> bool:
    if end is None:
        return False
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end < start
    return day_of(end) < day_of(start)
