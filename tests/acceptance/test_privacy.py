"""Nothing that finds a child is on the inspectorate's side, in what crosses, or in what is said.

The search opens ZIP, PDF, Parquet, XLSX and Word; tests/unit/support/test_searching.py proves it.
"""

import shutil
from pathlib import Path

import pytest

from tests.support.children import canaries, what_finds_them
from tests.support.commands import must, run_command
from tests.support.crossings import Members, tamper
from tests.support.demo import Demo
from tests.support.searching import Run, find_in_folder, find_in_text, run_of


@pytest.fixture(scope="module")
def needles(demo: Demo) -> frozenset[Run]:
    return what_finds_them(demo.partnership, demo.truth)


def _places(found: list[tuple[str, Run]]) -> list[str]:
    return sorted({place for place, _ in found})


def test_the_search_knows_every_child_and_would_find_one(
    demo: Demo, needles: frozenset[Run]
) -> None:
    assert len(needles) > 15_000
    assert len(canaries(demo.truth)) >= 5
    for agency in ("social_work", "health", "education", "police", "reporter"):
        extract = demo.partnership / "extracts" / agency / "people.csv"
        line = extract.read_text(encoding="utf-8").splitlines()[1]
        assert find_in_text(line, needles)
    planted = {run_of(name) for name in canaries(demo.truth)}
    known = {needle for _, needle in find_in_folder(demo.partnership / "extracts", planted)}
    assert known, "no canary lives among the invented children"


def test_nothing_under_the_inspection_finds_a_child(demo: Demo, needles: frozenset[Run]) -> None:
    assert (demo.inspection / "out/public/report.pdf").is_file()
    assert (demo.inspection / "received/figures.json").is_file()
    assert _places(find_in_folder(demo.inspection, needles)) == []


def test_nothing_that_crosses_finds_a_child(demo: Demo, needles: frozenset[Run]) -> None:
    assert demo.crossing.is_file()
    assert _places(find_in_folder(demo.crossing.parent, needles)) == []


def test_nothing_that_the_demo_printed_or_logged_finds_a_child(
    demo: Demo, needles: frozenset[Run]
) -> None:
    assert len(demo.said) >= 9
    for said in demo.said:
        assert find_in_text(said.everything, needles) == [], said.asked


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--json"),
        ("link",),
        ("link", "--json"),
        ("measure",),
        ("measure", "--json"),
        ("analyse",),
        ("analyse", "--json"),
    ],
    ids=" ".join,
)
def test_nothing_that_a_command_of_the_partnerships_side_says_finds_a_child(
    command: tuple[str, ...], hamlet: Path
) -> None:
    """Even on its own side: a terminal is copied into e-mails, and logs are kept for years."""
    needles = what_finds_them(hamlet, hamlet.parent / "truth")
    said = run_command(command[0], hamlet, *command[1:])
    assert said.code in (0, 1)
    assert said.out
    assert find_in_text(said.everything, needles) == []


def test_a_canary_in_a_document_stops_the_crossing(hamlet: Path, tmp_path: Path) -> None:
    partnership, name = _with_document(hamlet, tmp_path)
    said = run_command("analyse", partnership)
    must(said, 2)
    assert "position-statement.md:3:" in said.err
    assert "could-name-a-child" in said.err
    assert "Take it out; nothing has crossed." in said.err
    assert find_in_text(said.everything, [run_of(name), *((w,) for w in run_of(name))]) == []
    assert not (partnership / "crossing").exists()
    assert not (partnership / "store").exists() or not any((partnership / "store").glob("*.*"))


def _with_document(hamlet: Path, tmp_path: Path) -> tuple[Path, str]:
    """A partnership whose document holds a full name of the extracts, in another order of case."""
    partnership = tmp_path / "partnership"
    shutil.copytree(hamlet, partnership, ignore=shutil.ignore_patterns("crossing", "store"))
    people = partnership / "extracts/social_work/people.csv"
    cells = people.read_text(encoding="utf-8").splitlines()[1].split(",")
    name = canaries(hamlet.parent / "truth")[0]
    forename, surname = name.split(" ")
    text = people.read_text(encoding="utf-8")
    changed = text.replace(
        f"{cells[0]},{cells[1]},{cells[2]},", f"{cells[0]},{forename},{surname},"
    )
    people.write_text(changed, encoding="utf-8")
    document = partnership / "documents/position-statement.md"
    document.write_text(f"One.\nTwo.\nWe thank {name.upper()} for this.\n", encoding="utf-8")
    return partnership, name


def test_a_canary_in_an_extra_column_is_not_received(demo: Demo, tmp_path: Path) -> None:
    name = canaries(demo.truth)[0]

    def add_column(members: Members) -> None:
        lines = members["return.csv"].decode().splitlines()
        lines[0] += ",name"
        lines[1:] = [f"{line},{name}" for line in lines[1:]]
        members["return.csv"] = ("\n".join(lines) + "\n").encode()

    inspection = tmp_path / "inspection"
    shutil.copytree(demo.inspection, inspection)
    before = {f: f.read_bytes() for f in inspection.rglob("*") if f.is_file()}
    crossing = tamper(demo.crossing, tmp_path / "crossing.zip", add_column)
    said = must(run_command("inspect", inspection, "--receive", crossing), 2)
    assert "crossing-could-name-a-child" in said.err
    assert "return.csv" in said.err
    assert find_in_text(said.everything, [run_of(name)]) == []
    assert {f: f.read_bytes() for f in inspection.rglob("*") if f.is_file()} == before
