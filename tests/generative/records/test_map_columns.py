"""The engine maps cells as plain Python does, whatever is in them and whatever the mapping says."""

import ibis
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Code, Column, ColumnType, Sensitivity
from sixpoint.records.map_columns import map_column, ways_of
from sixpoint.records.mapping import CodeMapping, ColumnMapping, DateOrder, FileMapping
from sixpoint.records.reference import map_plainly

_DATES = st.builds(
    "{}{}{}{}{}{}".format,
    st.integers(0, 40),
    st.sampled_from(["/", "-", ".", " ", ""]),
    st.integers(0, 15) | st.sampled_from(["Jan", "september", "Foo"]),
    st.sampled_from(["/", "-", ".", " ", ""]),
    st.integers(0, 2030) | st.integers(0, 99).map("{:02}".format),
    st.sampled_from(["", " 9:05", "T14:30:59", " 12:00 am", " 1:15PM", " 25:00"]),
)
_NUMBERS = st.from_regex(r"-?[0-9.,]{1,9}", fullmatch=True)
_WORDS = st.sampled_from(["Y", "no ", "N/K", "a  b", "A B", "Ann, Invented", ",", "1,2,3"])
_CELLS = st.none() | (_DATES | _NUMBERS | _WORDS | st.text("abÀß,. 1", max_size=6)).map(
    str.strip
).filter(bool)
_ROWS = st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=20)
_ORDERS = st.sampled_from([order for order in DateOrder if order is not DateOrder.ASK])


def _column(type_: ColumnType) -> Column:
    return Column(
        name="x",
        title="x",
        type=type_,
        sensitivity=Sensitivity.PERSONAL,
        codes=(Code(code="one", means="One"),),
    )


@given(
    rows=_ROWS,
    type_=st.sampled_from(list(ColumnType)),
    order=_ORDERS,
    pivot=st.none() | st.integers(0, 99),
    mark=st.sampled_from([".", ","]),
    split=st.booleans(),
    both=st.booleans(),
)
def test_the_engine_maps_as_the_plain_twin_does(
    engine: Engine,
    rows: list[tuple[str | None, str | None]],
    type_: ColumnType,
    order: DateOrder,
    pivot: int | None,
    mark: str,
    split: bool,
    both: bool,
) -> None:
    one = ColumnMapping(
        ours="x",
        theirs=("a", "b") if both else ("a",),
        split_at="," if split else None,
        part=2 if split else None,
        codes=(CodeMapping(theirs="A B", ours="one"),),
    )
    file = FileMapping(
        file="f",
        dataset="d",
        columns=(one,),
        dates=order,
        pivot=pivot,
        yes=("y",),
        no=("no",),
        missing=("n/k",),
        decimal_mark="," if mark == "," else ".",
    )
    ways = ways_of(one, file, _column(type_))
    count = 2 if both else 1
    cells = {f"c{n}": pa.array([row[n] for row in rows], pa.string()) for n in range(count)}
    table = ibis.memtable(pa.table({"at": list(range(len(rows)))} | cells))
    mapped = map_column([table[f"c{n}"] for n in range(count)], ways)
    found = engine.ibis.to_pyarrow(table.select("at", x=mapped).order_by("at"))["x"].to_pylist()
    assert found == [map_plainly(row[:count], ways) for row in rows]
