"""The cells about people, roles and one's own work, and the addresses that ask them."""

from typing import Any
from uuid import UUID

from sixpoint_web.accounts import policies
from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import InstallationRole, Person
from tests.support.asked import Asked, Question, nobody_asks
from tests.support.people import a_person, ended_role, held_role

THINGS = frozenset({"work", "person", "role"})

PAGES = {
    "people": Asked("GET", "person", "see", "active"),
    "add-person": Asked("GET", "person", "add", "invited"),
    "person": Asked("GET", "person", "see", "active"),
    "give-role": Asked("POST", "role", "give", "new", about="person"),
    "authority": Asked("POST", "person", "change-authority", "active"),
    "close-person": Asked("POST", "person", "close", "active"),
    "reopen-person": Asked("POST", "person", "reopen", "active"),
    "invite-again": Asked("POST", "person", "invite-again", "active"),
    "end-role": Asked("POST", "role", "end", "held"),
}

VALID = {"add-person": {"new_body": ""}}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """Somebody, and a role of his."""
    del made
    return {"person": other.id, "role": held_role(other, "data-protection-officer").id}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """No inspection, and what the cell's policy is asked."""
    if cell.thing == "work":
        return None, policies.check_can_see_own_work
    return None, _of_person(cell) if cell.thing == "person" else _of_role(cell)


def _of_person(cell: Cell) -> Question:
    other = a_person("Morag", state=cell.state)
    return {
        "see": lambda by: policies.check_can_see_person(by, other),
        "add": policies.check_can_add_person if cell.state == "invited" else nobody_asks,
        "invite-again": lambda by: policies.check_can_invite_again(by, other),
        "close": lambda by: policies.check_can_close_person(by, other),
        "reopen": lambda by: policies.check_can_reopen_person(by, other),
        "change-authority": lambda by: policies.check_can_change_authority(by, other),
    }[cell.action]


def _of_role(cell: Cell) -> Question:
    if (cell.action == "give") != (cell.state == "new"):
        return nobody_asks
    if cell.action == "give":
        other = a_person("Morag")
        return lambda by: policies.check_can_give_role(by, other)
    role = _a_role(cell.state)
    return lambda by: policies.check_can_end_role(by, role)


def _a_role(state: str) -> InstallationRole:
    """A role of somebody else that nobody needs."""
    give = ended_role if state == "ended" else held_role
    return give(a_person("Morag"), "data-protection-officer")
