"""Invented numbers to ring, and three invented concerns: new, handed over, and closed."""

from collections.abc import Mapping
from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.concerns import actions, numbers
from sixpoint_web.concerns.models import Concern
from sixpoint_web.concerns.sealing import Note
from sixpoint_web.inspections.models import Inspection

WEEKDAYS = range(5)
OWN = {"lead": "07700 900101", "depute": "07700 900102", "lead-for-concerns": "01632 960103"}
"""Of ranges that are kept for fiction."""


def invent(inspection: Inspection, people: Mapping[str, Person]) -> None:
    """Through the same actions as the pages."""
    _numbers(inspection, people)
    raised = [_raise(inspection, people["inspector"], number) for number in (1, 2, 3)]
    _, handed_over, closed = raised
    for one in (handed_over, closed):
        actions.hand_over(by=people["lead"], concern=one, told_by_telephone="")
    actions.take_over(by=people["lead-for-concerns"], concern=_now(closed))
    actions.respond(
        by=people["lead-for-concerns"],
        concern=_now(closed),
        says="Visited the same day. The child is safe with a relative. A discussion follows.",
        happened_at=timezone.now(),
        designation="Team manager, children's duty team",
    )
    actions.close(by=people["depute"], concern=_now(closed))


def _numbers(inspection: Inspection, people: Mapping[str, Person]) -> None:
    for role, phone in OWN.items():
        numbers.give_own_number(by=people[role], inspection=inspection, phone=phone)
    office = {"weekdays": WEEKDAYS, "from_time": time(8, 45), "to_time": time(17)}
    for name, phone, hours in (
        ("Children's duty team", "01632 960201", {"out_of_hours": False, **office}),
        ("Emergency social work service", "01632 960299", {"out_of_hours": True}),
    ):
        numbers.add_number(
            by=people["co-ordinator"],
            inspection=inspection,
            key=uuid4(),
            name=name,
            phone=phone,
            **hours,
        )


def _raise(inspection: Inspection, by: Person, number: int) -> Concern:
    return actions.raise_concern(
        by=by,
        inspection=inspection,
        key=uuid4(),
        case_reference=f"INV-{1040 + number}",
        note=Note(name="", seen="Invented: a child said she did not want to go home tonight."),
        danger=number == 1,
        rung="999,duty" if number == 1 else "duty",
        rung_at=timezone.now() - timedelta(minutes=number),
        about=[],
    )


def _now(concern: Concern) -> Concern:
    return Concern.objects.select_related("inspection", "raised_by").get(id=concern.id)
