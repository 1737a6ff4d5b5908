"""Noting hours."""

from collections.abc import Mapping
from uuid import UUID

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.acting import action

from .. import policies
from ..models import Hours


@action
def note_hours(
    *, by: Person, inspection: Inspection, key: UUID, words: Mapping[str, object]
) -> Hours:
    """Hours that the partnership spent on the inspection; only it sees them."""
    policies.check_can_note_hours(by, inspection)
    noted = Hours.objects.create(inspection=inspection, noted_by=by, key=key, **words)
    record.write(
        by=by,
        action="hours-noted",
        thing="burden",
        subject=noted.id,
        inspection=inspection.id,
        values=words,
    )
    return noted
