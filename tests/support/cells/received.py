"""The cells about figures that crossed, and the addresses that ask them."""

from typing import Any
from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.received import policies
from tests.support.asked import Asked, Question
from tests.support.crossed import a_crossing
from tests.support.inspections_made import an_inspection

THINGS = frozenset({"crossing"})

PAGES = {
    "figures": Asked("GET", "crossing", "see", "running", about="inspection"),
    "receive-crossing": Asked("GET", "crossing", "receive", "running", about="inspection"),
    "figure": Asked("GET", "crossing", "see", "running", about="figure"),
    "crossing": Asked("GET", "crossing", "see", "running"),
    "crossing-file": Asked("GET", "crossing", "take-file", "running", about="crossing"),
}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """A crossing that somebody received, and one of its figures."""
    inspection = Inspection.objects.get(id=made["inspection"])
    crossing = a_crossing(inspection, by=other)
    figure = crossing.figures.first()
    assert figure
    return {"crossing": crossing.id, "figure": figure.id}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """The inspection of a cell, and what its policy is asked."""
    inspection = an_inspection(cell.state)
    questions: dict[str, Question] = {
        "see": lambda by: policies.check_can_see_figures(by, inspection),
        "receive": lambda by: policies.check_can_receive(by, inspection),
        "take-file": lambda by: policies.check_can_take_file(by, inspection),
    }
    return inspection, questions[cell.action]
