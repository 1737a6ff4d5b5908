"""Who is here, with which roles and authority."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from sixpoint_web.shared.once import once

from .matrix import matrix
from .models import Body, InstallationRole, Person, RecordAuthority


def today() -> date:
    """The day here, in Scotland."""
    return timezone.localdate()


def in_force(on: date) -> Q:
    """Of something dated: it has begun and has not ended; its first and last day count."""
    return Q(starts__lte=on) & (Q(ends=None) | Q(ends__gte=on))


def meets(starts: date, ends: date | None) -> Q:
    """Of something dated: there is a day on which it counts and which lies between these two."""
    begins = Q(starts__lte=ends) if ends else Q()
    return begins & (Q(ends=None) | Q(ends__gte=starts))


def roles_here(person: Person) -> frozenset[str]:
    """The roles that somebody holds today in the whole installation."""
    held = InstallationRole.objects.filter(in_force(today()), person=person)
    return once(("roles-here", person.pk), lambda: frozenset(held.values_list("role", flat=True)))


def may_read_kind(person: Person, kind: str) -> bool:
    """Whether somebody's authority covers a kind of record: what was decided, else the default."""
    decided = RecordAuthority.objects.filter(person=person, kind=kind).first()
    return decided.allowed if decided else matrix().permissions.kinds_of_record[kind].by_default


def authorities(person: Person) -> dict[str, bool]:
    """For each kind of record whether somebody may read it."""
    decided = dict(RecordAuthority.objects.filter(person=person).values_list("kind", "allowed"))
    kinds = matrix().permissions.kinds_of_record
    return {name: decided.get(name, kind.by_default) for name, kind in kinds.items()}


def people() -> QuerySet[Person]:
    """Everybody by name, each with the roles he holds or held here."""
    roles = InstallationRole.objects.order_by("starts", "id")
    return Person.objects.prefetch_related(Prefetch("roles", queryset=roles))


def person_with(id_: UUID) -> Person | None:
    """The person with this id."""
    return people().filter(id=id_).first()


def role_with(id_: UUID) -> InstallationRole | None:
    """A role that was given, with its person."""
    return InstallationRole.objects.select_related("person").filter(id=id_).first()


def bodies() -> QuerySet[Body]:
    """Every organisation by name."""
    return Body.objects.all()


def administrators() -> QuerySet[Person]:
    """Who can look after the installation today."""
    held = InstallationRole.objects.filter(in_force(today()), role="administrator")
    return Person.objects.filter(is_active=True, id__in=held.values("person"))
