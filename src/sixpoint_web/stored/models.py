"""What is known of a stored file; its bytes lie sealed in a folder of their own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from sixpoint_web.shared.ids import Identified


class Stored(Identified):
    """One file as it was given: bytes, and the key that they are sealed with, itself sealed.

    Once removed, the row stays with name, size and hash, and nothing opens the bytes any more.
    """

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.BinaryField()
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(key=b""),
                name="stored_stored_removed_has_no_key",
            ),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="stored_stored_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
