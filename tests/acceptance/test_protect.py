"""`sixpoint protect`: tables in, tables that may be published out, and nothing else with them."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from scripts.reference.outputs import path_of
from tests.support.commands import COULD_NOT_RUN, WRONG_FOUND, WRONG_USE, must, run_command
from tests.support.repository import ROOT

BY_REASON = """area,reason,children
Northby,Neglect,3
Northby,Harm,17
Northby,Total,20
Southby,Neglect,10
Southby,Harm,12
Southby,Total,22
Total,Neglect,13
Total,Harm,29
Total,Total,42
"""
BY_AREA = "area,children\nNorthby,20\nSouthby,22\nTotal,42\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "by-reason.csv").write_text(BY_REASON)
    (folder / "by-area.csv").write_text(BY_AREA)
    return folder


def protect(*arguments: str | Path, code: int = 0):
    said = must(run_command("protect", *arguments, "--count", "children", "--json"), code)
    return json.loads(said.out) if said.out else None


def shown(document, file: Path) -> dict[tuple[str, ...], int | str]:
    (table,) = (one for one in document["tables"] if one["file"] == str(file))
    return {
        tuple(cell["dimensions"].values()): cell["status"]
        if cell["value"] is None
        else cell["value"]
        for cell in table["cells"]
    }


def test_what_a_small_count_could_be_worked_out_from_is_hidden_with_it(tables: Path):
    document = protect(tables / "by-reason.csv", tables / "by-area.csv")
    schema = json.loads((ROOT / "docs" / "reference" / path_of("protect")).read_text())
    jsonschema.validate(document, schema)
    cells = shown(document, tables / "by-reason.csv")
    assert [cells["Northby", reason] for reason in ("Neglect", "Harm")] == ["suppressed"] * 2
    assert [cells["Southby", reason] for reason in ("Neglect", "Harm")] == ["suppressed"] * 2
    assert cells["Total", "Total"] == 42
    assert shown(document, tables / "by-area.csv")["Northby",] == 20


def test_a_folder_stands_for_its_tables_in_order(tables: Path):
    files = [table["file"] for table in protect(tables)["tables"]]
    assert files == [str(tables / "by-area.csv"), str(tables / "by-reason.csv")]


def test_nothing_tells_which_of_two_hidden_counts_was_small(tables: Path):
    cells = protect(tables)["tables"][1]["cells"]
    hidden = {json.dumps({**c, "dimensions": 0}) for c in cells if c["status"] == "suppressed"}
    assert len(hidden) == 1


def test_safe_tables_are_written_and_nothing_is_overwritten(tables: Path, tmp_path: Path):
    safe = tmp_path / "safe"
    protect(tables, "--out", safe)
    with (safe / "by-reason.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "area": "Northby",
        "reason": "Neglect",
        "count": "",
        "status": "suppressed",
    }
    assert (rows[-1]["count"], rows[-1]["status"]) == ("42", "shown")
    assert protect(tables, "--out", safe, code=COULD_NOT_RUN) is None
    assert protect(tables, "--out", tables, code=COULD_NOT_RUN) is None
    assert (tables / "by-reason.csv").read_text() == BY_REASON


def test_the_auditors_report_stays_apart_and_private(tables: Path, tmp_path: Path):
    report = tmp_path / "audit.json"
    said = must(run_command("protect", tables, "--count", "children", "--json", "--report", report))
    assert "least" in report.read_text()
    assert report.stat().st_mode & 0o077 == 0
    assert "least" not in said.everything


def test_a_release_is_remembered_and_the_next_is_held_against_it(tables: Path, tmp_path: Path):
    ledger = ("--ledger", tmp_path / "ledger")
    protect(tables / "by-area.csv", *ledger, "--release", "first")
    partly = tmp_path / "partly.csv"
    partly.write_text("area,reason,children\nNorthby,Neglect,3\nNorthby,Harm,17\n")
    assert shown(protect(partly), partly)["Northby", "Harm"] == 17
    assert shown(protect(partly, *ledger), partly)["Northby", "Harm"] == "suppressed"


def test_what_no_hiding_can_protect_is_refused_and_nothing_is_shown(tables: Path, tmp_path: Path):
    ledger = ("--ledger", tmp_path / "ledger")
    protect(tables / "by-area.csv", *ledger, "--release", "first")
    most = tmp_path / "most.csv"
    most.write_text("area,reason,children\nNorthby,Harm,17\n")
    protect(most, *ledger, "--release", "second")
    most.write_text("area,reason,children\nNorthby,Harm,17\nNorthby,Neglect,3\n")
    refused = protect(most, *ledger, "--release", "third", code=WRONG_FOUND)
    assert refused == {"format": 1, "safe": False, "tables": []}
    assert len(list((tmp_path / "ledger").glob("0*.json"))) == 2


def test_an_edited_ledger_stops_every_release(tables: Path, tmp_path: Path):
    ledger = tmp_path / "ledger"
    protect(tables, "--ledger", ledger, "--release", "first")
    file = ledger / "000001.json"
    file.write_text(file.read_text().replace('"value": 17', '"value": 18', 1))
    said = run_command("protect", tables, "--count", "children", "--ledger", ledger)
    assert said.code == COULD_NOT_RUN
    assert "chain of hashes breaks" in said.err
    assert str(file) in said.err


def test_a_row_may_be_hidden_whatever_it_counts(tmp_path: Path):
    table = tmp_path / "t.csv"
    table.write_text("area,hide,children\nNorthby,yes,30\nSouthby,,22\nWestby,no,50\n")
    assert shown(protect(table, "--primary", "hide"), table) == {
        ("Northby",): "suppressed",
        ("Southby",): 22,
        ("Westby",): 50,
    }


def test_noughts_are_shown_unless_they_tell_something(tmp_path: Path):
    table = tmp_path / "t.csv"
    table.write_text("area,children\nNorthby,0\nSouthby,22\n")
    zero = protect(table)["tables"][0]["cells"][0]
    assert (zero["value"], zero["status"]) == (0, "zero")
    hidden = protect(table, "--sensitive")["tables"][0]["cells"][0]
    assert (hidden["value"], hidden["status"]) == (None, "suppressed")


def test_counts_may_be_rounded_instead(tmp_path: Path):
    table = tmp_path / "t.csv"
    table.write_text("area,children\nNorthby,33\nSouthby,22\nTotal,55\n")
    document = protect(table, "--base", "5")
    assert [cell["status"] for cell in document["tables"][0]["cells"]] == ["rounded"] * 3


@pytest.mark.parametrize(
    "wrong",
    [("--release", "a"), ("--threshold", "1"), ("--base", "5", "--threshold", "9"), ("--frob",)],
)
def test_wrong_use_ends_with_3(tables: Path, wrong: tuple[str, ...]):
    assert protect(tables, *wrong, code=WRONG_USE) is None


def test_an_id_that_leads_elsewhere_is_wrong_use(tables: Path, tmp_path: Path):
    where = ("--ledger", str(tmp_path / "l"), "--release", "../x")
    assert protect(tables, *where, code=WRONG_USE) is None
