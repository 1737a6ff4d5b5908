"""DuckDB in memory: one machine, bounded threads and memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis

from .types import Engine


@contextmanager
def open_duckdb(
    *, threads: int | None = None, memory: str = "6GB", spill: Path | None = None
) -> Iterator[Engine]:
    """An in-memory DuckDB that is closed at the end; `spill` is where it may write overflow.

    `threads` None takes every core; the results are the same for any number.
    """
    settings: dict[str, str | int] = {"memory_limit": memory}
    if threads is not None:
        settings["threads"] = threads
    if spill is not None:
        settings["temp_directory"] = str(spill)
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield Engine("duckdb", ibis.duckdb.from_connection(connection), connection)
    finally:
        connection.close()
