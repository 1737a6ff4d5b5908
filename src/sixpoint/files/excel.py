"""Excel workbooks for people to fill in: lists to choose from, checks inside, no formula in a cell.

Takes sheets as values; writes a workbook whose bytes depend on them alone. Everything that is not
to be filled in is protected, without a password: against slips, not against people.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .write import write_bytes

_EPOCH = datetime(2000, 1, 1)
"""Stands in every workbook for the time it was made, so that equal content gives equal bytes."""
_CORE = "docProps/core.xml"
_HEAD = PatternFill("solid", start_color="0B5170")
_WRONG = PatternFill("solid", start_color="FDE0D2", end_color="FDE0D2")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column to fill in. `choices` names the columns of the sheet of lists to choose from.

    `check` is an Excel condition for the first row's cell, which Excel shifts for the others;
    `said` is what Excel says when it does not hold.
    """

    title: str
    width: int
    choices: str | None = None
    check: str | None = None
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A sheet to read: lines of one or more cells; the first line is its heading."""

    title: str
    lines: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A sheet to fill in: a header, `rows` filled already, and as many `spare` rows below.

    `wrong` is an Excel condition for the first row under which a row is coloured as wrong.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: int
    wrong: str | None = None


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The sheet that holds what may be chosen, a list in each column."""

    title: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def write_workbook(path: Path, sheets: Sequence[Text | Form | Lists], *, private: bool) -> None:
    """Writes the workbook, whole or not at all."""
    write_bytes(path, to_workbook(sheets), private=private)


def to_workbook(sheets: Sequence[Text | Form | Lists]) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    lists = next((one for one in sheets if isinstance(one, Lists)), None)
    for one in sheets:
        sheet = book.create_sheet(one.title)
        match one:
            case Text():
                _text(sheet, one)
            case Form():
                _form(sheet, one, lists)
            case Lists():
                _lists(sheet, one)
        sheet.protection.enable()
    book.properties.creator = "Sixpoint"
    book.properties.created = _EPOCH
    made = io.BytesIO()
    book.save(made)
    return _always_the_same(made.getvalue())


def _always_the_same(data: bytes) -> bytes:
    """The package without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()


def _write(sheet: Any, row: int, column: int, text: str) -> Any:
    """A cell that holds the text as it stands, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in "=+-@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _head(sheet: Any, titles: Sequence[str], widths: Sequence[int]) -> None:
    for place, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = _write(sheet, 1, place, title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _text(sheet: Any, text: Text) -> None:
    for row, line in enumerate(text.lines, start=1):
        for place, words in enumerate(line, start=1):
            cell = _write(sheet, row, place, words)
            if row == 1:
                cell.font = Font(bold=True, size=16, color="0B5170")
            elif place == 1 and len(line) > 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(text.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.sheet_view.showGridLines = False


def _lists(sheet: Any, lists: Lists) -> None:
    _head(sheet, [title for title, _ in lists.lists], [48] * len(lists.lists))
    for place, (_, choices) in enumerate(lists.lists, start=1):
        for row, choice in enumerate(choices, start=2):
            _write(sheet, row, place, choice)


def _form(sheet: Any, form: Form, lists: Lists | None) -> None:
    _head(sheet, [one.title for one in form.columns], [one.width for one in form.columns])
    last = 1 + len(form.rows) + form.spare
    for row in range(2, last + 1):
        filled = form.rows[row - 2] if row - 2 < len(form.rows) else ()
        for place in range(1, len(form.columns) + 1):
            text = filled[place - 1] if place <= len(filled) else ""
            cell = _write(sheet, row, place, text) if text else sheet.cell(row, place)
            cell.protection = Protection(locked=False)
            cell.number_format = "@"  # text, so that nothing typed becomes a day or a number
    for place, column in enumerate(form.columns, start=1):
        _add_check(sheet, column, place, last, lists)
    if form.wrong:
        area = f"A2:{get_column_letter(len(form.columns))}{last}"
        sheet.conditional_formatting.add(area, FormulaRule(formula=[form.wrong], fill=_WRONG))


def _add_check(sheet: Any, column: Column, place: int, last: int, lists: Lists | None) -> None:
    letter = get_column_letter(place)
    if column.choices is not None and lists is not None:
        formula, kind = _range_of(lists, column.choices), "list"
    elif column.check is not None:
        formula, kind = column.check, "custom"
    else:
        return
    check = DataValidation(type=kind, formula1=formula, allow_blank=True, showErrorMessage=True)
    check.errorTitle, check.error = "Not allowed here", column.said
    check.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(check)


def _range_of(lists: Lists, name: str) -> str:
    names = [title for title, _ in lists.lists]
    place = names.index(name)
    letter = get_column_letter(place + 1)
    return f"'{lists.title}'!${letter}$2:${letter}${len(lists.lists[place][1]) + 1}"
