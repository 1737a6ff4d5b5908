"""The public edition holds back what two people have not cleared; the inside one marks it."""

import json
from pathlib import Path

import pytest
import yaml

from sixpoint.disclosure.quotes import hash_of_words
from sixpoint.inspection.run import Inspected, write
from sixpoint.reports.types import Mark
from sixpoint.terms.problems import UserError
from tests.support.inspections import evaluations, evidence, look, plan, write_folder

SAID = "One young person told us of a night in a cell."
CONCLUSIONS = {
    "format": 1,
    "overall": [{"says": "Services work together.", "cites": ["doc-plan"]}],
    "good_practice": [{"title": "A van", "says": "A van visits.", "cites": ["obs-team"]}],
    "voices": [{"who": "children", "says": SAID, "cites": ["obs-team"]}],
}


def seen(by: str, says: str) -> dict[str, str]:
    at = {"day": "2019-06-01", "hash": hash_of_words(says)}
    return {"by": by, **at, "decision": "clear", "reason": "Nobody is known by it."}


def clearances(*people: str, says: str = SAID) -> dict[str, object]:
    one = {"statement": "voices-children-1", "hash": hash_of_words(says), "says": says}
    return {"format": 1, "clearances": [{**one, "looks": [seen(who, says) for who in people]}]}


def inspected(folder: Path, **files: object) -> Inspected:
    write_folder(
        folder,
        plan("scotland-children/2014", indicators=["1.1"]),
        evidence=evidence("1.1"),
        evaluations=evaluations(_1_1=4),
        conclusions=CONCLUSIONS,
        **files,  # type: ignore[arg-type]
    )
    return look(folder)


def public_words(found: Inspected) -> set[str]:
    return {statement.text for statement in found.public.statements}


def test_nothing_that_two_people_have_not_cleared_is_published(tmp_path: Path):
    found = inspected(tmp_path / "i", clearances=clearances("AM"))
    assert SAID not in public_words(found)
    assert SAID not in str(found.public_trail)
    marks = {s.id: s.marks for s in found.inside.statements if Mark.UNCLEARED in s.marks}
    assert set(marks) == {"voices-children-1", "practice-1"}


def test_what_two_people_have_cleared_is_published(tmp_path: Path):
    found = inspected(tmp_path / "i", clearances=clearances("AM", "RK"))
    assert SAID in public_words(found)
    assert "A van visits." not in public_words(found)


def test_a_change_of_the_words_voids_their_clearance(tmp_path: Path):
    old = clearances("AM", "RK", says="One young person told us of a night.")
    assert SAID not in public_words(inspected(tmp_path / "i", clearances=old))


def test_nothing_held_back_stands_in_any_file_for_the_public(tmp_path: Path):
    folder = tmp_path / "i"
    check = write(inspected(folder), folder, say=lambda _: None, confirming=False)
    public = [file for file in (folder / "out" / "public").rglob("*") if file.is_file()]
    assert public
    assert not any(b"night in a cell" in file.read_bytes() for file in public)
    said = json.loads((folder / "out" / "public" / "output-check.json").read_text())
    assert (said["state"], said["hash"], said["looks"]) == ("asked", check.hash, [])


def test_the_list_of_what_waits_can_be_filled_in_and_used(tmp_path: Path):
    folder = tmp_path / "i"
    write(inspected(folder), folder, say=lambda _: None, confirming=False)
    waiting = yaml.safe_load((folder / "out" / "inside" / "to-clear.yaml").read_text())
    for one in waiting["clearances"]:
        one["looks"] = [seen(who, one["says"]) for who in ("AM", "RK")]
    (folder / "clearances.yaml").write_text(yaml.safe_dump(waiting))
    found = look(folder)
    assert {SAID, "A van visits."} <= public_words(found)
    assert not found.gathered.matter.uncleared


def test_the_check_of_all_that_goes_out_is_said_with_it(tmp_path: Path):
    folder = tmp_path / "i"
    found = inspected(folder, clearances=clearances("AM", "RK"))
    at = write(found, folder, say=lambda _: None, confirming=False).hash
    looks = [{**seen(who, ""), "hash": at} for who in ("AM", "RK")]
    (folder / "output-check.yaml").write_text(yaml.safe_dump({"format": 1, "looks": looks}))
    check = write(look(folder), folder, say=lambda _: None, confirming=False)
    assert (check.state, check.people) == ("cleared", 2)
    inside = json.loads((folder / "out" / "inside" / "output-check.json").read_text())
    assert [one["by"] for one in inside["looks"]] == ["AM", "RK"]
    (folder / "clearances.yaml").unlink()
    assert write(look(folder), folder, say=lambda _: None, confirming=False).state == "void"


