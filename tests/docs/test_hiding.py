"""What the page on hiding shows a chief officer is what the software does."""

import re
from pathlib import Path

from sixpoint.disclosure.ledger import append, read_ledger
from sixpoint.disclosure.protect_tables import ProtectedTables, protect_tables
from sixpoint.disclosure.quotes import ClearancesFile, clearance_problems
from sixpoint.disclosure.tables_read import read_tables
from sixpoint.files import read_yaml_text
from tests.support.policies import policy_of
from tests.support.repository import ROOT

PAGE = ROOT / "docs" / "explanation" / "hiding.md"
HOW_TO = ROOT / "docs" / "how-to"


def protected(table: str, folder: Path, *, release: str | None = None) -> ProtectedTables:
    file = folder / "table.csv"
    file.write_text(table, encoding="utf-8")
    ledger = read_ledger(folder / "ledger")
    made = protect_tables(
        read_tables([file], count="children"),
        measure="children",
        policy=policy_of(5),
        ledger=ledger,
        release=release,
    )
    if made.release:
        append(ledger, made.release)
    return made


def said(made: ProtectedTables) -> list[str]:
    return ["hidden" if one.value is None else str(one.value) for one in made.tables[0].cells]


def test_the_table_of_the_page_comes_out_as_it_stands_there(tmp_path: Path) -> None:
    (table,) = re.findall(r"```csv\n(.*?)```", (HOW_TO / "protect-tables.md").read_text(), re.S)
    made = protected(table, tmp_path)
    rows = re.findall(r"^\| (Northby|Southby|Total) \|(.*)\|$", PAGE.read_text(), re.M)[:3]
    assert said(made) == [cell.strip() for _, cells in rows for cell in cells.split("|")]
    (northby,) = (one for one in made.report.cells if "Neglect" in one.name and "North" in one.name)
    assert f"anything from {northby.least} to {northby.most}" in PAGE.read_text()


def test_the_two_releases_of_the_page_come_out_as_it_tells(tmp_path: Path) -> None:
    august = "area,reason,children\nNorthby,Neglect,3\nNorthby,Harm,17\nNorthby,Other,30\n"
    assert said(protected(august, tmp_path)) == ["hidden", "17", "30"]
    protected("area,children\nNorthby,50\nSouthby,60\n", tmp_path, release="may")
    assert said(protected(august, tmp_path)) == ["hidden", "hidden", "30"]


def test_the_picture_says_in_words_what_it_shows() -> None:
    svg = (ROOT / "docs" / "images" / "hiding.svg").read_text()
    assert "<title" in svg
    assert "20 less 17 is 3" in svg
    assert "anything from 1 to 12" in svg


def test_the_clearances_shown_can_be_read_and_their_hash_is_that_of_the_words() -> None:
    page = HOW_TO / "clear-what-is-published.md"
    first = re.findall(r"^```yaml\n(.*?)^```", page.read_text(), re.S | re.M)[0]
    written = read_yaml_text(first, ClearancesFile, name=page).clearances
    assert written
    assert list(clearance_problems(written)) == []
