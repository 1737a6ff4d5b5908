"""Reading what people write: nothing is guessed, and every problem has its line."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest

from sixpoint.files import read_yaml, read_yaml_text
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict

NAME = Path("thing.yaml")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@strict
class Part:
    indicator: str
    weight: int = 1
    seen: date | None = None
    colour: Colour = Colour.RED


@strict
class Cell:
    kind: Literal["cell"]
    column: str


@strict
class Row:
    kind: Literal["row"]
    columns: tuple[str, ...]


@strict
class Thing:
    format: Literal[1]
    title: str
    confirmed: bool = True
    parts: tuple[Part, ...] = ()
    checks: tuple[Cell | Row, ...] = ()


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        read_yaml_text(text, Thing, name=NAME)
    return caught.value.problems


def codes_and_lines(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in problems_of(text)]


def test_a_good_file_becomes_a_frozen_value() -> None:
    text = "format: 1\ntitle: T\nparts:\n  - indicator: '1.1'\n    seen: 2016-09-30\n"
    thing = read_yaml_text(text, Thing, name=NAME)
    part = Part(indicator="1.1", seen=date(2016, 9, 30))
    assert thing == Thing(format=1, title="T", parts=(part,))


def test_a_file_is_read_with_or_without_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "thing.yaml"
    file.write_bytes(b"\xef\xbb\xbfformat: 1\ntitle: \xc3\x89ire\n")
    assert read_yaml(file, Thing).title == "Éire"


def test_all_problems_come_at_once_each_with_its_line() -> None:
    text = "format: 1\ntitel: T\nconfirmed: maybe\nparts:\n  - weight: 1.5\n    seen: 2016-02-30\n"
    assert codes_and_lines(text) == [
        ("missing-key", 1),
        ("unknown-key", 2),
        ("wrong-type", 3),
        ("missing-key", 5),
        ("wrong-type", 5),
        ("wrong-type", 6),
    ]


def test_an_unknown_key_is_named_with_the_nearest_and_the_allowed() -> None:
    (problem,) = problems_of("format: 1\ntitle: T\nparts:\n  - indicator: a\n    wieght: 2\n")
    assert problem.what == "The key `wieght` is not known here."
    assert problem.fix.startswith("Did you mean `weight`? Allowed here: indicator, weight")


def test_an_unquoted_indicator_is_refused_because_5_1_and_5_10_would_be_one_number() -> None:
    (problem,) = problems_of("format: 1\ntitle: T\nparts:\n  - indicator: 5.10\n")
    assert problem.line == 4
    assert problem.what == "`parts[1].indicator` must be text."
    assert problem.fix == "Put the value in quotes."


def test_a_duplicate_key_says_where_the_first_one_is() -> None:
    (problem,) = problems_of("format: 1\ntitle: T\nconfirmed: true\ntitle: U\n")
    assert (problem.code, problem.line) == ("duplicate-key", 4)
    assert "line 2" in problem.what


def test_duplicates_and_wrong_values_are_told_together() -> None:
    text = "format: 1\ntitle: T\ntitle: U\nextra: 1\n"
    assert codes_and_lines(text) == [("duplicate-key", 3), ("unknown-key", 4)]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "12:30", "01", "0x1F", "1_000"])
def test_words_that_yaml_likes_to_turn_into_something_else_stay_text(word: str) -> None:
    assert read_yaml_text(f"format: 1\ntitle: {word}\n", Thing, name=NAME).title == word


def test_a_yes_for_true_is_refused_with_what_to_write() -> None:
    (problem,) = problems_of("format: 1\ntitle: T\nconfirmed: yes\n")
    assert problem.fix == "Write true or false, without quotes."


def test_an_unknown_format_says_which_one_is_known() -> None:
    (problem,) = problems_of("format: 2\ntitle: T\n")
    assert problem.code == "unknown-format"
    assert "reads format 1" in problem.what


def test_a_word_outside_its_list_gets_the_list() -> None:
    (problem,) = problems_of("format: 1\ntitle: T\nparts:\n  - {indicator: a, colour: blue}\n")
    assert "'red' or 'green'" in problem.what
    assert "blue" not in str(problem)


@pytest.mark.parametrize("day", ['"20160930"', '"86400"', "20160930", "1/2/2016", "2016-9-3"])
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    (problem,) = problems_of(f"format: 1\ntitle: T\nparts:\n  - {{indicator: a, seen: {day}}}\n")
    assert (problem.line, problem.what) == (4, "`parts[1].seen` must be a date that exists.")


def test_a_choice_of_shapes_is_followed_by_its_kind() -> None:
    text = (
        "format: 1\ntitle: T\nchecks:\n  - {kind: cell, column: a}\n  - {kind: row, columns: [a]}\n"
    )
    thing = read_yaml_text(text, Thing, name=NAME)
    assert thing.checks == (Cell(kind="cell", column="a"), Row(kind="row", columns=("a",)))


@strict
class Says:
    says: str


@strict
class Reasons:
    reasons: str | tuple[str | Says, ...]
    day: date | int | None = None


def reasons_problems(text: str) -> list[str]:
    with pytest.raises(UserError) as caught:
        read_yaml_text(text, Reasons, name=NAME)
    return [problem.what for problem in caught.value.problems]


def test_where_several_types_would_do_one_problem_names_them_all() -> None:
    assert reasons_problems("reasons: 5\n") == ["`reasons` must be text or a list."]
    assert reasons_problems("reasons: a\nday: x\n") == [
        "`day` must be a date that exists or a whole number."
    ]


def test_inside_a_choice_of_types_the_one_that_fits_best_speaks() -> None:
    (problem,) = reasons_problems("reasons:\n  - {sais: x, says: y}\n")
    assert problem == "The key `sais` is not known here."
    assert reasons_problems("reasons:\n  - 5\n") == [
        "`reasons[1]` must be text or keys with values."
    ]


BOMB = "format: 1\ntitle: &a [x, x]\nparts: [*a, *a]\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty-file", None),
        ("# only a comment\n", "empty-file", None),
        ("- a\n- b\n", "wrong-type", 1),
        ("just words\n", "wrong-type", 1),
        ("title: [a\nformat: 1\n", "not-yaml", 2),
        ("parts:\n\t- a\n", "not-yaml", 2),
        ("format: 1\n---\nformat: 1\n", "not-yaml", 2),
        ("title: a\x07b\n", "not-yaml", None),
        ("[" * 5000, "not-yaml", 1),
        (BOMB, "yaml-not-allowed", 2),
        ("format: 1\ntitle: !!python/name:os.system x\n", "yaml-not-allowed", 2),
        ("format: 1\ntitle: T\n<<: {confirmed: true}\n", "yaml-not-allowed", 3),
        ("format: 1\ntitle: T\n? [a, b]\n: c\n", "yaml-not-allowed", 3),
        ("format: 1\ntitle: T\nconfirmed: 2016-99-99\n", "wrong-type", 3),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_place(
    text: str, code: str, line: int | None
) -> None:
    assert (code, line) in codes_and_lines(text)


def test_a_missing_file_is_a_problem_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_yaml(tmp_path / "absent.yaml", Thing)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("missing-file", tmp_path / "absent.yaml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="This is a folder"):
        read_yaml(tmp_path, Thing)


def test_a_wrong_encoding_names_the_line_and_not_the_text(tmp_path: Path) -> None:
    file = tmp_path / "thing.yaml"
    file.write_bytes("format: 1\ntitle: Zo\u00eb Canary\n".encode("latin-1"))
    with pytest.raises(UserError) as caught:
        read_yaml(file, Thing)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("wrong-encoding", 2)
    assert "Canary" not in str(problem)
