"""Every cell of the matrix, asked through the policy that stands for it, with a real person.

A person holds one role and nothing else; the object is in the cell's state. Where the policy has
reasons of its own, the object is one to which none of them applies.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from sixpoint_web.accounts import policies
from sixpoint_web.accounts.asking import quietly
from sixpoint_web.accounts.matrix import EVERYBODY, Cell, matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.keeping import policies as keeping
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.guard import Refused
from tests.support.people import a_person, ended_role, held_role
from tests.support.undone import undone

pytestmark = pytest.mark.django_db

SIDE = str(settings.SIDE)
CELLS = [cell for cell in matrix().cells() if cell.side == SIDE]
PLACES = sorted({(cell.thing, cell.action, cell.state) for cell in CELLS})


def with_role(cell: Cell, inspection: Any) -> Person:
    """Somebody who holds this role and no other, where it is given."""
    scope = matrix().permissions.roles[cell.role].given_for[cell.side]
    person = a_person("Ailsa")
    if cell.role == EVERYBODY:
        return person
    if scope == "installation":
        held_role(person, cell.role)
    elif inspection is not None:
        from tests.support.inspections_made import put_in_team

        put_in_team(person, inspection, cell.role)
    return person


def question(cell: Cell) -> tuple[Any, Callable[[Person], None]]:
    """The inspection that the cell is about, if any, and the question of its policy."""
    if cell.thing in {"inspection", "team-role", "conflict"}:
        from tests.support.inspections_made import question_about

        return question_about(cell)
    return None, _question_here(cell)


def _question_here(cell: Cell) -> Callable[[Person], None]:
    place = (cell.thing, cell.action)
    if place == ("work", "see"):
        return policies.check_can_see_own_work
    if cell.thing == "person":
        other = a_person("Morag", state=cell.state)
        return {
            "see": lambda by: policies.check_can_see_person(by, other),
            "add": policies.check_can_add_person if cell.state == "invited" else _no_question,
            "invite-again": lambda by: policies.check_can_invite_again(by, other),
            "close": lambda by: policies.check_can_close_person(by, other),
            "reopen": lambda by: policies.check_can_reopen_person(by, other),
            "change-authority": lambda by: policies.check_can_change_authority(by, other),
        }[cell.action]
    if place == ("role", "give"):
        other = a_person("Morag")
        return (
            _no_question
            if cell.state != "new"
            else lambda by: policies.check_can_give_role(by, other)
        )
    if place == ("role", "end"):
        role = _a_role(cell.state)
        return lambda by: policies.check_can_end_role(by, role) if role else _no_question(by)
    return {
        ("audit-trail", "see"): keeping.check_can_see_trail,
        ("audit-trail", "verify"): keeping.check_can_verify_trail,
        ("message", "see"): lambda by: keeping.check_can_see_messages(by, cell.state),
        ("message", "send-again"): lambda by: keeping.check_can_send_again(
            by, Message(state=cell.state)
        ),
        ("run", "see"): lambda by: keeping.check_can_see_runs(by, cell.state),
    }[place]


def _a_role(state: str) -> Any:
    """A role of somebody else that nobody needs."""
    if state == "new":
        return None
    give = ended_role if state == "ended" else held_role
    return give(a_person("Morag"), "data-protection-officer")


def _no_question(by: Person) -> None:
    """Nothing of this kind is ever in this state when it is asked, so no policy can say yes."""
    del by
    raise Refused("no such question")


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_policies_answer_as_the_cells_of_every_role_say(place: tuple[str, str, str]) -> None:
    cells = [cell for cell in CELLS if (cell.thing, cell.action, cell.state) == place]
    assert len(cells) > 5
    for cell in cells:
        with undone():
            inspection, asks = question(cell)
            person = with_role(cell, inspection)
            everybodys = cell._replace(role=EVERYBODY)
            expected = cell in matrix().allowed or everybodys in matrix().allowed
            assert quietly(asks)(person) == expected, cell
