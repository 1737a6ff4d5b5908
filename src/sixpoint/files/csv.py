"""CSV that no spreadsheet takes for formulas, and CSV read as strict rows.

Messages about a CSV name places and columns that we know, never a cell and never an unknown
header: a file without a header would otherwise put a child's name into a message.
"""

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sixpoint.terms.problems import Problem, UserError, user_error

from .findings import DAY
from .read import read_text
from .shape import leaves
from .wording import MISSING, suggest, word
from .write import write_text

T = TypeVar("T")
Row = tuple[int, list[str]]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,30})?")


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], *, private: bool = False
) -> None:
    """Writes a header and rows; None is empty, true is yes, and no cell is a formula.

    A private file may be read by its owner only.
    """
    write_text(path, to_csv(columns, rows), private=private)


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of `write_csv`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells under {len(columns)} columns")
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return _cell(value.value)
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case int() | float():
            return repr(value)
    return safe_cell(str(value))


def safe_cell(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would take it for a formula."""
    dangerous = text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if dangerous else text


def read_csv_rows(path: Path, type_: type[T]) -> list[T]:
    """The rows as `type_`, one column a field; a UserError that holds every problem.

    An empty cell takes the field's default, or None. Columns with a default may be absent.
    """
    return read_csv_text(read_text(path), type_, name=path)


def read_csv_text(text: str, type_: type[T], *, name: Path) -> list[T]:
    """The text's rows as `type_`; `name` is what problems call the file."""
    path = name
    rows = list(_rows(text, path))
    if not rows:
        fix = "Write a header line and the rows below it."
        raise user_error("empty-file", what="This file is empty.", fix=fix, file=path)
    (_, header), body = rows[0], rows[1:]
    _check_header(header, type_, path)
    whole = [row for row in body if len(row[1]) == len(header)]
    ragged = [
        _ragged(line, len(cells), len(header), path)
        for line, cells in body
        if len(cells) != len(header)
    ]
    values, problems = _validate(whole, header, type_=type_, path=path)
    if ragged or problems:
        raise UserError(sorted([*ragged, *problems], key=lambda problem: problem.line or 0))
    return values


def read_csv_table(path: Path) -> list[Row]:
    """A CSV whose columns are not ours to name: header first, each row with its line.

    A UserError where it is empty, no CSV, or ragged; cells come as they stand, a leading
    apostrophe that guarded a formula taken off.
    """
    rows = list(_rows(read_text(path), path))
    if not rows:
        fix = "Write a header line and the rows below it."
        raise user_error("empty-file", what="This file is empty.", fix=fix, file=path)
    width = len(rows[0][1])
    ragged = [_ragged(line, len(r), width, path) for line, r in rows if len(r) != width]
    if ragged:
        raise UserError(ragged)
    return [(line, [_plain(cell) for cell in cells]) for line, cells in rows]


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _rows(text: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        what, fix = "This line is not CSV.", "Check its quotes, and look for odd characters."
        raise user_error("not-csv", what=what, fix=fix, file=path, line=line) from None


def _check_header(header: list[str], type_: Any, path: Path) -> None:
    known = [field.name for field in _fields(type_)]
    needed = [field.name for field in _fields(type_) if _needed(field)]
    found = [
        *(
            f"Column {i} has no known name. {suggest(name, known)}"
            for i, name in enumerate(header, 1)
            if name not in known
        ),
        *(f"The column `{name}` is missing." for name in needed if name not in header),
        *(f"The column `{name}` is here twice." for name in known if header.count(name) > 1),
    ]
    fix = f"The header is: {','.join(known)}."
    if found:
        raise UserError(
            Problem(code="wrong-header", what=what.strip(), fix=fix, file=path, line=1)
            for what in found
        )


def _fields(type_: Any) -> list["dataclasses.Field[Any]"]:
    return [field for field in dataclasses.fields(type_) if field.init]


def _needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _ragged(line: int, cells: int, columns: int, path: Path) -> Problem:
    what = f"This row has {cells} cells; the header has {columns}."
    fix = "Put cells that hold commas in quotes, and remove or add the rest."
    return Problem(code="ragged-row", what=what, fix=fix, file=path, line=line)


def _validate(
    rows: list[Row], header: list[str], *, type_: type[T], path: Path
) -> tuple[list[T], list[Problem]]:
    hints = get_type_hints(type_)
    kinds = [frozenset(leaves(hints[name])) for name in header]
    fields = {field.name: field for field in _fields(type_)}
    needed = [_needed(fields[name]) for name in header]
    records = [
        {
            name: _value(cell, kind)
            for name, kind, must, cell in zip(header, kinds, needed, cells, strict=True)
            if must or cell.strip()
        }
        for _, cells in rows
    ]
    adapter = TypeAdapter(list[type_])  # type: ignore[valid-type]
    try:
        return adapter.validate_json(json.dumps(records), strict=True), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    return [], [_problem(detail, rows, path) for detail in details]


def _value(cell: str, kinds: frozenset[Any]) -> object:
    text = cell.strip()
    if not text:
        return None
    if (plain := _plain(text)) != text:
        return plain
    if bool in kinds and text in ("yes", "no"):
        return text == "yes"
    if str in kinds:
        return text
    if kinds & {date, datetime} and not DAY.match(text):
        return "no date"  # else pydantic takes a bare number for seconds since 1970
    if _INTEGER.fullmatch(text) and kinds & {int, float}:
        return int(text)
    if _NUMBER.fullmatch(text) and float in kinds:
        return float(text)
    return text


def _problem(detail: ErrorDetails, rows: list[Row], path: Path) -> Problem:
    line, cells = rows[int(detail["loc"][0])]
    column = detail["loc"][1] if len(detail["loc"]) > 1 else None
    words = word(detail, name=str(column) if column else "the row")
    what, fix = words.what, words.fix
    if detail["type"] in MISSING | {"string_type"}:
        what, fix = f"`{column}` is empty.", "Fill it in."
    elif detail["type"] == "bool_type":
        what, fix = f"`{column}` must be yes or no.", "Write yes or no."
    elif detail["type"] == "value_error" and any(
        len(cell.strip()) > 2 and cell.strip() in what for cell in cells
    ):
        what, fix = "The cells of this row do not fit together.", "Correct the row."
    return Problem(code=words.code, what=what, fix=fix, file=path, line=line)
