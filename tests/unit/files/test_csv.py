"""CSV: cells that are no formulas, rows that are what they say, messages without cells."""

from datetime import date
from pathlib import Path

import pytest

from sixpoint.files import read_csv_rows, write_csv
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict


@strict
class Child:
    ref: str
    age: int
    met: date | None = None
    share: float | None = None
    consent: bool = False
    note: str | None = None


def rows_of(tmp_path: Path, text: str) -> list[Child]:
    file = tmp_path / "rows.csv"
    file.write_bytes(text.encode())
    return read_csv_rows(file, Child)


def problems_of(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        rows_of(tmp_path, text)
    return caught.value.problems


def test_rows_become_values_and_empty_cells_their_defaults(tmp_path: Path) -> None:
    text = "ref,age,met,share,consent\n007,4,2016-09-30,0.5,yes\nB,5,,,\n"
    assert rows_of(tmp_path, text) == [
        Child(ref="007", age=4, met=date(2016, 9, 30), share=0.5, consent=True),
        Child(ref="B", age=5),
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "age,ref\n4,A\n") == [Child(ref="A", age=4)]


def test_every_wrong_cell_is_found_with_its_line(tmp_path: Path) -> None:
    text = 'ref,age,met,consent,note\nA,x,2016-02-30,maybe,"two\nlines"\n,4,86400,,\nB\n'
    found = [(problem.line, problem.code) for problem in problems_of(tmp_path, text)]
    assert found == [
        (2, "wrong-type"),
        (2, "wrong-type"),
        (2, "wrong-type"),
        (4, "wrong-type"),
        (4, "wrong-type"),
        (5, "ragged-row"),
    ]


def test_a_wrong_header_says_what_the_header_is(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "ref,aeg,ref\nA,4,B\n")
    assert [problem.what for problem in problems] == [
        "Column 2 has no known name. Did you mean `age`?",
        "The column `age` is missing.",
        "The column `ref` is here twice.",
    ]
    assert problems[0].fix == "The header is: ref,age,met,share,consent,note."


CANARY = "Zebedee-Quillfeather"


@pytest.mark.parametrize(
    "text",
    [
        f"{CANARY},4\n{CANARY},5\n",
        f"ref,age\n{CANARY},{CANARY}\n",
        f"ref,age,met\nA,4,{CANARY}\n",
        f"ref,age,consent\nA,4,{CANARY}\n",
        f"ref,age,share\nA,4,{CANARY}\n",
        f"ref,age\n{CANARY},4,5\n",
        f'ref,age\n"{CANARY}"x,4\n',
        f'ref,age\n"{CANARY},4\n',
        f"ref,age\n{CANARY}\x00,x\n",
        f"ref;age\n{CANARY};4\n",
    ],
)
def test_no_message_holds_a_cell(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as caught:
        rows_of(tmp_path, text)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@strict
class Pair:
    low: str
    high: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"{self.low} is after {self.high}")


def test_even_a_type_that_quotes_its_values_does_not_bring_them_into_a_message(
    tmp_path: Path,
) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(f"low,high\n{CANARY},A\n")
    with pytest.raises(UserError, match="do not fit together") as caught:
        read_csv_rows(file, Pair)
    assert CANARY not in str(caught.value)


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "")[0].code == "empty-file"


def test_a_header_alone_is_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "ref,age\n") == []


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_looks_like_a_formula_is_written_as_text(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "out.csv"
    write_csv(file, ["ref", "age"], [[cell, 4]])
    assert file.read_bytes().decode().splitlines()[1].lstrip('"').startswith("'")


def test_numbers_are_numbers_even_below_nought(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    write_csv(file, ["a", "b", "c", "d"], [[-1, -0.5, "-3.25", None]])
    assert file.read_text() == "a,b,c,d\n-1,-0.5,-3.25,\n"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    child = Child(ref="=A1", age=4, met=date(2016, 1, 2), consent=True, note='a "b", c\nd')
    columns = ["ref", "age", "met", "share", "consent", "note"]
    write_csv(file, columns, [[getattr(child, name) for name in columns]])
    assert read_csv_rows(file, Child) == [child]
