"""Spark on this machine, for those who already run it; one session that Ibis and Splink share.

Takes cores, memory and a folder to spill to; gives an open engine. Refuses to begin where Spark or
Java is not there, and says what to install.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sixpoint.terms.problems import Problem, UserError, user_error

from .likeness import FUNCTIONS, function_over_batches
from .types import SPARK, Engine

_QUIET = """rootLogger.level = off
rootLogger.appenderRef.nowhere.ref = nowhere
appender.nowhere.type = Null
appender.nowhere.name = nowhere
"""
"""Log4j's settings: Spark's log may quote rows, and says nothing that people need."""


def check_spark(*, java: bool) -> None:
    """A UserError that says what to install, where Spark cannot run on this machine."""
    problems = []
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        problems.append(
            Problem(
                code="no-spark",
                what="Spark is not installed beside Sixpoint.",
                fix="Run: pip install 'sixpoint[spark]' (some 400 MB). Or leave out --engine.",
            )
        )
    if not java:
        problems.append(_no_java())
    if problems:
        raise UserError(problems)


def _no_java() -> Problem:
    return Problem(
        code="no-java",
        what="Spark needs Java 17 or 21, which was not found.",
        fix="Install it (Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME to "
        "where it is. Or leave out --engine.",
    )


@contextmanager
def open_spark(
    *, threads: int | None = None, memory: str = "6GB", spill: Path | None = None
) -> Iterator[Engine]:
    """Spark on so many cores of this machine (None: all), gone with its folder at the end.

    Ask `check_spark` first. Rows that Spark holds lie in memory and in a private folder, under
    `spill` where that is given.
    """
    if spill is not None:
        spill.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="spark-", dir=spill)).resolve()
    try:
        session = _start(folder, cores=threads or os.cpu_count() or 1, memory=memory)
        try:
            yield _engine(session)
        finally:
            _stop(session)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _engine(session: Any) -> Engine:
    # Only here, so that Sixpoint without Spark does not look for it.
    from .spark_backend import SparkBackend

    backend = SparkBackend()
    backend.do_connect(session)
    _give_functions(session)
    return Engine(SPARK, backend, session)


def _give_functions(session: Any) -> None:
    from pyspark.sql.functions import pandas_udf

    for name, (_, gives) in FUNCTIONS.items():
        session.udf.register(name, pandas_udf(function_over_batches(name), gives))


def _start(folder: Path, *, cores: int, memory: str) -> Any:
    from pyspark.logger import PySparkLogger
    from pyspark.sql import SparkSession

    # It writes to stderr what Spark says of a query, with the value that Spark stumbled on.
    PySparkLogger.getLogger("SQLQueryContextLogger").disabled = True
    builder = SparkSession.builder.appName("sixpoint")
    for name, value in _settings(folder, cores=cores, memory=memory).items():
        builder = builder.config(name, value)
    try:
        with _silent():
            session = builder.getOrCreate()
        # Else its workers run whatever `python3` is first found, without what we need.
        session.sparkContext.pythonExec = sys.executable
        return session
    except Exception:
        refused = user_error(
            "spark-did-not-start",
            what="Spark is installed and did not start.",
            fix="Look whether `java -version` says 17 or 21, and whether this machine has the "
            "memory that --memory names. Or leave out --engine.",
        )
    raise refused


def _settings(folder: Path, *, cores: int, memory: str) -> dict[str, str]:
    quiet = folder / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    java = f"-Dlog4j2.configurationFile=file:{quiet} -Duser.timezone=UTC -Djava.io.tmpdir={folder}"
    return {
        "spark.master": f"local[{cores}]",
        "spark.driver.memory": memory.lower().removesuffix("b"),
        "spark.driver.extraJavaOptions": java,
        # Nobody else on this machine or outside may reach it.
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": str(cores),
        "spark.default.parallelism": str(cores),
        # A value that cannot be what it should is an error, never silently missing.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # On one machine the time goes into planning: compiling each query, and planning it anew
        # while it runs, takes longer than running it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        # Steps state long queries; written out in full they would fill the memory.
        "spark.sql.maxPlanStringLength": "0",
    }


@contextmanager
def _silent() -> Iterator[None]:
    """What Java says on stderr from here on goes nowhere; it keeps what it was started with."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _stop(session: Any) -> None:
    """Ends the session and its Java, so that nothing of it stays on this machine."""
    from pyspark import SparkContext

    session.stop()
    gateway = SparkContext._gateway
    if gateway is None:
        return
    SparkContext._gateway = SparkContext._jvm = None
    process = gateway.proc
    gateway.shutdown()
    process.stdin.close()
    process.wait()
