"""Extracts in other words than ours: a mapping is proposed, mended by a person, and then used."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.inspection.partnership import read_partnership
from sixpoint.packs.load import load_datasets
from sixpoint.records.read import read_extracts
from tests.support.commands import must, run_command
from tests.support.demo import Demo, invent
from tests.support.renamed import SYSTEMS, rename_extracts

WRONG_FOUND = 1
CHILDREN = 600
CORRECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "health": (
        (
            '    # LOOK, which of ours is it: "Some concern"',
            '    - {theirs: "Some concern", ours: some}',
        ),
    ),
    "reporter": (
        (
            '    # LOOK, which of ours is it: "Local authority support"',
            '    - {theirs: "Local authority support", ours: local_support}',
        ),
    ),
}
"""What a person mends in each proposal, line by line, before he renames it."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    demo = Demo(tmp_path_factory.mktemp("original"), ())
    must(run_command(*invent(demo, children=CHILDREN)))
    return demo.partnership


@pytest.fixture(scope="module")
def foreign(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same partnership as its agencies' own systems write it, with proposed mappings."""
    folder = tmp_path_factory.mktemp("foreign") / "partnership"
    shutil.copytree(original, folder)
    rename_extracts(folder)
    must(run_command("check", str(folder), "--propose"))
    return folder


@pytest.fixture(scope="module")
def mapped(foreign: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the proposals mended and renamed."""
    folder = tmp_path_factory.mktemp("mapped") / "partnership"
    shutil.copytree(foreign, folder)
    for agency in SYSTEMS:
        proposed = folder / "mappings" / f"{agency}.proposed.yaml"
        text = proposed.read_text()
        for before, after in CORRECTIONS.get(agency, ()):
            assert before in text, f"{agency}: {before}"
            text = text.replace(before, after)
        proposed.with_name(f"{agency}.yaml").write_text(text)
        proposed.unlink()
    return folder


def _checked(folder: Path) -> dict[str, Any]:
    said = run_command("check", str(folder), "--json")
    document: dict[str, Any] = json.loads(must(said, WRONG_FOUND).out)
    return document


def _issues(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Issues without the file's name, which is the agency's own."""
    kept = ("code", "line", "key", "column", "message")
    return sorted(tuple(str(one[name]) for name in kept) for one in document["issues"])


def test_at_most_two_corrections_are_needed_for_each_agency() -> None:
    assert all(len(lines) <= 2 for lines in CORRECTIONS.values())


def test_a_proposal_is_not_used(foreign: Path) -> None:
    said = run_command("check", str(foreign))
    assert said.code == 2
    assert "missing-file" in said.err


def test_a_mapped_copy_has_the_issues_of_the_original(original: Path, mapped: Path) -> None:
    ours, theirs = _checked(original), _checked(mapped)
    assert len(ours["issues"]) > 50, "an extract without faults would prove nothing"
    assert _issues(theirs) == _issues(ours)
    assert theirs["rules"] == ours["rules"]


def test_a_mapped_copy_has_the_links_of_the_original(original: Path, mapped: Path) -> None:
    said = [must(run_command("link", str(one), "--json")).out for one in (original, mapped)]
    assert json.loads(said[0])["links_by_identifier"] > 100
    assert said[0] == said[1]


def test_every_row_of_a_mapped_copy_is_the_row_of_the_original(
    original: Path, mapped: Path, engine: Engine
) -> None:
    """So everything that is computed from the tables is the same, each link included."""
    datasets = load_datasets("scotland-extracts/1").datasets
    expected = read_partnership(original).expected
    ours, theirs = (
        read_extracts(engine, folder=one, datasets=datasets, expected=expected)
        for one in (original, mapped)
    )
    assert set(ours.raw) == set(expected)
    for id_ in expected:
        assert fetch(engine, theirs.typed[id_]).equals(fetch(engine, ours.typed[id_])), id_


def test_proposing_again_changes_nothing_and_never_what_a_person_changed(foreign: Path) -> None:
    files = {path: path.read_bytes() for path in (foreign / "mappings").iterdir()}
    must(run_command("check", str(foreign), "--propose"))
    assert {path: path.read_bytes() for path in files} == files
    changed = foreign / "mappings" / "police.proposed.yaml"
    changed.write_text(changed.read_text() + "# ours\n")
    said = run_command("check", str(foreign), "--propose")
    assert (said.code, "proposal-changed" in said.err) == (2, True)
    assert changed.read_text().endswith("# ours\n")
    changed.write_bytes(files[changed])
