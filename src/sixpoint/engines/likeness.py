"""DuckDB's own functions of text, for Spark: the very same code, run where Spark's rows are.

How alike two names are decides who is one child, and other makers' functions of the same name give
other numbers. So Spark hands columns to DuckDB instead of having functions of its own. Takes and
gives columns, a batch at a time; a missing text gives a missing answer.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa

FUNCTIONS = {
    "jaro_winkler_similarity": (2, "double"),
    "damerau_levenshtein": (2, "bigint"),
    "strip_accents": (1, "string"),
    "sha256": (1, "string"),
}
"""By name, how many texts the function takes and what Spark calls the type it gives."""


def function_over_batches(name: str) -> Callable[..., Any]:
    """The function over whole columns, as pandas hands them over."""
    import pandas  # its types tell Spark what the function takes

    places = range(FUNCTIONS[name][0])
    query = f"SELECT {name}({', '.join(f'c{place}' for place in places)}) AS found FROM batch"

    def over_one(one: pandas.Series) -> pandas.Series:
        return _ask(query, one)

    def over_two(one: pandas.Series, two: pandas.Series) -> pandas.Series:
        return _ask(query, one, two)

    return over_one if len(places) == 1 else over_two


def _ask(query: str, *columns: Any) -> Any:
    arrays = [pa.array(column, pa.string(), from_pandas=True) for column in columns]
    batch = pa.table({f"c{place}": array for place, array in enumerate(arrays)})
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        connection.register("batch", batch)
        found: pa.Table = connection.sql(query).to_arrow_table()
        return found["found"].to_pandas()
    finally:
        connection.close()
