"""Limits laid out by day, so that millions of cases can be held against theirs in one join."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.calendar import WorkingDays
from sixpoint.calendar.limits import due_day
from sixpoint.packs.processes import Limit


@dataclass(frozen=True, kw_only=True)
class LimitRange:
    """The limit in force for what starts on one of these days, first and last included."""

    first: date
    last: date
    limit: Limit


Limits = Mapping[str, Sequence[LimitRange]]
"""By process; days that no range covers have no limit in force."""

_SCHEMA = pa.schema([("process", pa.string()), ("day", pa.date32()), ("due", pa.date32())])


def limit_ranges(
    limit_on: Callable[[date], Limit | None],
    *,
    changes: Collection[date],
    first: date,
    last: date,
) -> tuple[LimitRange, ...]:
    """The limits from `first` to `last`; `changes` are the days on which one may begin or end."""
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    found = ((start, end, limit_on(start)) for start, end in zip(starts, ends, strict=True))
    return tuple(LimitRange(first=s, last=e, limit=limit) for s, e, limit in found if limit)


def lay_out_dues(limits: Limits, *, working: WorkingDays) -> ir.Table:
    """process, day, due: for every day with a limit in force, the last day that is in time."""
    rows = sorted(_dues(limits, working))
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    return ibis.memtable(pa.table(arrays, schema=_SCHEMA))


def _dues(limits: Limits, working: WorkingDays) -> Iterator[tuple[str, date, date]]:
    for process, ranges in limits.items():
        for one in ranges:
            number, unit = one.limit.number, one.limit.unit
            for day in days_from(one.first, one.last):
                yield process, day, due_day(day, number=number, unit=unit, working=working)


def days_from(first: date, last: date) -> Iterable[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
