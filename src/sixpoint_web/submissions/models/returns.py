"""What the pre-inspection return asks for, and whom was drawn from it, by local reference."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.ids import Identified

from .answers import Upload
from .requests import Request


class ReturnForm(Identified):
    """What the workbook of one request says of itself, and must still say when it comes back.

    `agencies` lists id and name of each that may list children; the id says which kind of record.
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="return_form")
    framework = models.CharField(max_length=121)
    programme = models.CharField(max_length=80)
    partnership = models.CharField(max_length=120)
    prefix = models.CharField(max_length=3)
    as_at = models.DateField()
    agencies = models.JSONField()


class Draw(Identified):
    """One drawing from one submitted return: the same return and seed give the same list."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="draws")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField()
    reserves = models.PositiveIntegerField()
    listed = models.PositiveIntegerField()
    because = models.TextField(max_length=2_000, blank=True)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "number"], name="submissions_draw_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(because=""),
                name="submissions_draw_again_with_reason",
            ),
        ]


class DrawnChild(Identified):
    """One local reference of a drawing: to be read, in reserve, or taken out with a reason."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="children")
    reference = models.CharField(max_length=12)
    category = models.CharField(max_length=80)
    age_band = models.CharField(max_length=80)
    listed_by = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    reserve = models.BooleanField()
    taken_out_because = models.TextField(max_length=2_000, blank=True)
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["category", "age_band", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "reference"], name="submissions_drawn_once"),
            models.CheckConstraint(
                condition=models.Q(taken_out_because="") | models.Q(reserve=False),
                name="submissions_drawn_reserve_is_not_taken_out",
            ),
        ]
