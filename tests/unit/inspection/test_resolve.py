"""Each statement's state, and an inspection that has no figures at all."""

import json
from pathlib import Path

import pytest

from sixpoint.inspection.cited import Confirmed, confirm, read_confirmed, stale_findings
from sixpoint.inspection.resolve import Resolution, State, resolve_all
from sixpoint.inspection.run import Inspected
from tests.support.inspections import evaluations, evidence, look, plan, write_folder

FRAMEWORK = "scotland-children/2014"


def conclusions(*says: tuple[str, list[str]]) -> dict[str, object]:
    return {"format": 1, "overall": [{"says": text, "cites": cites} for text, cites in says]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nowhere's inspection: two items of evidence, one level, no extracts and no crossing file."""
    return write_folder(
        tmp_path / "inspection",
        plan(FRAMEWORK, indicators=["5.2"]),
        evidence=evidence("5.2"),
        evaluations=evaluations(_5_2=4),
        conclusions=conclusions(
            ("We saw a team.", ["obs-team"]),
            ("It was {attendance.latest}.", ["doc-plan"]),
            ("We think so.", []),
        ),
    )


def states(folder: Path) -> dict[str, Resolution]:
    inspected = look(folder)
    found = resolve_all(inspected.gathered, inspected.inside, inspected.confirmed, recomputed=None)
    return {one.statement: one for one in found}


def confirmed(folder: Path) -> Inspected:
    inspected = look(folder)
    matter = inspected.gathered.matter
    confirm(folder, matter.findings, matter.sources, inspected.public)
    return inspected


def test_an_inspection_without_extracts_runs_and_says_which_figures_it_has_not(
    folder: Path,
) -> None:
    inspected = look(folder)
    not_known = dict(inspected.gathered.matter.not_known)
    assert len(not_known) >= 12
    whys = {why.casefold() for why in not_known.values()}
    assert any("no figures were received from the partnership" in why for why in whys)
    (statement,) = (one for one in inspected.public.statements if one.id == "overall-2")
    assert "[not known (no figures were received" in statement.text


def test_a_finding_nobody_confirmed_does_not_resolve_and_says_how_it_would(folder: Path) -> None:
    found = states(folder)["overall-1"]
    assert found.state is State.UNRESOLVED
    assert "obs-team was never confirmed: run `sixpoint inspect --confirm`" in found.why[0]


def test_once_confirmed_it_resolves_a_figure_that_is_not_known_too(folder: Path) -> None:
    confirmed(folder)
    found = states(folder)
    assert found["overall-1"].state is State.RESOLVES
    assert found["overall-2"].state is State.RESOLVES
    assert found["5.2-1"].state is State.RESOLVES


def test_a_finding_that_cites_nothing_never_resolves(folder: Path) -> None:
    confirmed(folder)
    found = states(folder)["overall-3"]
    assert (found.state, found.why) == (State.UNRESOLVED, ("It cites nothing.",))


def test_what_changed_after_it_was_confirmed_is_stale_and_says_as_what(folder: Path) -> None:
    confirmed(folder)
    path = folder / "evidence/evidence.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("It is a plan.", "It is a draft."), encoding="utf-8")
    found = states(folder)
    assert found["overall-1"].state is State.RESOLVES
    assert found["overall-2"].state is State.STALE
    assert "doc-plan has changed since it was confirmed as: A plan." in found["overall-2"].why
    assert look(folder).gathered.matter.stale == {"overall-2", "5.2-1"}


def test_nothing_is_stale_where_nothing_was_ever_confirmed(folder: Path) -> None:
    matter = look(folder).gathered.matter
    assert stale_findings(matter.findings, matter.sources, None) == frozenset()
    assert (
        stale_findings(matter.findings, matter.sources, Confirmed(format=1, cited=()))
        == frozenset()
    )


def test_what_is_confirmed_is_each_thing_cited_once_with_what_it_showed(folder: Path) -> None:
    inspected = confirmed(folder)
    written = read_confirmed(folder)
    assert written is not None
    ids = [one.id for one in written.cited]
    assert len(ids) == len(set(ids))
    assert {"obs-team", "doc-plan", "attendance.latest"} <= set(ids)
    matter = inspected.gathered.matter
    assert written.find("obs-team").fingerprint == matter.sources["obs-team"].fingerprint
    assert written.find("nowhere") is None
    assert json.loads((folder / "cited.json").read_text())["format"] == 1


def test_nobody_confirmed_where_there_is_no_file(folder: Path) -> None:
    assert read_confirmed(folder) is None
