"""What the database knows of the analysis store: which files, from whom, and what was made of them.

No value of a record is here, no name of a file as somebody called it, and no exact figure.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.runs.models import Run
from sixpoint_web.shared.ids import Identified


class Partnership(Identified):
    """The one partnership of this installation, as its file in the store describes it."""

    only = models.BooleanField(default=True, unique=True)
    name = models.CharField(max_length=200)
    as_at = models.DateField()
    invented = models.BooleanField()
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(only=True), name="analysis_one_partnership")
        ]

    def __str__(self) -> str:
        return self.name


class Agency(Identified):
    """A service that supplies extracts; the people of `body` are its data officers."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField()
    mapping_revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "code"]

    def __str__(self) -> str:
        return self.name


class Table(Identified):
    """A table that an agency said it supplies."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tables")
    name = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["agency", "place", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="analysis_table_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency.code}.{self.name}"


class Extract(Identified):
    """One file as it was taken; it stays in this list when another takes its place."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="extracts")
    file = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField(null=True)
    key = models.UUIDField(unique=True)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["table", "-taken_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["table"],
                condition=models.Q(gone_at=None),
                name="analysis_extract_one_of_table",
            )
        ]

    def __str__(self) -> str:
        return self.file


class Step(Identified):
    """One step over what was in the store when it was asked for; `made_of` is its fingerprint."""

    class Kind(models.TextChoices):
        """The steps, in their order."""

        CHECK = "check-extracts", "check"
        LINK = "link-extracts", "link"
        ANALYSE = "analyse-extracts", "analyse"
        RELEASE = "release-crossing", "hand over"

    kind = models.CharField(max_length=40, choices=Kind.choices)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="step")
    made_of = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-run__asked_at", "id"]

    def __str__(self) -> str:
        return self.kind


class Crossing(Identified):
    """What one analysis made that may cross; `release` is its name in the ledger once it may."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="crossing")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    as_at = models.DateField()
    figures = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField()
    on_return = models.PositiveIntegerField()
    audited = models.PositiveIntegerField()
    releases_before = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    release = models.CharField(max_length=80, null=True, unique=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(release=None, released_at=None)
                | models.Q(release__isnull=False, released_at__isnull=False),
                name="analysis_crossing_released_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.sha256


class Look(Identified):
    """One person's look at a crossing before it crosses."""

    class Decision(models.TextChoices):
        """As the library has it."""

        CLEAR = "clear", "clear"
        SEND_BACK = "send back", "send back"

    crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["crossing", "by", "decision"], name="analysis_look_once"
            )
        ]

    def __str__(self) -> str:
        return self.decision
