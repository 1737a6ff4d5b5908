"""Writes a file whole or not at all: beside its place first, then renamed into it."""

import os
import threading
from pathlib import Path

from sixpoint.terms.problems import user_error


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Writes the text as UTF-8; folders above are made; a reader never sees half of it."""
    write_bytes(path, text.encode("utf-8"), private=private)


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Writes the bytes; when that fails, what was there before is still there.

    A private file may be read by its owner only, from its first byte on.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(beside, data, mode=0o600 if private else 0o666)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or "no reason given"
        raise user_error(
            "not-written",
            what=f"This file could not be written ({reason.lower()}).",
            fix="Check the folder, who may write there, and the room on the disk.",
            file=path,
        ) from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _write_through(path: Path, data: bytes, *, mode: int) -> None:
    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, mode)

    with open(path, "wb", opener=opener) as file:
        file.write(data)
        file.flush()
        # Without this a power cut can leave the new name on an empty file.
        os.fsync(file.fileno())
