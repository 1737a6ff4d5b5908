"""What waits for whoever answers for concerns, raised one, or should say how to be rung."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.waiting import Waiting, tells_what_waits

from . import queries
from .models import Concern


@tells_what_waits
def concerns(by: Person) -> list[Waiting]:
    """Open concerns that somebody answers for."""
    now = timezone.now()
    return [
        Waiting(
            title=_("Overdue: a concern about a child waits")
            if one.due_at <= now
            else _("A concern about a child waits"),
            address=reverse("concern", args=[one.id]),
            due=timezone.localdate(one.due_at),
            about=one.inspection.name,
        )
        for one in queries.waiting_for(by)
    ]


@tells_what_waits
def not_answered(by: Person) -> list[Waiting]:
    """What somebody raised and nobody has answered in time, or no message reached anybody."""
    return [
        Waiting(
            title=_("Nobody has answered the concern you raised. Ring."),
            address=reverse("concern-raised", args=[one.id]),
            due=timezone.localdate(one.due_at),
            about=one.inspection.name,
        )
        for one in queries.raised_by(by)
        if one.due_at <= timezone.now() or _nobody_reached(one)
    ]


@tells_what_waits
def numbers(by: Person) -> list[Waiting]:
    """Inspections in which nobody could ring whoever this is, or no duty number is set."""
    address = "concern-numbers"
    missing = [
        (_("Give your telephone number for concerns"), queries.without_own_number(by)),
        (_("Set the partnership's duty numbers"), queries.without_duty_numbers(by)),
    ]
    return [
        Waiting(title=title, address=reverse(address, args=[one.id]), about=one.name)
        for title, inspections in missing
        for one in inspections
    ]


def _nobody_reached(concern: Concern) -> bool:
    told = [one for one in concern.told.all() if one.person_id != concern.raised_by_id]
    return all(queries.reached_nobody(one) for one in told)
