"""Crossing files as they came, and the figures in them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified


class Crossing(Identified):
    """One crossing file of one inspection. The one with the highest number counts."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="crossings")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    partnership = models.CharField(max_length=200)
    as_at = models.DateField()
    invented = models.BooleanField()
    figures_in_it = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField()
    on_return = models.PositiveIntegerField()
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["inspection", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="received_crossing_number_once"
            ),
            models.UniqueConstraint(
                fields=["inspection", "sha256"], name="received_crossing_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(hidden__lte=models.F("figures_in_it")),
                name="received_crossing_hidden_are_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.number}"


class CrossingFile(models.Model):
    """The file itself, byte for byte, and its manifest; apart, so that no list reads them."""

    crossing = models.OneToOneField(
        Crossing, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    content = models.BinaryField()
    manifest = models.TextField()


class Figure(Identified):
    """One figure of one crossing; `content` is the library's SafeFigure as JSON."""

    crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, related_name="figures")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=400)
    view = models.CharField(max_length=60)
    period = models.CharField(max_length=120)
    status = models.CharField(max_length=20)
    phrase = models.TextField()
    sentence = models.TextField()
    fingerprint = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        ordering: ClassVar = ["crossing", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["crossing", "place"], name="received_figure_place"),
            models.UniqueConstraint(fields=["crossing", "name"], name="received_figure_name"),
        ]

    def __str__(self) -> str:
        return self.name
