"""JSON that is always written the same way, and read as a strict type."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sixpoint.terms.problems import Problem, UserError, user_error

from .findings import Finding, findings, odd_days
from .plain import to_plain
from .read import read_text
from .write import write_text

T = TypeVar("T")


def to_json(value: object) -> str:
    """The value as indented JSON with sorted keys and a newline at the end."""
    plain = to_plain(value)
    return json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(path: Path, value: object) -> None:
    """Writes the value, whole or not at all; equal values give equal bytes."""
    write_text(path, to_json(value))


def read_json(path: Path, type_: type[T]) -> T:
    """The file's content as `type_`; a UserError that holds every problem found in it."""
    return read_json_text(read_text(path), type_, name=path)


def read_json_text(text: str, type_: type[T], *, name: Path) -> T:
    """The text's content as `type_`; `name` is what problems call the file."""
    content, duplicates = _parse(text, name)
    try:
        value = TypeAdapter(type_).validate_json(text, strict=True)
    except ValidationError as error:
        raise UserError([*duplicates, *_told(findings(error, type_, content), name)]) from None
    if wrong := [*duplicates, *_told(odd_days(value, content), name)]:
        raise UserError(wrong)
    return value


def _parse(text: str, name: Path) -> tuple[Any, list[Problem]]:
    found: list[Problem] = []

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            what = f"The key `{key}` is twice in one place."
            found.append(Problem(code="duplicate-key", what=what, fix="Keep one.", file=name))
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=build), found
    except json.JSONDecodeError as error:
        what = "This is not JSON." if text.strip() else "This file is empty."
        fix = "Make it again, or correct it here."
        raise user_error("not-json", what=what, fix=fix, file=name, line=error.lineno) from None
    except ValueError:
        what = "This JSON holds a number with more digits than any count has."
        raise user_error("not-json", what=what, fix="Make it again.", file=name) from None
    except RecursionError:
        what = "This JSON is nested too deeply."
        raise user_error("not-json", what=what, fix="Make it again.", file=name) from None


def _told(found: Iterable[Finding], name: Path) -> Iterator[Problem]:
    for finding in found:
        words = finding.words
        yield Problem(code=words.code, what=words.what, fix=words.fix, file=name)
