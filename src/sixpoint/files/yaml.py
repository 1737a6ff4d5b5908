"""Reads what people write in YAML as a strict type, with all problems at once by file and line."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from sixpoint.terms.problems import Problem, UserError

from .findings import Finding, findings, odd_days
from .read import read_text
from .yaml_nodes import Document, Place, read_document

T = TypeVar("T")


def read_yaml(path: Path, type_: type[T]) -> T:
    """The file's content as `type_`; a UserError that holds every problem found in it."""
    return read_yaml_text(read_text(path), type_, name=path)


def read_yaml_text(text: str, type_: type[T], *, name: Path) -> T:
    """The text's content as `type_`; `name` is what problems call the file."""
    return _read(text, type_, name=name)[0]


def read_yaml_lines(path: Path, type_: type[T]) -> tuple[T, dict[Place, int]]:
    """The content, and the line of each place in it, for checks that look at the whole."""
    return _read(read_text(path), type_, name=path)


def _read(text: str, type_: type[T], *, name: Path) -> tuple[T, dict[Place, int]]:
    document = read_document(text, name=name)
    if dataclasses.is_dataclass(type_) and not isinstance(document.value, dict):
        what = "This file must hold keys with values."
        raise UserError([_problem("wrong-type", what, "Write `key: value` lines.", name, 1)])
    try:
        # As JSON, because pydantic's strict mode then takes lists for tuples and text for dates
        # and enumerations, and still no number for text.
        value = TypeAdapter(type_).validate_json(json.dumps(document.value), strict=True)
    except ValidationError as error:
        found = [*document.problems, *_told(findings(error, type_, document.value), document, name)]
        raise UserError(sorted(found, key=lambda problem: problem.line or 0)) from None
    odd = _told(odd_days(value, document.value), document, name)
    if found := [*document.problems, *odd]:
        raise UserError(found)
    return value, document.lines


def _told(found: Iterable[Finding], document: Document, name: Path) -> Iterator[Problem]:
    for finding in found:
        words, line = finding.words, document.lines[finding.place]
        yield _problem(words.code, words.what, words.fix, name, line)


def _problem(code: str, what: str, fix: str, name: Path, line: int) -> Problem:
    return Problem(code=code, what=what, fix=fix, file=name, line=line)
