"""What the partnership writes, uploads and asks back."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.ids import Identified
from sixpoint_web.stored.models import Stored

from .requests import Request


class Answer(Identified):
    """One answer. Until it is submitted it is the partnership's own and has no number.

    Then it is frozen; after it was sent back the next one begins with what it said.
    """

    class State(models.TextChoices):
        """How far the partnership has come with it."""

        DRAFT = "draft", _("draft")
        SIGNED = "signed-off", _("signed off")
        SUBMITTED = "submitted", _("submitted")

    class Decision(models.TextChoices):
        """What the joint team said of it."""

        NONE = "", _("not decided")
        ACCEPTED = "accepted", _("accepted")
        SENT_BACK = "sent-back", _("sent back")

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField(null=True)
    text = models.TextField(max_length=100_000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    because = models.TextField(max_length=5_000, blank=True)

    class Meta:
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "number"], name="submissions_answer_number_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(number=None),
                name="submissions_answer_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", signed_by=None, signed_at=None)
                | (
                    ~models.Q(state="draft")
                    & models.Q(signed_by__isnull=False, signed_at__isnull=False)
                ),
                name="submissions_answer_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="submitted",
                    number__gte=1,
                    submitted_by__isnull=False,
                    submitted_at__isnull=False,
                )
                | (
                    ~models.Q(state="submitted")
                    & models.Q(number=None, submitted_by=None, submitted_at=None, decision="")
                ),
                name="submissions_answer_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by=None, decided_at=None, because="")
                | (
                    ~models.Q(decision="")
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="submissions_answer_decided_by_somebody",
            ),
        ]


class Upload(Identified):
    """A file with an answer. `version` counts what was submitted under this title, never drafts."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="uploads")
    stored = models.ForeignKey(Stored, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "title"], name="submissions_upload_title_once"
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, replaces=None)
                | models.Q(version__gte=2, replaces__isnull=False),
                name="submissions_upload_version_replaces",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(Identified):
    """A question about a request, from either side to the other, and its answer."""

    class State(models.TextChoices):
        """Whether it was answered."""

        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")

    class Side(models.TextChoices):
        """Who asked."""

        TEAM = "team", _("The joint team")
        PARTNERSHIP = "partnership", _("The partnership")

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="questions")
    side = models.CharField(max_length=12, choices=Side.choices)
    text = models.TextField(max_length=5_000)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(max_length=10_000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="open", answer="", answered_by=None, answered_at=None)
                | (
                    models.Q(state="answered", answered_by__isnull=False, answered_at__isnull=False)
                    & ~models.Q(answer="")
                ),
                name="submissions_question_answered_by_somebody",
            )
        ]
