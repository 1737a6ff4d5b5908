"""What can be done with an inspection and its team."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import meets, today
from sixpoint_web.audit import record
from sixpoint_web.outbox.write import write
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from . import policies
from .models import Conflict, Inspection, InspectionRole


@action
def add_inspection(
    *, by: Person, key: UUID, name: str, area: str, window_from: date, window_to: date
) -> Inspection:
    """A planned inspection with nobody in it yet; sent twice with one key, it is one."""
    policies.check_can_add_inspection(by)
    values = {"name": name, "area": area, "window_from": window_from, "window_to": window_to}
    added, new = Inspection.objects.get_or_create(id=key, defaults=values)
    record.write(
        by=by,
        action="inspection-added" if new else "inspection-seen",
        thing="inspection",
        subject=added.id,
        inspection=added.id,
        values=values,
    )
    return added


@action
def change_inspection(
    *,
    by: Person,
    inspection: Inspection,
    revision: int,
    name: str,
    area: str,
    window_from: date,
    window_to: date,
) -> None:
    """Another name, area or window, unless somebody else changed it since `revision`."""
    policies.check_can_change_inspection(by, inspection)
    values = {"name": name, "area": area, "window_from": window_from, "window_to": window_to}
    next_revision(inspection, revision)
    Inspection.objects.filter(id=inspection.id).update(**values)
    record.write(
        by=by,
        action="inspection-changed",
        thing="inspection",
        subject=inspection.id,
        inspection=inspection.id,
        values=values,
    )


def next_revision(inspection: Inspection, revision: int) -> None:
    """Compare-and-set: raises Stale where somebody else changed it since this revision."""
    same = Inspection.objects.filter(id=inspection.id, state=inspection.state, revision=revision)
    if not same.update(revision=revision + 1):
        raise policies.changed_meanwhile()


@action
def begin_inspection(*, by: Person, inspection: Inspection) -> None:
    """From planned to under way."""
    policies.check_can_begin_inspection(by, inspection)
    _move(by, inspection, Inspection.State.RUNNING)


@action
def close_inspection(*, by: Person, inspection: Inspection) -> None:
    """From under way to closed; its roles then allow looking only."""
    policies.check_can_close_inspection(by, inspection)
    _move(by, inspection, Inspection.State.CLOSED)


@action
def give_team_role(
    *,
    by: Person,
    inspection: Inspection,
    person: Person,
    role: str,
    starts: date,
    ends: date | None,
) -> InspectionRole:
    """A role in one inspection, from one day on."""
    policies.check_can_give_team_role(by, inspection, person)
    if role not in matrix().roles_for(settings.SIDE, "inspection"):
        raise ValueError("a role that is not given for an inspection on this side")
    held = InspectionRole.objects.filter(
        meets(starts, ends), person=person, inspection=inspection, role=role
    )
    if held.exists():
        raise Refused(_("This person has this role already."))
    given = InspectionRole.objects.create(
        person=person, inspection=inspection, role=role, starts=starts, ends=ends, given_by=by
    )
    record.write(
        by=by,
        action="team-role-given",
        thing="team-role",
        subject=given.id,
        inspection=inspection.id,
        values={"person": person.id, "role": role, "starts": starts, "ends": ends},
    )
    title = matrix().permissions.roles[role].title
    write(
        to=person,
        kind="team-role-given",
        title=_("You have a role in an inspection"),
        text=_("%(role)s, from %(day)s.\n\nSign in to see your work.")
        % {"role": title, "day": starts.strftime("%-d %B %Y")},
    )
    return given


@action
def end_team_role(*, by: Person, role: InspectionRole) -> None:
    """The role counts no more from now on."""
    policies.check_can_end_team_role(by, role)
    last = max(today() - timedelta(days=1), role.starts)
    if last >= today():  # given today or for later: it never counted a whole day
        InspectionRole.objects.filter(id=role.id).delete()
    else:
        InspectionRole.objects.filter(id=role.id).update(ends=last)
    record.write(
        by=by,
        action="team-role-ended",
        thing="team-role",
        subject=role.id,
        inspection=role.inspection_id,
    )


@action
def declare_conflict(*, by: Person, inspection: Inspection, reason: str) -> Conflict:
    """From this moment on somebody sees nothing of the inspection."""
    policies.check_can_declare_conflict(by, inspection)
    declared = Conflict.objects.create(person=by, inspection=inspection, reason=reason)
    record.write(
        by=by,
        action="conflict-declared",
        thing="conflict",
        subject=declared.id,
        inspection=inspection.id,
        values={"reason": reason},
    )
    return declared


@action
def withdraw_conflict(*, by: Person, conflict: Conflict) -> None:
    """Somebody else decided that it is none; roles count again."""
    policies.check_can_withdraw_conflict(by, conflict)
    Conflict.objects.filter(id=conflict.id, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )
    record.write(
        by=by,
        action="conflict-withdrawn",
        thing="conflict",
        subject=conflict.id,
        inspection=conflict.inspection_id,
    )


def _move(by: Person, inspection: Inspection, state: Inspection.State) -> None:
    """Compare-and-set: of two people at once, one moves it and the other is told."""
    moved = Inspection.objects.filter(id=inspection.id, state=inspection.state).update(state=state)
    if not moved:
        raise policies.changed_meanwhile()
    record.write(
        by=by,
        action=f"inspection-{state.value}",
        thing="inspection",
        subject=inspection.id,
        inspection=inspection.id,
    )
