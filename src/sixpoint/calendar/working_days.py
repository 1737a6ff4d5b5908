"""Which days are working days in Scotland and in one partnership."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

SATURDAY = 5
YEARS_KNOWN = range(1872, 2091)
"""Reference days may lie in these years: the package knows holidays to 2100, and limits reach on.

Of other years it gives no holidays at all, and every limit in working days would be too short.
"""


@dataclass(frozen=True)
class WorkingDays:
    """Every working day from `first` to `last`, both inclusive, in order."""

    first: date
    last: date
    days: tuple[date, ...]

    def __contains__(self, day: date) -> bool:
        place = bisect_left(self.days, day)
        return place < len(self.days) and self.days[place] == day

    def number_of(self, day: date) -> int:
        """How many working days there are up to and including this day."""
        self._check(day)
        return bisect_right(self.days, day)

    def add(self, day: date, number: int) -> date:
        """The working day that is `number` working days after this day.

        The day itself does not count: one working day after a Friday, a Saturday or a Sunday is
        the Monday, if that is no holiday.
        """
        place = self.number_of(day) + number - 1
        if number < 1 or place >= len(self.days):
            raise ValueError(f"working days are laid out only up to {self.last}")
        return self.days[place]

    def _check(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise ValueError(f"working days are laid out from {self.first} to {self.last}")


def lay_out_working_days(
    *, first: date, last: date, local_holidays: Collection[date] = ()
) -> WorkingDays:
    """The days from `first` to `last` but weekends, Scotland's holidays and the local ones."""
    off = holidays_between(first=first, last=last) | set(local_holidays)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    days = tuple(day for day in every if day.weekday() < SATURDAY and day not in off)
    return WorkingDays(first, last, days)


def holidays_between(*, first: date, last: date) -> set[date]:
    """Scotland's public holidays, with the days kept in place of one that falls on a weekend."""
    years = range(first.year, last.year + 1)
    known = holidays.country_holidays("GB", subdiv="SCT", years=years)
    return {day for day in known if first <= day <= last}
