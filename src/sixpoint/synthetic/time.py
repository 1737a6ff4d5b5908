"""Days and minutes of the invented five years, as plain numbers."""

from datetime import date

import numpy as np

from .types import Column, Ints

EPOCH = date(1970, 1, 1)
FIRST = date(2012, 8, 1)
LAST = date(2017, 7, 31)
START = (FIRST - EPOCH).days
END = (LAST - EPOCH).days
YEAR = 365.25
NEVER = 10**8
"""A day that does not come: later than every other, so that comparisons need no exception."""
DAY = 24 * 60


def day_number(day: date) -> int:
    return (day - EPOCH).days


def years_in() -> float:
    return (END + 1 - START) / YEAR


def censored(days: Ints) -> Ints:
    """Days after the end of the data have not come yet."""
    return np.where(days > END, NEVER, days)


def as_days(days: Ints) -> Column:
    """Day numbers as dates, NaT for NEVER."""
    dates = np.where(days >= NEVER, 0, days).astype("datetime64[D]")
    dates[days >= NEVER] = np.datetime64("NaT")
    return dates


def as_minutes(minutes: Ints) -> Column:
    """Minutes since 1970 as datetimes, NaT where the day never comes."""
    never = minutes >= NEVER * DAY
    times = np.where(never, 0, minutes).astype("datetime64[m]")
    times[never] = np.datetime64("NaT")
    return times


def on_weekday(days: Ints, *, later: bool) -> Ints:
    """The day itself, or the Friday before or Monday after when it falls on a weekend."""
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    step = np.where(weekday == 5, 2 if later else -1, 0) + np.where(
        weekday == 6, 1 if later else -2, 0
    )
    return np.asarray(days + step, dtype=np.int64)


def parts(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of the month."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return months // 12 + 1970, months % 12 + 1, day


def birthday(birth: Ints, age: int) -> Ints:
    """The day a child turns this age, to the day or one beside it."""
    return np.asarray(birth + np.round(age * YEAR), dtype=np.int64)
