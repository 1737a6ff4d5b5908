"""Engagements: who meets whom, when and where, and what it is to settle."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified

from .board import BoardItem


class Engagement(Identified):
    """One meeting of the team with somebody, or an observation."""

    class Kind(models.TextChoices):
        """How the team engages."""

        INTERVIEW = "interview", _("One-to-one meeting")
        FOCUS_GROUP = "focus-group", _("Focus group")
        ACTIVITY_GROUP = "activity-group", _("Activity group")
        OBSERVATION = "observation", _("Observation")
        DISCUSSION = "discussion", _("Discussion with the partnership")
        TEAM = "team", _("Meeting of the team")

    class State(models.TextChoices):
        """Whether it is to come, was held, or was called off."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CALLED_OFF = "called-off", _("Called off")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="engagements")
    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=2000, blank=True)
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=120)
    shared = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    called_off_because = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["day", "starts", "title", "id"]
        indexes: ClassVar = [models.Index(fields=["inspection", "day"], name="plan_engagement_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="plan_engagement_takes_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="called-off") | ~models.Q(called_off_because=""),
                name="plan_engagement_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def monday(self) -> date:
        """The Monday of its week."""
        return self.day - timedelta(days=self.day.weekday())


class Met(Identified):
    """Whom the team meets: somebody by designation, or a group; never a name."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="met")
    who = models.CharField(max_length=160)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "who"], name="plan_met_once")
        ]


class Part(Identified):
    """Somebody who is in the inspection takes part."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "person"], name="plan_part_once")
        ]


class EngagementSettles(Identified):
    """The engagement is to settle something that stands on the board."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="settles")
    item = models.ForeignKey(BoardItem, on_delete=models.PROTECT, related_name="engagements")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["engagement", "item"], name="plan_engagement_settles_once"
            )
        ]


class EngagementChange(Identified):
    """What was done with an engagement, why, and when and where it was until then. Never changed.

    Before it was first planned it was nowhere: then day, times and place are empty.
    """

    class What(models.TextChoices):
        """What was done with it."""

        PLANNED = "planned", _("Planned")
        CHANGED = "changed", _("Changed")
        MOVED = "moved", _("Moved")
        CALLED_OFF = "called-off", _("Called off")
        HELD = "held", _("Noted as held")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20, choices=What.choices)
    reason = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
