"""The periods figures are given for: the last twelve complete months, and quarters."""

from datetime import date, timedelta

from sixpoint.calendar.limits import add_months
from sixpoint.packs.measures import Kind, Length, Measure
from sixpoint.terms.period import Period, months_before, quarter_of


def latest_at(as_at: date) -> Period:
    """The twelve months to the last quarter end that the day has reached."""
    end = quarter_of(as_at + timedelta(days=1)).start
    return Period(months_before(end, 12), end)


def latest_of(measure: Measure, as_at: date) -> Period:
    """The latest period of a measure: twelve months, or the last quarter for a number on a day."""
    latest = latest_at(as_at)
    if measure.kind is not Kind.STOCK:
        return latest
    return Period(months_before(latest.end, 3), latest.end)


def quarters_of(measure: Measure, *, period: Period, as_at: date) -> tuple[Period, ...]:
    """Every whole calendar quarter for which the measure has all its starts, up to the latest."""
    first = _first_day(measure, period)
    quarter, end = quarter_of(first), latest_at(as_at).end
    if quarter.start < first:
        quarter = quarter_of(quarter.end)
    quarters = []
    while quarter.end <= end:
        quarters.append(quarter)
        quarter = quarter_of(quarter.end)
    return tuple(quarters)


def years_of(measure: Measure, *, period: Period, as_at: date) -> tuple[Period, ...]:
    """The whole years before the latest, back to back, for which there are all starts."""
    first = _first_day(measure, period)
    years: list[Period] = []
    end = latest_of(measure, as_at).start
    while (start := months_before(end, 12)) >= first:
        years.insert(0, Period(start, end))
        end = start
    return tuple(years)


YEAR_TO = "year to "


def year_label(year: Period) -> str:
    """Twelve months by the quarter that they end with: year to 2016-Q2."""
    return YEAR_TO + label_of(quarter_of(year.end - timedelta(days=1)))


def is_quarter(label: str) -> bool:
    """Whether a cell's label is a quarter's, and not the latest's or a year's."""
    return label[4:6] == "-Q"


def label_of(quarter: Period) -> str:
    """A quarter as people name it: 2016-Q3."""
    return f"{quarter.start.year}-Q{(quarter.start.month + 2) // 3}"


def middle_of(period: Period) -> date:
    """The middle day of a period."""
    return period.start + (period.end - period.start) // 2


def day_after(start: date, length: Length) -> date:
    """The day on which a follow-up of this length has run out."""
    if length.unit == "months":
        return add_months(start, length.number)
    return start + timedelta(days=length.number)


def _first_day(measure: Measure, period: Period) -> date:
    """The first day cases count under; those followed up count when their window ends."""
    if measure.kind is Kind.FOLLOW_UP and measure.follow_up:
        return day_after(period.start, measure.follow_up)
    return period.start
