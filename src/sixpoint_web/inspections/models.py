"""Inspections, roles in them, and conflicts of interest."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from sixpoint_web.accounts.models import Dated, Person
from sixpoint_web.shared.ids import Identified


class Inspection(Identified):
    """One joint inspection: what it is called, whose area, and when inspectors look."""

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = "planned", "planned"
        RUNNING = "running", "under way"
        CLOSED = "closed", "closed"

    name = models.CharField(max_length=160)
    area = models.CharField(max_length=120)
    window_from = models.DateField()
    window_to = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-window_from", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(window_to__gte=models.F("window_from")),
                name="inspections_inspection_window",
            )
        ]

    def __str__(self) -> str:
        return self.name


class InspectionRole(Dated):
    """Somebody's role in one inspection, from one day on. The last day counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inspection_roles")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        indexes: ClassVar = [
            models.Index(fields=["person", "inspection"], name="inspections_role_of")
        ]


class Conflict(Identified):
    """Why somebody should not take part in one inspection, as he declared himself."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.TextField(max_length=2000)
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "inspection"],
                condition=models.Q(withdrawn_at=None),
                name="inspections_conflict_once",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="inspections_conflict_withdrawn_by_somebody",
            ),
        ]
