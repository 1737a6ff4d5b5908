"""Fingerprints of files and values: the same content always gives the same one."""

import hashlib
import json
from pathlib import Path

from .plain import to_plain


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(value: object) -> str:
    """SHA-256 of the value as canonical JSON, whatever the order of its keys or sets."""
    text = json.dumps(
        to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
