"""Partnership discussions: what both sides said and agreed."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified


class Discussion(Identified):
    """One discussion. The joint team writes it down; the partnership adds what it said back."""

    class State(models.TextChoices):
        """A draft is the joint team's own; agreed means that both sides said so."""

        DRAFT = "draft", _("draft")
        SHARED = "shared", _("shared")
        AGREED = "agreed", _("agreed")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="discussions")
    title = models.CharField(max_length=160)
    held_on = models.DateField()
    agenda = models.TextField(max_length=5_000)
    took_part = models.TextField(max_length=2_000)
    said_by_team = models.TextField(max_length=20_000, blank=True)
    said_back = models.TextField(max_length=20_000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    team_agreed = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    partnership_agreed = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["-held_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    state="agreed",
                    team_agreed__isnull=False,
                    partnership_agreed__isnull=False,
                    agreed_at__isnull=False,
                )
                | (~models.Q(state="agreed") & models.Q(agreed_at=None)),
                name="submissions_discussion_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="draft")
                | models.Q(team_agreed=None, partnership_agreed=None, said_back=""),
                name="submissions_discussion_draft_is_the_team_s",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreedAction(Identified):
    """Something that somebody of one side is to do, by designation."""

    class Side(models.TextChoices):
        """Who does it."""

        TEAM = "team", _("The joint team")
        PARTNERSHIP = "partnership", _("The partnership")

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=500)
    side = models.CharField(max_length=12, choices=Side.choices)
    who = models.CharField(max_length=120)
    due = models.DateField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(done_by=None, done_at=None)
                | models.Q(done_by__isnull=False, done_at__isnull=False),
                name="submissions_action_done_by_somebody",
            )
        ]
