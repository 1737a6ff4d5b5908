"""Where sealed bytes lie, and the installation's key to the keys of files."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

KEY = "files.key"


def folder() -> Path:
    """The folder of sealed files; made for its owner alone."""
    named: Any = settings.FILES_FOLDER
    found = Path(named)
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def place_of(id_: UUID) -> Path:
    """Where one file's bytes lie."""
    return folder() / id_.hex[:2] / id_.hex


def sync(place: Path) -> None:
    """Makes sure that a folder's own entries outlast a loss of power."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def key_to_keys() -> bytes:
    """The installation's key, from its folder of keys."""
    named: Any = settings.KEYS_FOLDER
    return _read(Path(named))


@lru_cache(maxsize=1)
def _read(keys: Path) -> bytes:
    return (keys / KEY).read_bytes()
