"""What can be done with an engagement: plan, change, move on the day, call off, note as held.

Whoever is concerned gets a message that says that something changed, not what.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.write import write
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from .. import policies
from ..models import Engagement, EngagementChange, EngagementSettles, Met, Part
from ..queries.board import open_questions
from ..queries.engagements import concerned, may_take_part


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything about an engagement; people and what it is to settle are ids as a form has them.

    `met` are designations and groups, never names.
    """

    kind: str
    title: str
    about: str
    day: date
    starts: time
    ends: time
    place: str
    shared: bool
    met: Sequence[str] = ()
    people: Collection[str] = ()
    settles: Collection[str] = ()

    @property
    def columns(self) -> dict[str, object]:
        """What stands in the engagement's own row."""
        names = ("kind", "title", "about", "day", "starts", "ends", "place", "shared")
        return {name: getattr(self, name) for name in names}


@action
def plan_engagement(*, by: Person, inspection: Inspection, key: UUID, plan: Plan) -> Engagement:
    """A new one; those who take part are told."""
    policies.check_can_add_engagement(by, inspection)
    made = Engagement.objects.create(inspection=inspection, key=key, made_by=by, **plan.columns)
    _fill(made, plan)
    EngagementChange.objects.create(engagement=made, what="planned", by=by)
    _note(by, made, "engagement-planned", plan.columns)
    _tell(by, concerned(made), _("You take part in an engagement"))
    return made


@action
def change_engagement(
    *, by: Person, engagement: Engagement, revision: int, plan: Plan, reason: str
) -> None:
    """Everything about it; whoever took part, or does now, is told."""
    policies.check_can_change_engagement(by, engagement)
    before = concerned(engagement)
    _set(by, engagement, revision, what="changed", reason=reason, **plan.columns)
    _fill(engagement, plan)
    engagement.refresh_from_db()
    _note(by, engagement, "engagement-changed", plan.columns)
    _tell(by, before | concerned(engagement), _("An engagement has changed"))


@action
def move_engagement(
    *,
    by: Person,
    engagement: Engagement,
    revision: int,
    day: date,
    starts: time,
    ends: time,
    place: str,
    reason: str,
) -> None:
    """Another day, time or place."""
    policies.check_can_move_engagement(by, engagement)
    values = {"day": day, "starts": starts, "ends": ends, "place": place}
    _set(by, engagement, revision, what="moved", reason=reason, **values)
    _note(by, engagement, "engagement-moved", {**values, "reason": reason})
    _tell(by, concerned(engagement), _("An engagement has moved"))


@action
def call_off(*, by: Person, engagement: Engagement, revision: int, reason: str) -> None:
    """It will not be held; it stays in the timetable with the reason."""
    policies.check_can_move_engagement(by, engagement)
    state = Engagement.State.CALLED_OFF
    values = {"state": state, "called_off_because": reason}
    _set(by, engagement, revision, what="called-off", reason=reason, **values)
    _note(by, engagement, "engagement-called-off", {"reason": reason})
    _tell(by, concerned(engagement), _("An engagement is called off"))


@action
def note_held(*, by: Person, engagement: Engagement) -> None:
    """It was held. Nobody is told: those who took part were there."""
    policies.check_can_move_engagement(by, engagement)
    _set(by, engagement, engagement.revision, what="held", state=Engagement.State.HELD)
    _note(by, engagement, "engagement-held", {})


def _set(
    by: Person,
    engagement: Engagement,
    revision: int,
    *,
    what: str,
    reason: str = "",
    **values: object,
) -> None:
    """Compare-and-set with an entry of the history that says when and where it was before."""
    same = Engagement.objects.filter(id=engagement.id, revision=revision, state=engagement.state)
    if not same.update(revision=revision + 1, **values):
        raise policies.changed_meanwhile()
    EngagementChange.objects.create(
        engagement=engagement,
        what=what,
        reason=reason,
        day=engagement.day,
        starts=engagement.starts,
        ends=engagement.ends,
        place=engagement.place,
        by=by,
    )


def _fill(engagement: Engagement, plan: Plan) -> None:
    """Whom it meets, who takes part, and what it is to settle: this and no more."""
    inspection = engagement.inspection
    choices = {str(one.person.pk): one for one in may_take_part(inspection)}
    stayed = {str(part.person_id) for part in Part.objects.filter(engagement=engagement)}
    wanted = set(plan.people)
    if not wanted <= set(choices) | stayed:
        raise Refused(_("Somebody has no role in this inspection, or a conflict of interest."))
    if not plan.shared and any(not choices[one].inside for one in wanted & set(choices)):
        raise Refused(_("Somebody of the partnership takes part in what it does not see."))
    items = {str(one.id): one for one in open_questions(inspection)}
    kept = {str(one.item_id) for one in EngagementSettles.objects.filter(engagement=engagement)}
    if not set(plan.settles) <= set(items) | kept:
        raise Refused(_("This stands on no board of this inspection."))
    _replace(engagement, plan)


def _replace(engagement: Engagement, plan: Plan) -> None:
    Met.objects.filter(engagement=engagement).delete()
    Met.objects.bulk_create(
        Met(engagement=engagement, who=who, place=place) for place, who in enumerate(plan.met)
    )
    Part.objects.filter(engagement=engagement).delete()
    Part.objects.bulk_create(Part(engagement=engagement, person_id=one) for one in plan.people)
    EngagementSettles.objects.filter(engagement=engagement).delete()
    EngagementSettles.objects.bulk_create(
        EngagementSettles(engagement=engagement, item_id=one) for one in plan.settles
    )


def _note(by: Person, engagement: Engagement, what: str, values: dict[str, object]) -> None:
    record.write(
        by=by,
        action=what,
        thing="engagement",
        subject=engagement.id,
        inspection=engagement.inspection_id,
        values=values or None,
    )


def _tell(by: Person, people: Iterable[Person], title: str) -> None:
    """A message to each but the one who did it; it holds no place, day or name."""
    for one in sorted(people, key=lambda one: str(one.pk)):
        if one != by:
            text = _("The timetable of engagements has changed.\n\nSign in to see it.")
            write(to=one, kind="engagement", title=title, text=text)
