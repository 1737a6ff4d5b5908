"""Concerns that somebody may know of, numbers that answer, and which messages reached nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from sixpoint_web.accounts.models import InstallationRole, Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.inspections.models import Inspection, InspectionRole
from sixpoint_web.inspections.policies import can_see_every_inspection
from sixpoint_web.inspections.queries import in_conflict
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.once import once

from . import line, states
from .clock import Limits
from .models import About, Clock, Concern, Done, DutyNumber, OwnNumber, Told

UNSENT_AFTER = timedelta(minutes=5)
"""A message that has not left by then counts as having reached nobody: others are told."""


def known_to(by: Person) -> QuerySet[Concern]:
    """Every concern but those about somebody himself, which are not there for him."""
    about_him = About.objects.filter(person=by)
    return Concern.objects.exclude(id__in=about_him.values("concern"))


def concern_with(id_: UUID, *, by: Person) -> Concern | None:
    """The concern with this id, unless it is about whoever asks."""
    return known_to(by).select_related("inspection", "raised_by", "note").filter(id=id_).first()


def raised_with(key: UUID, *, by: Person) -> Concern | None:
    """What somebody raised with this form."""
    return Concern.objects.filter(key=key, raised_by=by).first()


def concerns_for(by: Person, inspections: Iterable[UUID]) -> list[Concern]:
    """The concerns of these inspections that somebody may see, newest first."""
    ids = list(inspections)
    found = known_to(by).filter(inspection__in=ids).select_related("inspection", "raised_by")
    every = list(found.prefetch_related("about", "told__message"))
    who = line.candidates({one.inspection_id for one in every})
    return [one for one in every if by in _line(who, one).reached(one)]


def waiting_for(by: Person) -> list[Concern]:
    """Open concerns that somebody answers for, in every inspection."""
    ids = set(Concern.objects.filter(state__in=states.OPEN).values_list("inspection", flat=True))
    held = InspectionRole.objects.filter(in_force(today()), person=by, role__in=line.NAMED)
    above = InstallationRole.objects.filter(in_force(today()), person=by, role=line.MANAGER)
    if not above.exists():
        ids &= set(held.values_list("inspection", flat=True))
    return [one for one in concerns_for(by, ids) if one.state in states.OPEN] if ids else []


def raised_by(by: Person) -> QuerySet[Concern]:
    """What somebody raised himself and nobody has acknowledged yet."""
    mine = Concern.objects.filter(raised_by=by, state=states.RECEIVED)
    return mine.select_related("inspection").prefetch_related("told__message")


def roles_ever_in(inspection: Inspection, person: Person) -> frozenset[str]:
    """The roles somebody has, had or will have in it; a conflict of interest does not count.

    Whoever saw something may say so, also when the inspection is closed to him.
    """
    held = InspectionRole.objects.filter(person=person, inspection=inspection)
    key = ("roles-ever-in", inspection.pk, person.pk)
    return once(key, lambda: frozenset(held.values_list("role", flat=True)))


def inspections_to_choose(by: Person) -> QuerySet[Inspection]:
    """Those in which somebody can raise a concern, those that are not closed first."""
    if can_see_every_inspection(by):
        found = Inspection.objects.all()
    else:
        named = InspectionRole.objects.filter(person=by)
        found = Inspection.objects.filter(id__in=named.values("inspection"))
    return found.order_by("-window_to", "name", "id")


def people_to_name(inspection: Inspection, by: Person) -> QuerySet[Person]:
    """Whom a concern may be about: everybody of the inspection and of the installation but oneself.

    Also those whose role has ended: it may begin again.
    """
    named = InspectionRole.objects.filter(inspection=inspection).values("person")
    here = InstallationRole.objects.values("person")
    people = Person.objects.filter(Q(id__in=named) | Q(id__in=here), is_active=True)
    return people.exclude(id=by.pk).order_by("name", "id")


def limits_of(inspection: Inspection) -> Limits:
    """How long each step may take there."""
    own = Clock.objects.filter(inspection=inspection).first()
    if own is None:
        return Limits()
    return Limits(
        danger_minutes=own.danger_minutes,
        minutes=own.minutes,
        respond_hours=own.respond_hours,
        close_days=own.close_days,
    )


def duty_numbers(inspection: Inspection) -> list[DutyNumber]:
    """The partnership's numbers, in the order of their hours, out of hours last."""
    return list(DutyNumber.objects.filter(inspection=inspection))


def number_with(id_: UUID) -> DutyNumber | None:
    """One number."""
    return DutyNumber.objects.select_related("inspection").filter(id=id_).first()


def own_numbers(inspection: Inspection) -> dict[UUID, str]:
    """Telephones by the ids of those who gave them."""
    given = OwnNumber.objects.filter(inspection=inspection)
    return dict(given.values_list("person", "phone"))


def steps_of(concern: Concern) -> QuerySet[Done]:
    """What was done with it, in order."""
    return Done.objects.filter(concern=concern).select_related("by")


def told_of(concern: Concern) -> QuerySet[Told]:
    """Who was told, in order, with the fate of each message."""
    return Told.objects.filter(concern=concern).select_related("person", "message")


def reached_nobody(told: Told, *, at: datetime | None = None) -> bool:
    """Whether the message failed, or has not left although it should have."""
    if told.message is None or told.message.state == Message.State.SENT:
        return False
    waits = (at or timezone.now()) - told.at
    return told.message.state == Message.State.FAILED or waits >= UNSENT_AFTER


def _line(who: dict[UUID, line.Candidates], concern: Concern) -> line.Line:
    about = {one.pk for one in concern.about.all()}
    return who[concern.inspection_id].round(about)


def without_own_number(by: Person) -> QuerySet[Inspection]:
    """Open inspections in which somebody answers for concerns and gave no telephone."""
    given = OwnNumber.objects.filter(person=by).values("inspection")
    return _answering(by, (*line.TEAM, line.PARTNERSHIP)).exclude(id__in=given)


def without_duty_numbers(by: Person) -> QuerySet[Inspection]:
    """Open inspections in which somebody of the partnership should set duty numbers."""
    there = DutyNumber.objects.values("inspection")
    return _answering(by, (line.PARTNERSHIP, "co-ordinator")).exclude(id__in=there)


def _answering(by: Person, roles: tuple[str, ...]) -> QuerySet[Inspection]:
    held = InspectionRole.objects.filter(in_force(today()), person=by, role__in=roles)
    open_ = Inspection.objects.exclude(state=Inspection.State.CLOSED)
    return open_.filter(id__in=held.values("inspection")).exclude(id__in=in_conflict(by))
