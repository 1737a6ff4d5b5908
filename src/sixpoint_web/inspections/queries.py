"""Which inspections there are for somebody, and his roles in them."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.shared.once import once

from .models import Conflict, Inspection, InspectionRole


def roles_in(inspection: Inspection, person: Person) -> frozenset[str]:
    """The roles somebody holds today in an inspection; none while a conflict stands."""
    if has_conflict(inspection, person):
        return frozenset()
    held = InspectionRole.objects.filter(in_force(today()), person=person, inspection=inspection)
    key = ("roles-in", inspection.pk, person.pk)
    return once(key, lambda: frozenset(held.values_list("role", flat=True)))


def has_conflict(inspection: Inspection, person: Person) -> bool:
    """Whether somebody declared a conflict of interest that nobody withdrew."""
    declared = Conflict.objects.filter(person=person, inspection=inspection, withdrawn_at=None)
    return once(("has-conflict", inspection.pk, person.pk), declared.exists)


def inspections_of(person: Person) -> QuerySet[Inspection]:
    """The inspections in which somebody holds a role today, each with his roles."""
    mine = InspectionRole.objects.filter(in_force(today()), person=person).order_by("starts", "id")
    found = Inspection.objects.filter(id__in=mine.values("inspection"))
    found = found.exclude(id__in=in_conflict(person))
    return found.prefetch_related(Prefetch("roles", queryset=mine))


def inspections() -> QuerySet[Inspection]:
    """Every inspection, the newest window first."""
    return Inspection.objects.all()


def inspection_with(id_: UUID) -> Inspection | None:
    """The inspection with this id."""
    return Inspection.objects.filter(id=id_).first()


def team(inspection: Inspection) -> QuerySet[InspectionRole]:
    """Every role held in an inspection today or later, by name."""
    held = InspectionRole.objects.filter(inspection=inspection)
    held = held.exclude(ends__lt=today()).select_related("person__body")
    return held.order_by("person__name", "role", "id")


def role_with(id_: UUID) -> InspectionRole | None:
    """One role in an inspection."""
    return InspectionRole.objects.select_related("inspection", "person").filter(id=id_).first()


def conflicts(inspection: Inspection) -> QuerySet[Conflict]:
    """The conflicts that stand in an inspection."""
    standing = Conflict.objects.filter(inspection=inspection, withdrawn_at=None)
    return standing.select_related("person__body").order_by("person__name", "id")


def conflict_with(id_: UUID) -> Conflict | None:
    """One declared conflict."""
    return Conflict.objects.select_related("inspection", "person").filter(id=id_).first()


def in_conflict(person: Person) -> QuerySet[Conflict, object]:
    """The inspections that are closed to somebody because he declared a conflict."""
    standing = Conflict.objects.filter(person=person, withdrawn_at=None)
    return standing.values_list("inspection", flat=True)
