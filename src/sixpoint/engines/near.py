"""Brings a table to this machine, for work that must come out the same whatever the engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis.expr.types as ir

from .ask import fetch, keep
from .duckdb import open_duckdb
from .types import DUCKDB, SPARK, Engine


@contextmanager
def on_one_machine(
    engine: Engine, table: ir.Table, *, by: str
) -> Iterator[tuple[Engine, ir.Table]]:
    """The table in DuckDB on this machine: as it is where it lies there, else its rows, by `by`.

    From another engine every row is brought over, and has to fit into memory.
    """
    if engine.name == DUCKDB:
        yield engine, table
        return
    rows = fetch(engine, table.order_by(by))
    with open_duckdb() as near:
        yield near, keep(near, "near", rows)


def forget_lent(engine: Engine) -> None:
    """Lets go what others, as Splink, had Spark hold for them; our own tables stay."""
    if engine.name == SPARK:
        engine.connection.catalog.clearCache()
