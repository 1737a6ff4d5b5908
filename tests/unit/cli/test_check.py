"""`sixpoint check`: report, JSON, CSV and exit codes."""

import csv
import json
from pathlib import Path

import pytest
from typer import Exit, Typer
from typer.main import get_command

from sixpoint.cli import check
from sixpoint.cli.check_said import PLACES_SHOWN
from sixpoint.terms.problems import UserError

CONCERNS = "concern_id,person_id,received_at,source,concern\n"
GOOD = CONCERNS + "C1,P1,2016-09-30T14:05,police,neglect\n"


def _run(*arguments: str) -> int:
    app = Typer()
    app.callback()(lambda: None)
    check.register(app)
    try:
        code = get_command(app).main(["check", *arguments], standalone_mode=False)
    except Exit as ending:
        return ending.exit_code
    return code if isinstance(code, int) else 0


def _concerns(folder: Path, text: str) -> str:
    path = folder / "social_work" / "concerns.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return str(path)


def test_nothing_wrong_is_0_and_says_what_was_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(_concerns(tmp_path, GOOD), "--as-at", "2017-07-31", "-q") == 0
    said = capsys.readouterr()
    assert "0 failed" in said.out
    assert "Nobody supplied social_work.people." in said.out
    assert said.err == ""


def test_an_error_is_1_with_its_place_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD + "C2,P1,30/09/2016,police,neglect\n"
    assert _run(_concerns(tmp_path, text), "--as-at", "2017-07-31") == 1
    said = capsys.readouterr()
    assert "SW-CON-03" in said.out
    assert "concerns.csv:3, received_at, record C2" in said.out
    assert "What to do: Write day and time" in said.out
    assert "30/09/2016" not in said.out + said.err
    assert "Checking" in said.err


def test_a_warning_alone_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CONCERNS + "C1,P1,2016-09-30T14:05,nobody,neglect\n"
    assert _run(_concerns(tmp_path, text), "--as-at", "2017-07-31") == 0
    assert "WARNINGS" in capsys.readouterr().out


def test_json_is_one_document_with_every_rule_and_every_issue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD + "C1,P1,2016-09-30T14:05,police,neglect\nC3\n"
    assert _run(_concerns(tmp_path, text), "--as-at", "2017-07-31", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["format"] == 1
    rules = {rule["code"]: rule for rule in said["rules"]}
    assert rules["SW-CON-01"] == {
        "code": "SW-CON-01", "status": "passed", "count": 0, "why": None
    }  # fmt: skip
    assert (rules["SW-CON-02"]["status"], rules["SW-CON-02"]["count"]) == ("failed", 1)
    assert rules["HE-PEO-01"]["status"] == "not_run"
    assert [(issue["code"], issue["line"], issue["key"]) for issue in said["issues"]] == [
        ("SW-CON-02", 3, "C1"),
        ("RD-ROW-01", 4, None),
    ]


def test_the_report_says_how_many_places_it_leaves_out_and_the_file_has_them_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"C{n},,2016-09-30T14:05,police,neglect\n" for n in range(PLACES_SHOWN + 7))
    out = tmp_path / "issues.csv"
    where = _concerns(tmp_path, CONCERNS + rows)
    assert _run(where, "--as-at", "2017-07-31", "--out", str(out)) == 1
    assert f"and 7 more; all are in {out}" in capsys.readouterr().out
    with out.open() as file:
        found = list(csv.DictReader(file))
    assert len(found) == PLACES_SHOWN + 7
    assert found[0]["key"] == "C0"


def test_a_file_may_be_given_with_the_table_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(GOOD)
    assert _run(f"social_work.concerns={path}", "--as-at", "2017-07-31") == 0
    assert "export.csv" in capsys.readouterr().out


class TestAFileThatCannotBeRead:
    """The report is written for the others, and the command ends with 2."""

    def files(self, folder: Path) -> tuple[str, ...]:
        (folder / "people.csv").write_text("")
        late = "C2,P1,30/09/2016,police,neglect\n"
        people = f"social_work.people={folder / 'people.csv'}"
        return (_concerns(folder, GOOD + late), people, "--as-at", "2017-07-31", "-q")

    def test_report_and_issues_are_written_all_the_same(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = tmp_path / "check.html"
        assert _run(*self.files(tmp_path), "--report", str(page)) == 2
        said = capsys.readouterr()
        assert "SW-CON-03" in said.out
        assert "social_work.people could not be read." in said.out
        assert "people.csv: This file is empty." in said.err
        assert "[empty-file]" in said.err
        with page.with_suffix(".csv").open() as file:
            assert [row["code"] for row in csv.DictReader(file)] == ["SW-CON-03"]
        assert "What could not be read" in page.read_text()
        assert "people.csv: This file is empty." in page.read_text()

    def test_json_is_still_one_document_that_says_what_was_not_read(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert _run(*self.files(tmp_path), "--json") == 2
        document = json.loads(capsys.readouterr().out)
        (unread,) = document["unread"]
        assert (unread["code"], unread["tables"]) == ("empty-file", ["social_work.people"])
        verdicts = {one["dataset"]: one["verdict"] for one in document["tables"]}
        assert verdicts["social_work.people"] == "rejected"
        assert [one["code"] for one in document["issues"]] == ["SW-CON-03"]


def test_files_that_cannot_be_told_are_all_named(tmp_path: Path) -> None:
    first, second = _concerns(tmp_path, GOOD), str(tmp_path / "what.csv")
    with pytest.raises(UserError) as raised:
        _run(first, first, second)
    assert [p.code for p in raised.value.problems] == ["second-file", "unknown-table"]


def test_a_folder_without_a_partnership_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        _run(str(tmp_path))
    assert raised.value.problems[0].code == "no-partnership"
