"""Who answers for a concern: the rule by which it goes round whomever it is about.

The team's line is whoever leads the inspection or is depute; the partnership's is its leads for
concerns, and chief officers only where no such lead is left; managers are the service managers of
the inspectorate. Left out is whoever it is about, declared a conflict of interest, no longer has
the role, has a closed account, or never came to set a password. Asked anew at every look, so that
somebody who takes over a role takes over what waits.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from sixpoint_web.accounts.models import Dated, InstallationRole, Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.inspections.models import Conflict, Inspection, InspectionRole

from .models import About, Concern

TEAM = ("lead", "depute")
PARTNERSHIP, STAND_IN = "lead-for-concerns", "chief-officer"
MANAGER = "service-manager"
NAMED = (*TEAM, PARTNERSHIP, STAND_IN)
WATCHING = (*NAMED, MANAGER)
"""Every role that may ever answer for a concern."""

Held = TypeVar("Held", bound=Dated)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Those who can answer now, by where they stand; each tuple in the order of their names."""

    team: tuple[Person, ...]
    partnership: tuple[Person, ...]
    managers: tuple[Person, ...]

    def first_level(self, *, raised_by: Person) -> int | None:
        """0 team, 1 partnership, 2 managers: where first somebody other than whoever raised it
        answers; None where nobody does."""
        for number, level in enumerate((self.team, self.partnership, self.managers)):
            if any(one != raised_by for one in level):
                return number
        return None

    def reached(self, concern: Concern) -> list[Person]:
        """Those who may see this concern, each once."""
        found = dict.fromkeys(self.team)
        if concern.with_partnership:
            found |= dict.fromkeys(self.partnership)
        if concern.with_managers or not self.team:
            found |= dict.fromkeys(self.managers)
        return list(found)


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Who holds which of these roles for one inspection and could answer, whatever it is about."""

    by_role: Mapping[str, tuple[Person, ...]]

    def round(self, about: Collection[UUID]) -> Line:
        """The line round these people."""

        def who(*roles: str) -> tuple[Person, ...]:
            held = (one for role in roles for one in self.by_role.get(role, ()))
            return tuple(dict.fromkeys(one for one in held if one.pk not in about))

        return Line(
            team=who(*TEAM), partnership=who(PARTNERSHIP) or who(STAND_IN), managers=who(MANAGER)
        )


def candidates(inspections: Iterable[UUID]) -> dict[UUID, Candidates]:
    """For each of these inspections; in three queries, however many there are."""
    ids = set(inspections)
    conflicts = Conflict.objects.filter(inspection__in=ids, withdrawn_at=None)
    out = set(conflicts.values_list("inspection", "person"))
    here = Q(person__is_active=True, person__joined_at__isnull=False) & in_force(today())
    named = InspectionRole.objects.filter(here, inspection__in=ids, role__in=NAMED)
    above = InstallationRole.objects.filter(here, role=MANAGER)
    held = [(one.inspection_id, one.role, one.person) for one in _by_name(named)]
    held += [(id_, one.role, one.person) for one in _by_name(above) for id_ in ids]
    found: dict[UUID, dict[str, tuple[Person, ...]]] = {id_: {} for id_ in ids}
    for id_, role, person in held:
        if (id_, person.pk) not in out:
            found[id_][role] = (*found[id_].get(role, ()), person)
    return {id_: Candidates(by_role=roles) for id_, roles in found.items()}


def line_of(inspection: Inspection, about: Collection[UUID] = ()) -> Line:
    """The line of an inspection now, round these people."""
    return candidates([inspection.pk])[inspection.pk].round(about)


def line_of_concern(concern: Concern) -> Line:
    """The line of its inspection, round those it is about."""
    about = About.objects.filter(concern=concern).values_list("person", flat=True)
    return line_of(concern.inspection, set(about))


def _by_name(held: QuerySet[Held]) -> QuerySet[Held]:
    return held.select_related("person__body").order_by("person__name", "id")
