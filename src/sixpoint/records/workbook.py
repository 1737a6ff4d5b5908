"""A sheet of a workbook as an extract: its header, its rows with the sheet's own row numbers.

Takes a path and, where a mapping says them, the sheet and the header's row. Refuses a workbook with
several sheets that hold something, unless a mapping says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from sixpoint.files import sha256_of
from sixpoint.files.xlsx import Sheet, Workbook, open_workbook
from sixpoint.files.xlsx_sheet import Oddities, SheetRow
from sixpoint.records.csv_text import MOST_COLUMNS, too_many_columns
from sixpoint.records.mapping import FileMapping
from sixpoint.records.rows import BadRow, Rows, trimmed
from sixpoint.records.types import LINE
from sixpoint.terms.problems import UserError, user_error

_CELLS_AT_ONCE = 500_000


@dataclass(frozen=True, kw_only=True)
class SheetFile:
    """A sheet that can be read. `odd` is filled while its blocks are read."""

    book: Workbook
    sheet: Sheet
    sha256: str
    header: tuple[str, ...]
    after: int
    odd: Oddities = field(default_factory=Oddities)

    def blocks(self) -> Iterator[Rows]:
        """The rows below the header, trimmed; a row may have fewer cells than it, not more."""
        width = len(self.header)
        most = max(1, _CELLS_AT_ONCE // width)
        rows: list[SheetRow] = []
        for row in self.book.rows(self.sheet, self.odd):
            if row.number > self.after:
                rows.append(row)
            if len(rows) == most:
                yield _block(rows, width)
                rows = []
        if rows:
            yield _block(rows, width)


def look_at_workbook(path: Path, *, mapping: FileMapping | None) -> SheetFile:
    """The sheet that the mapping names, or the only one that holds anything, with its header."""
    book = open_workbook(path)
    sheet = _chosen(book, mapping.sheet if mapping else None)
    wanted = (mapping.header_line if mapping else None) or 1
    head = next((row for row in book.rows(sheet, Oddities()) if row.number >= wanted), None)
    if head is None:
        raise user_error(
            "empty-file",
            what="This sheet is empty.",
            fix="Extract it again; a table without rows still has its header.",
            file=path,
        )
    width = max(head.cells) + 1
    if width > MOST_COLUMNS:
        raise too_many_columns(path, head.number)
    return SheetFile(
        book=book,
        sheet=sheet,
        sha256=sha256_of(path),
        header=tuple(head.cells.get(place, "").strip() for place in range(width)),
        after=head.number,
    )


def _chosen(book: Workbook, name: str | None) -> Sheet:
    if name is not None:
        found = [sheet for sheet in book.sheets if sheet.name.strip() == name]
        if found:
            return found[0]
        raise _which_sheet(book, "The mapping names a sheet that this workbook has not.")
    filled = [sheet for sheet in book.sheets if not book.is_empty(sheet)]
    if len(filled) > 1:
        raise _which_sheet(book, f"{len(filled)} sheets of this workbook hold something.")
    return (filled or list(book.sheets))[0]


def _which_sheet(book: Workbook, what: str) -> UserError:
    names = ", ".join(sheet.name for sheet in book.sheets)
    return user_error(
        "which-sheet",
        what=what,
        fix=f"Say `sheet` in the agency's mapping. Sheets: {names}.",
        file=book.path,
    )


def _block(rows: list[SheetRow], width: int) -> Rows:
    good = [row for row in rows if max(row.cells) < width]
    bad = tuple(
        BadRow(row.number, row.number, max(row.cells) + 1)
        for row in rows
        if max(row.cells) >= width
    )
    columns = {
        str(place): pa.array([row.cells.get(place) for row in good], pa.string())
        for place in range(width)
    }
    lines = pa.array([row.number for row in good], pa.int64())
    return trimmed(Rows(pa.table(columns | {LINE: lines}), bad))
