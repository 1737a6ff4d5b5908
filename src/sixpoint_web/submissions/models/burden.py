"""What an inspection costs the partnership, as its own people note it."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.ids import Identified


class Hours(Identified):
    """Hours that somebody of the partnership noted for one service."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    hours = models.DecimalField(
        max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    spent_on = models.DateField()
    what = models.CharField(max_length=160, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["-spent_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="submissions_hours_some")
        ]
