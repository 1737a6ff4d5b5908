"""The address of everybody's own work; its cell is the accounts'."""

from typing import Any
from uuid import UUID

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from tests.support.asked import Asked, Question

THINGS: frozenset[str] = frozenset()

PAGES = {"home": Asked("GET", "work", "see", "own")}


def things(other: Person, made: dict[str, UUID]) -> dict[str, UUID]:
    """Nothing: everybody has work of his own."""
    del other, made
    return {}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """Never asked: no thing of the matrix is this app's."""
    raise KeyError(cell.thing)
