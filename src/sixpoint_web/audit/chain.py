"""The arithmetic of the chain: what each seal is computed from, and what is signed."""

import hashlib
import json
from datetime import UTC

from .models import Entry

BEGINNING = "0" * 64
"""What stands before the first seal."""


def digest_after(before: str, entry: Entry) -> str:
    """The digest of the seal on an entry, after the digest of the seal before it."""
    fields = [
        before,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        str(entry.by_id or ""),
        entry.action,
        entry.thing,
        entry.subject,
        entry.inspection,
        entry.digest,
    ]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def words_to_sign(number: int, digest: str) -> bytes:
    """What a signature on the head covers."""
    return f"sixpoint audit head {number} {digest}".encode()
