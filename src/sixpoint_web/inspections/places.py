"""The pages that one inspection has, for those who may see them.

Each app names its own in its `places.py` (`name_place`); they stand on every page of the
inspection in the order of the apps. This module names the first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person

from .models import Inspection
from .policies import can_see_inspection, can_see_scope


@dataclass(frozen=True, kw_only=True)
class Place:
    """One page: the name of its address, which takes the inspection's id, and who sees it."""

    address: str
    title: str | Promise
    may_see: Callable[[Person, Inspection], bool]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One page in the list that somebody sees; `here` on the page itself and those below it."""

    address: str
    title: str
    here: bool


_places: list[Place] = []


def name_place(*, address: str, title: str | Promise, may_see: Callable[..., bool]) -> None:
    """Adds a page to every inspection."""
    _places.append(Place(address=address, title=title, may_see=may_see))


def places_for(by: Person, inspection: Inspection, path: str) -> list[Shown]:
    """The pages of this inspection that somebody may see; `path` is where he is."""
    seen = [one for one in _places if one.may_see(by, inspection)]
    found = [(reverse(one.address, args=[inspection.id]), str(one.title)) for one in seen]
    here = max((address for address, _title in found if path.startswith(address)), default="")
    return [Shown(address=a, title=title, here=a == here) for a, title in found]


name_place(address="inspection", title=_("Overview"), may_see=can_see_inspection)
name_place(address="scope", title=_("Framework and scope"), may_see=can_see_scope)
