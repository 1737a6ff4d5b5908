"""The permission matrix is read strictly, and holds what an inspector would insist on."""

from pathlib import Path

import pytest

from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.matrix import FILE, Cell, UnknownCell, load, matrix

PARTNERSHIPS = {
    "co-ordinator",
    "data-officer",
    "local-record-reader",
    "lead-for-concerns",
    "chief-officer",
}


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    file = tmp_path / "permissions.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def allowed_things(role: str) -> set[str]:
    things = matrix().permissions.things
    return {things[cell.thing].holds for cell in matrix().allowed if cell.role == role}


def test_every_role_of_a_joint_inspection_is_there() -> None:
    assert len(matrix().permissions.roles) == 18  # with everybody who is signed in


def test_what_is_not_in_the_file_is_refused() -> None:
    assert not matrix().allows(
        [], side="inspectorate", thing="person", action="add", state="invited"
    )
    asked = {"side": "inspectorate", "thing": "person", "action": "add", "state": "invited"}
    assert not matrix().allows([], **asked)
    assert not matrix().allows(["lead", "no-such-role"], **asked)
    assert matrix().allows(["lead", "administrator"], **asked)


@pytest.mark.parametrize(
    ("thing", "action", "state"),
    [("persons", "see", "active"), ("person", "sea", "active"), ("person", "see", "asleep")],
)
def test_a_question_about_what_is_not_there_is_our_fault(
    thing: str, action: str, state: str
) -> None:
    with pytest.raises(UnknownCell):
        matrix().allows(["lead"], side="inspectorate", thing=thing, action=action, state=state)


def test_a_question_about_the_other_sides_thing_is_our_fault() -> None:
    with pytest.raises(UnknownCell):
        matrix().allows(
            ["lead"], side="partnership", thing="inspection", action="see", state="planned"
        )


def test_the_administrator_looks_after_the_house_and_reads_nothing_in_it() -> None:
    assert allowed_things("administrator") & {"evidence", "records"} == set()
    assert {"evidence", "records"} <= set(matrix().permissions.roles["administrator"].never)


def test_young_volunteers_never_see_records() -> None:
    assert "records" in matrix().permissions.roles["young-inspection-volunteer"].never


@pytest.mark.parametrize("role", sorted(PARTNERSHIPS))
def test_the_partnership_never_sees_raw_evidence(role: str) -> None:
    assert "evidence" in matrix().permissions.roles[role].never


def test_only_the_trail_s_keepers_see_it() -> None:
    seeing = {cell.role for cell in matrix().allowed if cell.thing == "audit-trail"}
    assert seeing == {"administrator", "data-protection-officer"}


def test_health_records_need_an_authority_of_their_own() -> None:
    kinds = matrix().permissions.kinds_of_record
    assert not kinds["health"].by_default
    assert all(kind.by_default for name, kind in kinds.items() if name != "health")


def test_allowed_cells_are_cells() -> None:
    every = set(matrix().cells())
    assert matrix().allowed < every
    assert len(every) > 400


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("see: {administrator: all}", "see: {lead: all}", "may never be allowed what holds"),
        ("add: {administrator: [invited]}", "add: {administrator: [asleep]}", "no state asleep"),
        ("add: {administrator: [invited]}", "add: {adminstrator: all}", "no such role"),
        ("holds: own", "holds: owned", "which is no kind"),
        ("never: [accounts, trail", "never: [acounts, trail", "which nothing holds"),
        (
            "      declare: {signed-in: [new]}",
            "      declare: {signed-in: [new]}\n      declare: {}",
            "",
        ),
        ("title: Lead inspector", "titel: Lead inspector", ""),
    ],
)
def test_a_contradiction_keeps_the_workspace_from_starting(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(UserError) as caught:
        load(changed(tmp_path, old, new))
    assert said in str(caught.value)


@pytest.mark.parametrize("role", ["lead", "service-manager"])
def test_a_role_that_never_counts_for_a_thing_is_refused(tmp_path: Path, role: str) -> None:
    """A lead leads one inspection; a service manager is not on the partnership's side."""
    text = FILE.read_text(encoding="utf-8")
    own = "sides: [partnership, inspectorate]\n    states: [own]"
    text = text.replace(own, "sides: [partnership]\n    states: [own]")
    text = text.replace("see: {signed-in: all}", f"see: {{{role}: all}}", 1)
    file = tmp_path / "permissions.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="on the other side"):
        load(file)


def test_the_cells_of_one_action_are_those_the_file_says() -> None:
    closes = {
        cell for cell in matrix().allowed if (cell.thing, cell.action) == ("inspection", "close")
    }
    assert closes == {Cell("inspectorate", "inspection", "close", "running", "lead")}
