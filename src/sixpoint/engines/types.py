"""An open engine: Ibis and Splink work on the same connection through it."""

from dataclasses import dataclass
from typing import Any

import ibis

DUCKDB, SPARK = "duckdb", "spark"
"""The names of the engines."""


@dataclass(frozen=True)
class Engine:
    """`ibis` builds and runs expressions; `connection` is the engine's own, for Splink.

    `name` is DUCKDB or SPARK.
    """

    name: str
    ibis: ibis.BaseBackend
    connection: Any
