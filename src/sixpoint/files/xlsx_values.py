"""What a spreadsheet's number looks like to the person who sees it: dates, times, leading zeros."""

import re
from datetime import datetime, timedelta

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)


def shows_days(format_: str) -> bool:
    """Whether the format shows a number as a date; quoted words and colours do not count."""
    bare = _NOT_SHOWN.sub("", format_).split(";")[0].lower()
    return "general" not in bare and bool(set(bare) & set("yd"))


def shows_times(format_: str) -> bool:
    """Whether the format shows a number's part of a day."""
    bare = _NOT_SHOWN.sub("", format_).split(";")[0].lower()
    return "general" not in bare and bool(set(bare) & set("hs"))


def day_of(serial: float, *, since_1904: bool) -> datetime:
    """The moment that a spreadsheet's number stands for.

    Counted from 1900, day 60 is the 29 February 1900 that never was: numbers below it are a day
    further on.
    """
    if since_1904:
        return datetime(1904, 1, 1) + _days(serial)
    return datetime(1899, 12, 31 if serial < 60 else 30) + _days(serial)


def _days(serial: float) -> timedelta:
    return timedelta(seconds=round(serial * 86_400))


def number_shown(value: str, format_: str, *, since_1904: bool) -> str:
    """The number as its format shows it: a date or time in ISO, else in plain digits."""
    number = float(value)
    if shows_days(format_) or (shows_times(format_) and number >= 1):
        return _moment(number, format_, since_1904=since_1904)
    if shows_times(format_) and 0 <= number < 1:
        return (datetime.min + _days(number)).strftime("%H:%M:%S").removesuffix(":00")
    if number == int(number) and abs(number) < 10**15:
        whole = str(int(number))
        # A format of zeros, as 0000000000, is how people keep a number's leading zeros.
        return whole.zfill(len(format_)) if set(format_) == {"0"} else whole
    return repr(number) if "e" not in repr(number) else value


def _moment(number: float, format_: str, *, since_1904: bool) -> str:
    """A date, with its time where there is one; a number that is no day stays a number."""
    if not 0 <= number < 2_958_466:
        return repr(number)
    moment = day_of(number, since_1904=since_1904)
    if number == int(number) and not shows_times(format_):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")
