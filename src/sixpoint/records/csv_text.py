"""A CSV file on disk to blocks of rows: encoding and separator told, lines exact.

Takes a path and, where a mapping says them, encoding, separator and the header's line; gives the
header, how the file is written, and its rows. Refuses what cannot be told, with the line.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sixpoint.files.read import open_file
from sixpoint.terms.problems import UserError, user_error

from .blocks import head_of, line_blocks, raw_chunks, utf_16_of, wrong_encoding
from .encodings import Encoding
from .rows import OpenQuote, Rows, read_at_once, read_carefully, trimmed
from .scan import Scan, scan

SEPARATORS = (",", ";", "\t", "|")
MOST_COLUMNS = 4096
"""Cells of the widest header read; a quarter of what a spreadsheet can hold."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """How a file says it is written; None is to be told from the file.

    `header_line` is the line on which the header stands, from 1.
    """

    encoding: Encoding | None = None
    separator: str | None = None
    header_line: int | None = None


@dataclass(frozen=True, kw_only=True)
class CsvFile:
    """A CSV that can be read: `header` ends at line `after`; `scan` says how plain it is."""

    path: Path
    encoding: Encoding
    separator: str
    header: tuple[str, ...]
    after: int
    scan: Scan

    @property
    def is_plain(self) -> bool:
        """Whether the engine may load the file by itself."""
        return self.scan.is_plain and self.encoding is Encoding.UTF_8

    def blocks(self) -> Iterator[Rows]:
        """The rows, with trimmed cells under the names `0`, `1`, ..., and their lines."""
        for rows in self._at_once() if self.scan.is_rows else self._carefully():
            yield trimmed(rows)

    def _at_once(self) -> Iterator[Rows]:
        utf_16 = _utf_16(self.encoding)
        line = 0
        for block in line_blocks(raw_chunks(self.path), utf_16=utf_16, path=self.path):
            skipped = max(self.after - line, 0)
            count = block.count(b"\n") + (not block.endswith(b"\n"))
            if skipped < count:
                body = block.split(b"\n", skipped)[skipped] if skipped else block
                yield read_at_once(
                    body if utf_16 else _as_utf_8(body, self.encoding, self.path),
                    first=line + skipped + 1,
                    width=len(self.header),
                    separator=self.separator,
                )
            line += count

    def _carefully(self) -> Iterator[Rows]:
        with open_file(self.path) as file:
            lines = io.TextIOWrapper(file, encoding=str(self.encoding), newline="")
            for _ in range(self.after):
                next(lines)
            try:
                yield from read_carefully(
                    lines, after=self.after, width=len(self.header), separator=self.separator
                )
                return
            except OpenQuote as error:
                refused = _open_quotation(self.path, error.line)
            except UnicodeDecodeError:
                refused = wrong_encoding(self.path, None)
        raise refused


def look_at_csv(path: Path, *, written: Written, known: Collection[str]) -> CsvFile:
    """How the file is written, and its header; `known` are names that a header may hold."""
    head = head_of(path)
    utf_16 = _utf_16(written.encoding) or (None if written.encoding else utf_16_of(head))
    text = _decoded(head, utf_16 or "utf-8")
    if not text.strip():
        raise _empty(path)
    before = (written.header_line or 1) - 1
    separator = written.separator or tell_separator(_behind(text, before), known)
    cells, after = _header(_behind(text, before), separator, path=path, before=before)
    scanned = scan(path, utf_16=utf_16, separator=separator, width=len(cells), after=after)
    encoding = written.encoding or (Encoding(utf_16) if utf_16 else scanned.evidence.encoding)
    if encoding is None or (encoding is Encoding.UTF_8 and scanned.evidence.bad_line):
        raise wrong_encoding(path, scanned.evidence.odd_line or scanned.evidence.bad_line)
    named = _behind(_decoded(head, encoding), before)
    return CsvFile(
        path=path,
        encoding=encoding,
        separator=separator,
        header=tuple(_header(named, separator, path=path, before=before)[0]),
        after=after,
        scan=scanned,
    )


def tell_separator(text: str, known: Collection[str]) -> str:
    """What stands between the cells of the header: what gives most known names, then most cells."""

    def score(separator: str) -> tuple[int, int]:
        try:
            cells = read_header(text, separator)[0]
        except csv.Error:  # a cell without an end; the header is refused when it is read
            return 0, 0
        return sum(cell in known for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


def read_header(text: str, separator: str = ",") -> tuple[list[str], int]:
    """The cells of the first row that is not empty, trimmed, and the line it ends at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    row = next((row for row in reader if row), [])
    return [cell.strip() for cell in row], reader.line_num


def _header(text: str, separator: str, *, path: Path, before: int) -> tuple[list[str], int]:
    try:
        cells, ends = read_header(text, separator)
    except csv.Error:
        cells, ends = [""] * (MOST_COLUMNS + 1), 1
    if len(cells) > MOST_COLUMNS:
        raise too_many_columns(path, before + ends)
    return cells, before + ends


def too_many_columns(path: Path, line: int) -> UserError:
    """The header is wider than any table."""
    return user_error(
        "too-many-columns",
        what=f"The header has more than {MOST_COLUMNS:,} cells, or one without an end.",
        fix="Extract the columns that are asked for, and no empty ones.",
        file=path,
        line=line,
    )


def _behind(text: str, lines: int) -> str:
    """The text behind its first lines, whatever ends them."""
    file = io.StringIO(text, newline="")
    for _ in range(lines):
        file.readline()
    return file.read()


def _decoded(head: bytes, encoding: str) -> str:
    return head.decode(str(encoding), errors="replace").removeprefix("\ufeff")


def _utf_16(encoding: Encoding | None) -> str | None:
    utf_16 = encoding in (Encoding.UTF_16_LE, Encoding.UTF_16_BE)
    return str(encoding) if utf_16 else None


def _as_utf_8(block: bytes, encoding: Encoding, path: Path) -> bytes:
    if encoding is Encoding.UTF_8 or block.isascii():
        return block
    try:
        return block.decode(str(encoding)).encode()
    except UnicodeDecodeError:
        pass  # what it says quotes the bytes
    raise wrong_encoding(path, None)


def _empty(path: Path) -> UserError:
    return user_error(
        "empty-file",
        what="This file is empty.",
        fix="Extract it again; a table without rows still has its header.",
        file=path,
    )


def _open_quotation(path: Path, line: int) -> UserError:
    return user_error(
        "open-quotation",
        what="A quotation mark opened in this row is never closed.",
        fix='Close it, or write a " that is part of a value twice inside a quoted cell.',
        file=path,
        line=line,
    )
