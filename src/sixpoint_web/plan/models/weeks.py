"""The timetable in weeks: its steps, and the school holidays that it passes over."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified


class Timetable(Identified):
    """When an inspection begins and how many weeks it takes; `weeks` None where nobody knows."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="timetable"
    )
    title = models.CharField(max_length=200)
    first_monday = models.DateField()
    weeks = models.PositiveSmallIntegerField(null=True)
    holidays_count = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)


class Step(Identified):
    """What happens in which weeks; without weeks where only the order is known."""

    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=200)
    first = models.PositiveSmallIntegerField(null=True)
    last = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first=None, last=None)
                | models.Q(first__gte=1, last__gte=models.F("first")),
                name="plan_step_weeks_in_order",
            )
        ]


class Holiday(Identified):
    """School holidays in the partnership's area; first and last day are holidays."""

    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="holidays")
    name = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering: ClassVar = ["first", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="plan_holiday_in_order"
            ),
            models.UniqueConstraint(
                fields=["timetable", "first", "last"], name="plan_holiday_once"
            ),
        ]
