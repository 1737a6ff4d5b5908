"""Invented people, one for every role of a side, and one invented inspection."""

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import DEMO_DOMAIN, Body, InstallationRole, Person
from sixpoint_web.audit import record
from sixpoint_web.home.menu import DEMO_PASSWORD

FROM = date(2026, 1, 5)
NAMES = {
    "lead": "Ailsa Lead",
    "depute": "Struan Depute",
    "inspector": "Morag Inspector",
    "associate-assessor": "Calum Assessor",
    "young-inspection-volunteer": "Eilidh Volunteer",
    "participation-lead": "Iona Participation",
    "strategic-support-officer": "Fergus Support",
    "service-manager": "Catriona Manager",
    "quality-panel-member": "Hamish Panel",
    "link-inspector": "Isla Link",
    "co-ordinator": "Rhona Co-ordinator",
    "data-officer": "Ewan Data",
    "local-record-reader": "Mairi Reader",
    "lead-for-concerns": "Gregor Concerns",
    "chief-officer": "Sheena Chief",
    "data-protection-officer": "Innes Protection",
    "administrator": "Una Administrator",
}
PARTNERSHIPS = {
    "co-ordinator",
    "data-officer",
    "local-record-reader",
    "lead-for-concerns",
    "chief-officer",
}


@transaction.atomic
def invent() -> None:
    """Makes everybody, unless they are there."""
    if Person.objects.exists():
        return
    side = str(settings.SIDE)
    here = {role: _person(role) for role in matrix().roles_for(side, "installation")}
    for role, person in here.items():
        InstallationRole.objects.create(person=person, role=role, starts=FROM)
    if side == "partnership":
        from sixpoint_web.demo import analysis  # whose app is not there on the other side

        analysis.invent(here)
    in_inspection = matrix().roles_for(side, "inspection")
    if in_inspection:
        _inspection({role: _person(role) for role in in_inspection})
    record.write(by=None, action="demo-made", thing="installation", subject=side)


def _person(role: str) -> Person:
    """Somebody who holds one role; the address says which."""
    name = "Invermore Partnership" if role in PARTNERSHIPS else "Joint team of Invermore"
    kind = Body.Kind.AGENCY if role in PARTNERSHIPS else Body.Kind.INSPECTS
    body, _ = Body.objects.get_or_create(name=name, defaults={"kind": kind})
    person = Person(
        name=NAMES[role],
        email=f"{role}{DEMO_DOMAIN}",
        body=body,
        designation=matrix().permissions.roles[role].title,
        joined_at=timezone.now(),
    )
    person.set_password(DEMO_PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _inspection(people: dict[str, Person]) -> None:
    """One inspection in which each of them has his role."""
    from sixpoint_web.demo import concerns, evidence, plan
    from sixpoint_web.inspections.models import Inspection, InspectionRole

    made = Inspection.objects.create(
        name="Joint inspection of services for children in Invermore",
        area="Invermore",
        window_from=plan.first_monday(),
        window_to=plan.last_friday(),
        state=Inspection.State.RUNNING,
        invented=True,
    )
    for role, person in people.items():
        InspectionRole.objects.create(
            person=person, inspection=made, role=role, starts=FROM, given_by=people["lead"]
        )
    plan.invent(made, people)
    evidence.invent(made, people)
    concerns.invent(made, people)
