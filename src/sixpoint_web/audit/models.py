"""Entries of the trail and the seals on them; the database refuses to change either."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """Who did what to which thing and when. `digest` is a keyed hash of the values, if any."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    inspection = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["thing", "subject"], name="audit_entry_of_thing")]


class Seal(models.Model):
    """One link of the chain: the hash of the link before it and of one entry."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_seal_from_one")
        ]
