"""When a limit runs out."""

from datetime import date

import pytest

from sixpoint.calendar import WorkingDays, lay_out_working_days
from sixpoint.calendar.limits import add_months, due_day


@pytest.fixture(scope="module")
def working() -> WorkingDays:
    return lay_out_working_days(first=date(2016, 1, 1), last=date(2017, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2016, 10, 15), 3, date(2017, 1, 15)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2015, 1, 31), 1, date(2015, 2, 28)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 24, date(2018, 2, 28)),
        (date(2016, 8, 31), 3, date(2016, 11, 30)),
        (date(2016, 12, 1), 1, date(2017, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_calendar_days_count_weekends_and_holidays(working: WorkingDays) -> None:
    due = due_day(date(2016, 12, 20), number=21, unit="calendar_days", working=working)
    assert due == date(2017, 1, 10)


def test_working_days_do_not(working: WorkingDays) -> None:
    # 21-23 and 28-30 December, 4-6 and 9-13 January are fourteen; the next is a Monday.
    due = due_day(date(2016, 12, 20), number=15, unit="working_days", working=working)
    assert due == date(2017, 1, 16)


def test_months_are_counted_by_the_calendar(working: WorkingDays) -> None:
    due = due_day(date(2016, 11, 30), number=3, unit="months", working=working)
    assert due == date(2017, 2, 28)


def test_an_unknown_unit_is_refused(working: WorkingDays) -> None:
    with pytest.raises(ValueError, match="no limit is counted in fortnights"):
        due_day(date(2016, 11, 30), number=3, unit="fortnights", working=working)
