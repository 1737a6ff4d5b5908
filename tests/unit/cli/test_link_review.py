"""Doubtful pairs go to two people and come back as decisions that hold."""

import csv
import json
import random
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from sixpoint.cli import link
from sixpoint.terms.problems import UserError

COUNCIL = """id,forename,surname,date_of_birth,sex,postcode,identifier
1,Isla,Reid,2009-03-17,F,QX1 2AB,
2,Ella,Mackay,2010-01-05,F,QX3 1DD,K7701
3,محمد,العلي,2011-06-02,M,QX7 7ZZ,
4,=SUM(A1),Grant,2012-06-02,M,QX7 7ZY,
"""
BOARD = """id,forename,surname,date_of_birth,sex,postcode,identifier
9,Isla,Reid,2009-03-17,F,QX1 2AB,
8,Noah,Mackay,2010-01-05,M,QX3 1DD,K7701
7,محمد,العلي,2011-06-02,M,QX7 7ZZ,
6,=SUM(A1),Grant,2012-06-02,M,QX7 7ZY,
"""


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.callback()(lambda: None)
    link.register(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "council.csv").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "board.csv").write_text(BOARD, encoding="utf-8")
    return tmp_path


def run(app: typer.Typer, folder: Path, *options: str) -> Result:
    files = [str(folder / "council.csv"), str(folder / "board.csv")]
    return CliRunner().invoke(app, ["link", *files, "--out", str(folder / "o"), *options])


def ask(app: typer.Typer, folder: Path) -> tuple[Path, Path]:
    result = run(app, folder, "--review", str(folder / "sheet.csv"), "--quiet")
    assert result.exit_code == 0, result.output
    return folder / "sheet-1.csv", folder / "sheet-2.csv"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def fill_in(path: Path, by: str, **answers: str) -> list[str]:
    """Answers by the council's id; `by` and `on` in the first row only."""
    table = rows(path)
    for row in table:
        ids = {row["left_agency"]: row["left_id"], row["right_agency"]: row["right_id"]}
        row["decision"] = answers.get(f"id{ids['council']}", "")
    table[0]["by"], table[0]["on"] = by, "2017-09-01"
    write(path, table)
    return ["--decisions", str(path)]


def write(path: Path, table: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)


def persons(folder: Path) -> dict[str, str]:
    return {row["file"] + row["id"]: row["person"] for row in rows(folder / "o/people.csv")}


def problems(result: Result) -> list[str]:
    assert isinstance(result.exception, UserError), result.output
    return [problem.code for problem in result.exception.problems]


def test_a_doubtful_pair_is_on_both_sheets_and_neither_shows_a_score(
    app: typer.Typer, folder: Path
) -> None:
    one, two = ask(app, folder)
    assert ("8", "2") in [(r["left_id"], r["right_id"]) for r in rows(folder / "o/review.csv")]
    assert {row["pair"] for row in rows(one)} == {row["pair"] for row in rows(two)}
    assert any(row["left_forename"] == "Noah" for row in rows(one))
    header = rows(one)[0].keys()
    assert not {"probability", "score", "why", "weight"} & header
    assert oct(one.stat().st_mode)[-3:] == "600"


def test_names_from_right_to_left_come_through_and_formulas_do_not(
    app: typer.Typer, folder: Path
) -> None:
    one, _ = ask(app, folder)
    assert any(row["left_forename"] == "محمد" for row in rows(one))
    assert {row["left_forename"][0] for row in rows(one) if "SUM" in row["left_forename"]} == {"'"}


def test_two_who_agree_join_the_pair_and_it_stays_joined(app: typer.Typer, folder: Path) -> None:
    one, two = ask(app, folder)
    assert persons(folder)["council2"] != persons(folder)["board8"]
    result = run(
        app,
        folder,
        *fill_in(one, "records officer, council", id2="same"),
        *fill_in(two, "records officer, board", id2="same"),
    )
    assert result.exit_code == 0, result.output
    assert "1 pairs the same child" in result.stdout
    assert "agreed on 1 of 1" in result.stdout
    assert run(app, folder, "--quiet").exit_code == 0
    assert persons(folder)["council2"] == persons(folder)["board8"]
    (decided,) = [r for r in rows(folder / "o/links.csv") if "decided by people" in r["why"]]
    assert decided["probability"]


def test_two_who_agree_that_a_link_is_wrong_take_it_apart(app: typer.Typer, folder: Path) -> None:
    one, two = ask(app, folder)
    assert persons(folder)["council1"] == persons(folder)["board9"]
    fill = [*fill_in(one, "a", id1="different"), *fill_in(two, "b", id1="different")]
    assert run(app, folder, *fill).exit_code == 0
    assert persons(folder)["council1"] != persons(folder)["board9"]


