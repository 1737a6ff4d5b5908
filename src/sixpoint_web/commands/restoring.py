"""Fills an empty installation from a backup, or leaves it as empty as it was.

Everything is unpacked beside its place and verified there: the hash of each part, each file with
its key, each seal of the audit trail. A mark in the folder of files says that a restore is under
way; while it is there nothing is served, and a new restore clears what the last one left.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from sixpoint.files import read_json_text
from sixpoint.files.write import writing
from sixpoint.terms.problems import UserError, user_error
from sixpoint_web.audit import record
from sixpoint_web.audit.head import Head, Signer
from sixpoint_web.audit.seal import seal_waiting
from sixpoint_web.audit.verify import verify
from sixpoint_web.stored.give import opened
from sixpoint_web.stored.models import Stored
from sixpoint_web.stored.sealing import Broken
from sixpoint_web.stored.spool import Spool
from sixpoint_web.stored.zips import is_plain_name

from . import snapshots
from .archive import reading_archive
from .manifest import DATABASE, FILES, MANIFEST, Manifest, Part, fingerprints, folders
from .upgrading import bring_database_up_to_date

MARK = ".restoring"
AT_ONCE = 1024 * 1024
NOT_OURS = {MARK, "lost+found"}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored: when the backup was made, files, and entries of the trail."""

    manifest: Manifest
    files: int
    entries: int


def restore(file: Path, passphrase: str) -> Restored:
    """Everything in the backup, verified and in its place; UserError otherwise."""
    snapshots.need_programs()
    _clear_unfinished()
    _refuse_unless_empty()
    with _all_or_nothing():
        manifest, database = _unpack(file, passphrase)
        with database:
            _refuse_unless_ours(manifest)
            snapshots.put_back(database)
        bring_database_up_to_date()
        sealed = _verify_trail(manifest)
        _verify_files(manifest)
        _settle(manifest)
        _put_in_place()
    return Restored(manifest=manifest, files=len(manifest.parts) - 1, entries=sealed)


def refuse_half_restored() -> None:
    """Refuses to serve or upgrade what a restore that was stopped has left."""
    if any((folder / MARK).exists() for folder in folders().values()):
        raise user_error(
            "workspace-half-restored",
            what="A restore was stopped before its end.",
            fix="Run it again: sixpoint restore FILE. It clears what is half done.",
        )


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    for folder in folders().values():
        (folder / MARK).mkdir(mode=0o700, parents=True)
    try:
        yield
    except BaseException:
        _clear()
        raise


def _clear_unfinished() -> None:
    if any((folder / MARK).exists() for folder in folders().values()):
        _clear()


def _clear() -> None:
    """Makes everything empty again; only what was empty before is ever marked."""
    snapshots.make_empty()
    for folder in folders().values():
        for one in folder.iterdir():
            if one.name not in NOT_OURS:
                shutil.rmtree(one) if one.is_dir() else one.unlink()
    for folder in folders().values():
        shutil.rmtree(folder / MARK, ignore_errors=True)


def _refuse_unless_empty() -> None:
    full = [one for one in folders().values() if one.is_dir() and set(_names(one)) - NOT_OURS]
    if full or not snapshots.is_empty():
        raise user_error(
            "workspace-not-empty",
            what="This installation holds something: its database or its folder of files.",
            fix="Restore into an empty one: a new database and new folders, with the same keys.",
        )


def _names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def _unpack(file: Path, passphrase: str) -> tuple[Manifest, IO[bytes]]:
    """The manifest and the database; every other part lies beside its place."""
    parts: dict[str, Part] = {}
    database, manifest = Spool(), None
    with reading_archive(file, passphrase) as tar:
        for entry in tar:
            if entry.name == MANIFEST:
                manifest = _read_manifest(tar, entry, file)
            elif entry.name == DATABASE:
                parts[entry.name] = _copy(tar, entry, database)
            else:
                with writing(_beside(entry), private=True) as out:
                    parts[entry.name] = _copy(tar, entry, out)
    if manifest is None or tuple(parts.values()) != manifest.parts:
        database.close()
        raise _broken("The backup does not hold what its manifest says.")
    return manifest, database.finish()[0]


