"""What can be done with a timetable: make it from the pack, change it, and name school holidays.

Each refuses where somebody else changed the timetable since the revision that was seen.
"""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.frameworks.queries import timetable_of as timetable_in_pack
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import pinned_framework, pinned_programme
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused

from .. import policies
from ..models import Holiday, Step, Timetable


@action
def make_timetable(*, by: Person, inspection: Inspection, first_monday: date) -> Timetable:
    """The weeks of the pinned programme from this Monday on; empty where the pack has none."""
    policies.check_can_change_timetable(by, inspection)
    pack = pinned_framework(inspection)
    weeks = timetable_in_pack(pack, pinned_programme(inspection)) if pack else None
    try:
        with transaction.atomic():
            made = Timetable.objects.create(
                inspection=inspection,
                title=weeks.title if weeks else "",
                first_monday=first_monday,
                weeks=weeks.weeks if weeks else None,
                holidays_count=bool(weeks and weeks.school_holidays_count),
                made_by=by,
            )
    except IntegrityError as twice:
        raise policies.changed_meanwhile() from twice
    Step.objects.bulk_create(
        Step(timetable=made, what=step.what, first=step.first, last=step.last, place=place)
        for place, step in enumerate(weeks.steps if weeks else ())
    )
    _note(by, made, "timetable-made", {"first_monday": first_monday})
    return made


@action
def change_timetable(
    *,
    by: Person,
    timetable: Timetable,
    revision: int,
    first_monday: date,
    weeks: int | None,
    holidays_count: bool,
) -> None:
    """Another beginning or length."""
    values = {"first_monday": first_monday, "weeks": weeks, "holidays_count": holidays_count}
    _begin(by, timetable, revision)
    Timetable.objects.filter(id=timetable.id).update(**values)
    _note(by, timetable, "timetable-changed", values)


@action
def add_step(
    *,
    by: Person,
    timetable: Timetable,
    revision: int,
    what: str,
    first: int | None,
    last: int | None,
) -> Step:
    """One more step, after those that are there."""
    _begin(by, timetable, revision)
    place = timetable.steps.count()
    added = Step.objects.create(timetable=timetable, what=what, first=first, last=last, place=place)
    _note(by, timetable, "step-added", {"what": what, "first": first, "last": last})
    return added


@action
def change_step(
    *, by: Person, step: Step, revision: int, what: str, first: int | None, last: int | None
) -> None:
    """Other words or weeks of one step."""
    _begin(by, step.timetable, revision)
    Step.objects.filter(id=step.id).update(what=what, first=first, last=last)
    _note(by, step.timetable, "step-changed", {"what": what, "first": first, "last": last})


@action
def remove_step(*, by: Person, step: Step) -> None:
    """The step is not part of this inspection."""
    policies.check_can_change_timetable(by, step.timetable.inspection)
    Step.objects.filter(id=step.id).delete()
    _note(by, step.timetable, "step-removed", {"what": step.what})


@action
def add_holiday(
    *, by: Person, timetable: Timetable, revision: int, name: str, first: date, last: date
) -> Holiday:
    """School holidays; weeks of them do not count from now on."""
    _begin(by, timetable, revision)
    values = {"name": name, "first": first, "last": last}
    added, made = Holiday.objects.get_or_create(
        timetable=timetable, first=first, last=last, defaults={"name": name}
    )
    if not made:
        raise Refused(_("These holidays are there already."))
    _note(by, timetable, "holiday-added", values)
    return added


@action
def remove_holiday(*, by: Person, holiday: Holiday) -> None:
    """No holidays after all."""
    policies.check_can_change_timetable(by, holiday.timetable.inspection)
    Holiday.objects.filter(id=holiday.id).delete()
    _note(by, holiday.timetable, "holiday-removed", {"first": holiday.first})


def _begin(by: Person, timetable: Timetable, revision: int) -> None:
    """Asks, then compare-and-set: of two at once the second is told."""
    policies.check_can_change_timetable(by, timetable.inspection)
    same = Timetable.objects.filter(id=timetable.id, revision=revision)
    if not same.update(revision=revision + 1):
        raise policies.changed_meanwhile()


def _note(by: Person, timetable: Timetable, what: str, values: Mapping[str, object]) -> None:
    record.write(
        by=by,
        action=what,
        thing="timetable",
        subject=timetable.id,
        inspection=timetable.inspection_id,
        values=values,
    )
