"""Weeks of a timetable, with and without school holidays."""

from datetime import date, timedelta

import pytest

from sixpoint.calendar.weeks import count_weeks

MONDAY = date(2026, 10, 5)
OCTOBER = (date(2026, 10, 12), date(2026, 10, 23))


def numbers(*holidays: tuple[date, date], number: int = 3) -> list[int | None]:
    return [one.number for one in count_weeks(first=MONDAY, number=number, holidays=holidays)]


def test_without_holidays_every_week_counts() -> None:
    weeks = count_weeks(first=MONDAY, number=2)
    assert [one.number for one in weeks] == [1, 2]
    assert [one.monday for one in weeks] == [MONDAY, date(2026, 10, 12)]
    assert weeks[0].sunday == date(2026, 10, 11)


def test_two_weeks_of_holidays_are_passed_over() -> None:
    assert numbers(OCTOBER) == [1, None, None, 2, 3]


def test_a_week_with_two_days_of_holidays_counts_and_one_with_three_does_not() -> None:
    monday = date(2026, 10, 12)
    assert numbers((monday, monday + timedelta(days=1))) == [1, 2, 3]
    assert numbers((monday, monday + timedelta(days=2))) == [1, None, 2, 3]


def test_days_in_two_holidays_count_once_and_weekends_not_at_all() -> None:
    tuesday = date(2026, 10, 13)
    assert numbers((tuesday, tuesday), (tuesday, tuesday), (tuesday, tuesday)) == [1, 2, 3]
    assert numbers((date(2026, 10, 16), date(2026, 10, 18))) == [1, 2, 3]


def test_a_day_is_in_the_week_from_its_monday_to_its_sunday() -> None:
    (week,) = count_weeks(first=MONDAY, number=1)
    assert week.holds(MONDAY)
    assert week.holds(date(2026, 10, 11))
    assert not week.holds(date(2026, 10, 12))
    assert not week.holds(date(2026, 10, 4))


def test_a_timetable_begins_on_a_monday_and_ends() -> None:
    with pytest.raises(ValueError, match="Monday"):
        count_weeks(first=date(2026, 10, 6), number=1)
    with pytest.raises(ValueError, match="no timetable"):
        numbers((MONDAY, date(2060, 1, 1)))
