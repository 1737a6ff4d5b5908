"""Months in the words of a message: takes days and `2016-09`; gives September 2016."""

from datetime import date

from sixpoint.terms.period import in_words, months_before


def month_of(month: str) -> str:
    """`2016-09` as people write it: September 2016."""
    return _month(date(int(month[:4]), int(month[5:7]), 1))


def months_between(start: date, end: date) -> str:
    """The months from that of `start` to the one before that of `end`, both said."""
    last = months_before(end, 1)
    if last <= start:
        return f"in {_month(start)}"
    return f"from {_month(start)} to {_month(last)}"


def _month(day: date) -> str:
    return in_words(day).split(" ", 1)[1]