def _read_manifest(tar: tarfile.TarFile, entry: tarfile.TarInfo, file: Path) -> Manifest:
    read = tar.extractfile(entry)
    assert read is not None
    return read_json_text(read.read().decode(), Manifest, name=file)


def _copy(tar: tarfile.TarFile, entry: tarfile.TarInfo, out: Any) -> Part:
    read, digest, size = tar.extractfile(entry), hashlib.sha256(), 0
    if read is None:
        raise _broken("The backup holds something that is no file.")
    while chunk := read.read(AT_ONCE):
        digest.update(chunk)
        size += len(chunk)
        out.write(chunk)
    return Part(name=entry.name, size=size, sha256=digest.hexdigest())


def _beside(entry: tarfile.TarInfo) -> Path:
    top, _, below = entry.name.partition("/")
    folder = folders().get(top)
    if folder is None or not is_plain_name(below):
        raise _broken("The backup holds something that has no place here.")
    return folder / MARK / below


def _refuse_unless_ours(manifest: Manifest) -> None:
    """Another side, another kind of database, other keys, a later version: all said at once."""
    kind = "postgresql" if snapshots.is_postgresql() else "sqlite"
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    wrong = {
        "It was made on the other side.": manifest.side != str(settings.SIDE),
        f"It was made of {manifest.database}, and this is {kind}.": manifest.database != kind,
        "It belongs to other keys than those in SIXPOINT_KEYS.": manifest.keys != fingerprints(),
        f"It was made by a later version ({manifest.version}).": set(manifest.migrations) - known,
    }
    if any(wrong.values()):
        what = " ".join(said for said, is_so in wrong.items() if is_so)
        raise _broken(f"This backup does not belong here. {what}")


class _SignerAt(Signer):
    """The installation's signer, for which the trail ended where the backup says."""

    def __init__(self, folder: Path, head: Head | None) -> None:
        super().__init__(folder)
        self._head = head

    def remembered(self) -> Head | None:
        """The head at the time of the backup."""
        return self._head


def _verify_trail(manifest: Manifest) -> int:
    found = verify(_SignerAt(_keys(), manifest.remembered()))
    if not found.whole:
        raise _broken(f"The audit trail in the backup is broken after {found.sealed} entries.")
    return found.sealed


def _verify_files(manifest: Manifest) -> None:
    """Each file opens with its key and has the hash of its row; none is missing unsaid."""
    gone = {UUID(one) for one in manifest.gone}
    for stored in Stored.objects.filter(removed_at=None).exclude(id__in=gone).iterator():
        place = folders()[FILES] / MARK / stored.id.hex[:2] / stored.id.hex
        try:
            with opened(stored, place=place) as file:
                is_right = hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256  # type: ignore[arg-type]
        except (Broken, FileNotFoundError):
            is_right = False
        if not is_right:
            raise _broken("A file in the backup is missing, or is not what the database says.")


def _settle(manifest: Manifest) -> None:
    """Nobody is signed in, what was destroyed stays destroyed, and the trail tells of it."""
    with transaction.atomic():
        gone = Stored.objects.filter(id__in=manifest.gone, removed_at=None)
        gone.update(removed_at=manifest.made_at, key=b"")
        Session.objects.all().delete()
        record.write(
            by=None,
            action="backup-restored",
            thing="installation",
            subject=timezone.localtime(manifest.made_at).strftime("%Y-%m-%d %H:%M"),
        )
    seal_waiting(Signer(_keys()))


def _put_in_place() -> None:
    for folder in folders().values():
        for one in (folder / MARK).iterdir():
            one.rename(folder / one.name)
    for folder in folders().values():
        (folder / MARK).rmdir()


def _keys() -> Path:
    named: Any = settings.KEYS_FOLDER
    return Path(named)


def _broken(what: str) -> UserError:
    return user_error(
        "workspace-backup-refused",
        what=what,
        fix="Nothing was restored. Take another backup, or the installation that it was made of.",
    )
