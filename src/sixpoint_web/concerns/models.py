"""Numbers to ring, limits of the clock, concerns, whom they are about, and their sealed notes."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.outbox.models import Message
from sixpoint_web.shared.ids import Identified

from . import states


class DutyNumber(Identified):
    """A number of the partnership that answers at some hours, or out of everybody else's hours."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    out_of_hours = models.BooleanField(default=False)
    weekdays = models.PositiveSmallIntegerField(default=0)
    from_time = models.TimeField(null=True)
    to_time = models.TimeField(null=True)
    on_holidays = models.BooleanField(default=False)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["out_of_hours", "from_time", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(out_of_hours=True, from_time=None, to_time=None, weekdays=0)
                | models.Q(
                    out_of_hours=False,
                    from_time__isnull=False,
                    to_time__isnull=False,
                    weekdays__gte=1,
                    weekdays__lte=127,
                ),
                name="concerns_number_has_hours_or_none",
            )
        ]


class OwnNumber(Identified):
    """The telephone of somebody who answers for concerns in an inspection, as he gave it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "person"], name="concerns_own_number_once"
            )
        ]


class Clock(Identified):
    """How long each step may take in one inspection; one without a row has the limits of ours."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="+")
    danger_minutes = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    respond_hours = models.PositiveSmallIntegerField()
    close_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    danger_minutes__gte=1,
                    minutes__gte=models.F("danger_minutes"),
                    respond_hours__gte=1,
                    close_days__gte=1,
                ),
                name="concerns_clock_runs",
            )
        ]


class Concern(Identified):
    """One concern. A child's name, and what was seen, stand in its sealed note and nowhere else."""

    class State(models.TextChoices):
        """How far it has come."""

        RECEIVED = states.RECEIVED, _("received, nobody has answered yet")
        ACKNOWLEDGED = states.ACKNOWLEDGED, _("acknowledged")
        HANDED_OVER = states.HANDED_OVER, _("handed over, not taken over yet")
        TAKEN_OVER = states.TAKEN_OVER, _("taken over by the partnership")
        ANSWERED = states.ANSWERED, _("response recorded")
        CLOSED = states.CLOSED, _("closed, sealed note destroyed")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    case_reference = models.CharField(max_length=40, blank=True)
    danger = models.BooleanField()
    rung = models.CharField(max_length=60)
    rung_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    state_since = models.DateTimeField()
    due_at = models.DateTimeField()
    next_look = models.DateTimeField()
    with_partnership = models.BooleanField(default=False)
    with_managers = models.BooleanField(default=False)
    about: models.ManyToManyField[Person, "About"] = models.ManyToManyField(
        Person, through="About", related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "-received_at"], name="concerns_of_inspection"),
            models.Index(fields=["next_look"], name="concerns_next_look"),
            models.Index(fields=["case_reference"], name="concerns_reference"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("state_since")),
                name="concerns_clock_always_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(state_since__gte=models.F("received_at")),
                name="concerns_state_since_received",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=states.STATES), name="concerns_state_is_one"
            ),
        ]


class About(models.Model):
    """Somebody whom a concern is about: it goes round him, and he does not know of it."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "person"], name="concerns_about_once")
        ]


class SealedNote(models.Model):
    """What only those who answer for the concern open, encrypted; destroyed when it is closed."""

    concern = models.OneToOneField(
        Concern, on_delete=models.CASCADE, primary_key=True, related_name="note"
    )
    sealed = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    sealed__isnull=False, destroyed_at__isnull=True, destroyed_by__isnull=True
                )
                | models.Q(
                    sealed__isnull=True, destroyed_at__isnull=False, destroyed_by__isnull=False
                ),
                name="concerns_note_is_there_or_destroyed",
            )
        ]


class Told(Identified):
    """That somebody was told that a concern waits, with the message, whose fate is watched."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=20)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Done(Identified):
    """One step that was taken; a response says what was done, when and by whom by designation."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="done")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.CharField(max_length=20)
    says = models.TextField(max_length=4000, blank=True)
    designation = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(step="respond")
                | (
                    ~models.Q(says="")
                    & ~models.Q(designation="")
                    & models.Q(happened_at__isnull=False)
                ),
                name="concerns_response_says_what_when_who",
            )
        ]
