"""Ibis on Spark, with tables that are held and forgotten as DuckDB's are.

What Spark says of a query may quote rows, and never leaves here: `EngineRefused` is raised in its
place. Tables are held in Spark's own memory and private folder, never in a warehouse.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark import Backend
from ibis.backends.pyspark.datatypes import PySparkSchema
from ibis.formats.pyarrow import PyArrowSchema

from .ask import EngineRefused
from .spark_words import SparkWords

T = TypeVar("T")


def quietly(work: Callable[[], T]) -> T:
    """What the work gives; an EngineRefused without Spark's own words where it fails."""
    try:
        return work()
    except Exception:
        refused = EngineRefused("Spark could not do this.")
    raise refused


class SparkBackend(Backend):  # type: ignore[misc]
    """Ibis' backend for one Spark session."""

    compiler = SparkWords()

    def create_table(
        self,
        name: str,
        /,
        obj: ir.Table | pa.Table | None = None,
        *,
        temp: bool | None = None,
        **_: Any,
    ) -> ir.Table:
        """Holds the rows: computed now, and known by their name until they are dropped."""
        frame = self._promised(obj) if isinstance(obj, ir.Table) else self._given(obj)
        return self._hold(name, frame)

    def drop_table(self, name: str, /, **_: Any) -> None:
        """Forgets a table; one that is not there is forgotten already."""
        with suppress(Exception):
            self._session.catalog.dropTempView(name)

    def drop_view(self, name: str, /, **_: Any) -> None:
        """Forgets a view."""
        self.drop_table(name)

    def to_pyarrow(self, expr: ir.Expr, /, **_: Any) -> Any:
        """The rows, in the types that the expression promises."""
        table = expr.as_table()
        frame = self._frame(table)
        found = quietly(lambda: frame.toArrow().cast(PyArrowSchema.from_ibis(table.schema())))
        return expr.__pyarrow_result__(found)

    def to_parquet(self, expr: ir.Table, /, path: str | Path, **_: Any) -> None:
        """One file, as DuckDB would write it; the rows pass through this machine."""
        pq.write_table(self.to_pyarrow(expr), path)

    def read_parquet(self, path: str | Path, /, **_: Any) -> ir.Table:
        """The rows of a Parquet file that only this machine has."""
        return self.create_table(ibis_name("read_parquet"), pq.read_table(path))

    def _frame(self, expression: ir.Table) -> Any:
        self._run_pre_execute_hooks(expression)
        sql = self.compile(expression)
        return quietly(lambda: self._session.sql(sql))

    def _promised(self, expression: ir.Table) -> Any:
        """The rows in the very types that the expression has; to Spark a short number is long."""
        frame = self._frame(expression)
        return quietly(lambda: frame.to(PySparkSchema.from_ibis(expression.schema())))

    def _given(self, rows: pa.Table | None) -> Any:
        return quietly(lambda: self._session.createDataFrame(_plain(rows)))

    def _hold(self, name: str, frame: Any) -> ir.Table:
        quietly(lambda: frame.localCheckpoint(eager=True).createOrReplaceTempView(name))
        return self.table(name)

    def _register_in_memory_table(self, op: Any) -> None:
        frame = self._given(op.data.to_pyarrow(op.schema))
        quietly(lambda: frame.createOrReplaceTempView(op.name))

    def _create_cached_table(self, name: str, expr: ir.Table) -> ir.Table:
        return self.create_table(name, expr)

    def _drop_cached_table(self, name: str) -> None:
        self.drop_table(name)


def ibis_name(kind: str) -> str:
    """A name that no table has yet."""
    return str(ibis.util.gen_name(kind))


def _plain(rows: pa.Table | None) -> pa.Table:
    """The rows in columns that Spark takes: no dictionaries, and nothing of no type."""
    assert rows is not None
    fields = [pa.field(field.name, _plain_type(field.type)) for field in rows.schema]
    return rows.cast(pa.schema(fields))


def _plain_type(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_timestamp(type_):
        return pa.timestamp("us", "UTC")
    return pa.string() if pa.types.is_null(type_) else type_
