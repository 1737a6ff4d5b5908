"""Takes away bytes that no row tells of: of undone transactions, half forms, and removed files."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from .models import Stored
from .places import folder

GRACE = 60 * 60
"""Seconds that bytes may wait for their row: longer than any transaction."""

AT_ONCE = 500


def take_away_left_over() -> int:
    """Gives how many files went."""
    gone = 0
    for some in _batches():
        ids = [one for one in map(_id_of, some) if one]
        kept = set(Stored.objects.filter(id__in=ids, removed_at=None).values_list("id", flat=True))
        for file in some:
            if _id_of(file) not in kept:
                file.unlink(missing_ok=True)
                gone += 1
    return gone


def _batches() -> Iterator[list[Path]]:
    """Files that are old enough."""
    some: list[Path] = []
    before = time.time() - GRACE
    for file in folder().glob("??/*"):
        if _changed_at(file) < before:
            some.append(file)
        if len(some) == AT_ONCE:
            yield some
            some = []
    yield some


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process took it away
        return float("inf")


def _id_of(file: Path) -> UUID | None:
    try:
        return UUID(hex=file.name)
    except ValueError:
        return None
