"""What housekeeping does for concerns: looks at each in time, and empties SQLite's log of notes."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from sixpoint_web.shared.regularly import regularly

from .looking import look_at_due
from .models import SealedNote

FRESH = timedelta(minutes=5)


@regularly(every=5.0)
def look_after_concerns() -> int:
    """Tells whoever has to be told."""
    return look_at_due()


@regularly(every=60.0)
def empty_the_log() -> int:
    """The write-ahead log of SQLite holds pages as they were: it is emptied after a destruction."""
    since = timezone.now() - FRESH
    fresh = SealedNote.objects.filter(destroyed_at__gte=since).count()
    if fresh and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return fresh
