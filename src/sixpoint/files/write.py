"""Writes a file whole or not at all: beside its place first, then renamed into it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sixpoint.terms.problems import UserError, user_error


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Writes the text as UTF-8; folders above are made; a reader never sees half of it."""
    write_bytes(path, text.encode("utf-8"), private=private)


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Writes the bytes; when that fails, what was there before is still there.

    A private file may be read by its owner only, from its first byte on.
    """
    with writing(path, private=private) as file:
        file.write(data)


@contextmanager
def writing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A file to write to bit by bit, which takes its place only when all of it is there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _open(beside, mode=0o600 if private else 0o666) as file:
            yield file
            file.flush()
            # Without this a power cut can leave the new name on an empty file.
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _not_written(path, error) from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_new(path: Path, text: str, *, private: bool = False) -> None:
    """Writes a file that is not there yet, whole or not at all; refuses where there is one.

    Of two that write it at once, one is refused: what is there is never replaced.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        write_bytes(beside, text.encode("utf-8"), private=private)
        os.link(beside, path)
    except FileExistsError:
        raise user_error(
            "already-written",
            what="This file is there already; somebody else may have written it just now.",
            fix="Look at what is there, and try again.",
            file=path,
        ) from None
    except OSError as error:
        raise _not_written(path, error) from None
    finally:
        beside.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> UserError:
    reason = error.strerror or "no reason given"
    return user_error(
        "not-written",
        what=f"This file could not be written ({reason.lower()}).",
        fix="Check the folder, who may write there, and the room on the disk.",
        file=path,
    )


def _open(path: Path, *, mode: int) -> BinaryIO:
    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, mode)

    return open(path, "wb", opener=opener)
