"""Rows of the small dataset of nobody's, as Hypothesis makes them up, and as Arrow tables."""

from collections.abc import Sequence

import pyarrow as pa
from hypothesis import strategies as st

from sixpoint.packs.datasets import Dataset
from sixpoint.records.types import LINE
from sixpoint.validation.reference import PlainRow
from tests.support.visits import CODES

# Few different values, so that rows meet: same keys, same days, ends before starts.
_DAY = st.integers(1, 30).map(lambda day: f"2016-06-{day:02}") | st.just("2016-06-31")
_MOMENT = st.builds("{}T{:02}:05".format, _DAY, st.integers(9, 11)) | _DAY
_CELLS = {
    "visit_id": st.sampled_from(["V1", "V2", "V3", "V4"]),
    "person_id": st.sampled_from(["P1", "P2", "P3", "5705101007", "5705101008"]),
    "began": _DAY,
    "ended": _DAY,
    "asked_at": _MOMENT,
    "told_at": _MOMENT,
    "possible": st.sampled_from(["0", "5", "10", "-3", "many"]),
    "attended": st.sampled_from(["0", "5", "10", "11", "1.5"]),
    "weight": st.sampled_from(["0.5", "10", "1e3"]),
    "seen": st.sampled_from(["yes", "no", "Yes"]),
    "answer": st.sampled_from([*CODES, "maybe"]),
    "chi": st.sampled_from(["5705101007", "5705101008", "A", "ZZ1 2AB"]),
    "born": _DAY,
}
_OVER_A_YEAR = st.integers(1, 9).map(lambda month: f"2016-{month:02}-10")


def visit_rows(dataset: Dataset, *, over_a_year: bool = False) -> st.SearchStrategy[list[PlainRow]]:
    """Up to fourteen rows, in one month or over a year; any cell may be empty."""
    days = {"began": _OVER_A_YEAR, "asked_at": _OVER_A_YEAR.map(lambda day: f"{day}T10:00")}
    drawn = _CELLS | (days if over_a_year else {})
    cells = {column.name: st.none() | drawn[column.name] for column in dataset.columns}
    return st.lists(st.fixed_dictionaries(cells), max_size=14)


def arrow_table(dataset: Dataset, rows: Sequence[PlainRow]) -> pa.Table:
    """The rows as text, with their lines."""
    columns = {
        column.name: pa.array([row[column.name] for row in rows], pa.string())
        for column in dataset.columns
    }
    return pa.table(columns | {LINE: pa.array(range(2, len(rows) + 2), pa.int64())})
