"""A Parquet file as an extract: its columns as text, written as our datasets write their values.

It has no lines: the first row counts as line 2, as if a header stood above it. Refuses columns that
hold lists or structures, and files whose few bytes stand for more rows than fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sixpoint.files import sha256_of
from sixpoint.records.csv_text import MOST_COLUMNS, too_many_columns
from sixpoint.records.rows import Rows, trimmed
from sixpoint.records.types import LINE
from sixpoint.terms.problems import UserError, user_error

MOST_CELLS = 10**10
_ROWS_AT_ONCE = 2**16


@dataclass(frozen=True, kw_only=True)
class ParquetFile:
    """A Parquet file that can be read."""

    path: Path
    sha256: str
    header: tuple[str, ...]
    after: int = 1

    def blocks(self) -> Iterator[Rows]:
        """The rows as text, with the line of each."""
        first = self.after + 1
        try:
            with pq.ParquetFile(self.path) as file:
                for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                    yield trimmed(_block(batch, first))
                    first += batch.num_rows
            return
        except (pa.ArrowException, OSError, ValueError):
            pass  # what it says may quote a cell
        raise _unreadable(self.path)


def look_at_parquet(path: Path) -> ParquetFile:
    """The file's columns; a UserError where it cannot be read as rows of plain values."""
    try:
        with pq.ParquetFile(path) as file:
            schema, about = file.schema_arrow, file.metadata
            rows, names = about.num_rows, tuple(name.strip() for name in schema.names)
            nested = any(pa.types.is_nested(type_) for type_ in schema.types)
    except (pa.ArrowException, OSError, ValueError):
        names, rows, nested = (), 0, True
    if len(names) > MOST_COLUMNS:
        raise too_many_columns(path, 1)
    if nested or not names or rows * len(names) > MOST_CELLS:
        raise _unreadable(path)
    return ParquetFile(path=path, sha256=sha256_of(path), header=names)


def _block(batch: pa.RecordBatch, first: int) -> Rows:
    columns = {str(place): _as_text(column) for place, column in enumerate(batch.columns)}
    lines = pa.array(range(first, first + batch.num_rows), pa.int64())
    return Rows(pa.table(columns | {LINE: lines}), ())


def _as_text(column: pa.Array) -> pa.Array:
    """The values as our datasets write them: ISO days and times, yes or no, plain numbers."""
    type_ = column.type
    if pa.types.is_dictionary(type_):
        return _as_text(column.dictionary_decode())
    if pa.types.is_null(type_):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_boolean(type_):
        return pc.if_else(column, "yes", "no")
    if pa.types.is_floating(type_):
        return pa.array([_plain(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_timestamp(type_):
        clock = pc.local_timestamp(column) if type_.tz else column
        seconds = pc.cast(clock, pa.timestamp("s"), safe=False)
        return pc.replace_substring(pc.cast(seconds, pa.string()), " ", "T")
    return pc.cast(column, pa.string())


def _plain(value: float | None) -> str | None:
    """A number without a fraction it does not have; what is no number is missing."""
    if value is None or value != value:
        return None
    whole = abs(value) < 10**15 and value == int(value)
    return str(int(value)) if whole else repr(value)


def _unreadable(path: Path) -> UserError:
    return user_error(
        "not-parquet",
        what="This Parquet file cannot be read as rows of plain values.",
        fix="Write it again with one value in a cell, or as CSV in UTF-8.",
        file=path,
    )
