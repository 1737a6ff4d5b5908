"""What the audit trail says of who opened what."""

from datetime import datetime

from django.db.models import QuerySet

from sixpoint_web.audit.models import Entry

SEEN = "-seen"
"""How `audit.record.was_read` ends what it writes."""


def opened(first: datetime, after: datetime, subject: str = "") -> QuerySet[Entry]:
    """Entries of somebody opening something from one moment until before another, newest first."""
    found = Entry.objects.filter(action__endswith=SEEN, at__gte=first, at__lt=after)
    found = found.filter(subject=subject) if subject else found
    return found.select_related("by").order_by("-pk")
