"""Rows of a CSV with their lines, by the fast path and by the careful one."""

import pytest

from sixpoint.records.rows import BadRow, OpenQuote, Rows, read_header, read_rows


def _rows(text: str, width: int = 2) -> Rows:
    return read_rows(text, after=1, width=width)


def _as_lists(rows: Rows) -> list[list[object]]:
    return [list(row.values()) for row in rows.table.to_pylist()]


def test_a_row_knows_its_line() -> None:
    assert _as_lists(_rows("a,b\n1,2\n3,4\n")) == [["1", "2", 2], ["3", "4", 3]]


def test_the_last_line_needs_no_end() -> None:
    assert _as_lists(_rows("a,b\n1,2\n3,4")) == [["1", "2", 2], ["3", "4", 3]]


def test_lines_may_end_as_on_windows() -> None:
    assert _as_lists(_rows("a,b\r\n1,2\r\n\r\n3,4\r\n")) == [["1", "2", 2], ["3", "4", 4]]


def test_lines_may_end_as_on_old_machines() -> None:
    assert _as_lists(_rows("a,b\r1,2\r3,4\r")) == [["1", "2", 2], ["3", "4", 3]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_empty_lines_are_no_rows_and_are_counted(quote: str) -> None:
    text = f"a,b\n\n1,{quote}2{quote}\n\n\n3,4\n\n"
    assert _as_lists(_rows(text)) == [["1", "2", 3], ["3", "4", 6]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_cells_are_trimmed_and_empty_ones_are_missing(quote: str) -> None:
    text = f"a,b\n{quote} 1 {quote},\u00a0\n   ,2\n"
    assert _as_lists(_rows(text)) == [["1", None, 2], [None, "2", 3]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_ragged_row_is_set_aside_with_its_line_and_no_other_is(quote: str) -> None:
    rows = _rows(f"a,b\n1,{quote}2{quote}\n1\n1,2,3\n\n3,4\n")
    assert rows.bad == (BadRow(3, 3, 1), BadRow(4, 4, 3))
    assert _as_lists(rows) == [["1", "2", 2], ["3", "4", 6]]


def test_a_quoted_cell_may_run_over_lines_and_the_next_row_keeps_its_line() -> None:
    rows = _rows('a,b\n1,"x\ny, ""z"""\n3,4\n')
    assert _as_lists(rows) == [["1", 'x\ny, "z"', 2], ["3", "4", 4]]


def test_a_row_with_wrong_quotation_marks_is_set_aside_alone() -> None:
    rows = _rows('a,b\n"Bob" B,2\n3,4\n')
    assert rows.bad == (BadRow(2, 2, None),)
    assert _as_lists(rows) == [["3", "4", 3]]


def test_a_row_that_runs_on_by_a_wrong_quotation_mark_says_how_far() -> None:
    rows = _rows('a,b\n"x,2\n3,4\n5,"6"\n7,8\n')
    assert rows.bad == (BadRow(2, 4, None),)
    assert _as_lists(rows) == [["7", "8", 5]]


def test_a_quotation_mark_that_is_never_closed_names_its_line() -> None:
    with pytest.raises(OpenQuote) as raised:
        _rows('a,b\n1,2\n3,"4\n5,6\n')
    assert raised.value.line == 3


def test_no_rows_is_a_table_of_no_rows() -> None:
    assert _rows("a,b\n").table.num_rows == 0
    assert _rows('a,"b"\n').table.num_rows == 0


def test_one_column_is_enough() -> None:
    assert _as_lists(_rows("a\nx\n\ny\n", width=1)) == [["x", 2], ["y", 4]]


def test_rows_before_the_header_ends_are_not_read() -> None:
    cells, after = read_header('\n"a\nb",c\n1,2\n')
    assert (cells, after) == (["a\nb", "c"], 3)
    assert _as_lists(read_rows('\n"a\nb",c\n1,2\n', after=after, width=2)) == [["1", "2", 4]]
