"""The file that `sixpoint backup` writes: a tar, sealed chunk by chunk under a passphrase.

The key is derived from the passphrase by scrypt (RFC 7914), so that guessing is slow. What was
changed, cut off or sealed with another passphrase is refused before anything of it is used.
"""

import hashlib
import io
import secrets
import stat
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sixpoint.files.write import writing
from sixpoint.terms.problems import UserError, user_error
from sixpoint_web.stored.sealing import CHUNK, Broken, Sealer, Unsealed

MAGIC = b"sixpoint backup\n"
SALT = 16
COST, BLOCK, LANES = 2**16, 8, 1
"""scrypt's N, r and p: 64 MB of memory and a fraction of a second for each guess."""

MOST_MEMORY = 256 * 1024 * 1024
"""Bytes; scrypt needs a quarter of it."""

SHORTEST = 16
"""Characters of a passphrase."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@contextmanager
def writing_archive(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    """A tar to add to; the file takes its place only once all of it is there."""
    if path.exists():
        raise user_error(
            "workspace-backup-there",
            what="There is such a file already, and a backup is never written over.",
            fix="Give another name, such as one with today's date.",
            file=path,
        )
    begins = MAGIC + secrets.token_bytes(SALT)
    with writing(path, private=True) as out:
        out.write(begins)
        sealer = Sealer(out, key=_key(passphrase, begins), about=begins)
        with tarfile.open(fileobj=cast(IO[bytes], sealer), mode="w|") as tar:
            yield tar
        sealer.finish()


@contextmanager
def reading_archive(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    """The tar, to read from front to back; UserError where it is not as it was written."""
    try:
        with path.open("rb") as sealed:
            begins = sealed.read(len(MAGIC) + SALT)
            if not begins.startswith(MAGIC) or len(begins) < len(MAGIC) + SALT:
                raise _no_backup(path)
            key = _key(passphrase, begins)
            unsealed = Unsealed(sealed, key=key, about=begins, begins=len(begins))
            with tarfile.open(fileobj=io.BufferedReader(unsealed, CHUNK), mode="r|") as tar:
                yield tar
    except FileNotFoundError:
        raise _no_backup(path) from None
    except (Broken, tarfile.TarError):
        raise user_error(
            "workspace-backup-sealed",
            what="The backup does not open: another passphrase, or the file was changed or cut.",
            fix="Check the passphrase. If it is the right one, take another copy of the backup.",
            file=path,
        ) from None


def passphrase_in(file: Path) -> str:
    """The first line of a file that its owner alone may read."""
    if not file.is_file() or file.stat().st_mode & OTHERS:
        raise user_error(
            "workspace-passphrase-file",
            what="The file of the passphrase is not there, or others than its owner may read it.",
            fix="Make it with: chmod 600, and keep it away from the backups.",
            file=file,
        )
    return long_enough(file.read_text(encoding="utf-8").partition("\n")[0])


def long_enough(passphrase: str) -> str:
    """The passphrase, where it is worth the name."""
    if len(passphrase.strip()) < SHORTEST:
        raise user_error(
            "workspace-passphrase-short",
            what=f"The passphrase has fewer than {SHORTEST} characters.",
            fix="Take five words that nobody would guess, and keep them where the keys are.",
        )
    return passphrase.strip()


def _key(passphrase: str, begins: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(),
        salt=begins[len(MAGIC) :],
        n=COST,
        r=BLOCK,
        p=LANES,
        maxmem=MOST_MEMORY,
        dklen=32,
    )


def _no_backup(path: Path) -> UserError:
    return user_error(
        "workspace-no-backup",
        what="This file is not there, or is no backup of a workspace.",
        fix="Name the file that `sixpoint backup` wrote.",
        file=path,
    )
