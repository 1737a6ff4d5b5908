"""The fast way of reading rows and the careful one find the same, and the fast one knows when."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from sixpoint.records.rows import (
    OpenQuote,
    every_line_is_a_row,
    read_at_once,
    read_carefully,
    read_rows,
    trimmed,
)

_PLAIN = st.text("ab é,\u00a0\t", max_size=4)
_QUOTED = st.text('ab,"', max_size=4).map(lambda text: '"' + text.replace('"', '""') + '"')
_WELL_WRITTEN = st.lists(st.lists(_PLAIN | _QUOTED, max_size=4).map(",".join), max_size=8)


@given(lines=_WELL_WRITTEN, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_both_ways_of_reading_give_the_same_rows(lines: list[str], end: str, last: bool) -> None:
    text = end.join(["h,i", *lines]) + (end if last else "")
    data = np.frombuffer(text.encode(), dtype=np.uint8)
    assert every_line_is_a_row(data)
    fast = trimmed(read_at_once(data, after=1, width=2))
    careful = trimmed(read_carefully(text, after=1, width=2))
    assert fast.table.to_pylist() == careful.table.to_pylist()
    assert fast.bad == careful.bad


@given(text=st.text('ab,"\n\r', max_size=20))
def test_whatever_is_written_the_way_taken_finds_what_the_careful_one_finds(text: str) -> None:
    text = "h,i\n" + text
    try:
        careful = trimmed(read_carefully(text, after=1, width=2))
    except OpenQuote:
        assume(False)
    taken = read_rows(text, after=1, width=2)
    assert taken.table.to_pylist() == careful.table.to_pylist()
    assert taken.bad == careful.bad
