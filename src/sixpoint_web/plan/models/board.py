"""The board: for each thing that the team asks itself, whether it is a concern, and why."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified


class Standing(models.TextChoices):
    """The three-way sort that inspectors keep from early on."""

    NO_CONCERN = "no-concern", _("No significant concern")
    UNCERTAIN = "uncertain", _("Uncertain")
    CONCERN = "concern", _("Concern")


class BoardItem(Identified):
    """One thing that the team asks itself about an indicator or one of its themes."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="board")
    key = models.UUIDField(unique=True, editable=False)
    what = models.CharField(max_length=300)
    indicator = models.CharField(max_length=40)
    theme = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=Standing.choices)
    reasons = models.TextField(max_length=4000)
    would_settle = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["indicator", "made_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "state"], name="plan_board_of_inspection")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=Standing.values), name="plan_board_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="uncertain") | ~models.Q(would_settle=""),
                name="plan_board_uncertain_says_what_would_settle_it",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class BoardMove(Identified):
    """Who put an item where, and why; `before` is empty for the first. Never changed."""

    item = models.ForeignKey(BoardItem, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, choices=Standing.choices)
    reasons = models.TextField(max_length=4000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    @property
    def before_title(self) -> str:
        """The column in which it was."""
        return str(Standing(self.before).label) if self.before else ""
