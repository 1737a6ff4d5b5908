"""DuckDB in memory: one machine, bounded threads and memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis

from .types import DUCKDB, Engine


@contextmanager
def open_duckdb(
    *, threads: int | None = None, memory: str = "6GB", spill: Path | None = None
) -> Iterator[Engine]:
    """An in-memory DuckDB that is emptied at the end; `spill` is where overflow may go.

    `threads` None takes every core; the results are the same for any number.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory}
    if threads is not None:
        settings["threads"] = threads
    # Without a folder of its own DuckDB would spill children's rows to wherever we were started.
    settings["temp_directory"] = "" if spill is None else str(spill)
    connection = duckdb.connect(":memory:", config=settings)
    backend = ibis.duckdb.from_connection(connection)
    # Ibis turns it on; ours says which step is on, and the engine's would stand among --json.
    connection.execute("SET enable_progress_bar = false")
    try:
        yield Engine(DUCKDB, backend, connection)
    finally:
        # Ibis drops its cached tables when they are collected, and needs the connection for it:
        # so it is emptied here, and closes itself when the last of them is gone.
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            connection.execute(f'DROP TABLE "{table}"')
