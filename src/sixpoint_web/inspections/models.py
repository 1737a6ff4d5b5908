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
    revision = models.PositiveIntegerField(default=0)
    """Counts changes of its name, area, window and scope: of two at once, the second is told."""

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


class Pin(Identified):
    """The framework and programme that an inspection goes by, as they were when it was pinned."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="pin")
    pack = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    programme = models.CharField(max_length=80)
    programme_title = models.CharField(max_length=200)
    pinned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)

    @property
    def ref(self) -> str:
        """The pack as others name it."""
        return f"{self.pack}/{self.version}"


class ChosenIndicator(Identified):
    """An indicator, or a whole area, that an inspection evaluates, by its code."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="chosen")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "code"], name="inspections_indicator_once"
            )
        ]


class Service(Identified):
    """A service that an inspection looks at, such as health visiting; never a named person."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "name"], name="inspections_service_once")
        ]


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
