"""Every way of reading rows finds the same, and the fast ones know when they may be taken."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.records.csv_text import Written, look_at_csv
from sixpoint.records.header import Wanted
from sixpoint.records.load import load_rows
from sixpoint.records.rows import (
    OpenQuote,
    Rows,
    every_line_is_a_row,
    read_at_once,
    read_carefully,
    trimmed,
)
from sixpoint.records.supplied import look_at
from sixpoint.records.types import LINE
from tests.support.visits import VISITS

_PLAIN = st.text("ab é\u2003\u0085,;\u00a0\t", max_size=4)
_QUOTED = st.text('ab,;"', max_size=4).map(lambda text: '"' + text.replace('"', '""') + '"')
_CELLS = st.lists(_PLAIN | _QUOTED, max_size=4)
_SEPARATORS = st.sampled_from([",", ";"])


def _carefully(text: str, separator: str) -> Rows:
    """All rows behind the first line, one by one."""
    lines = io.StringIO(text, newline="")
    next(lines)
    parts = [trimmed(part) for part in read_carefully(lines, after=1, width=2, separator=separator)]
    table = pa.concat_tables(part.table for part in parts)
    return Rows(table, tuple(bad for part in parts for bad in part.bad))


@given(
    rows=st.lists(_CELLS, max_size=8),
    separator=_SEPARATORS,
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
def test_both_ways_of_reading_give_the_same_rows(
    rows: list[list[str]], separator: str, end: str, last: bool
) -> None:
    body = end.join(separator.join(row) for row in rows) + (end if last else "")
    data = np.frombuffer(body.encode(), dtype=np.uint8)
    assume("\u0085" not in body)  # Python takes it for no line end, and StringIO neither
    assert every_line_is_a_row(data, separator=ord(separator))
    fast = trimmed(read_at_once(body.encode(), first=2, width=2, separator=separator))
    careful = _carefully(f"h{separator}i{end}{body}", separator)
    assert fast.table.to_pylist() == careful.table.to_pylist()
    assert fast.bad == careful.bad


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("rows")


_TEXTS = st.text('ab,"\n\r \u00a0', max_size=20) | st.lists(
    st.tuples(_PLAIN | _QUOTED, _PLAIN | _QUOTED).map(",".join), min_size=1, max_size=6
).map("\n".join)


@given(text=_TEXTS)
def test_whatever_is_written_the_way_taken_finds_what_the_careful_one_finds(
    engine: Engine, folder: Path, text: str
) -> None:
    text = "h,i\n" + text
    try:
        careful = _carefully(text, ",")
    except OpenQuote:
        assume(False)
    path = folder / "rows.csv"
    path.write_bytes(text.encode())
    wanted = tuple(Wanted(VISITS.columns[place], (place,)) for place in (0, 1))
    taken = load_rows(
        engine, "rows", look_at(path, mapping=None, known=("h", "i")), wanted=wanted, first=0
    )
    found = taken.table.order_by(LINE).to_pyarrow().to_pylist()
    assert [list(row.values()) for row in found] == [
        list(row.values()) for row in careful.table.to_pylist()
    ]
    assert tuple(taken.bad.told) == careful.bad


def test_well_written_rows_are_read_by_the_engine_itself(folder: Path) -> None:
    path = folder / "plain.csv"
    path.write_text('h,i\n1,"a, b"\n2,c\n')
    assert look_at_csv(path, written=Written(), known=()).is_plain
