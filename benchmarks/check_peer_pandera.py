"""Pandera on one table, with Polars or with Ibis on DuckDB: run by benchmarks/check_peers.py.

The table is read as text and every column is cast by the schema's checks, as ours are; all errors
are gathered (lazy). The second argument names the engine. Imports are not timed.
"""

import json
import sys
import time

path, engine = sys.argv[1:]


def with_polars() -> tuple[float, int]:
    import pandera.polars as pa
    import polars as pl

    start = time.perf_counter()

    def is_day(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(
            pl.col(data.key).str.to_date("%Y-%m-%d", strict=False).is_not_null()
        )

    def is_whole(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col(data.key).cast(pl.Int64, strict=False).is_not_null())

    def in_range(data: pa.PolarsData) -> pl.LazyFrame:
        whole = pl.col(data.key).cast(pl.Int64, strict=False)
        return data.lazyframe.select((whole.is_null()) | whole.is_between(0, 250))

    number = [pa.Check(is_whole), pa.Check(in_range)]
    schema = pa.DataFrameSchema(
        {
            "attendance_id": pa.Column(str, unique=True),
            "person_id": pa.Column(str),
            "term_start": pa.Column(str, pa.Check(is_day)),
            "possible": pa.Column(str, number),
            "attended": pa.Column(str, number),
        }
    )
    frame = pl.read_csv(path, infer_schema=False)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return time.perf_counter() - start, len(errors.failure_cases)
    return time.perf_counter() - start, 0


def with_ibis() -> tuple[float, int]:
    import ibis
    import pandera.ibis as pa

    start = time.perf_counter()

    def is_day(data: pa.IbisData) -> ibis.Table:
        return data.table.select(data.table[data.key].try_cast("date").notnull())

    def is_whole(data: pa.IbisData) -> ibis.Table:
        return data.table.select(data.table[data.key].try_cast("int64").notnull())

    def in_range(data: pa.IbisData) -> ibis.Table:
        whole = data.table[data.key].try_cast("int64")
        return data.table.select(whole.isnull() | whole.between(0, 250))

    number = [pa.Check(is_whole), pa.Check(in_range)]
    schema = pa.DataFrameSchema(
        {
            "attendance_id": pa.Column(str),
            "person_id": pa.Column(str),
            "term_start": pa.Column(str, pa.Check(is_day)),
            "possible": pa.Column(str, number),
            "attended": pa.Column(str, number),
        }
    )
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET threads = 2")
    found = connection.read_csv(path, all_varchar=True)
    table = connection.create_table("rows", found)
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return time.perf_counter() - start, len(errors.failure_cases)
    return time.perf_counter() - start, 0


seconds, issues = {"polars": with_polars, "ibis": with_ibis}[engine]()
print(json.dumps({"check": seconds, "issues": int(issues)}))
