"""Messages to people, each waiting, being sent, sent or failed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from sixpoint_web.shared.ids import Identified


class Message(Identified):
    """One message. Once it is sent its text is erased: it may hold a code or a name."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "waiting"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        FAILED = "failed", "reached nobody"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    address = models.EmailField()
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-written_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try"], name="outbox_message_due"),
            models.Index(fields=["-written_at"], name="outbox_message_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False, text=""),
                name="outbox_message_sent_is_erased",
            )
        ]
