"""Text of a CSV to rows of text, each with its line; rows that cannot be read are named by line.

Where every line is a row, which is nearly always, its cells are counted by the commas outside
quotation marks, all at once. Files whose quoted cells run over lines, or whose quotation marks are
wrong, go through Python's own reader, which knows at which line a row began.
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

_COMMA, _NEWLINE, _RETURN, _QUOTE = b',\n\r"'


def _one_of(*wanted: int) -> np.ndarray:
    """For each byte whether it is one of these."""
    return np.isin(np.arange(256), wanted)


_AT_START = _one_of(_COMMA, _NEWLINE, _QUOTE)
_AT_END = _one_of(_COMMA, _NEWLINE, _RETURN, _QUOTE)
"""What may stand before an opening quotation mark, and behind a closing one."""


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
    data = np.frombuffer(text.encode(), dtype=np.uint8)
    if every_line_is_a_row(data):
        found = read_at_once(data, after=after, width=width)
    else:
        found = read_carefully(text, after=after, width=width)
    return trimmed(found)


def trimmed(found: Rows) -> Rows:
    """The rows without space around their cells, and null where nothing is left."""
    names = found.table.column_names
    columns = [_trim(found.table[name]) if name != LINE else found.table[name] for name in names]
    return Rows(pa.table(dict(zip(names, columns, strict=True))), found.bad)


def _trim(column: pa.ChunkedArray) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def every_line_is_a_row(data: np.ndarray) -> bool:
    """Whether no quoted cell runs over lines, and all quotation marks are where they belong."""
    quotes = np.flatnonzero(data == _QUOTE)
    opening, closing = quotes[0::2], quotes[1::2]
    returns = np.flatnonzero(data == _RETURN)
    around = np.pad(data, 1, constant_values=_NEWLINE)
    return bool(
        opening.size == closing.size
        and _AT_START[around[opening]].all()
        and _AT_END[around[closing + 2]].all()
        and not _is_quoted(data)[data == _NEWLINE].any()
        and (around[returns + 2] == _NEWLINE).all()
    )


def _is_quoted(data: np.ndarray) -> np.ndarray:
    """Whether each byte has an odd number of quotation marks before it, or is the odd one."""
    # The sum runs over at 256, which leaves odd and even as they were.
    quoted: np.ndarray = np.cumsum(data == _QUOTE, dtype=np.uint8) % 2 == 1
    return quoted


def read_at_once(data: np.ndarray, *, after: int, width: int) -> Rows:
    """The rows behind line `after`, where every line is a row."""
    ends = np.flatnonzero(data == _NEWLINE)
    if data.size and data[-1] != _NEWLINE:
        ends = np.append(ends, data.size)
    starts = np.concatenate(([0], ends[:-1] + 1)) if ends.size else ends
    lines = np.arange(1, ends.size + 1)
    commas = np.flatnonzero((data == _COMMA) & ~_is_quoted(data))
    cells = np.diff(np.searchsorted(commas, ends), prepend=0) + 1
    empty = _is_empty(data, starts, ends)
    body = (lines > after) & ~empty
    good, ragged = body & (cells == width), body & (cells != width)
    bad = tuple(
        BadRow(line, line, count)
        for line, count in zip(lines[ragged].tolist(), cells[ragged].tolist(), strict=True)
    )
    return Rows(_parse(_lines_of(data, starts, good), lines[good], width), bad)


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
        parse_options=pyarrow.csv.ParseOptions(ignore_empty_lines=False),
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


def read_carefully(text: str, *, after: int, width: int) -> Rows:
    """The rows behind line `after`, one by one."""
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
