"""CSV read as columns: each row keeps its line, whether anything is quoted or not."""

from pathlib import Path

import pytest

from sixpoint.files import columns
from sixpoint.files.columns import Columns, read_columns
from sixpoint.terms.problems import UserError

ROWS = "name,number\n\na,1\nb,2\n\n\nc,3\n"


def read(folder: Path, text: str) -> Columns:
    file = folder / "a.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return read_columns(file, needed=("name", "number"))


def places(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(UserError) as refused:
        read(folder, text)
    return [(problem.line, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [1, 2, 300])
def test_a_row_keeps_its_line_with_and_without_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, end: str
) -> None:
    monkeypatch.setattr(columns, "BLOCK", block)
    plain = read(tmp_path, ROWS.replace("\n", end))
    quoted = read(tmp_path, ROWS.replace("c", '"c"').replace("\n", end))
    assert plain == quoted
    assert (plain.cells, plain.lines) == (
        {"name": ["a", "b", "c"], "number": ["1", "2", "3"]},
        [3, 4, 7],
    )


def test_a_quoted_line_end_moves_the_lines_below_it(tmp_path: Path) -> None:
    assert read(tmp_path, 'name,number\n"a\nb",1\nc,2\n').lines == [2, 4]


def test_rows_of_another_length_are_named_whether_quoted_or_not(tmp_path: Path) -> None:
    text = "name,number\na,1\nb\n\nc,3,4\n"
    assert [line for line, _ in places(tmp_path, text)] == [3, 5]
    assert places(tmp_path, text) == places(tmp_path, text.replace("a,", '"a",'))


def test_a_line_that_is_no_csv_is_named_whether_quoted_or_not(tmp_path: Path) -> None:
    too_long = "x" * 200_000
    assert places(tmp_path, f"name,number\na,1\n{too_long},2\n") == [(3, "not-csv")]
    assert places(tmp_path, f'name,number\n"a",1\n{too_long},2\n') == [(3, "not-csv")]


@pytest.mark.parametrize("cell", ["nan", "inf", "-Infinity", "1e999", "1_000", "12a", "1,5"])
def test_what_is_no_number_is_named_and_the_others_are_kept(tmp_path: Path, cell: str) -> None:
    numbers, problems = read(tmp_path, f'name,number\na,1\nb,"{cell}"\nc,\n').numbers("number")
    assert numbers == [1.0, None, None]
    assert [problem.line for problem in problems] == [3]
    assert cell not in str(problems)
