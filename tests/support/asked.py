"""What tests of the matrix ask: each app's addresses and cells, from tests/support/cells/<app>.py.

Such a module has `PAGES` (address by name, with the cell it asks), `things` (what the addresses
are about, made on behalf of other people), `THINGS` (of the matrix) and `question_about` (a cell's
policy). It may have `many` (makes so many more of what `things` made), `VALID` (what a form's
fields take, by address) and `ARGUMENTS` (what stands in a path beside an id, by address).
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from sixpoint_web.accounts.matrix import Cell
from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.guard import Refused

Question = Callable[[Person], None]


class Asked(NamedTuple):
    """The method of an address, the cell that it asks, and what the id in it is about."""

    method: str
    thing: str
    action: str
    state: str
    about: str = ""
    """A key of `things`; empty: the thing itself."""
    team_only: bool = False
    """Beside the matrix: only for those who are named in the inspection."""


def _modules() -> list[ModuleType]:
    """The modules of the apps that are there on this side, lowest app first."""
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("sixpoint_web.")]
    names = [f"tests.support.cells.{name.partition('.')[2]}" for name in ours]
    return [import_module(name) for name in names if find_spec(name)]


def pages() -> dict[str, Asked]:
    """Every address of ours on this side that is not open to anybody."""
    return {name: asked for one in _modules() for name, asked in one.PAGES.items()}


def things(other: Person) -> dict[str, UUID]:
    """Real things of somebody else, for every address."""
    made: dict[str, UUID] = {}
    for one in _modules():
        made |= one.things(other, made)
    return made


def arguments(name: str) -> dict[str, str]:
    """What stands in the path of an address beside an id of `things`."""
    found: dict[str, str] = {}
    for one in _modules():
        found |= getattr(one, "ARGUMENTS", {}).get(name, {})
    return found


def valid() -> dict[str, dict[str, str]]:
    """For addresses whose forms take not just any words: what some of their fields take."""
    return {name: given for one in _modules() for name, given in getattr(one, "VALID", {}).items()}


def question_about(cell: Cell) -> tuple[Any, Question]:
    """The inspection that the cell is about, if any, and the question of its policy."""
    one = next(one for one in _modules() if cell.thing in one.THINGS)
    found: tuple[Any, Question] = one.question_about(cell)
    return found


def nobody_asks(by: Person) -> None:
    """Nothing of this kind is ever in this state when it is asked, so no policy can say yes."""
    del by
    raise Refused("no such question")
