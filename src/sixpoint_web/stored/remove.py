"""Destroys a stored file: its key goes in the caller's transaction, its bytes once that is done."""

from django.db import transaction
from django.utils import timezone

from .models import Stored
from .places import place_of


def remove(stored: Stored) -> bool:
    """Nothing opens the bytes any more; name, size and hash stay. False where it was done before.

    The key of the file is overwritten, so bytes that a disk or a copy of the folder still holds
    cannot be read; copies of the database hold the key until they go themselves.
    """
    still = Stored.objects.filter(id=stored.id, removed_at=None)
    done = bool(still.update(removed_at=timezone.now(), key=b""))
    transaction.on_commit(lambda: place_of(stored.id).unlink(missing_ok=True))
    return done
