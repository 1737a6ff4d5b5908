"""The cell about frameworks, and the addresses that ask it."""

from typing import Any
from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.frameworks import policies
from tests.support.asked import Asked, Question

THINGS = frozenset({"framework"})

PAGES = {
    "frameworks": Asked("GET", "framework", "see", "on-the-shelf"),
    "framework": Asked("GET", "framework", "see", "on-the-shelf"),
}

ARGUMENTS = {"framework": {"pack": "scotland-children", "version": "2014"}}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """Nothing: frameworks are on the shelf."""
    del other, made
    return {}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """No inspection, and the one question."""
    del cell
    return None, policies.check_can_see_frameworks
