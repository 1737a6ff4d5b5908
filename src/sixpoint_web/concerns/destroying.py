"""Destroys a sealed note: its bytes are overwritten, then gone; that it was, and its hash, stay."""

import secrets

from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record

from .models import Concern, SealedNote


def destroy_note(concern: Concern, *, by: Person) -> None:
    """In the transaction of the caller. Copies of the database keep what they have: see the guide.

    The record names what was destroyed by the hash of its sealed bytes, which confirms no guess.
    """
    there = SealedNote.objects.filter(concern=concern, destroyed_at=None)
    note = there.get()
    there.update(sealed=secrets.token_bytes(len(note.sealed or b"")))
    there.update(sealed=None, destroyed_at=timezone.now(), destroyed_by=by)
    record.write(
        by=by,
        action="sealed-note-destroyed",
        thing="sealed-note",
        subject=concern.id,
        inspection=concern.inspection_id,
        values={"digest": note.digest},
    )
