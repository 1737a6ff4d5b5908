"""Excel workbooks that come in: what is dangerous in one is found before anything of it is read.

Takes bytes; gives the cells of its sheets as plain values, or problems with the cell they concern.
Refuses macros, links out of the workbook, embedded objects, pictures and comments, which may hold
anything; formulas, merged cells and anything hidden, which show a person less than they hold; and
workbooks that unpack to more than any sheet people fill in. Problems never quote a cell.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.utils import get_column_letter

from sixpoint.terms.problems import Problem, UserError

Value: TypeAlias = str | int | float | bool | date | time | None

MOST_BYTES = 20_000_000
"""More than any return; a workbook of 10,000 rows has under a million."""
MOST_UNPACKED = 40_000_000
MOST_PARTS = 300
MOST_COLUMNS = 50
MOST_ROWS = 20_000

_PARTS = (
    (r"vbaproject|vbadata|macrosheets/|\.bin$", "macros or program code"),
    (r"externallinks/|connections\.xml|querytables/", "links to other files or databases"),
    (r"embeddings/|activex/|ctrlprops/|oleobject", "embedded objects"),
    (r"comments", "comments or notes"),
    (r"drawings/|media/|charts/|richdata/", "pictures, drawings or text boxes"),
)
"""What parts of a workbook must not be there, by the name of the part."""
_PRINTER = re.compile(r"printersettings\d*\.bin$")
_ENTITIES = ("<!DOCTYPE", "<!ENTITY")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet as text and values: `rows` from row 1, each from column A; no cell is a formula."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


def address(row: int, column: int) -> str:
    """The cell's name as Excel shows it; both count from 1."""
    return f"{get_column_letter(column)}{row}"


def read_workbook(data: bytes, *, name: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook that holds nothing dangerous; else every problem of it at once."""
    problems = check_package(data, name=name)
    if problems:
        raise UserError(problems)
    book = _load(data, name)
    found: list[Problem] = []
    sheets: list[Sheet] = []
    for sheet in book.worksheets:
        wrong = list(_sheet_problems(sheet, name))
        found += wrong
        if not any(one.code == "workbook-too-large" for one in wrong):
            sheets.append(Sheet(title=sheet.title, rows=tuple(_rows(sheet))))
    found += [_hidden_problem(name, one.title) for one in book.chartsheets]
    if found:
        raise UserError(found)
    return tuple(sheets)


def check_package(data: bytes, *, name: Path) -> list[Problem]:
    """Everything in the package that must not be there; nothing of it is unpacked beyond limits."""
    if len(data) > MOST_BYTES:
        return [_too_large(name)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return list(_package_problems(package, name))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return [_not_a_workbook(name)]


def _package_problems(package: zipfile.ZipFile, name: Path) -> Iterator[Problem]:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        yield _too_large(name)
        return
    names = [part.filename.lower() for part in parts]
    if "[content_types].xml" not in names or len(names) != len({*names}):
        yield _not_a_workbook(name)
        return
    for pattern, what in _PARTS:
        if any(re.search(pattern, one) and not _PRINTER.search(one) for one in names):
            yield _dangerous(name, what)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            yield from _xml_problems(_text(package, part), part.filename, name)


def _text(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """The part as text; a part that says it is smaller than it is is cut off at what it says."""
    with package.open(part) as opened:
        data = opened.read(part.file_size + 1)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(encoding, errors="replace")


def _xml_problems(text: str, part: str, name: Path) -> Iterator[Problem]:
    if any(word in text for word in _ENTITIES):
        yield _dangerous(name, "XML that can grow without end")
    if part.lower() == "[content_types].xml" and "macroEnabled" in text:
        yield _dangerous(name, "macros or program code")
    if part.endswith(".rels") and 'TargetMode="External"' in text:
        yield _dangerous(name, "links to other files or addresses")


def _load(data: bytes, name: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of styles and extensions that it leaves out
            return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:
        refused = UserError([_not_a_workbook(name)])
    raise refused


def _sheet_problems(sheet: Any, name: Path) -> Iterator[Problem]:
    where = (
        f"Sheet {sheet.title!r}" if sheet.title.isascii() and len(sheet.title) < 40 else "A sheet"
    )
    if sheet.sheet_state != "visible":
        yield _hidden_problem(name, where)
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        yield _too_large(name)
        return
    for merged in sorted(str(one) for one in sheet.merged_cells.ranges):
        yield _cell_problem(name, f"{where}, {merged}: cells are merged.", "Take the merge away.")
    if _hidden_parts(sheet):
        what = f"{where}: rows or columns are hidden, perhaps by a filter."
        yield _cell_problem(name, what, "Show all of them, and take out what does not belong.")
    if any(_says(part) for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader)):
        what = f"{where}: it has a header or footer for printing."
        yield _cell_problem(name, what, "Take it out; it is not part of the form.")
    yield from _formulas(sheet, where, name)


def _hidden_parts(sheet: Any) -> bool:
    dimensions = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
    return any(one.hidden for one in dimensions)


def _says(part: Any) -> bool:
    return any(getattr(side, "text", None) for side in (part.left, part.center, part.right))


def _formulas(sheet: Any, where: str, name: Path) -> Iterator[Problem]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                what = f"{where}, {cell.coordinate}: this cell is a formula."
                yield _cell_problem(name, what, "Write the value itself.")
            elif cell.data_type == "e":
                what = f"{where}, {cell.coordinate}: this cell holds an error."
                yield _cell_problem(name, what, "Write the value itself.")
            elif cell.hyperlink is not None:
                what = f"{where}, {cell.coordinate}: this cell is a link."
                yield _cell_problem(name, what, "Take the link away.")


def _rows(sheet: Any) -> Iterator[tuple[Value, ...]]:
    for row in sheet.iter_rows(values_only=True):
        yield tuple(_plain(value) for value in row)


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (bool, int, float, date, datetime, time)) or value is None:
        return value
    return str(value)


def _cell_problem(name: Path, what: str, fix: str) -> Problem:
    return Problem(code="workbook-cell", what=what, fix=fix, file=name)


def _hidden_problem(name: Path, where: str) -> Problem:
    what = f"{where} is hidden, or no sheet of cells."
    return _cell_problem(name, what, "Show it, look at it, and take it out if it is not needed.")


def _dangerous(name: Path, what: str) -> Problem:
    return Problem(
        code="workbook-unsafe",
        what=f"This workbook holds {what}.",
        fix="Fill in the workbook that Sixpoint made, and save it as .xlsx without them.",
        file=name,
    )


def _too_large(name: Path) -> Problem:
    return Problem(
        code="workbook-too-large",
        what="This workbook is larger than any that people fill in.",
        fix="Fill in the workbook that Sixpoint made. Delete rows and columns that are empty.",
        file=name,
    )


def _not_a_workbook(name: Path) -> Problem:
    return Problem(
        code="not-a-workbook",
        what="This file is no Excel workbook, or it is damaged.",
        fix="Save it again as .xlsx, without a password.",
        file=name,
    )
