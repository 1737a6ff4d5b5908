"""The analysis store: one folder outside the database and media, where everything exact lies.

partnership/   the library's folder of a partnership
incoming/      files on their way in, each until it is taken or refused
intake/        reports of the last check, one for each agency and one of all
steps/         what people can mend after a step that could not be done
lock           held by whichever process is at work here
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from sixpoint.files import read_text, sha256_of, write_text
from sixpoint.inspection.store import SPILL
from sixpoint.records.mapping import FOLDER as MAPPINGS
from sixpoint.records.plan import EXTRACTS

PRIVATE = 0o700


class InUse(Exception):
    """Another process is at work in the store."""


def store() -> Path:
    """The folder, made for its owner alone."""
    return _folder(Path(settings.STORE))


def partnership() -> Path:
    """The library's folder."""
    return _folder(store() / "partnership")


def incoming() -> Path:
    """Where files lie until they are taken."""
    return _folder(store() / "incoming")


def intake() -> Path:
    """Where the reports of the last check lie."""
    return _folder(store() / "intake")


def troubles() -> Path:
    """Where it is said what people can mend."""
    return _folder(store() / "steps")


def _folder(path: Path) -> Path:
    path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return path


def place_of(agency: str, file: str) -> Path:
    """Where an extract lies."""
    folder = _folder(_folder(partnership() / EXTRACTS) / agency)
    return folder / file


def put(incoming_file: Path, agency: str, file: str) -> None:
    """Renames a file into its place: whole, or not at all."""
    place = place_of(agency, file)
    incoming_file.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def take_away(agency: str, file: str) -> None:
    """Removes an extract, if it is there."""
    place_of(agency, file).unlink(missing_ok=True)


def text_of(path: Path) -> str:
    """A text of the store, empty where it is not there."""
    return read_text(path) if path.is_file() else ""


def keep_text(path: Path, text: str) -> None:
    """Writes a text beside and renames it, for its owner's eyes only."""
    _folder(path.parent)
    write_text(path, text, private=True)


def mapping_of(agency: str) -> Path:
    """Where an agency's mapping lies, if it has one."""
    return partnership() / MAPPINGS / f"{agency}.yaml"


def decided() -> dict[str, str]:
    """The hashes of all that people wrote for the analysis, apart from the extracts."""
    folder = partnership()
    wanted = [folder / "partnership.yaml", folder / "waivers.yaml"]
    wanted += sorted((folder / MAPPINGS).glob("*.yaml"))
    wanted += sorted((folder / "documents").glob("*"))
    wanted += [folder / "store" / "decisions" / "decisions.json"]
    return {str(one.relative_to(folder)): sha256_of(one) for one in wanted if one.is_file()}


@contextmanager
def held() -> Iterator[None]:
    """Holds the store for one process; the system lets go of it when that process dies."""
    with (store() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse from None
        yield


def clear_working_files() -> int:
    """Removes what a run works with and leaves; only while nobody is at work. Gives how many."""
    folder = partnership()
    left = [folder / SPILL, *folder.glob(".*.part"), *folder.glob("crossing/.*.part")]
    there = [one for one in left if one.exists()]
    for one in there:
        shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)
    return len(there)
