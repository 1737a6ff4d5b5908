"""Every cell of the matrix, asked through the policy that stands for it, with a real person.

A person holds one role and nothing else; the object is in the cell's state. Where the policy has
reasons of its own, the object is one to which none of them applies.
"""

from typing import Any

import pytest
from django.conf import settings

from sixpoint_web.accounts.asking import quietly
from sixpoint_web.accounts.matrix import EVERYBODY, Cell, matrix
from sixpoint_web.accounts.models import Person
from tests.support.asked import question_about
from tests.support.people import a_person, held_role
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


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_policies_answer_as_the_cells_of_every_role_say(place: tuple[str, str, str]) -> None:
    cells = [cell for cell in CELLS if (cell.thing, cell.action, cell.state) == place]
    assert len(cells) > 5
    for cell in cells:
        with undone():
            inspection, asks = question_about(cell)
            person = with_role(cell, inspection)
            everybodys = cell._replace(role=EVERYBODY)
            expected = cell in matrix().allowed or everybodys in matrix().allowed
            assert quietly(asks)(person) == expected, cell
