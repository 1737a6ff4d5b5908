"""What a backup says of itself: which installation, which version, and the hash of each part."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from sixpoint.inspection.store import SPILL
from sixpoint.terms.strict import strict
from sixpoint_web.audit.head import Head
from sixpoint_web.config.keys import NAMES

from .snapshots import Ask

DATABASE, MANIFEST = "database", "manifest.json"
FILES, ANALYSIS = "files", "analysis"
IN_HAND = frozenset(("incoming", "lock", str(SPILL)))
"""What the analysis store holds while somebody is at work in it; it is not backed up."""


@strict
class Part:
    """One part of the archive."""

    name: str
    size: int
    sha256: str


@strict
class LastSeal:
    """The last seal of the audit trail at that moment."""

    number: int
    digest: str
    signature: str


@strict
class Manifest:
    """The last part of the archive. `gone` names files that were destroyed while it was made."""

    format: int
    made_at: datetime
    side: str
    database: str
    version: str
    migrations: tuple[str, ...]
    keys: dict[str, str]
    head: LastSeal | None
    parts: tuple[Part, ...]
    gone: tuple[str, ...]

    def remembered(self) -> Head | None:
        """The head as the trail's verifier wants it."""
        if self.head is None:
            return None
        head = self.head
        return Head(number=head.number, digest=head.digest, signature=head.signature)


def migrations_in(ask: Ask) -> tuple[str, ...]:
    """Every migration of the database."""
    return tuple(
        sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))
    )


def last_seal_in(ask: Ask) -> LastSeal | None:
    """The last seal of the database, which is always a signed one."""
    sql = "SELECT number, digest, signature FROM audit_seal ORDER BY number DESC LIMIT 1"
    for number, digest, signature in ask(sql):
        return LastSeal(number=number, digest=digest, signature=signature)
    return None


def stored_in(ask: Ask) -> Iterator[UUID]:
    """Every file that the database says is there."""
    for (id_,) in ask("SELECT id FROM stored_stored WHERE removed_at IS NULL ORDER BY id"):
        yield UUID(str(id_))


def fingerprints() -> dict[str, str]:
    """A hash of each key, to tell whether a backup belongs to these; keys are too long to guess."""
    named: Any = settings.KEYS_FOLDER
    return {name: _fingerprint(Path(named) / name) for name in NAMES}


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(b"sixpoint key\n" + file.read_bytes()).hexdigest()


def folders() -> dict[str, Path]:
    """The folders that belong to the database, by their name in the archive."""
    named: Any = {
        FILES: settings.FILES_FOLDER,
        ANALYSIS: settings.STORE,
    }
    return {name: Path(one) for name, one in named.items() if one}
