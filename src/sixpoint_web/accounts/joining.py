"""Coming in for the first time: by a one-time code, before any role can be asked.

The code is the permission, so these are not actions under the matrix; each still leaves its trace.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from sixpoint_web.audit import record

from .codes import new_code
from .models import Body, InstallationRole, OneTimeCode, Person
from .queries import today


@transaction.atomic
def join(*, person: Person, password: str) -> None:
    """Sets the first password; the code has shown that the address reaches this person."""
    person.set_password(password)
    person.save(update_fields=["password"])
    arrive(person)


@transaction.atomic
def arrive(person: Person) -> None:
    """Somebody who was invited is here; his code works no more."""
    person.joined_at = timezone.now()
    person.save(update_fields=["joined_at"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    OneTimeCode.objects.filter(person=person).delete()
    record.write(by=person, action="person-joined", thing="person", subject=person.id)


@transaction.atomic
def first_administrator(*, name: str, email: str, body: str) -> str:
    """Adds the first administrator of an empty installation and gives the code for the console."""
    if Person.objects.exists():
        raise NotEmpty
    home, _ = Body.objects.get_or_create(name=body, defaults={"kind": Body.Kind.INSPECTS})
    person = Person(name=name, email=email.lower(), body=home, designation="Administrator")
    person.set_unusable_password()
    person.save()
    InstallationRole.objects.create(person=person, role="administrator", starts=today())
    record.write(by=None, action="person-added", thing="person", subject=person.id)
    return new_code(person)


class NotEmpty(Exception):
    """Somebody is here already; he adds others."""
