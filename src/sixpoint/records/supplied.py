"""An agency's file, whatever its kind, as a header and blocks of rows with their lines.

The kind is told from the file's first bytes, not from its name. *Line* means the row of the sheet
in a workbook; in a Parquet file, which has no lines, the first row counts as line 2, as if a header
stood above it.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sixpoint.files.xlsx_sheet import Oddities
from sixpoint.records.csv_text import CsvFile, Written, look_at_csv
from sixpoint.records.mapping import FileMapping
from sixpoint.records.parquet import look_at_parquet
from sixpoint.records.rows import Rows
from sixpoint.records.workbook import look_at_workbook
from sixpoint.terms.problems import UserError, user_error

from .blocks import head_of


@dataclass(frozen=True, kw_only=True)
class Supplied:
    """A file that can be read; its header ends at line `after`.

    `blocks` reads it, and fills `odd` with what in a sheet is not plain data. `plain` is set where
    the engine may load the file by itself.
    """

    sha256: str
    encoding: str
    header: tuple[str, ...]
    after: int
    blocks: Callable[[], Iterator[Rows]]
    separator: str = ""
    sheet: int | None = None
    plain: CsvFile | None = None
    odd: Oddities | None = None

    @property
    def has_types(self) -> bool:
        """Whether the file's own cells are dates and numbers, and not text alone."""
        return self.encoding in ("xlsx", "parquet")


def look_at(path: Path, *, mapping: FileMapping | None, known: Collection[str]) -> Supplied:
    """The file with its header; `known` are names that a header may hold."""
    head = head_of(path)
    if head.startswith(_OLD_EXCEL):
        raise _old_workbook(path)
    if head.startswith(_ZIP):
        sheet = look_at_workbook(path, mapping=mapping)
        return Supplied(
            sha256=sheet.sha256,
            encoding="xlsx",
            header=sheet.header,
            after=sheet.after,
            blocks=sheet.blocks,
            sheet=sheet.sheet.position,
            odd=sheet.odd,
        )
    if head.startswith(_PARQUET):
        parquet = look_at_parquet(path)
        return Supplied(
            sha256=parquet.sha256,
            encoding="parquet",
            header=parquet.header,
            after=parquet.after,
            blocks=parquet.blocks,
        )
    return _csv(path, mapping=mapping, known=known)


def _old_workbook(path: Path) -> UserError:
    return user_error(
        "old-workbook",
        what="This is a workbook of Excel before 2007, or one locked with a password.",
        fix="Open it and save it as .xlsx without a password, or as CSV in UTF-8.",
        file=path,
    )


_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"


def _csv(path: Path, *, mapping: FileMapping | None, known: Collection[str]) -> Supplied:
    written = Written()
    if mapping is not None:
        sign = mapping.separator.sign if mapping.separator else None
        written = Written(
            encoding=mapping.encoding, separator=sign, header_line=mapping.header_line
        )
    found = look_at_csv(path, written=written, known=known)
    return Supplied(
        sha256=found.scan.sha256,
        encoding=found.encoding,
        header=found.header,
        after=found.after,
        blocks=found.blocks,
        separator=found.separator,
        plain=found if found.is_plain else None,
    )
