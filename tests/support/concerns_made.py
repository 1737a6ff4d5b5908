"""Concerns for tests, in each state, made without the pages. On the inspectorate's side."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.concerns.models import About, Concern, SealedNote
from sixpoint_web.concerns.sealing import Note, digest_of, seal
from sixpoint_web.inspections.models import Inspection

NOTE = Note(name="Invented Childname", seen="Invented words about what was seen")


def a_concern(
    inspection: Inspection,
    raised_by: Person,
    *,
    state: str = "received",
    about: tuple[Person, ...] = (),
    at: datetime | None = None,
    **changed: Any,
) -> Concern:
    """A concern that has come to everybody who may ever answer for one."""
    since = at or timezone.now()
    values: dict[str, Any] = {
        "inspection": inspection,
        "key": uuid4(),
        "raised_by": raised_by,
        "received_at": since,
        "case_reference": "C-1042",
        "danger": False,
        "rung": "nobody",
        "state": state,
        "state_since": since,
        "due_at": since + timedelta(minutes=30),
        "next_look": since,
        "with_partnership": True,
        "with_managers": True,
    }
    concern = Concern.objects.create(**values | changed)
    sealed = seal(concern.id, NOTE)
    note = SealedNote(concern=concern, sealed=sealed, digest=digest_of(sealed))
    if state == "closed":
        note.sealed, note.destroyed_at, note.destroyed_by = None, since, raised_by
    note.save()
    About.objects.bulk_create(About(concern=concern, person=one) for one in about)
    return concern
