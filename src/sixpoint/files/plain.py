"""Turns frozen dataclasses and what they hold into what JSON can hold, always the same way."""

import dataclasses
import math
from collections.abc import Mapping, Set
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any


def to_plain(value: object) -> Any:
    """The value as dicts, lists, text, numbers, true, false and null; sets come out sorted."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case float():
            return _finite(value)
        case date():
            return value.isoformat()
        case PurePath():
            return value.as_posix()
        case Mapping():
            return {_key(key): to_plain(item) for key, item in value.items()}
        case Set():
            return sorted((to_plain(item) for item in value), key=repr)
        case list() | tuple():
            return [to_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: to_plain(getattr(value, field.name)) for field in fields}
    raise TypeError(f"{type(value).__name__} has no place in a file")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("a number in a file must be finite")
    return value


def _key(key: object) -> str:
    plain = to_plain(key)
    return plain if isinstance(plain, str) else str(plain)
