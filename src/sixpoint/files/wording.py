"""Says in plain English what pydantic found; the offending value is never part of it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
MISSING = frozenset({"missing", "missing_argument", "missing_keyword_only_argument"})


@dataclass(frozen=True)
class Words:
    """A problem's code, what happened and what to do."""

    code: str
    what: str
    fix: str


_WRONG_TYPE = {
    "string_type": ("text", "Put the value in quotes."),
    "int_type": ("a whole number", "Write it without quotes or a decimal point."),
    "int_parsing": ("a whole number", "Write it without quotes or a decimal point."),
    "int_from_float": ("a whole number", "Write it without a decimal point."),
    "float_type": ("a number", "Write it without quotes."),
    "float_parsing": ("a number", "Write it without quotes."),
    "finite_number": ("a finite number", "Write a number."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "bool_parsing": ("true or false", "Write true or false, without quotes."),
    "tuple_type": ("a list", "Start each item on its own line with a hyphen."),
    "list_type": ("a list", "Start each item on its own line with a hyphen."),
    "set_type": ("a list", "Start each item on its own line with a hyphen."),
    "frozen_set_type": ("a list", "Start each item on its own line with a hyphen."),
    "dict_type": ("keys with values", "Write `key: value`, one to a line, indented below."),
    "mapping_type": ("keys with values", "Write `key: value`, one to a line, indented below."),
    "dataclass_type": ("keys with values", "Write `key: value`, one to a line, indented below."),
    "dataclass_exact_type": ("keys with values", "Write `key: value`, indented below."),
    "none_required": ("left out", "Remove the value."),
}
WRONG_DAY = ("a date that exists", "Write year, month and day, as in 2016-09-30.")
_TIMES = ("date_", "datetime_", "timezone_", "time_")
_TIME = ("a time that exists", "Write day and time, as in 2016-09-30T14:05.")


def word(error: ErrorDetails, *, name: str, allowed: Sequence[str] = ()) -> Words:
    """The problem in words; `name` is the place, `allowed` are the keys that it may hold."""
    kind = error["type"]
    if kind in UNKNOWN:
        return _unknown(str(error["loc"][-1]), allowed)
    if kind in MISSING:
        key = str(error["loc"][-1])
        return Words("missing-key", f"`{name}` is missing.", f"Add `{key}:` with its value.")
    if name == "format":
        return _unknown_format(error.get("ctx", {}))
    if kind in ("literal_error", "enum"):
        expected = error.get("ctx", {}).get("expected", "one of the known values")
        return Words("not-allowed", f"`{name}` must be {expected}.", "Write it exactly so.")
    if kind == "value_error":
        return Words("not-allowed", f"`{name}`: {_said(error)}.", "Correct it.")
    what, fix = _wrong_type(kind, error["msg"])
    return Words("wrong-type", f"`{name}` must be {what}.", fix)


def needs(error: ErrorDetails) -> str | None:
    """What the value would have to be, such as 'a whole number', if its type is what is wrong."""
    if error["type"] in _WRONG_TYPE or error["type"].startswith(_TIMES):
        return _wrong_type(error["type"], error["msg"])[0]
    return None


def suggest(name: str, allowed: Sequence[str]) -> str:
    """A sentence that offers the nearest allowed name, or an empty string."""
    near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`? " if near else ""


def _unknown(key: str, allowed: Sequence[str]) -> Words:
    listed = ", ".join(allowed)
    fix = f"Allowed here: {listed}." if listed else "Remove it."
    return Words("unknown-key", f"The key `{key}` is not known here.", suggest(key, allowed) + fix)


def _unknown_format(context: dict[str, Any]) -> Words:
    expected = context.get("expected", context.get("le", 1))
    what = f"This file's format is not known; this Sixpoint reads format {expected}."
    return Words("unknown-format", what, "Use a Sixpoint that knows it, or correct the number.")


def _wrong_type(kind: str, message: str) -> tuple[str, str]:
    if kind.startswith("date_"):
        return WRONG_DAY
    if kind.startswith(_TIMES):
        return _TIME
    if kind in _WRONG_TYPE:
        return _WRONG_TYPE[kind]
    return message.removeprefix("Input should ").removeprefix("be "), "Correct the value."


def _said(error: ErrorDetails) -> str:
    cause = error.get("ctx", {}).get("error")
    return str(cause).rstrip(".") if cause is not None else error["msg"]
