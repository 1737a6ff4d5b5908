"""The plain twin of `cast`: slow, obvious, and what the engine is compared with."""

import re
from datetime import date, datetime

from sixpoint.packs.datasets import ColumnType
from sixpoint.records.cast import SHAPES

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
