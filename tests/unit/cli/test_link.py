"""`sixpoint link` on files: what it writes, and how it ends."""

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sixpoint.cli import link
from sixpoint.terms.problems import UserError

COUNCIL = "id,forename,surname,date_of_birth,postcode\n1,Isla,Reid,2009-03-17,QX1 2AB\n2,,,,\n"
BOARD = "id,forename,surname,date_of_birth,postcode\n9,Isla,Reid,17/03/2009,qx12ab\n"


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.callback()(lambda: None)
    link.register(made)
    return made


def _files(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.csv") for name in texts]


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_links_and_people_are_written(app: typer.Typer, tmp_path: Path) -> None:
    council, board = _files(tmp_path, council=COUNCIL, board=BOARD)
    result = CliRunner().invoke(
        app, ["link", council, f"nhs={board}", "--out", str(tmp_path / "o")]
    )
    assert result.exit_code == 0
    (header, row) = _rows(tmp_path / "o/links.csv")
    assert header == ["left_file", "left_id", "right_file", "right_id", "probability", "why"]
    assert row[:4] == ["council", "1", "nhs", "9"]
    assert float(row[4]) > 0.9
    assert row[5].startswith("forename same")
    people = _rows(tmp_path / "o/people.csv")
    assert people[0] == ["file", "id", "person"]
    persons = {(file, id_): person for file, id_, person in people[1:]}
    assert persons["council", "1"] == persons["nhs", "9"] != persons["council", "2"]


def test_json_is_one_document_on_stdout_and_quiet_is_silent(
    app: typer.Typer, tmp_path: Path
) -> None:
    files = _files(tmp_path, council=COUNCIL, board=BOARD)
    out = str(tmp_path / "o")
    result = CliRunner().invoke(app, ["link", *files, "--out", out, "--json", "--quiet"])
    assert json.loads(result.stdout) == {
        "format": 1,
        "links_by_decision": 0,
        "links_by_identifier": 0,
        "links_by_model": 1,
        "pairs_in_doubt": 0,
        "persons": 2,
        "quality": None,
        "records": 3,
        "review": None,
        "why": None,
    }
    assert result.stderr == ""


def test_json_carries_quality_review_and_why_in_one_document(
    app: typer.Typer, tmp_path: Path
) -> None:
    files = _files(tmp_path, council=COUNCIL, board=BOARD)
    asked = ["--quality", "--review", str(tmp_path / "r.csv"), "--why", "council:1", "board:9"]
    out = str(tmp_path / "o")
    result = CliRunner().invoke(app, ["link", *files, "--out", out, "--json", *asked])
    said = json.loads(result.stdout)
    assert said["quality"]["links"] == 1
    assert said["quality"]["sample"] is None
    assert said["review"]["waiting"] == 0
    assert [Path(one).name for one in said["review"]["written"]] == ["r-1.csv", "r-2.csv"]
    assert said["why"]["joined"] is True
    assert {"what": "Forename", "seen": "the same"}.items() <= said["why"]["steps"][1].items()
    assert result.stderr == ""
    assert not [value for value in ("Isla", "Reid", "2009", "QX1") if value in result.stdout]


def test_only_an_id_is_needed(app: typer.Typer, tmp_path: Path) -> None:
    files = _files(tmp_path, one="id\n1\n", two="id\n1\n")
    result = CliRunner().invoke(app, ["link", *files, "--out", str(tmp_path / "o"), "--quiet"])
    assert result.exit_code == 0
    assert len(_rows(tmp_path / "o/links.csv")) == 1
    assert len(_rows(tmp_path / "o/people.csv")) == 3


def test_every_problem_of_every_file_is_said_and_nothing_is_written(
    app: typer.Typer, tmp_path: Path
) -> None:
    files = _files(tmp_path, one="forename\nXyzzy\n", two="")
    result = CliRunner().invoke(app, ["link", *files, "--out", str(tmp_path / "o")])
    assert isinstance(result.exception, UserError)
    assert [p.code for p in result.exception.problems] == ["missing-column", "empty-file"]
    assert not (tmp_path / "o").exists()


def test_repeated_ids_are_a_problem_of_their_file_and_are_not_said(
    app: typer.Typer, tmp_path: Path
) -> None:
    files = _files(tmp_path, one="id\nXyzzy\nXyzzy\n", two="id\n1\n")
    result = CliRunner().invoke(app, ["link", *files, "--out", str(tmp_path / "o")])
    assert isinstance(result.exception, UserError)
    (problem,) = result.exception.problems
    assert problem.code == "repeated-id"
    assert problem.file == Path(files[0])
    assert "Xyzzy" not in str(result.exception)


def test_files_without_a_place_to_write_are_wrong_use(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["link", *_files(tmp_path, one="id\n1\n")])
    assert result.exit_code == 2  # Typer's own number for wrong use; cli.app makes it 3
    assert "--out" in result.stderr
