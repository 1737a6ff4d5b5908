"""Tasks of the team: those somebody may see, what waits for him, and who may be given one."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.inspections.models import Inspection, InspectionRole
from sixpoint_web.inspections.queries import in_conflict_here, inspections_of

from .. import policies
from ..models import Engagement, Part, Task, TaskSettles

AT_MOST = 50


@dataclass(frozen=True, kw_only=True)
class Doer:
    """Somebody of the team who may be given a task, with his roles in words."""

    person: Person
    roles: tuple[str, ...]


def tasks_for(by: Person, inspection: Inspection) -> QuerySet[Task]:
    """Everybody's, or one's own; what is to do first, by day."""
    found = Task.objects.filter(inspection=inspection).select_related("person")
    if not policies.can_see_tasks(by, inspection):
        found = found.filter(person=by)
    return found.order_by("due", "title", "id")


def task_with(id_: UUID) -> Task | None:
    """One task with what it is to settle."""
    settles = TaskSettles.objects.select_related("item").order_by("item__indicator", "item__what")
    found = Task.objects.select_related("inspection", "person", "made_by", "ended_by")
    return found.prefetch_related(Prefetch("settles", queryset=settles)).filter(id=id_).first()


def task_by_key(inspection: Inspection, key: UUID) -> Task | None:
    """The task that a form made."""
    return Task.objects.filter(inspection=inspection, key=key).first()


def may_do(inspection: Inspection) -> list[Doer]:
    """The team's people who see their own tasks, today, without a conflict of interest."""
    held = InspectionRole.objects.filter(
        in_force(today()), inspection=inspection, person__is_active=True
    ).exclude(person__in=in_conflict_here(inspection))
    roles: dict[Person, list[str]] = {}
    for one in held.select_related("person").order_by("person__name", "person_id", "role"):
        roles.setdefault(one.person, []).append(one.role)
    titles = matrix().permissions.roles
    return [
        Doer(person=person, roles=tuple(titles[role].title for role in its))
        for person, its in roles.items()
        if _sees_own(its)
    ]


def _sees_own(roles: list[str]) -> bool:
    return matrix().allows(
        roles, side=settings.SIDE, thing="task", action="see-own", state=Task.State.OPEN
    )


def open_tasks_of(by: Person) -> QuerySet[Task]:
    """What somebody has still to do, in every inspection that is open to him."""
    found = Task.objects.filter(person=by, state=Task.State.OPEN, inspection__in=_open_to(by))
    return found.select_related("inspection")[:AT_MOST]


def engagements_today(by: Person) -> QuerySet[Engagement]:
    """Engagements of today in which somebody takes part."""
    named = Part.objects.filter(person=by).values("engagement")
    found = Engagement.objects.filter(
        id__in=named, day=today(), state=Engagement.State.PLANNED, inspection__in=_open_to(by)
    )
    return found.select_related("inspection").order_by("starts", "id")[:AT_MOST]


def _open_to(by: Person) -> list[Inspection]:
    return [one for one in inspections_of(by) if one.state != Inspection.State.CLOSED]
