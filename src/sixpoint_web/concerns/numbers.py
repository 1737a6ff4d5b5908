"""Sets whom to ring and how soon a concern has to be answered, in one inspection."""

from collections.abc import Collection, Mapping
from datetime import time
from uuid import UUID

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.acting import action

from . import policies
from .clock import Limits
from .hours import bits_of
from .models import Clock, DutyNumber, OwnNumber


@action
def add_number(
    *,
    by: Person,
    inspection: Inspection,
    key: UUID,
    name: str,
    phone: str,
    out_of_hours: bool,
    weekdays: Collection[int] = (),
    from_time: time | None = None,
    to_time: time | None = None,
    on_holidays: bool = False,
) -> DutyNumber:
    """A duty number with its hours, or for whenever no other answers; once for a key."""
    policies.check_can_change_numbers(by, inspection)
    added, _new = DutyNumber.objects.get_or_create(
        key=key,
        defaults={
            "inspection": inspection,
            "name": name,
            "phone": phone,
            "out_of_hours": out_of_hours,
            "weekdays": 0 if out_of_hours else bits_of(weekdays),
            "from_time": None if out_of_hours else from_time,
            "to_time": None if out_of_hours else to_time,
            "on_holidays": on_holidays and not out_of_hours,
            "set_by": by,
        },
    )
    _trace(by, inspection, "duty-number-added", values={"name": name, "phone": phone})
    return added


@action
def take_number_away(*, by: Person, number: DutyNumber) -> None:
    """It answers no more."""
    policies.check_can_change_numbers(by, number.inspection)
    DutyNumber.objects.filter(id=number.id).delete()
    _trace(by, number.inspection, "duty-number-taken-away", values={"id": number.id})


@action
def give_own_number(*, by: Person, inspection: Inspection, phone: str) -> None:
    """One's own telephone."""
    policies.check_can_give_own_number(by, inspection)
    OwnNumber.objects.update_or_create(inspection=inspection, person=by, defaults={"phone": phone})
    _trace(by, inspection, "own-number-given", values={"phone": phone})


@action
def set_clock(*, by: Person, inspection: Inspection, limits: Limits) -> None:
    """For concerns and steps from now on; a clock that runs already is not changed."""
    policies.check_can_change_clock(by, inspection)
    values = {
        "danger_minutes": limits.danger_minutes,
        "minutes": limits.minutes,
        "respond_hours": limits.respond_hours,
        "close_days": limits.close_days,
    }
    Clock.objects.update_or_create(inspection=inspection, defaults=values)
    _trace(by, inspection, "concern-clock-set", values=values)


def _trace(by: Person, inspection: Inspection, name: str, *, values: Mapping[str, object]) -> None:
    record.write(
        by=by,
        action=name,
        thing="duty-number",
        subject=inspection.id,
        inspection=inspection.id,
        values=values,
    )
