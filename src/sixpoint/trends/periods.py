"""What people write for a period, so that order, gaps and days to come can be seen.

Years (2016), years across two (2016/17, 2016-17), quarters (2016-Q3), months (2016-09, Sep 2016),
days (2016-09-30, 30 September 2016), and plain numbers. Other labels are taken as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .lay_out import Ints
from .types import Chart, Series

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WIDE = 1.5
"""A step so many times the usual one is a gap."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_SPAN = re.compile(r"([0-9]{4})[/-]([0-9]{2}|[0-9]{4})")
_QUARTER = re.compile(r"([0-9]{4})[- ]?[Qq]([1-4])")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2}) )?([A-Za-z]{3,9}) ([0-9]{4})")


class When(NamedTuple):
    """A period by what kind of label it has, its place among such, and its first day if known."""

    kind: str
    place: int
    starts: date | None = None


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Periods of one kind: each one's place, and when the last of them begins, if that is known."""

    places: Ints
    latest: date | None

    @property
    def steps(self) -> Ints:
        """How far each lies from the one before."""
        return np.diff(self.places)


@lru_cache(maxsize=10_000)
def read_period(label: str) -> When | None:
    """What the label says; None where it is a name that only its writer can put in order."""
    try:
        return _read(label.strip())
    except ValueError:  # such as the thirtieth of February
        return None


def read_periods(labels: Sequence[str]) -> list[When | None]:
    """What the labels of one series say; 2016 is no year among numbers that cannot be years."""
    whens = [read_period(label) for label in labels]
    if not any(when is not None and when.kind == "number" for when in whens):
        return whens
    return [
        When("number", when.place) if when is not None and when.kind == "year" else when
        for when in whens
    ]


def read_alike(labels: Sequence[str]) -> Alike | None:
    """The labels of one series read at once; None unless there are some, all of one kind."""
    if not labels:
        return None
    return _digits(labels) if _are_digits(labels) else _one_kind(labels)


def _are_digits(labels: Sequence[str]) -> bool:
    joined = "".join(labels)
    return joined.isascii() and joined.isdigit() and all(labels) and max(map(len, labels)) <= 9


def _digits(labels: Sequence[str]) -> Alike:
    places = np.array(list(map(int, labels)), np.int64)
    last = int(places.max())
    years = all(len(label) == 4 for label in labels) and _is_year(int(places.min()), last)
    return Alike(places=places, latest=date(last, 1, 1) if years else None)


def _one_kind(labels: Sequence[str]) -> Alike | None:
    if read_period(labels[0]) is None:  # one is enough, and a million take long
        return None
    known = [when for when in read_periods(labels) if when is not None]
    if len(known) < len(labels) or len({when.kind for when in known}) != 1:
        return None
    starts = [when.starts for when in known if when.starts is not None]
    places = np.array([when.place for when in known], np.int64)
    return Alike(places=places, latest=max(starts, default=None))


def _is_year(*numbers: int) -> bool:
    return all(1800 <= number < 2200 for number in numbers)


def _read(label: str) -> When | None:
    if _NUMBER.fullmatch(label):
        number = int(label)
        if len(label) == 4 and _is_year(number):
            return When("year", number, date(number, 1, 1))
        return When("number", number)
    if found := _QUARTER.fullmatch(label):
        year, quarter = int(found[1]), int(found[2])
        return When("quarter", 4 * year + quarter, date(year, 3 * quarter - 2, 1))
    if found := _DAY.fullmatch(label):
        return _on(date(int(found[1]), int(found[2]), int(found[3])))
    if (found := _MONTH.fullmatch(label)) and 1 <= int(found[2]) <= 12:
        return _in(int(found[1]), int(found[2]))  # 2011-12 is a month, 2012-13 two years
    if (found := _SPAN.fullmatch(label)) and _follows(found[1], found[2]):
        # Whether it is a school year or a financial one is not said: it begins in the first.
        return When("years", int(found[1]), date(int(found[1]), 1, 1))
    if (found := _IN_WORDS.fullmatch(label)) and found[2][:3].lower() in MONTHS:
        month, year = MONTHS.index(found[2][:3].lower()) + 1, int(found[3])
        return _on(date(year, month, int(found[1]))) if found[1] else _in(year, month)
    return None


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % (100 if len(second) == 2 else 10_000) == int(second)


def _on(day: date) -> When:
    return When("day", day.toordinal(), day)


def _in(year: int, month: int) -> When:
    return When("month", 12 * year + month, date(year, month, 1))


def absent_between(labels: Sequence[str]) -> list[tuple[str, str]]:
    """The neighbours between which a period seems to be absent, by the usual step."""
    alike = read_alike(labels)
    if alike is None or len(labels) < 3:
        return []
    wide = np.flatnonzero(alike.steps > WIDE * np.median(alike.steps))
    return [(labels[index], labels[index + 1]) for index in wide.tolist()]


def notes_on(series: Series, chart: Chart) -> tuple[str, ...]:
    """What a reader of the series should know: periods that seem absent, and too many noughts.

    Noughts on a chart of cases or time between events are events close together, and no trouble.
    """
    notes = [
        f"A period seems to be absent between {before} and {after}."
        for before, after in absent_between(series.labels or ())
    ]
    known = [value for value in series.values if value is not None]
    between = chart in (Chart.G, Chart.T)
    if not between and 2 * known.count(0.0) > len(known) > known.count(0.0):
        notes.append("Most points are nought: a chart of the time between events would say more.")
    return tuple(notes)
