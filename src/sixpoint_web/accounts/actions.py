"""What can be done with people: each in one transaction, asked for, and in the audit trail."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.audit import record
from sixpoint_web.outbox.write import write
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import policies
from .codes import new_code
from .matrix import matrix
from .models import Body, InstallationRole, OneTimeCode, Person, RecordAuthority
from .queries import meets, today


@action
def add_person(*, by: Person, name: str, email: str, body: Body | str, designation: str) -> Person:
    """Adds somebody and writes him a message with a one-time code; a new body comes by its name."""
    policies.check_can_add_person(by)
    if isinstance(body, str):
        body, _made = Body.objects.get_or_create(name=body, defaults={"kind": Body.Kind.AGENCY})
    person = Person(name=name, email=email.lower(), body=body, designation=designation)
    person.set_unusable_password()
    person.save()
    record.write(
        by=by,
        action="person-added",
        thing="person",
        subject=person.id,
        values={"name": name, "email": person.email, "body": body.id, "designation": designation},
    )
    _invite(person)
    return person


@action
def invite_again(*, by: Person, person: Person) -> None:
    """A new code in a new message; the old one stops working."""
    policies.check_can_invite_again(by, person)
    _invite(person)
    record.write(by=by, action="person-invited-again", thing="person", subject=person.id)


@action
def close_person(*, by: Person, person: Person) -> None:
    """Somebody can no longer sign in, and is signed out wherever he is."""
    policies.check_can_close_person(by, person)
    Person.objects.filter(id=person.id).update(is_active=False)
    OneTimeCode.objects.filter(person=person).delete()
    record.write(by=by, action="person-closed", thing="person", subject=person.id)


@action
def reopen_person(*, by: Person, person: Person) -> None:
    """Somebody can sign in again, with the roles that he still holds."""
    policies.check_can_reopen_person(by, person)
    Person.objects.filter(id=person.id).update(is_active=True)
    record.write(by=by, action="person-reopened", thing="person", subject=person.id)


@action
def give_role(
    *, by: Person, person: Person, role: str, starts: date, ends: date | None
) -> InstallationRole:
    """A role in the whole installation, from one day on."""
    policies.check_can_give_role(by, person)
    if role not in matrix().roles_for(settings.SIDE, "installation"):
        raise ValueError("a role that is not given for the installation on this side")
    held = InstallationRole.objects.filter(meets(starts, ends), person=person, role=role)
    if held.exists():
        raise Refused(_("This person has this role already."))
    given = InstallationRole.objects.create(
        person=person, role=role, starts=starts, ends=ends, given_by=by
    )
    record.write(
        by=by,
        action="role-given",
        thing="role",
        subject=given.id,
        values={"person": person.id, "role": role, "starts": starts, "ends": ends},
    )
    title = matrix().permissions.roles[role].title
    write(
        to=person,
        kind="role-given",
        title=_("You have a new role in Sixpoint"),
        text=_("%(role)s, from %(day)s.\n\nSign in to see your work.")
        % {"role": title, "day": starts.strftime("%-d %B %Y")},
    )
    return given


@action
def end_role(*, by: Person, role: InstallationRole) -> None:
    """The role counts no more from now on; that it was held stays visible."""
    policies.check_can_end_role(by, role)
    last = max(today() - timedelta(days=1), role.starts)
    if last >= today():  # given today or for later: it never counted a whole day
        InstallationRole.objects.filter(id=role.id).delete()
    else:
        InstallationRole.objects.filter(id=role.id).update(ends=last)
    record.write(by=by, action="role-ended", thing="role", subject=role.id)


@action
def change_authority(*, by: Person, person: Person, allowed: dict[str, bool]) -> None:
    """Which kinds of record somebody may read, each of those that are named."""
    policies.check_can_change_authority(by, person)
    unknown = set(allowed) - set(matrix().permissions.kinds_of_record)
    if unknown:
        raise ValueError("a kind of record that the matrix does not have")
    for kind, may in allowed.items():
        RecordAuthority.objects.update_or_create(
            person=person,
            kind=kind,
            defaults={"allowed": may, "decided_by": by, "decided_at": timezone.now()},
        )
    record.write(
        by=by, action="authority-changed", thing="person", subject=person.id, values=allowed
    )


def _invite(person: Person) -> None:
    """The message with the code; its text is erased once it is sent."""
    write(
        to=person,
        kind="invitation",
        title=_("You have been added to Sixpoint"),
        text=_("Open Sixpoint, choose “I have a one-time code”, and type:\n\n%(code)s")
        % {"code": new_code(person)},
    )
