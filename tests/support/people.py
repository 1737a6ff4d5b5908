"""Named people for tests of the workspace, each with one role; made without the pages."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from sixpoint_web.accounts.models import Body, InstallationRole, Person
from sixpoint_web.accounts.queries import today

PASSWORD = "a long pass phrase of four"
LONG_AGO = date(2020, 1, 1)


def a_body(name: str = "Inspectorate of Invermore") -> Body:
    """An organisation with this name."""
    return Body.objects.get_or_create(name=name, defaults={"kind": Body.Kind.INSPECTS})[0]


def a_person(name: str = "Ailsa", *roles: str, state: str = "active") -> Person:
    """Somebody in a state of the matrix, with roles in the whole installation."""
    person = Person(
        name=name,
        email=f"{name.lower()}@example.org",
        body=a_body(),
        designation="Invented",
        is_active=state != "closed",
        joined_at=None if state == "invited" else timezone.now(),
    )
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for role in roles:
        InstallationRole.objects.create(person=person, role=role, starts=LONG_AGO)
    return person


def ended_role(person: Person, role: str) -> InstallationRole:
    """A role that somebody held once."""
    return InstallationRole.objects.create(
        person=person, role=role, starts=LONG_AGO, ends=date(2020, 6, 30)
    )


def held_role(person: Person, role: str) -> InstallationRole:
    """A role that somebody holds from today on."""
    return InstallationRole.objects.create(person=person, role=role, starts=today())
