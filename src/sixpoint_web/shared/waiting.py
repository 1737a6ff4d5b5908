"""What waits for somebody: each app that asks people to do something tells it in its `waiting.py`.

A finder takes a person and gives his waiting things; `home` shows all of them, the nearest first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing to do: what, where, until when (a day that is over means late), and for what."""

    title: str
    address: str
    due: date | None = None
    about: str = ""


Finder = Callable[[Any], list[Waiting]]

_finders: list[Finder] = []


def tells_what_waits(find: Finder) -> Finder:
    """Names a finder: it is asked for everybody who opens his work."""
    _finders.append(find)
    return find


def waiting_for(by: object) -> list[Waiting]:
    """Everything that waits for somebody, the nearest day first, then what has none."""
    found = [one for find in _finders for one in find(by)]
    return sorted(found, key=lambda one: (one.due or date.max, one.about, one.title, one.address))
