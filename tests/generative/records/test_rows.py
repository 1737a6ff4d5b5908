"""The fast way of reading rows and the careful one find the same."""

from hypothesis import given
from hypothesis import strategies as st

from sixpoint.records.rows import read_rows

_LINES = st.lists(
    st.lists(st.text("ab é,\u00a0\t", max_size=4), min_size=0, max_size=4).map(",".join),
    max_size=8,
)


@given(lines=_LINES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_both_ways_of_reading_give_the_same_rows(lines: list[str], end: str, last: bool) -> None:
    text = end.join(["h,i", *lines]) + (end if last else "")
    fast = read_rows(text, after=1, width=2)
    # A quotation mark in the header, which is not read again, sends all to the careful way.
    careful = read_rows(text.replace("h", '"h"', 1), after=1, width=2)
    assert fast.table.to_pylist() == careful.table.to_pylist()
    assert fast.bad == careful.bad
