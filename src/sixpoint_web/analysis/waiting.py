"""What waits on the partnership's side: extracts to hand in, and a crossing to look at."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixpoint_web.shared.waiting import Waiting, tells_what_waits

from . import policies, queries


@tells_what_waits
def extracts_to_hand_in(by: Any) -> list[Waiting]:
    """How many tables of somebody's own agencies have no file."""
    if not policies.can_see_extracts(by):
        return []
    tables = [table for agency in queries.agencies_for(by) for table in agency.tables.all()]
    missing = sum(not table.now for table in tables)  # type: ignore[attr-defined]  # prefetched
    if not missing:
        return []
    words = ngettext("Hand in %(n)s extract", "Hand in %(n)s extracts", missing) % {"n": missing}
    return [Waiting(title=words, address=reverse("extracts"))]


@tells_what_waits
def a_crossing_to_look_at(by: Any) -> list[Waiting]:
    """The latest, where somebody may clear it and has not looked."""
    crossing = queries.latest_crossing() if policies.can_see_crossing(by) else None
    if crossing is None or not policies.can_look(by, crossing):
        return []
    if queries.looks_at(crossing).filter(by=by).exists():
        return []
    title = _("Look at what would cross, as one of two people")
    return [Waiting(title=title, address=reverse("what-crosses"))]
