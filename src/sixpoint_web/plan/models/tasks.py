"""Tasks of the team, each of one person, until a day."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified

from .board import BoardItem


class Task(Identified):
    """Something that one person is to do until a day."""

    class State(models.TextChoices):
        """Whether it is still to do."""

        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="tasks")
    key = models.UUIDField(unique=True, editable=False)
    title = models.CharField(max_length=200)
    note = models.TextField(max_length=2000, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due", "title", "id"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "state", "due"], name="plan_task_of_inspection"),
            models.Index(fields=["person", "state"], name="plan_task_of_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="open", ended_by=None, ended_at=None)
                | (
                    ~models.Q(state="open")
                    & models.Q(ended_by__isnull=False, ended_at__isnull=False)
                ),
                name="plan_task_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TaskSettles(Identified):
    """The task is to settle something that stands on the board."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="settles")
    item = models.ForeignKey(BoardItem, on_delete=models.PROTECT, related_name="tasks")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "item"], name="plan_task_settles_once")
        ]
