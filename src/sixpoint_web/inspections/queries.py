"""Which inspections there are for somebody, and his roles in them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sixpoint.packs.framework import Framework, Programme
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.frameworks.queries import framework
from sixpoint_web.shared.once import once

from .models import ChosenIndicator, Conflict, Inspection, InspectionRole, Pin, Service


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What an inspection evaluates: a code of its framework, its title, the themes it covers."""

    code: str
    title: str
    themes: tuple[str, ...]


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


def in_conflict_here(inspection: Inspection) -> QuerySet[Conflict, UUID]:
    """The ids of those who declared a conflict with this inspection that stands."""
    standing = Conflict.objects.filter(inspection=inspection, withdrawn_at=None)
    return standing.values_list("person", flat=True)


def conflict_with(id_: UUID) -> Conflict | None:
    """One declared conflict."""
    return Conflict.objects.select_related("inspection", "person").filter(id=id_).first()


def in_conflict(person: Person) -> QuerySet[Conflict, object]:
    """The inspections that are closed to somebody because he declared a conflict."""
    standing = Conflict.objects.filter(person=person, withdrawn_at=None)
    return standing.values_list("inspection", flat=True)


def pin_of(inspection: Inspection) -> Pin | None:
    """What the inspection is pinned to, if it is yet."""
    found = Pin.objects.filter(inspection=inspection)
    return once(("pin", inspection.pk), found.first)


def pinned_framework(inspection: Inspection) -> Framework | None:
    """The framework that the inspection is pinned to, loaded once for a process.

    None where nothing is pinned or the shelf has no such pack. `pin_has_changed` says whether its
    content is still what was pinned.
    """
    pin = pin_of(inspection)
    return framework(pin.ref) if pin else None


def pinned_programme(inspection: Inspection) -> Programme | None:
    """The programme that the inspection is pinned to."""
    pin, found = pin_of(inspection), pinned_framework(inspection)
    return found.programme(pin.programme) if pin and found else None


def pin_has_changed(inspection: Inspection) -> bool:
    """Whether the pack on the shelf is gone, or has other content than what was pinned."""
    pin, found = pin_of(inspection), pinned_framework(inspection)
    return pin is not None and (found is None or found.content_hash != pin.content_hash)


def chosen_indicators(inspection: Inspection) -> tuple[Chosen, ...]:
    """What the inspection evaluates, in the framework's order; titles as they were chosen."""
    rows = ChosenIndicator.objects.filter(inspection=inspection)
    kept = once(("chosen", inspection.pk), lambda: tuple(rows))
    pack = pinned_framework(inspection)
    themes = {one.id: one.themes.says for one in pack.indicators} if pack else {}
    return tuple(
        Chosen(code=one.code, title=one.title, themes=themes.get(one.code, ())) for one in kept
    )


def services(inspection: Inspection) -> QuerySet[Service]:
    """The services that the inspection looks at, in the order in which they were written."""
    return Service.objects.filter(inspection=inspection)
