"""Looks at each open concern when its time comes: tells the next person, and again, until answered.

Widens from the team to the partnership and to the service managers when a step is overdue, when
nobody is left who could answer, and when no message reached anybody. Whoever takes over a role is
told of what waits. Done by the housekeeping, in a transaction for each concern.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record

from . import queries, states
from .line import Line, line_of_concern
from .models import Concern, Told
from .telling import NOBODY, NOW_YOURS, OVERDUE, tell, tell_who_raised

AT_ONCE = 50
LOOK_EVERY = timedelta(minutes=1)
"""Between two looks at a concern that is in time: roles end, and messages fail, meanwhile."""


def look_at_due(at: datetime | None = None) -> int:
    """Looks at every concern whose time has come; gives how many people were told."""
    now = at or timezone.now()
    due = Concern.objects.filter(state__in=states.OPEN, next_look__lte=now).order_by("next_look")
    ids = list(due.values_list("id", flat=True)[:AT_ONCE])
    return sum(_look(one, now) for one in ids)


def _look(id_: UUID, now: datetime) -> int:
    """One concern; nothing where somebody else looks at it or was quicker."""
    with transaction.atomic():
        waits = Concern.objects.filter(id=id_, state__in=states.OPEN, next_look__lte=now)
        concern = waits.select_for_update(skip_locked=_can_skip()).first()
        if concern is None:
            return 0
        line = line_of_concern(concern)
        overdue = now >= concern.due_at
        widened = (overdue or not _reaches(concern, line, now)) and _widen(concern, line)
        told = _tell_new(concern, line, now)
        if overdue:
            told += _remind(concern, line, now)
        elif not _others(concern, line):
            told += _nobody(concern, now)
        _again(concern, now, overdue=overdue)
        if told or widened:
            _trace(concern)
        return told


def _can_skip() -> bool:
    return connection.features.has_select_for_update_skip_locked


def _others(concern: Concern, line: Line) -> list[Person]:
    """Those who may see it, without whoever raised it."""
    return [one for one in line.reached(concern) if one.pk != concern.raised_by_id]


def _reaches(concern: Concern, line: Line, now: datetime) -> bool:
    """Whether somebody who could answer was told, and his message did not fail."""
    people = {one.pk for one in _others(concern, line)}
    fates = [one for one in queries.told_of(concern) if one.person_id in people]
    untold = people - {one.person_id for one in fates}
    return bool(untold) or any(not queries.reached_nobody(one, at=now) for one in fates)


def _widen(concern: Concern, line: Line) -> bool:
    """One step further, past steps where nobody is; a recorded response widens nothing."""
    if concern.state == states.ANSWERED:
        return False
    before = len(line.reached(concern))
    if not concern.with_partnership:
        concern.with_partnership = True
    if len(line.reached(concern)) == before and not concern.with_managers:
        concern.with_managers = True
    Concern.objects.filter(id=concern.id).update(
        with_partnership=concern.with_partnership, with_managers=concern.with_managers
    )
    return len(line.reached(concern)) > before


def _tell_new(concern: Concern, line: Line, now: datetime) -> int:
    """Everybody whom it reaches now and who was never told."""
    known = set(Told.objects.filter(concern=concern).values_list("person", flat=True))
    new = [one for one in _others(concern, line) if one.pk not in known]
    tell(new, concern, why=NOW_YOURS, at=now)
    return len(new)


def _remind(concern: Concern, line: Line, now: datetime) -> int:
    """Everybody who was told before this look; and whoever raised it, while nobody has it."""
    just_told = Told.objects.filter(concern=concern, at=now).values_list("person", flat=True)
    again = [one for one in _others(concern, line) if one.pk not in set(just_told)]
    tell(again, concern, why=OVERDUE, at=now)
    if concern.state != states.RECEIVED:
        return len(again)
    tell_who_raised(concern, why=OVERDUE, at=now)
    return len(again) + 1


def _nobody(concern: Concern, now: datetime) -> int:
    """Tells whoever raised it, once, that nobody is left."""
    if Told.objects.filter(concern=concern, why=NOBODY).exists():
        return 0
    tell_who_raised(concern, why=NOBODY, at=now)
    return 1


def _again(concern: Concern, now: datetime, *, overdue: bool) -> None:
    """When to look next: while it is overdue, after as long as the step may take."""
    limits = queries.limits_of(concern.inspection)
    pause = limits.for_state(concern.state, danger=concern.danger) if overdue else LOOK_EVERY
    after = now + pause if overdue else min(now + pause, concern.due_at)
    Concern.objects.filter(id=concern.id).update(next_look=after)


def _trace(concern: Concern) -> None:
    record.write(
        by=None,
        action="concern-told-on",
        thing="concern",
        subject=concern.id,
        inspection=concern.inspection_id,
    )
