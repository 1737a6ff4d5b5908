"""Asks an engine, and keeps its words away from people: engines quote rows in their errors."""

from pathlib import Path

import ibis.expr.types as ir
import ibis.util
import pyarrow as pa

from .types import Engine


class EngineRefused(Exception):
    """The engine could not do it; what it said is left out on purpose, since it may quote rows."""


def fetch(engine: Engine, expression: ir.Table) -> pa.Table:
    """The rows that the expression stands for."""
    try:
        return engine.ibis.to_pyarrow(expression)
    except Exception:
        refused = EngineRefused("The engine could not answer this question.")
    # Raised outside the handler, so that the engine's error is not even its context.
    raise refused


def keep(engine: Engine, name: str, rows: ir.Table | pa.Table) -> ir.Table:
    """The rows as a table of the engine's own, whose name begins with `name` and is free."""
    try:
        return engine.ibis.create_table(ibis.util.gen_name(name), obj=rows)
    except Exception:
        refused = EngineRefused("The engine could not hold this table.")
    raise refused


def read_kept(engine: Engine, path: Path) -> ir.Table:
    """The rows of a Parquet file, read where they lie."""
    try:
        return engine.ibis.read_parquet(path)
    except Exception:
        refused = EngineRefused("The engine could not read a table that was kept.")
    raise refused
