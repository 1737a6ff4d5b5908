"""Rows of a CSV with their lines, by the fast path and by the careful one."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from sixpoint.records.csv_text import Written, look_at_csv, read_header
from sixpoint.records.rows import BadRow, Rows
from sixpoint.terms.problems import UserError

Read = Callable[[str], Rows]


@pytest.fixture
def rows(tmp_path: Path) -> Read:
    """Reads a text as a file of two columns, or as many as its header has."""

    def read(text: str) -> Rows:
        path = tmp_path / "rows.csv"
        path.write_bytes(text.encode())
        parts = list(look_at_csv(path, written=Written(), known=()).blocks())
        bad = tuple(one for part in parts for one in part.bad)
        return Rows(
            pa.concat_tables([pa.table({}), *(p.table for p in parts)], promote_options="default"),
            bad,
        )

    return read


def _as_lists(rows: Rows) -> list[list[object]]:
    return [list(row.values()) for row in rows.table.to_pylist()]


def test_a_row_knows_its_line(rows: Read) -> None:
    assert _as_lists(rows("a,b\n1,2\n3,4\n")) == [["1", "2", 2], ["3", "4", 3]]


def test_the_last_line_needs_no_end(rows: Read) -> None:
    assert _as_lists(rows("a,b\n1,2\n3,4")) == [["1", "2", 2], ["3", "4", 3]]


def test_lines_may_end_as_on_windows(rows: Read) -> None:
    assert _as_lists(rows("a,b\r\n1,2\r\n\r\n3,4\r\n")) == [["1", "2", 2], ["3", "4", 4]]


def test_lines_may_end_as_on_old_machines(rows: Read) -> None:
    assert _as_lists(rows("a,b\r1,2\r3,4\r")) == [["1", "2", 2], ["3", "4", 3]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_empty_lines_are_no_rows_and_are_counted(rows: Read, quote: str) -> None:
    text = f"a,b\n\n1,{quote}2{quote}\n\n\n3,4\n\n"
    assert _as_lists(rows(text)) == [["1", "2", 3], ["3", "4", 6]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_cells_are_trimmed_and_empty_ones_are_missing(rows: Read, quote: str) -> None:
    text = f"a,b\n{quote} 1 {quote},\u00a0\n   ,2\n"
    assert _as_lists(rows(text)) == [["1", None, 2], [None, "2", 3]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_ragged_row_is_set_aside_with_its_line_and_no_other_is(rows: Read, quote: str) -> None:
    found = rows(f"a,b\n1,{quote}2{quote}\n1\n1,2,3\n\n3,4\n")
    assert found.bad == (BadRow(3, 3, 1), BadRow(4, 4, 3))
    assert _as_lists(found) == [["1", "2", 2], ["3", "4", 6]]


def test_a_quoted_cell_may_run_over_lines_and_the_next_row_keeps_its_line(rows: Read) -> None:
    found = rows('a,b\n1,"x\ny, ""z"""\n3,4\n')
    assert _as_lists(found) == [["1", 'x\ny, "z"', 2], ["3", "4", 4]]


def test_a_row_with_wrong_quotation_marks_is_set_aside_alone(rows: Read) -> None:
    found = rows('a,b\n"Bob" B,2\n3,4\n')
    assert found.bad == (BadRow(2, 2, None),)
    assert _as_lists(found) == [["3", "4", 3]]


def test_a_row_that_runs_on_by_a_wrong_quotation_mark_says_how_far(rows: Read) -> None:
    found = rows('a,b\n"x,2\n3,4\n5,"6"\n7,8\n')
    assert found.bad == (BadRow(2, 4, None),)
    assert _as_lists(found) == [["7", "8", 5]]


def test_a_quotation_mark_that_is_never_closed_names_its_line(rows: Read) -> None:
    with pytest.raises(UserError) as raised:
        rows('a,b\n1,2\n3,"4\n5,6\n')
    (problem,) = raised.value.problems
    assert (problem.code, problem.line) == ("open-quotation", 3)


def test_no_rows_is_a_table_of_no_rows(rows: Read) -> None:
    assert not _as_lists(rows("a,b\n"))
    assert not _as_lists(rows('a,"b"'))


def test_one_column_is_enough(rows: Read) -> None:
    assert _as_lists(rows("a\nx\n\ny\n")) == [["x", 2], ["y", 4]]


def test_rows_before_the_header_ends_are_not_read(rows: Read) -> None:
    assert read_header('\n"a\nb",c\n1,2\n') == (["a\nb", "c"], 3)
    assert _as_lists(rows('\n"a\nb",c\n1,2\n')) == [["1", "2", 4]]
