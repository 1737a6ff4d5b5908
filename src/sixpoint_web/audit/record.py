"""Writes an entry of the trail, in the transaction of whatever it is about."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from sixpoint_web.shared.guard import note_trace

from .models import Entry

KEY = "digest.key"


def write(
    *,
    by: AbstractBaseUser | None,
    action: str,
    thing: str,
    subject: UUID | str,
    inspection: UUID | None = None,
    values: Mapping[str, object] | None = None,
) -> None:
    """Adds an entry; of the values it keeps a keyed hash. `by` is None for the software itself."""
    if not connection.in_atomic_block:
        raise OutsideTransaction
    Entry.objects.create(
        at=timezone.now(),
        by_id=by.pk if by else None,
        action=action,
        thing=thing,
        subject=str(subject),
        inspection=str(inspection or ""),
        digest=digest_of(values) if values else "",
    )
    note_trace()


def was_read(*, by: AbstractBaseUser, thing: str, subject: UUID | str) -> None:
    """Remembers that somebody looked at something sensitive, before it is shown to him."""
    with transaction.atomic():
        write(by=by, action=f"{thing}-seen", thing=thing, subject=subject)


class OutsideTransaction(Exception):
    """Our own fault: the trail would say that something happened although it was undone."""


def digest_of(values: Mapping[str, object]) -> str:
    """The keyed hash of some values: equal for equal values, and no way back or to guess."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=str)
    folder: Any = settings.KEYS_FOLDER
    return hmac.new(_key(Path(folder)), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _key(folder: Path) -> bytes:
    return (folder / KEY).read_bytes()
