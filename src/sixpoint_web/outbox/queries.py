"""What waits, what was sent, and what reached nobody."""

from django.db.models import QuerySet

from .models import Message


def messages() -> QuerySet[Message]:
    """Every message, newest first; texts are left in the database."""
    return Message.objects.defer("text").select_related("person")


def reached_nobody() -> int:
    """How many messages failed for good."""
    return Message.objects.filter(state=Message.State.FAILED).count()


def waiting() -> int:
    """How many messages have not been handed over yet."""
    return Message.objects.filter(state__in=[Message.State.WAITING, Message.State.SENDING]).count()
