"""Text of a CSV to rows of text, each with its line; rows that cannot be read are named by line.

Files without quotation marks, which are most, take a fast path: every line is a row, and its cells
are counted by its commas. The others go through Python's own reader, which alone knows at which
line a row began when a quoted cell runs over several.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from sixpoint.records.types import LINE

_AT_ONCE = 50_000
"""Rows turned into columns at a time, so that memory holds few Python strings."""

_COMMA, _NEWLINE, _RETURN = b",\n\r"


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read. `cells` is how many it has, None where quotation marks are wrong.

    A cell that opens with a quotation mark may run on: the row ends at line `last`.
    """

    first: int
    last: int
    cells: int | None


class OpenQuote(Exception):
    """A quotation mark is never closed, so that nothing after this line can be told apart."""

    def __init__(self, line: int) -> None:
        super().__init__(f"a quotation mark opened in line {line} is never closed")
        self.line = line


@dataclass(frozen=True)
class Rows:
    """The rows that can be read, as columns `0`, `1`, ... of trimmed text and LINE."""

    table: pa.Table
    bad: tuple[BadRow, ...]


def read_header(text: str) -> tuple[list[str], int]:
    """The cells of the first row that is not empty, trimmed, and the line it ends at."""
    reader = csv.reader(io.StringIO(text, newline=""))
    row = next((row for row in reader if row), [])
    return [cell.strip() for cell in row], reader.line_num


def read_rows(text: str, *, after: int, width: int) -> Rows:
    """The rows behind line `after`, each of `width` cells; empty lines are no rows."""
    lone_return = "\r" in text.replace("\r\n", "\n")
    rows = _read_quoted if '"' in text or lone_return else _read_plain
    found = rows(text, after, width)
    names = found.table.column_names
    columns = [_trim(found.table[name]) if name != LINE else found.table[name] for name in names]
    return Rows(pa.table(dict(zip(names, columns, strict=True))), found.bad)


def _trim(column: pa.ChunkedArray) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _read_plain(text: str, after: int, width: int) -> Rows:
    """Every line is a row; lines are sorted out by counting commas, all at once."""
    data = np.frombuffer(text.encode(), dtype=np.uint8)
    ends = np.flatnonzero(data == _NEWLINE)
    if data.size and data[-1] != _NEWLINE:
        ends = np.append(ends, data.size)
    starts = np.concatenate(([0], ends[:-1] + 1)) if ends.size else ends
    lines = np.arange(1, ends.size + 1)
    cells = _count_before(data, _COMMA, ends) - _count_before(data, _COMMA, starts) + 1
    empty = _is_empty(data, starts, ends)
    body = (lines > after) & ~empty
    good, ragged = body & (cells == width), body & (cells != width)
    bad = tuple(
        BadRow(line, line, count)
        for line, count in zip(lines[ragged].tolist(), cells[ragged].tolist(), strict=True)
    )
    return Rows(_parse(_lines_of(data, starts, good), lines[good], width), bad)


def _count_before(data: np.ndarray, byte: int, places: np.ndarray) -> np.ndarray:
    counted: np.ndarray = np.searchsorted(np.flatnonzero(data == byte), places)
    return counted


def _is_empty(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    length = ends - starts
    only_return = length == 1
    only_return[only_return] = data[starts[only_return]] == _RETURN
    empty: np.ndarray = (length == 0) | only_return
    return empty


def _lines_of(data: np.ndarray, starts: np.ndarray, wanted: np.ndarray) -> bytes:
    """The bytes of the wanted lines, with their line ends."""
    if not wanted.any():
        return b""
    first = int(np.argmax(wanted))
    if wanted[first:].all():
        rest: bytes = data[starts[first] :].tobytes()
        return rest
    lengths = np.diff(np.append(starts, data.size))
    kept: bytes = data[np.repeat(wanted, lengths)].tobytes()
    return kept


def _parse(body: bytes, lines: np.ndarray, width: int) -> pa.Table:
    names = [str(number) for number in range(width)]
    if not body:
        return _table([pa.array([], pa.string())] * width, [])
    table = pyarrow.csv.read_csv(
        pa.py_buffer(body),
        read_options=pyarrow.csv.ReadOptions(column_names=names),
        parse_options=pyarrow.csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    return table.append_column(LINE, pa.array(lines, pa.int64()))


@dataclass
class _Found:
    """What has been read so far; whole batches become columns at once."""

    width: int
    batches: list[list[pa.Array]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    def take(self, row: list[str], first: int, last: int) -> None:
        if len(row) != self.width:
            self.bad.append(BadRow(first, last, len(row)))
            return
        self.rows.append(row)
        self.lines.append(first)
        if len(self.rows) == _AT_ONCE:
            self.turn()

    def turn(self) -> None:
        if self.rows:
            self.batches.append(
                [pa.array(cells, pa.string()) for cells in zip(*self.rows, strict=True)]
            )
            self.rows = []


def _read_quoted(text: str, after: int, width: int) -> Rows:
    found = _Found(width)
    for row, first, last in _records(text):
        if first <= after:
            continue
        if row is None:
            found.bad.append(BadRow(first, last, None))
        elif row:
            found.take(row, first, last)
    found.turn()
    columns = [pa.chunked_array([b[i] for b in found.batches], pa.string()) for i in range(width)]
    return Rows(_table(columns, found.lines), tuple(found.bad))


def _table(columns: list[pa.Array], lines: list[int]) -> pa.Table:
    named = {str(number): column for number, column in enumerate(columns)}
    return pa.table(named | {LINE: pa.array(lines, pa.int64())})


def _records(text: str) -> Iterator[tuple[list[str] | None, int, int]]:
    """Each record with its first and last line; None where its quotation marks are wrong."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field limit" in str(error):
                raise OpenQuote(first) from None
            yield None, first, reader.line_num
        else:
            yield row, first, reader.line_num
