"""A change makes stale exactly the statements whose shown figure moved, until they are seen again.

What must be stale is worked out here apart from Sixpoint: from the YAML as the team wrote it and
from the two crossing files.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Said, must, run_command
from tests.support.crossings import read_members
from tests.support.demo import Demo
from tests.support.written import cites_by_statement

MEETINGS = "extracts/social_work/planning_meetings.csv"


@dataclass(frozen=True)
class Story:
    """One row was changed in a copy of the demo; `moved` are the figures that show it."""

    moved: frozenset[str]
    expected: frozenset[str]
    noticed: Said
    after_confirming: Said


@pytest.fixture(scope="module")
def story(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """From a planning meeting that becomes late to everything confirmed again."""
    own = demo.copy(tmp_path_factory.mktemp("stale"))
    cites = cites_by_statement(own.inspection)
    make_a_meeting_late(own.partnership / MEETINGS, _counted_meeting(demo))
    everything = ("--all", "--partnership", own.partnership, "--json")
    noticed = run_command("trail", own.inspection, *everything)
    must(run_command("analyse", own.partnership, "--quiet"))
    must(run_command("inspect", own.inspection, "--receive", own.crossing, "--confirm"))
    after = run_command("trail", own.inspection, *everything)
    before, now = _shown(demo.crossing), _shown(own.crossing)
    moved = frozenset(id_ for id_ in before.keys() | now.keys() if before.get(id_) != now.get(id_))
    expected = frozenset(id_ for id_, rests_on in cites.items() if rests_on & moved)
    return Story(moved, expected, noticed, after)


def _counted_meeting(demo: Demo) -> str:
    """The key of a meeting behind the latest figure, as the trail wrote it."""
    with demo.rows.open(newline="") as file:
        rows = list(csv.DictReader(file))
    latest = [row for row in rows if row["figure"] == "planning-meeting-in-time.latest"]
    return min(row["key"] for row in latest if row["file"] == MEETINGS)


def make_a_meeting_late(path: Path, key: str) -> None:
    """Moves one meeting by three months, and changes nothing else in the file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (place,) = [n for n, line in enumerate(lines) if line.startswith(f"{key},")]
    cells = lines[place].split(",")
    cells[4] = (date.fromisoformat(cells[4]) + timedelta(days=90)).isoformat()
    lines[place] = ",".join(cells)
    path.write_text("".join(lines), encoding="utf-8")


def _shown(crossing: Path) -> dict[str, Any]:
    """Everything that a reader sees of each figure."""
    figures = json.loads(read_members(crossing)["figures.json"])["figures"]
    return {
        one["id"]: [
            one["phrase"],
            one["sentence"],
            [(point["label"], point["value"]) for point in one["points"]],
        ]
        for one in figures
    }


def _in_state(said: Said, state: str) -> frozenset[str]:
    statements = json.loads(said.out)["statements"]
    return frozenset(one["statement"] for one in statements if one["state"] == state)


def test_one_row_moves_some_figures_and_leaves_most(story: Story) -> None:
    assert "planning-meeting-in-time.latest" in story.moved
    assert 0 < len(story.moved) < 10
    about_meetings = ("planning-meeting", "meeting-led", "core-group")
    assert all(id_.startswith(about_meetings) for id_ in story.moved)


def test_exactly_the_statements_that_show_it_are_stale(story: Story) -> None:
    assert story.noticed.code == 1
    assert 0 < len(story.expected) < 10
    assert "5.2-3" in story.expected
    assert _in_state(story.noticed, "stale") == story.expected
    assert _in_state(story.noticed, "does not resolve") == frozenset()


def test_the_reason_says_what_was_shown_and_what_it_is_now(story: Story) -> None:
    (why,) = (
        one["why"]
        for one in json.loads(story.noticed.out)["statements"]
        if one["statement"] == "5.2-3"
    )
    assert any("planning-meeting-in-time.latest: the report says" in line for line in why)
    assert any("computed again it is" in line for line in why)


def test_once_received_and_confirmed_all_resolve_again(story: Story) -> None:
    must(story.after_confirming)
    statements = json.loads(story.after_confirming.out)["statements"]
    assert len(statements) == len(json.loads(story.noticed.out)["statements"])
    assert {one["state"] for one in statements} == {"resolves"}


@pytest.fixture
def inspection(demo: Demo, tmp_path: Path) -> Path:
    return demo.copy(tmp_path).inspection


def _stale_after_trail(inspection: Path) -> frozenset[str]:
    said = must(run_command("trail", inspection, "--all", "--json"), 1)
    return _in_state(said, "stale")


def test_changed_words_of_an_evidence_item_make_its_statements_stale(inspection: Path) -> None:
    path = inspection / "evidence/on-site.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("described discussions that happen quickly", "described quick"))
    assert path.read_text(encoding="utf-8") != text
    cites = cites_by_statement(inspection)
    expected = {id_ for id_, rests_on in cites.items() if "fg-protection-staff" in rests_on}
    assert len(expected) >= 2
    assert _stale_after_trail(inspection) == expected
    said = must(run_command("inspect", inspection), 1)
    assert all(f"{id_} is stale: what it cites has changed." in said.err for id_ in expected)
    assert said.err.count(" is stale") == len(expected)
    inside = (inspection / "out/inside/report.html").read_text(encoding="utf-8")
    public = (inspection / "out/public/report.html").read_text(encoding="utf-8")
    assert inside.count("stale") > public.count("stale")


def test_a_changed_answer_makes_stale_what_shows_its_share(inspection: Path) -> None:
    path = inspection / "surveys/staff.csv"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.rstrip().endswith("know-decision,agree"))
    lines[place] = lines[place].replace("know-decision,agree", "know-decision,disagree")
    path.write_text("".join(lines), encoding="utf-8")
    cites = cites_by_statement(inspection)
    shown = "survey.staff.know-decision"
    expected = {id_ for id_, rests_on in cites.items() if shown in rests_on}
    assert len(expected) >= 3
    assert _stale_after_trail(inspection) == expected


def test_a_second_readers_answer_moves_nothing(inspection: Path) -> None:
    """It is there for agreement, and would count the record twice."""
    path = inspection / "readings.csv"
    first = path.read_text(encoding="utf-8").splitlines()[1].split(",")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{first[0]},second-reader,{first[2]},not_recorded\n")
    must(run_command("trail", inspection, "--all"))


def test_a_changed_fact_makes_the_fact_stale(inspection: Path) -> None:
    path = inspection / "inspection.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("words: between September", "words: between late September"))
    assert _stale_after_trail(inspection) == {"fact-window"}


def test_a_finding_nobody_confirmed_does_not_resolve(inspection: Path) -> None:
    """Facts are read from their file; a finding is the team's, and the team must have seen it."""
    (inspection / "cited.json").unlink()
    said = must(run_command("trail", inspection, "--all", "--json"), 1)
    assert _in_state(said, "does not resolve") == cites_by_statement(inspection).keys()
