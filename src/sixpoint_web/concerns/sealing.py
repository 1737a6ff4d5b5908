"""Seals a note with a key of the keys folder, so that the database alone tells nobody.

AES-256-GCM with a random nonce; the concern's id is bound in, so that a note that was moved to
another concern does not open. The key is `concerns.key` and lies nowhere else.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY = "concerns.key"
NONCE = 12
"""Bytes."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is sealed: a name, if there is no reference, and what was seen or heard."""

    name: str = field(repr=False)
    seen: str = field(repr=False)


class CannotOpen(Exception):
    """The note does not open: it was changed, or the keys are others. Says nothing of it."""


def seal(id_: UUID, note: Note) -> bytes:
    """The bytes that are kept."""
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(asdict(note), ensure_ascii=False).encode()
    return nonce + _cipher().encrypt(nonce, plain, id_.bytes)


def unseal(id_: UUID, sealed: bytes) -> Note:
    """The note; CannotOpen where it is not what was sealed for this concern."""
    try:
        plain = _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], id_.bytes)
    except (InvalidTag, ValueError):
        raise CannotOpen from None
    return Note(**json.loads(plain))


def digest_of(sealed: bytes) -> str:
    """The hash by which the record of its destruction names what was destroyed."""
    return hashlib.sha256(sealed).hexdigest()


def _cipher() -> AESGCM:
    folder: Any = settings.KEYS_FOLDER
    return AESGCM(_key(Path(folder)))


@lru_cache(maxsize=1)
def _key(folder: Path) -> bytes:
    return (folder / KEY).read_bytes()
