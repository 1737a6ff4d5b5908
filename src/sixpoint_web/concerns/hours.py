"""Which of the partnership's duty numbers answers at a moment: by weekday, hour and public holiday.

Takes numbers and an instant; gives those that answer now, first. An out-of-hours number answers
whenever no other does. Hours are the clock on the wall in Scotland, also in the nights in which the
clocks change.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

from django.utils import timezone

from sixpoint.calendar.working_days import holidays_between

WEEKDAYS = range(7)
"""Monday is 0."""

EVERY_DAY = 0b1111111


class Hours(Protocol):
    """What has to be known of a number: its days as bits, Monday the lowest, and its hours."""

    out_of_hours: bool
    weekdays: int
    from_time: time | None
    to_time: time | None
    on_holidays: bool


Number = TypeVar("Number", bound=Hours)


def bits_of(days: Iterable[int]) -> int:
    """Weekdays as bits, Monday the lowest."""
    return sum(1 << day for day in set(days))


def days_of(bits: int) -> list[int]:
    """The weekdays of some bits, Monday 0."""
    return [day for day in WEEKDAYS if bits >> day & 1]


def split_by_now(numbers: Sequence[Number], at: datetime) -> tuple[list[Number], list[Number]]:
    """Those that answer at this instant, and the others; both in the order given."""
    local = timezone.localtime(at)
    open_now = [one for one in numbers if not one.out_of_hours and in_its_hours(one, local)]
    answering = open_now or [one for one in numbers if one.out_of_hours]
    return answering, [one for one in numbers if one not in answering]


def in_its_hours(number: Hours, local: datetime) -> bool:
    """Whether a local time lies in its hours; those past midnight belong to the day before."""
    if number.from_time is None or number.to_time is None:
        return False
    today, now = local.date(), local.time()
    if number.from_time < number.to_time:
        return number.from_time <= now < number.to_time and _on(number, today)
    if number.from_time == number.to_time:  # round the clock
        return _on(number, today)
    begun_today = now >= number.from_time and _on(number, today)
    begun_yesterday = now < number.to_time and _on(number, today - timedelta(days=1))
    return begun_today or begun_yesterday


def _on(number: Hours, day: date) -> bool:
    if not number.weekdays >> day.weekday() & 1:
        return False
    return number.on_holidays or not holidays_between(first=day, last=day)
