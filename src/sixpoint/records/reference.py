"""The plain twins of `cast` and `map_columns`: slow, obvious, what the engine is compared with."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from sixpoint.packs.datasets import ColumnType
from sixpoint.records.cast import SHAPES
from sixpoint.records.map_columns import MONTHS, PARTS, Ways, patterns
from sixpoint.records.mapping import SPACES, DateOrder

Value = str | int | float | date | datetime | None


def cast_plainly(text: str | None, type_: ColumnType) -> Value:
    """The text as a value of the type; None where it is not written as one."""
    shape = SHAPES.get(type_)
    if text is None or shape is None:
        return text
    if not re.fullmatch(shape, text):
        return None
    try:
        return _read(text, type_)
    except ValueError:
        return None


def _read(text: str, type_: ColumnType) -> Value:
    match type_:
        case ColumnType.DATE:
            return date.fromisoformat(text)
        case ColumnType.DATETIME:
            return datetime.fromisoformat(text)
        case ColumnType.INTEGER:
            return int(text)
        case ColumnType.DECIMAL:
            return float(text)
        case _:
            return text


def month_number(month: str) -> int | None:
    """The month that digits or the beginning of an English name stand for."""
    if month.isdigit():
        return int(month)
    named = MONTHS.get(month[:3].lower())
    return int(named) if named else None


def map_plainly(texts: Sequence[str | None], ways: Ways) -> str | None:
    """The plain twin of `map_columns.map_column`."""
    text: str | None = ways.join.join(part for part in texts if part is not None) or None
    if text is not None and ways.split_at is not None and ways.part is not None:
        parts = text.split(ways.split_at)
        text = parts[ways.part - 1].strip(" \t\n\r\f\v") if ways.part <= len(parts) else ""
    if not text or _folded(text) in ways.missing:
        return None
    if ways.codes:
        text = ways.codes.get(_folded(text), text)
    if ways.order is not None:
        text = _dated(text, ways, ways.order)
    return text if ways.decimal_mark is None else _numbered(text, ways, ways.decimal_mark)


def _folded(text: str) -> str:
    return re.sub(SPACES, " ", text).lower()


def _dated(text: str, ways: Ways, order: DateOrder) -> str:
    for pattern in reversed(patterns(order, short_years=ways.pivot is not None)):
        found = re.search(pattern, text)
        if found:
            return _assembled(found, ways, order)
    return text


def _assembled(found: re.Match[str], ways: Ways, order: DateOrder) -> str:
    year, month, day = (found[place] for place in PARTS[order])
    if len(year) == 2:
        year = ("20" if int(year) <= (ways.pivot or 0) else "19") + year
    date = f"{year}-{MONTHS.get(month[:3].lower(), month).zfill(2)}-{day.zfill(2)}"
    hour, minutes, seconds, half = (found[place] for place in (4, 5, 6, 7))
    if ways.column.type is ColumnType.DATE or hour is None:
        return date
    number = int(hour)
    if half is not None:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return f"{date}T{number:02}:{minutes}" + (f":{seconds}" if seconds else "")


def _numbered(text: str, ways: Ways, mark: str) -> str:
    other = "." if mark == "," else ","
    bare = text
    if re.search(rf"^-?[0-9]{{1,3}}(?:[{other}][0-9]{{3}})+(?:[{mark}][0-9]+)?$", text):
        bare = text.replace(other, "")
    if re.search(rf"^-?[0-9]+(?:[{mark}][0-9]+)?$", bare):
        bare = bare.replace(mark, ".")
    if ways.column.type is ColumnType.INTEGER:
        return re.sub(r"^(-?[0-9]+)\.0+$", r"\1", bare)
    return bare
