"""Working days in Scotland: weekends, public holidays, local holidays, and where they end."""

from datetime import date

import pytest

from sixpoint.calendar import WorkingDays, lay_out_working_days


@pytest.fixture(scope="module")
def working() -> WorkingDays:
    glasgow_fair = date(2016, 7, 18)
    return lay_out_working_days(
        first=date(2012, 1, 1), last=date(2018, 12, 31), local_holidays=[glasgow_fair]
    )


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2016, 9, 3), "a Saturday"),
        (date(2016, 9, 4), "a Sunday"),
        (date(2014, 1, 1), "New Year's Day"),
        (date(2014, 1, 2), "2 January, a holiday in Scotland only"),
        (date(2016, 1, 4), "the Monday kept for 2 January, which was a Saturday"),
        (date(2016, 3, 25), "Good Friday"),
        (date(2016, 8, 1), "the first Monday of August"),
        (date(2016, 11, 30), "St Andrew's Day"),
        (date(2016, 12, 27), "the Tuesday kept for Christmas Day, which was a Sunday"),
        (date(2016, 7, 18), "a holiday of this partnership"),
    ],
)
def test_is_no_working_day(working: WorkingDays, day: date, why: str) -> None:
    assert day not in working, why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2016, 9, 5), "an ordinary Monday"),
        (date(2016, 3, 28), "Easter Monday, no holiday in Scotland"),
        (date(2016, 8, 29), "the last Monday of August, a holiday in England only"),
        (date(2015, 7, 20), "the local holiday was in another year"),
    ],
)
def test_is_a_working_day(working: WorkingDays, day: date, why: str) -> None:
    assert day in working, why


@pytest.mark.parametrize("start", [date(2016, 9, 2), date(2016, 9, 3), date(2016, 9, 4)])
def test_one_working_day_after_a_friday_or_its_weekend_is_the_monday(
    working: WorkingDays, start: date
) -> None:
    assert working.add(start, 1) == date(2016, 9, 5)


def test_fifteen_working_days_are_three_weeks_when_there_is_no_holiday(
    working: WorkingDays,
) -> None:
    assert working.add(date(2016, 9, 1), 15) == date(2016, 9, 22)


def test_fifteen_working_days_over_the_new_year_take_longer(working: WorkingDays) -> None:
    # Christmas Day was a Friday, Boxing Day and 2 January Saturdays: four days off on weekdays.
    assert working.add(date(2015, 12, 21), 15) == date(2016, 1, 15)


def test_a_day_outside_what_was_laid_out_is_refused(working: WorkingDays) -> None:
    with pytest.raises(ValueError, match="laid out from 2012-01-01 to 2018-12-31"):
        working.number_of(date(2011, 12, 31))


def test_a_limit_that_would_end_after_what_was_laid_out_is_refused(working: WorkingDays) -> None:
    with pytest.raises(ValueError, match="only up to 2018-12-31"):
        working.add(date(2018, 12, 31), 1)