def test_where_two_differ_a_third_gets_a_sheet_and_decides(app: typer.Typer, folder: Path) -> None:
    one, two = ask(app, folder)
    fill = [*fill_in(one, "a", id2="same"), *fill_in(two, "b", id2="different")]
    assert "1 for a third" in run(app, folder, *fill).stdout
    assert persons(folder)["council2"] != persons(folder)["board8"]
    ask(app, folder)
    third = folder / "sheet-3.csv"
    assert len(rows(third)) == 1
    assert run(app, folder, *fill_in(third, "c", id2="same")).exit_code == 0
    assert persons(folder)["council2"] == persons(folder)["board8"]


def test_a_decision_can_be_withdrawn_and_is_remembered(app: typer.Typer, folder: Path) -> None:
    one, two = ask(app, folder)
    run(app, folder, *fill_in(one, "a", id2="same"), *fill_in(two, "b", id2="same"))
    taken_back = ["--withdraw", "council:2", "board:8", "--by", "records manager"]
    assert run(app, folder, *taken_back).exit_code == 0
    assert persons(folder)["council2"] != persons(folder)["board8"]
    kept = json.loads((folder / "o/decisions/decisions.json").read_text(encoding="utf-8"))
    assert [one["withdrawn_by"] for one in kept["judgements"]] == ["records manager"] * 2
    assert problems(run(app, folder, *taken_back)) == ["nothing-to-withdraw"]


def test_all_that_is_wrong_with_a_sheet_is_said_at_once_and_nothing_is_kept(
    app: typer.Typer, folder: Path
) -> None:
    one, _ = ask(app, folder)
    table = rows(one)
    table[0] |= {"decision": "same"}  # stands below no `by`
    table[1] |= {"pair": "R99999", "decision": "same", "by": "a", "on": "2017-09-01"}
    table[2] |= {"left_id": "1", "right_id": "1", "decision": "same"}
    table[3] |= {"decision": "perhaps"}
    write(one, table)
    result = run(app, folder, "--decisions", str(one))
    assert problems(result) == ["not-allowed"]
    table[3] |= {"decision": ""}
    write(one, table)
    result = run(app, folder, "--decisions", str(one))
    assert problems(result) == ["decision-by-nobody", "decision-not-asked", "decision-row-changed"]
    kept = json.loads((folder / "o/decisions/decisions.json").read_text(encoding="utf-8"))
    assert kept["judgements"] == []


def own(folder: Path, *pairs: tuple[str, str, str, str, str]) -> list[str]:
    path = folder / f"own-{random.Random(str(pairs)).random()}.csv"
    columns = ("left_agency", "left_id", "right_agency", "right_id", "decision", "by", "on")
    write(
        path,
        [dict(zip(columns, (*pair, "a", "2017-09-01"), strict=True)) for pair in pairs],
    )
    table = rows(path)
    write(path.with_suffix(".b.csv"), [{**row, "by": "b"} for row in table])
    return ["--decisions", str(path), "--decisions", str(path.with_suffix(".b.csv"))]


def test_records_that_are_not_there_and_pairs_of_one_file_are_refused(
    app: typer.Typer, folder: Path
) -> None:
    files = own(
        folder,
        ("council", "99", "board", "8", "same"),
        ("council", "1", "council", "2", "same"),
    )
    assert (
        problems(run(app, folder, *files))
        == [
            "decision-on-no-record",
            "decision-in-one-agency",
        ]
        * 2
    )


def test_decisions_that_make_two_records_of_one_file_one_child_are_refused(
    app: typer.Typer, folder: Path
) -> None:
    files = own(
        folder,
        ("council", "1", "board", "9", "same"),
        ("council", "2", "board", "9", "same"),
    )
    result = run(app, folder, *files)
    assert problems(result) == ["decisions-contradict"]
    assert "row 1" in str(result.exception) and "row 2" in str(result.exception)


def test_the_same_person_cannot_be_both_reviewers(app: typer.Typer, folder: Path) -> None:
    one, two = ask(app, folder)
    fill = [
        *fill_in(one, "Records officer", id2="same"),
        *fill_in(two, "records officer", id2="same"),
    ]
    assert problems(run(app, folder, *fill)) == ["decision-twice"]


def test_a_decision_is_kept_when_its_record_leaves_and_holds_when_it_returns(
    app: typer.Typer, folder: Path
) -> None:
    one, two = ask(app, folder)
    run(app, folder, *fill_in(one, "a", id2="same"), *fill_in(two, "b", id2="same"))
    without = "\n".join(line for line in BOARD.splitlines() if not line.startswith("8"))
    (folder / "board.csv").write_text(without + "\n", encoding="utf-8")
    assert run(app, folder).exit_code == 0
    (folder / "board.csv").write_text(BOARD, encoding="utf-8")
    assert run(app, folder).exit_code == 0
    assert persons(folder)["council2"] == persons(folder)["board8"]
