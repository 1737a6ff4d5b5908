"""Ids that say nothing and cannot be guessed: they stand in addresses and in the audit trail."""

import uuid

from django.db import models


def new_id() -> uuid.UUID:
    """A random id; never one that tells when or in which order it was made."""
    return uuid.uuid4()


class Identified(models.Model):
    """A row with a random id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
