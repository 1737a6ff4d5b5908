"""What waits for whoever is to do a task, or takes part in an engagement today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.waiting import Waiting, tells_what_waits

from .queries import tasks as queries


@tells_what_waits
def tasks(by: Person) -> list[Waiting]:
    """Tasks that are to do."""
    return [
        Waiting(
            title=one.title,
            address=reverse("task", args=[one.id]),
            due=one.due,
            about=one.inspection.name,
        )
        for one in queries.open_tasks_of(by)
    ]


@tells_what_waits
def engagements(by: Person) -> list[Waiting]:
    """Engagements of today."""
    return [
        Waiting(
            title=_("%(starts)s: %(title)s, %(place)s")
            % {"starts": f"{one.starts:%H:%M}", "title": one.title, "place": one.place},
            address=reverse("engagement", args=[one.id]),
            due=one.day,
            about=one.inspection.name,
        )
        for one in queries.engagements_today(by)
    ]
