"""Messages about requests: that something waits, and never what it says."""

from collections.abc import Iterable

from sixpoint_web.accounts.models import Person
from sixpoint_web.outbox.write import write

from .models import Request
from .queries import people_with

ANSWERING = ("co-ordinator", "data-officer")
"""Who of the partnership is told that it is asked for something."""

LEADING = ("lead",)


def tell_partnership(request: Request, *, kind: str, title: str, text: str) -> None:
    """To those who answer for the partnership in this inspection."""
    _tell(people_with(request.inspection, *ANSWERING), kind=kind, title=title, text=text)


def tell_team(request: Request, *, kind: str, title: str, text: str) -> None:
    """To whoever asked, and to the lead."""
    told = list(people_with(request.inspection, *LEADING))
    if request.asked_by is not None and request.asked_by not in told:
        told.append(request.asked_by)
    _tell(told, kind=kind, title=title, text=text)


def tell_one(person: Person, *, kind: str, title: str, text: str) -> None:
    """To one person."""
    _tell([person], kind=kind, title=title, text=text)


def _tell(people: Iterable[Person], *, kind: str, title: str, text: str) -> None:
    for one in people:
        if one.is_active:
            write(to=one, kind=kind, title=title, text=text)
