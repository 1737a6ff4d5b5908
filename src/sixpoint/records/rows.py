"""Text of a CSV to rows of text, each with its line; rows that cannot be read are named by line.

Where every line is a row, which is nearly always, its cells are counted by the separators outside
quotation marks, all at once. Files whose quoted cells run over lines, or whose quotation marks are
wrong, go through Python's own reader, which knows at which line a row began.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from sixpoint.records.types import LINE

_AT_ONCE = 50_000
"""Rows turned into columns at a time, so that memory holds few Python strings."""
_SIZE_AT_ONCE = 2**25
"""Characters, for rows that are long."""

NEWLINE, RETURN, QUOTE = b'\n\r"'


def _one_of(*wanted: int) -> np.ndarray:
    """For each byte whether it is one of these."""
    return np.isin(np.arange(256), wanted)


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


def trimmed(found: Rows) -> Rows:
    """The rows without space around their cells, and null where nothing is left."""
    names = found.table.column_names
    columns = [trim(found.table[name]) if name != LINE else found.table[name] for name in names]
    return Rows(pa.table(dict(zip(names, columns, strict=True))), found.bad)


def trim(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The texts without space around them; null where nothing is left."""
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def every_line_is_a_row(data: np.ndarray, *, separator: int) -> bool:
    """Whether no quoted cell runs over lines, and all quotation marks are where they belong."""
    quotes = np.flatnonzero(data == QUOTE)
    opening, closing = quotes[0::2], quotes[1::2]
    returns = np.flatnonzero(data == RETURN)
    around = np.pad(data, 1, constant_values=NEWLINE)
    return bool(
        opening.size == closing.size
        and _one_of(separator, NEWLINE, QUOTE)[around[opening]].all()
        and _one_of(separator, NEWLINE, RETURN, QUOTE)[around[closing + 2]].all()
        and (around[returns + 2] == NEWLINE).all()
        and not (quotes.size and is_quoted(data)[data == NEWLINE].any())
    )


def is_quoted(data: np.ndarray) -> np.ndarray:
    """Whether each byte has an odd number of quotation marks before it, or is the odd one."""
    # The sum runs over at 256, which leaves odd and even as they were.
    quoted: np.ndarray = np.cumsum(data == QUOTE, dtype=np.uint8) % 2 == 1
    return quoted


def read_at_once(block: bytes, *, first: int, width: int, separator: str = ",") -> Rows:
    """The rows of a block that begins at line `first`, where every line is a row.

    Each has `width` cells; empty lines are no rows.
    """
    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == NEWLINE)
    if data.size and data[-1] != NEWLINE:
        ends = np.append(ends, data.size)
    starts = np.concatenate(([0], ends[:-1] + 1)) if ends.size else ends
    lines = np.arange(first, first + ends.size)
    between = np.flatnonzero((data == ord(separator)) & ~is_quoted(data))
    cells = np.diff(np.searchsorted(between, ends), prepend=0) + 1
    body = ~_is_empty(data, starts, ends)
    good, ragged = body & (cells == width), body & (cells != width)
    bad = tuple(
        BadRow(line, line, count)
        for line, count in zip(lines[ragged].tolist(), cells[ragged].tolist(), strict=True)
    )
    kept = _lines_of(data, starts, good)
    return Rows(_parse(kept, lines[good], width=width, separator=separator), bad)


def _is_empty(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    length = ends - starts
    only_return = length == 1
    only_return[only_return] = data[starts[only_return]] == RETURN
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


def _parse(body: bytes, lines: np.ndarray, *, width: int, separator: str) -> pa.Table:
    names = [str(number) for number in range(width)]
    if not body:
        return _table([pa.array([], pa.string())] * width, [])
    table = pyarrow.csv.read_csv(
        pa.py_buffer(body),
        read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=len(body) + 1),
        parse_options=pyarrow.csv.ParseOptions(delimiter=separator, ignore_empty_lines=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    return table.append_column(LINE, pa.array(lines, pa.int64()))


@dataclass
class _Found:
    """What has been read since it was last turned into columns."""

    width: int
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    size: int = 0

    def take(self, row: list[str], first: int, last: int) -> None:
        self.size += sum(map(len, row)) + len(row)
        if len(row) != self.width:
            self.bad.append(BadRow(first, last, len(row)))
            return
        self.rows.append(row)
        self.lines.append(first)

    @property
    def is_full(self) -> bool:
        return len(self.lines) + len(self.bad) >= _AT_ONCE or self.size >= _SIZE_AT_ONCE

    def turn(self) -> Rows:
        cells = zip(*self.rows, strict=True) if self.rows else [[]] * self.width
        table = _table([pa.array(column, pa.string()) for column in cells], self.lines)
        return Rows(table, tuple(self.bad))


def read_carefully(
    lines: Iterable[str], *, after: int, width: int, separator: str = ","
) -> Iterator[Rows]:
    """The rows one by one, some thousand at a time; `lines` are those behind line `after`."""
    found = _Found(width)
    for row, first, last in _records(lines, after, separator):
        if row is None:
            found.bad.append(BadRow(first, last, None))
        elif row:
            found.take(row, first, last)
        if found.is_full:
            yield found.turn()
            found = _Found(width)
    yield found.turn()


def _table(columns: list[pa.Array], lines: list[int]) -> pa.Table:
    named = {str(number): column for number, column in enumerate(columns)}
    return pa.table(named | {LINE: pa.array(lines, pa.int64())})


def _records(
    lines: Iterable[str], after: int, separator: str
) -> Iterator[tuple[list[str] | None, int, int]]:
    """Each record with its first and last line; None where its quotation marks are wrong."""
    reader = csv.reader(lines, strict=True, delimiter=separator)
    while True:
        first = after + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field limit" in str(error):
                raise OpenQuote(first) from None
            yield None, first, after + reader.line_num
        else:
            yield row, first, after + reader.line_num
