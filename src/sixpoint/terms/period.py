"""Half-open periods of days: the first day is in, the last is not."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """From `start` up to, but not including, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        last = self.end - timedelta(days=1)
        return f"{in_words(self.start)} to {in_words(last)}"


def in_words(day: date) -> str:
    """The day as people write it: 31 July 2017."""
    return f"{day.day} {day:%B %Y}"


def months_before(day: date, months: int) -> date:
    """The first of the month, `months` before the month that `day` is in."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds the day."""
    start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(start, months_before(start, -3))
