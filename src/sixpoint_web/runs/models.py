"""Long work: who asked for it, how far it is, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from sixpoint_web.shared.ids import Identified

LONGEST_STAGE = 120


class Run(Identified):
    """One piece of long work. `result` holds counts and codes only, never a value of a record."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "waiting"
        WORKING = "working", "at work"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=40)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=LONGEST_STAGE, blank=True)
    code = models.CharField(max_length=40, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-asked_at", "id"]
        indexes: ClassVar = [models.Index(fields=["-asked_at"], name="runs_run_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="working") | models.Q(lease_until__isnull=False),
                name="runs_run_working_has_lease",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "failed"])
                | models.Q(ended_at__isnull=False),
                name="runs_run_ended_has_time",
            ),
        ]
