"""Timetables, engagements, tasks and items of the board, for tests; made without the pages."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.plan.models import BoardItem, Engagement, Holiday, Step, Task, Timetable

MONDAY = date(2026, 9, 7)


def a_timetable(inspection: Inspection, by: Person) -> Timetable:
    """Four weeks from a Monday, with one step in the second and holidays in the third."""
    made = Timetable.objects.create(
        inspection=inspection, title="Invented", first_monday=MONDAY, weeks=4, made_by=by
    )
    Step.objects.create(timetable=made, what="On site", first=2, last=2)
    Holiday.objects.create(
        timetable=made, name="Holidays", first=date(2026, 9, 21), last=date(2026, 9, 25)
    )
    return made


def on_the_board(
    inspection: Inspection, by: Person, state: str = "uncertain", **more: Any
) -> BoardItem:
    """An item in this column."""
    given = {
        "what": "Do children know who speaks for them?",
        "indicator": "1.1",
        "reasons": "Two groups differ",
        "would_settle": "A third group",
        **more,
    }
    return BoardItem.objects.create(
        inspection=inspection, key=uuid4(), state=state, made_by=by, **given
    )


def an_engagement(inspection: Inspection, by: Person, **more: Any) -> Engagement:
    """A planned one that the partnership takes part in."""
    given = {
        "kind": "focus-group",
        "title": "Parents of young children",
        "day": date(2026, 9, 16),
        "starts": time(10),
        "ends": time(11),
        "place": "Community centre, room 2",
        **more,
    }
    return Engagement.objects.create(inspection=inspection, key=uuid4(), made_by=by, **given)


def a_task(inspection: Inspection, person: Person, state: str = "open", **more: Any) -> Task:
    """A task of this person."""
    given: dict[str, Any] = {"title": "Read the minutes", "due": date(2026, 9, 18), **more}
    if state != "open":
        given |= {"ended_by": person, "ended_at": timezone.now()}
    return Task.objects.create(
        inspection=inspection, key=uuid4(), person=person, state=state, made_by=person, **given
    )
