"""Writes one sealed file of everything that an installation keeps, while it serves.

The database at one moment, then the files that it names then. The keys are not in it.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from sixpoint import __version__
from sixpoint.files import to_json
from sixpoint.terms.problems import user_error
from sixpoint_web.stored.places import place_of

from . import manifest
from .archive import writing_archive
from .manifest import ANALYSIS, DATABASE, FILES, IN_HAND, MANIFEST, Manifest, Part, folders
from .snapshots import Ask, is_postgresql, need_programs, snapshot


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is in a backup: files, and bytes before sealing."""

    files: int
    size: int


def back_up(file: Path, passphrase: str) -> Written:
    """Writes the backup; UserError where it cannot be whole, and then nothing is left."""
    need_programs()
    with snapshot() as (database, size, ask), writing_archive(file, passphrase) as tar:
        parts = [_add(tar, DATABASE, database, size)]
        gone: list[str] = []
        parts += _files(tar, ask, gone)
        parts += _analysis(tar)
        made = _manifest(ask, parts, gone)
        said = to_json(made).encode()
        _add(tar, MANIFEST, io.BytesIO(said), len(said))
    return Written(files=len(parts) - 1, size=sum(part.size for part in parts))


def _manifest(ask: Ask, parts: list[Part], gone: list[str]) -> Manifest:
    return Manifest(
        format=1,
        made_at=timezone.now(),
        side=str(settings.SIDE),
        database="postgresql" if is_postgresql() else "sqlite",
        version=__version__,
        migrations=manifest.migrations_in(ask),
        keys=manifest.fingerprints(),
        head=manifest.last_seal_in(ask),
        parts=tuple(parts),
        gone=tuple(gone),
    )


def _files(tar: tarfile.TarFile, ask: Ask, gone: list[str]) -> Iterator[Part]:
    """Uploaded files, sealed as they lie; one that was destroyed meanwhile is noted."""
    for id_ in manifest.stored_in(ask):
        place = place_of(id_)
        try:
            with place.open("rb") as file:
                yield _add(tar, f"{FILES}/{id_.hex[:2]}/{id_.hex}", file, place.stat().st_size)
        except FileNotFoundError:
            gone.append(str(id_))


def _analysis(tar: tarfile.TarFile) -> Iterator[Part]:
    """The analysis store, if there is one; refused where it changes meanwhile."""
    store = folders().get(ANALYSIS)
    if store is None or not store.is_dir():
        return
    before = _listed(store)
    for path, (size, _when) in before.items():
        with path.open("rb") as file:
            yield _add(tar, f"{ANALYSIS}/{path.relative_to(store).as_posix()}", file, size)
    if _listed(store) != before:
        raise _changed()


def _listed(store: Path) -> dict[Path, tuple[int, int]]:
    found = sorted(one for one in store.rglob("*") if one.is_file() and not one.is_symlink())
    kept = [one for one in found if IN_HAND.isdisjoint(one.relative_to(store).parts)]
    return {one: (one.stat().st_size, one.stat().st_mtime_ns) for one in kept}


def _changed() -> Exception:
    return user_error(
        "workspace-backup-busy",
        what="The analysis store changed while it was copied.",
        fix="Wait until the analysis has ended, and try again. Nothing is left of this backup.",
    )


class _Hashed(io.RawIOBase):
    """Reads a file, and knows the hash of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Some bytes."""
        chunk = self._file.read(size)
        self.digest.update(chunk)
        self.size += len(chunk)
        return chunk


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> Part:
    entry = tarfile.TarInfo(name)
    entry.size = size
    hashed = _Hashed(file)
    try:
        tar.addfile(entry, hashed)
    except OSError as error:
        if error.errno is not None:
            raise
        raise _changed() from None  # fewer bytes than it had
    return Part(name=name, size=size, sha256=hashed.digest.hexdigest())