def test_looks_that_count_for_nothing_are_problems_with_their_line(tmp_path: Path):
    with pytest.raises(UserError) as told:
        inspected(tmp_path / "i", clearances=clearances("AM", "am"))
    (problem,) = told.value.problems
    assert problem.code == "look-counts-for-nothing"
    assert (problem.file, problem.line is None) == (tmp_path / "i" / "clearances.yaml", False)


LEAK = "One mother of twins said that nobody came"
BESIDE = {
    **CONCLUSIONS,
    "quotes": [
        {"speaker": "A parent", "role": "of twins", "text": LEAK, "approved_by": "The chair"},
        {"speaker": "The chair", "role": "of the partnership"},
    ],
    "childrens_summary": {
        "written_by": "The young volunteers",
        "title": "What we found",
        "paragraphs": ["We came in May.", f"We heard this: “{LEAK}”."],
    },
    "good_practice": [{"title": f"{LEAK}: a van", "says": "A van visits.", "cites": ["obs-team"]}],
}


def public_bytes(folder: Path) -> list[bytes]:
    write(look(folder), folder, say=lambda _: None, confirming=False)
    public = (folder / "out" / "public").rglob("*")
    return [file.read_bytes() for file in public if file.is_file()]


def test_no_quotation_goes_out_by_another_way(tmp_path: Path):
    """Neither as a quotation of the release, nor on the page for children, nor as a title."""
    folder = tmp_path / "i"
    inspected(folder, clearances=clearances("AM", "RK"))
    (folder / "conclusions.yaml").write_text(yaml.safe_dump(BESIDE))
    found = look(folder)
    assert found.gathered.matter.uncleared == {"quote-1", "childrens-summary-2", "practice-1"}
    files = public_bytes(folder)
    assert not any(LEAK.encode() in file for file in files)
    assert any(b"We came in May." in file for file in files)
    assert any(b"Quotation to be given and approved: A parent" in file for file in files)


def test_a_title_changed_after_clearing_voids_it(tmp_path: Path):
    folder = tmp_path / "i"
    inspected(folder, clearances=clearances("AM", "RK"))
    cleared = yaml.safe_load((folder / "clearances.yaml").read_text())
    says = "A van: A van visits."
    one = {"statement": "practice-1", "hash": hash_of_words(says), "says": says}
    cleared["clearances"].append({**one, "looks": [seen(who, says) for who in ("AM", "RK")]})
    (folder / "clearances.yaml").write_text(yaml.safe_dump(cleared))
    assert "A van visits." in public_words(look(folder))
    named = {**CONCLUSIONS, "good_practice": [{**CONCLUSIONS["good_practice"][0], "title": LEAK}]}  # type: ignore[index]
    (folder / "conclusions.yaml").write_text(yaml.safe_dump(named))
    assert "A van visits." not in public_words(look(folder))


def test_a_clearing_withdrawn_holds_the_words_back_again(tmp_path: Path):
    folder = tmp_path / "i"
    inspected(folder, clearances=clearances("AM", "RK"))
    said = yaml.safe_load((folder / "clearances.yaml").read_text())
    said["clearances"][0]["looks"].append({**seen("AM", SAID), "decision": "send back"})
    (folder / "clearances.yaml").write_text(yaml.safe_dump(said))
    assert SAID not in public_words(look(folder))


def test_what_was_sent_back_does_not_lie_among_what_goes_out(tmp_path: Path):
    folder = tmp_path / "i"
    found = inspected(folder, clearances=clearances("AM", "RK"))
    at = write(found, folder, say=lambda _: None, confirming=False).hash
    back = {**seen("RK", ""), "hash": at, "decision": "send back"}
    (folder / "output-check.yaml").write_text(yaml.safe_dump({"format": 1, "looks": [back]}))
    check = write(look(folder), folder, say=lambda _: None, confirming=False)
    assert (check.state, check.hash) == ("sent back", at)
    assert [file.name for file in (folder / "out" / "public").iterdir()] == ["output-check.json"]
    assert (folder / "out" / "inside" / "report.html").is_file()
    (folder / "clearances.yaml").unlink()
    assert write(look(folder), folder, say=lambda _: None, confirming=False).state == "void"
    assert (folder / "out" / "public" / "report.html").is_file()


@pytest.mark.parametrize(
    "text",
    ["", "format: 1\nclearances: [{statement: x}]\n", "format: 1\nclearances: 3\n", "- a\n", "{"],
)
def test_a_file_of_clearances_that_cannot_be_read_stops_everything(tmp_path: Path, text: str):
    folder = tmp_path / "i"
    inspected(folder)
    (folder / "clearances.yaml").write_text(text)
    with pytest.raises(UserError) as told:
        look(folder)
    assert {one.file for one in told.value.problems} == {folder / "clearances.yaml"}
