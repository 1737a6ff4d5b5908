"""Evidence items, every version of them, what they touch, their files, and drafts."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixpoint.evidence.register import FIGURE, READING, SURVEY
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified
from sixpoint_web.stored.models import Stored

CITED = (FIGURE, READING, SURVEY)
"""Kinds that cite what was received: the item weighs it, and says where it is."""


class Direction(models.TextChoices):
    """Which way a piece of evidence speaks; the library's words."""

    STRENGTH = "strength", _("Strength")
    WEAKNESS = "weakness", _("Weakness")
    NEUTRAL = "neutral", _("Neither")


class Weight(models.IntegerChoices):
    """How strongly it speaks."""

    SLIGHT = 1, _("1 slightly")
    CLEAR = 2, _("2 clearly")
    STRONG = 3, _("3 strongly")


class Said(models.Model):
    """What an item says. `records` are the kinds of record it comes from, sorted, with commas."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    says = models.TextField(max_length=20_000)
    observed = models.DateField()
    observed_until = models.DateField(null=True)
    who = models.CharField(max_length=300, blank=True)
    people = models.PositiveSmallIntegerField(null=True)
    themes = models.TextField(max_length=2000, blank=True)
    source = models.CharField(max_length=160, blank=True)
    records = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def themes_in_order(self) -> list[str]:
        """One theme a line."""
        return self.themes.splitlines()


class Item(Identified, Said):
    """One thing seen, heard or read, as it is now."""

    class State(models.TextChoices):
        """Whether it counts."""

        RECORDED = "recorded", _("recorded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    """Counts within the inspection: people say "E12"."""
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECORDED)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateField()
    key = models.UUIDField(unique=True)
    tells = models.CharField(max_length=60, blank=True)
    """What its words look like, such as `name,postcode`: somebody was asked and kept them."""
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["-observed", "-number"]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "observed", "number"], name="evidence_item_by_day"),
            models.Index(
                fields=["inspection", "state", "records", "kind"], name="evidence_item_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="evidence_item_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(recorded__gte=models.F("observed")),
                name="evidence_item_observed_first",
            ),
            models.CheckConstraint(
                condition=models.Q(observed_until=None)
                | models.Q(observed_until__gte=models.F("observed")),
                name="evidence_item_until",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=READING) | ~models.Q(records=""),
                name="evidence_item_reading_of_records",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=CITED) | ~models.Q(source=""),
                name="evidence_item_cites",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="recorded", withdrawn_at=None, withdrawn_by=None, withdrawn_why=""
                )
                | models.Q(
                    state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False
                )
                & ~models.Q(withdrawn_why=""),
                name="evidence_item_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"E{self.number}"


class Touch(models.Model):
    """That an item speaks to an indicator: which way, and how strongly."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="touches")
    indicator = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.CLEAR)

    class Meta:
        ordering: ClassVar = ["indicator"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "indicator"], name="evidence_touch_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=3), name="evidence_touch_weight"
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values),
                name="evidence_touch_direction",
            ),
        ]


class Version(Identified, Said):
    """An item as somebody left it; the highest number is what the item says now.

    `touches` is a list of indicator, direction and weight.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    touches = models.JSONField()

    class Meta:
        ordering: ClassVar = ["item", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="evidence_version_once")
        ]


class Words(models.Model):
    """What can be found of an item; the database keeps an index of it (`search`)."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="words")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()


class Attachment(Identified):
    """A file beside an item, such as a photograph of a flip chart or a leaflet."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="attachments")
    stored = models.OneToOneField(Stored, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Draft(Identified):
    """What somebody has begun to write and nobody else sees; `fields` as the form sent them.

    `item` is what it would change; None for something new.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    fields = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="evidence_draft_once")
        ]
