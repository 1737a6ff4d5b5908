"""Which engine a command runs on: DuckDB, unless --engine says Spark."""

import os
import shutil
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path

import typer

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.engines.spark import check_spark, open_spark


class EngineName(StrEnum):
    """The engines, as --engine names them."""

    DUCKDB = "duckdb"
    SPARK = "spark"


ENGINE = typer.Option(
    EngineName.DUCKDB,
    "--engine",
    help="What runs the queries; spark needs Java and an extra (docs/how-to/run-on-spark.md). "
    "The results are the same.",
)


def open_engine(
    name: EngineName,
    *,
    threads: int | None = None,
    memory: str = "6GB",
    spill: Path | None = None,
) -> AbstractContextManager[Engine]:
    """The engine of that name; a UserError before any work where it cannot run here."""
    if name is EngineName.DUCKDB:
        return open_duckdb(threads=threads, memory=memory, spill=spill)
    check_spark(java=bool(os.environ.get("JAVA_HOME") or shutil.which("java")))
    return open_spark(threads=threads, memory=memory, spill=spill)
