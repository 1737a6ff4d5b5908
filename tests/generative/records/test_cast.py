"""The engine reads cells as plain Python does, whatever is in them."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.packs.datasets import ColumnType
from sixpoint.records.cast import ENGINE_TYPES, cast_text
from sixpoint.records.reference import cast_plainly

_DAYS = st.one_of(
    st.dates().map(str),
    st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 9999), *[st.integers(0, 33)] * 2),
    st.builds("{}/{}/{}".format, *[st.integers(0, 31)] * 3),
)
_TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 25), st.integers(0, 61))
_CELLS = st.one_of(
    st.none(),
    _DAYS,
    st.builds("{}T{}".format, _DAYS, _TIMES),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds")),
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.sampled_from(["yes", "no", "Yes", "infinity", "epoch", "now", "-", "+1", "٣", "1_000"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)


@pytest.mark.parametrize("type_", list(ColumnType))
@given(cells=st.lists(_CELLS, min_size=1, max_size=30))
def test_the_engine_casts_as_the_plain_twin_does(
    engine: Engine, type_: ColumnType, cells: list[str | None]
) -> None:
    texts = ibis.memtable(pa.table({"at": range(len(cells)), "text": pa.array(cells, pa.string())}))
    asked = texts.select("at", value=cast_text(texts["text"], type_)).order_by("at")
    assert asked.schema()["value"] == ibis.dtype(ENGINE_TYPES[type_])
    found = engine.ibis.to_pyarrow(asked)["value"].to_pylist()
    assert found == [cast_plainly(cell, type_) for cell in cells]
