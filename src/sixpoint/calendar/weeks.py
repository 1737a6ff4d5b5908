"""Weeks of a timetable that passes over school holidays.

Takes the first Monday, how many weeks count, and the school holidays; gives every calendar week
until the last that counts. Refuses a start that is no Monday, and a timetable that never ends.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

SCHOOL_DAYS = 5
MOST_OF_A_WEEK = 3
"""A week is of the school holidays where so many of its five weekdays are: the rule is ours.

The inspectorate says that weeks of school holidays are not counted, and not what one is.
"""

LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class CountedWeek:
    """One calendar week, from its Monday; `number` is None where it does not count."""

    monday: date
    number: int | None

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def holds(self, day: date) -> bool:
        """Whether the day is in this week."""
        return self.monday <= day <= self.sunday


def count_weeks(
    *, first: date, number: int, holidays: Collection[tuple[date, date]] = ()
) -> tuple[CountedWeek, ...]:
    """Calendar weeks from `first` on until `number` of them have counted.

    `holidays` are first and last days of school holidays, both inclusive. A week counts unless
    three or more of its weekdays are holidays.
    """
    if first.weekday() != 0:
        raise ValueError("a timetable begins on a Monday")
    found: list[CountedWeek] = []
    counted = 0
    monday = first
    while counted < number:
        if len(found) == LONGEST:
            raise ValueError(f"no timetable takes {LONGEST} weeks")
        counts = _days_off(monday, holidays) < MOST_OF_A_WEEK
        counted += counts
        found.append(CountedWeek(monday=monday, number=counted if counts else None))
        monday += timedelta(days=7)
    return tuple(found)


def _days_off(monday: date, holidays: Collection[tuple[date, date]]) -> int:
    """How many weekdays of that week lie in a holiday."""
    days = (monday + timedelta(days=n) for n in range(SCHOOL_DAYS))
    return sum(any(first <= day <= last for first, last in holidays) for day in days)
