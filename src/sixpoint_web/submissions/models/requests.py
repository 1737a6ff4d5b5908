"""A request of the joint team to the partnership."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified

from ..states import State


class Request(Identified):
    """What is asked, why, and until when. It gets its number when it is asked.

    Nothing here is touched while the partnership works on its answer.
    """

    class Kind(models.TextChoices):
        """What is expected back."""

        DOCUMENTS = "documents", _("Documents or an explanation")
        RETURN = "return", _("The pre-inspection return")
        STATEMENT = "statement", _("A position statement")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DOCUMENTS)
    number = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=160)
    asks = models.TextField(max_length=10_000)
    why = models.TextField(max_length=5_000)
    service = models.CharField(max_length=120)
    held_by = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    why_again = models.TextField(max_length=2_000, blank=True)
    indicators = models.JSONField(default=list)
    due = models.DateField()
    word_limit = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(max_length=2_000, blank=True)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["-number", "-drafted_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "state"], name="submissions_request_in_state")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="submissions_request_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", number=None, asked_by=None, asked_at=None)
                | (
                    ~models.Q(state="draft")
                    & models.Q(number__isnull=False, asked_by__isnull=False, asked_at__isnull=False)
                ),
                name="submissions_request_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(held_by=None, why_again="")
                | (models.Q(held_by__isnull=False) & ~models.Q(why_again="")),
                name="submissions_request_asked_again_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="statement", word_limit__gte=1)
                | (~models.Q(kind="statement") & models.Q(word_limit=None)),
                name="submissions_request_statement_has_a_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(state="withdrawn") | models.Q(withdrawn_because=""),
                name="submissions_request_reason_if_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title
