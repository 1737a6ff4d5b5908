"""The engagement timetable of an inspection: what somebody may see of it, and what clashes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from sixpoint_web.accounts.matrix import matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import in_force, today
from sixpoint_web.inspections.models import Inspection, InspectionRole
from sixpoint_web.inspections.queries import in_conflict_here

from .. import policies
from ..clashes import Clash, Given, Meeting, clashes
from ..models import Engagement, EngagementChange, EngagementSettles, Holiday, Part

ONE_BY_ONE = frozenset({Engagement.Kind.INTERVIEW, Engagement.Kind.DISCUSSION})
"""Here each of those who are met is one person, by designation, who cannot be met twice at once."""


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """One day with its engagements, by time."""

    day: date
    engagements: tuple[Engagement, ...]
    today: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody who may take part, with his roles; `inside` unless he is of the partnership."""

    person: Person
    roles: tuple[str, ...]
    inside: bool


def engagements_for(by: Person, inspection: Inspection) -> QuerySet[Engagement]:
    """What somebody may see: everything, or what the partnership takes part in."""
    found = Engagement.objects.filter(inspection=inspection)
    if not policies.can_see_internal_engagements(by, inspection):
        found = found.filter(shared=True)
    parts = Part.objects.select_related("person__body").order_by("person__name", "id")
    return found.prefetch_related("met", Prefetch("parts", queryset=parts))


def weeks_of(found: QuerySet[Engagement]) -> list[date]:
    """The Mondays of weeks that have any."""
    days = found.order_by("day").values_list("day", flat=True).distinct()
    return sorted({_monday(day) for day in days})


def week_to_show(weeks: list[date], asked: str) -> date | None:
    """The week that was asked for, else this or the next one that has any, else the last."""
    found = next((one for one in weeks if one.isoformat() == asked), None)
    coming = (one for one in weeks if one >= _monday(today()))
    return found or next(coming, weeks[-1] if weeks else None)


def days_of(found: Iterable[Engagement]) -> list[ShownDay]:
    """Engagements by day; they come in order."""
    return [
        ShownDay(day=day, engagements=tuple(some), today=day == today())
        for day, some in groupby(found, key=lambda one: one.day)
    ]


def engagement_with(id_: UUID) -> Engagement | None:
    """One engagement with everything about it."""
    parts = Part.objects.select_related("person__body").order_by("person__name", "id")
    changes = EngagementChange.objects.select_related("by").order_by("-at", "-id")
    settles = EngagementSettles.objects.select_related("item").order_by("item__indicator")
    found = Engagement.objects.select_related("inspection", "made_by").prefetch_related(
        "met",
        Prefetch("parts", queryset=parts),
        Prefetch("changes", queryset=changes),
        Prefetch("settles", queryset=settles),
    )
    return found.filter(id=id_).first()


def engagement_by_key(inspection: Inspection, key: UUID) -> Engagement | None:
    """The engagement that a form made."""
    return Engagement.objects.filter(inspection=inspection, key=key).first()


def sees_internal(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles sees what the team does without the partnership."""
    return matrix().allows(
        roles, side=settings.SIDE, thing="engagement", action="see-where-named", state="internal"
    )


def may_take_part(inspection: Inspection) -> list[Choice]:
    """Everybody who has a role in the inspection today or later, and no conflict of interest."""
    held = InspectionRole.objects.filter(inspection=inspection, person__is_active=True)
    held = held.exclude(ends__lt=today()).exclude(person__in=in_conflict_here(inspection))
    rows = held.select_related("person__body").order_by("person__name", "person_id", "role")
    return [
        _choice([one.role for one in same], person)
        for person, same in groupby(rows, key=lambda one: one.person)
    ]


def concerned(engagement: Engagement) -> set[Person]:
    """Who is told of a change: whoever takes part, and the co-ordinator where it is shared."""
    told = Person.objects.filter(is_active=True).exclude(
        id__in=in_conflict_here(engagement.inspection)
    )
    parts = Part.objects.filter(engagement=engagement).values("person")
    people = set(told.filter(id__in=parts))
    if engagement.shared:
        held = InspectionRole.objects.filter(
            in_force(today()), inspection=engagement.inspection, role="co-ordinator"
        )
        people |= set(told.filter(id__in=held.values("person")))
    return people


def clashes_of(inspection: Inspection) -> tuple[Clash, ...]:
    """What clashes among everything that is still planned."""
    planned = Engagement.objects.filter(inspection=inspection, state=Engagement.State.PLANNED)
    parts = Part.objects.select_related("person")
    found = list(planned.prefetch_related("met", Prefetch("parts", queryset=parts)))
    people = {part.person_id: part.person for one in found for part in one.parts.all()}
    pairs = {(part.person_id, one.day) for one in found for part in one.parts.all()}
    given = Given(
        first=inspection.window_from,
        last=inspection.window_to,
        names={id_: person.name for id_, person in people.items()},
        may_take_part=_allowed(inspection, pairs, people),
        holidays=tuple(
            Holiday.objects.filter(timetable__inspection=inspection).values_list("first", "last")
        ),
    )
    return clashes([_meeting(one) for one in found], given)


def _meeting(one: Engagement) -> Meeting:
    singly = one.kind in ONE_BY_ONE
    return Meeting(
        id=one.id,
        title=one.title,
        day=one.day,
        starts=one.starts,
        ends=one.ends,
        place=one.place,
        people=frozenset(part.person_id for part in one.parts.all()),
        met=frozenset(met.who for met in one.met.all()) if singly else frozenset(),
    )


def _allowed(
    inspection: Inspection, pairs: set[tuple[UUID, date]], people: dict[UUID, Person]
) -> dict[tuple[UUID, date], bool]:
    """For each person and day whether he has a role then, an account, and no conflict."""
    against = set(in_conflict_here(inspection))
    roles = list(
        InspectionRole.objects.filter(inspection=inspection, person__in=people).values_list(
            "person", "starts", "ends"
        )
    )
    return {
        (who, day): who not in against
        and people[who].is_active
        and any(
            person == who and starts <= day and (ends is None or day <= ends)
            for person, starts, ends in roles
        )
        for who, day in pairs
    }


def _choice(roles: list[str], person: Person) -> Choice:
    titles = matrix().permissions.roles
    shown = tuple(titles[one].title for one in roles)
    return Choice(person=person, roles=shown, inside=sees_internal(roles))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
