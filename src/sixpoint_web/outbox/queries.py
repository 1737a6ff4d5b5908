"""What waits, what was sent, and what reached nobody."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from .models import Message


def messages() -> QuerySet[Message]:
    """Every message, newest first; texts are left in the database."""
    return Message.objects.defer("text").select_related("person")


def reached_nobody(*, but: Collection[UUID] = ()) -> int:
    """How many messages failed for good, without those that whoever asks must not know of."""
    return Message.objects.filter(state=Message.State.FAILED).exclude(id__in=but).count()


def waiting() -> int:
    """How many messages have not been handed over yet."""
    return Message.objects.filter(state__in=[Message.State.WAITING, Message.State.SENDING]).count()
