"""Pandera on one table, on pandas, on Polars or on Ibis: run by benchmarks/check_peers.py.

The table is read as text, all errors are gathered (lazy), and each condition is the one that our
rules have: a day is one of the calendar written as 2016-09-30, a number a whole one. What comes out
is what a data officer needs: line, key, column and check of every failure. `polars-lax` is what
somebody may write who needs less: whatever the engine takes for a day or a number, and only the
row's position. The second argument names the engine. Imports are not timed.
"""

import json
import sys
import time
from typing import Any

DAY = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
WHOLE = r"^-?[0-9]{1,18}$"
KEY = "attendance_id"


def schema(pa: Any, *, unique: bool, is_day: Any, is_whole: Any, in_range: Any) -> Any:
    """The five rules, in pandera's words."""
    number = [pa.Check(is_whole), pa.Check(in_range)]
    return pa.DataFrameSchema(
        {
            KEY: pa.Column(str, **({"unique": True} if unique else {})),
            "person_id": pa.Column(str),
            "term_start": pa.Column(str, pa.Check(is_day)),
            "possible": pa.Column(str, number),
            "attended": pa.Column(str, number),
        }
    )


def failures(pa: Any, checks: Any, table: Any) -> Any:
    """Every failure case, or None."""
    try:
        checks.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return errors.failure_cases
    return None


def with_pandas(path: str) -> tuple[float, int]:
    import pandas as pd
    import pandera.pandas as pa

    start = time.perf_counter()

    def is_day(column: Any) -> Any:
        days = pd.to_datetime(column, format="%Y-%m-%d", errors="coerce")
        return column.str.match(DAY) & days.notna()

    def is_whole(column: Any) -> Any:
        return column.str.match(WHOLE)

    def in_range(column: Any) -> Any:
        number = pd.to_numeric(column.where(column.str.match(WHOLE)), errors="coerce")
        return number.isna() | number.between(0, 250)

    checks = schema(pa, unique=True, is_day=is_day, is_whole=is_whole, in_range=in_range)
    table = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    found = failures(pa, checks, table)
    issues = found[["index", "column", "check"]].assign(line=found["index"] + 2)
    issues["key"] = table[KEY].reindex(issues["index"]).to_numpy()
    return time.perf_counter() - start, len(issues)


def with_polars(path: str, *, lax: bool) -> tuple[float, int]:
    import pandera.polars as pa
    import polars as pl

    start = time.perf_counter()

    def is_day(data: Any) -> Any:
        text = pl.col(data.key)
        day = text.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        return data.lazyframe.select(day if lax else day & text.str.contains(DAY))

    def whole(name: str) -> Any:
        number = pl.col(name).cast(pl.Int64, strict=False)
        return number if lax else pl.when(pl.col(name).str.contains(WHOLE)).then(number)

    def is_whole(data: Any) -> Any:
        return data.lazyframe.select(whole(data.key).is_not_null())

    def in_range(data: Any) -> Any:
        number = whole(data.key)
        return data.lazyframe.select(number.is_null() | number.is_between(0, 250))

    checks = schema(pa, unique=True, is_day=is_day, is_whole=is_whole, in_range=in_range)
    table = pl.read_csv(path, infer_schema=False)
    found = failures(pa, checks, table)
    if not lax:
        rows = table.select(KEY).with_row_index("index").cast({"index": found["index"].dtype})
        found = found.select("index", "column", "check", line=pl.col("index") + 2)
        found = found.join(rows, on="index", how="left")
    return time.perf_counter() - start, len(found)


def with_ibis(path: str) -> tuple[float, int]:
    import ibis
    import pandera.ibis as pa

    start = time.perf_counter()

    def whole(data: Any) -> Any:
        text = data.table[data.key]
        return text.re_search(WHOLE).ifelse(text, ibis.null("string")).try_cast("int64")

    def is_day(data: Any) -> Any:
        text = data.table[data.key]
        return data.table.select(text.re_search(DAY) & text.try_cast("date").notnull())

    def is_whole(data: Any) -> Any:
        return data.table.select(whole(data).notnull())

    def in_range(data: Any) -> Any:
        return data.table.select(whole(data).isnull() | whole(data).between(0, 250))

    checks = schema(pa, unique=False, is_day=is_day, is_whole=is_whole, in_range=in_range)
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET threads = 2")
    table = connection.create_table("rows", connection.read_csv(path, all_varchar=True))
    found = failures(pa, checks, table)
    return time.perf_counter() - start, len(found)


def main(path: str, engine: str) -> None:
    if engine == "pandas":
        seconds, issues = with_pandas(path)
    elif engine == "ibis":
        seconds, issues = with_ibis(path)
    else:
        seconds, issues = with_polars(path, lax=engine == "polars-lax")
    print(json.dumps({"check": seconds, "issues": int(issues)}))


main(*sys.argv[1:])
