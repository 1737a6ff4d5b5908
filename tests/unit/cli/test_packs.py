"""`packs check` and `packs show`: what is wrong is found, told, and ends with the right code."""

import json
import shutil
from pathlib import Path

import pytest
import typer

from sixpoint.cli import packs
from sixpoint.packs.shelf import default_shelf
from sixpoint.terms.problems import UserError

CHILDREN = "scotland-children/2014"


def run(*arguments: str) -> int:
    app = typer.Typer()
    app.callback()(lambda: None)
    packs.register(app)
    code = typer.main.get_command(app).main(["packs", *arguments], standalone_mode=False)
    assert isinstance(code, int)
    return code


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for ref in (CHILDREN, "scotland-processes/1"):
        shutil.copytree(default_shelf() / ref, tmp_path / ref)
    return tmp_path


def test_a_clean_shelf_ends_with_nought(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--shelf", str(shelf)) == 0
    assert "2 packs: nothing wrong." in capsys.readouterr().out


def test_every_problem_is_told_with_its_place_and_the_end_is_one(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shelf / CHILDREN / "report.yaml"
    file.write_text(
        file.read_text().replace('"9.4"', '"9.9"').replace("key_questions: [5", "x: [5")
    )
    assert run("check", "--shelf", str(shelf)) == 1
    told = capsys.readouterr().err
    assert "report.yaml:" in told
    assert "The key `x` is not known here." in told


def test_json_is_one_document_with_the_problems(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shelf / CHILDREN / "scale.yaml").unlink()
    assert run("check", CHILDREN, "--shelf", str(shelf), "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == 1
    assert [one["code"] for one in document["problems"]] == ["missing-file"]


def test_a_measure_that_names_an_unknown_process_or_indicator_is_found(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ref in ("scotland-extracts/1", "scotland-measures/1"):
        shutil.copytree(default_shelf() / ref, shelf / ref)
    shutil.rmtree(shelf / CHILDREN)
    shutil.rmtree(shelf / "scotland-processes")
    assert run("check", "scotland-measures/1", "--shelf", str(shelf), "--json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {one["code"] for one in problems} == {"unknown-process", "unknown-indicator"}
    assert all("/measures/" in one["file"] and one["line"] > 1 for one in problems)


def test_an_example_that_does_not_give_what_it_says_is_found_with_its_place(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(default_shelf() / "scotland-extracts/1", shelf / "scotland-extracts/1")
    shutil.rmtree(shelf / "scotland-extracts/1/rules")
    rules = "\n".join(default_rule_lines("passes", "fails"))
    file = shelf / "scotland-extracts/1/rules/police.yaml"
    file.parent.mkdir()
    file.write_text(rules)
    assert run("check", "scotland-extracts/1", "--shelf", str(shelf), "--json") == 0
    file.write_text("\n".join(default_rule_lines("fails", "passes")))
    capsys.readouterr()
    assert run("check", "scotland-extracts/1", "--shelf", str(shelf), "--json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(one["file"], one["line"]) for one in problems] == [(str(file), 3)] * 2


def default_rule_lines(known: str, missing: str) -> list[str]:
    return [
        "format: 1",
        "rules:",
        "  - code: PO-REP-01",
        "    kind: required",
        "    dataset: police.concern_reports",
        "    columns: [reported_at]",
        "    message: The day of the report is missing.",
        "    fix: Fill it in.",
        "    examples:",
        "      rows: |",
        "        reported_at      | so",
        f"        2016-09-30T14:05 | {known}",
        f"                         | {missing}",
    ]


def test_an_empty_shelf_or_an_unknown_pack_could_not_run(tmp_path: Path, shelf: Path) -> None:
    with pytest.raises(UserError, match="There is no pack here"):
        run("check", "--shelf", str(tmp_path / "nowhere"))
    with pytest.raises(UserError, match="There is no pack `nothing/1`"):
        run("check", "nothing/1", "--shelf", str(shelf))


def test_show_lists_the_packs(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "--shelf", str(shelf), "--json") == 0
    ids = [one["id"] for one in json.loads(capsys.readouterr().out)["packs"]]
    assert ids == ["scotland-children", "scotland-processes"]


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (CHILDREN, ["Indicators", "9.4", "very good", "not confirmed"]),
        ("scotland-processes/1", ["core-group-tells-chair", "without delay"]),
        ("scotland-extracts/1", ["social_work.concerns"]),
        ("scotland-measures/1", ["decision-shared"]),
        ("published-inspections/1", ["43"]),
    ],
)
def test_show_says_what_a_pack_holds(
    ref: str, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs.out, "width", 200)
    assert run("show", ref) == 0
    told = capsys.readouterr().out
    for word in words:
        assert word in told


def test_two_editions_of_the_rules_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second edition has one rule less, and one that only warns."""
    for version in ("1", "2"):
        shutil.copytree(default_shelf() / "scotland-extracts/1", tmp_path / f"x-rules/{version}")
    for path in tmp_path.glob("x-rules/*/pack.yaml"):
        text = path.read_text().replace("id: scotland-extracts", "id: x-rules")
        path.write_text(text.replace('version: "1"', f'version: "{path.parent.name}"'))
    book = tmp_path / "x-rules/2/rules/health.yaml"
    first, *rest = book.read_text().split("- code: HE-")
    del rest[0]
    rest[0] = rest[0].replace("\n  kind:", "\n  severity: warning\n  kind:")
    book.write_text("- code: HE-".join([first, *rest]))
    assert run("compare", "x-rules/1", "x-rules/2", "--shelf", str(tmp_path), "--json") == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert (rules["added"], len(rules["removed"]), len(rules["changed"])) == ([], 1, 1)
    assert [one["field"] for one in rules["changed"][0]["fields"]] == ["severity"]
    assert run("compare", "x-rules/1", "x-rules/2", "--shelf", str(tmp_path)) == 0
    assert "0 added, 1 taken out, 1 changed." in capsys.readouterr().out
