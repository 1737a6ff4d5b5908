"""Folders that appear whole or not at all, and never over somebody's work."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError, user_error

_OURS = {"partnership.yaml", "README.txt", "extracts", "documents"}
_MADE_FROM_OURS = {"store", "crossing"}
"""What `sixpoint analyse` makes out of the extracts; it can be made again."""
_TRUTH = {
    "README.txt", "children.csv", "relations.csv", "practice.csv", "faults.csv", "canaries.txt",
    "planted.yaml",
}  # fmt: skip


def check_free(out: Path, *, truth: Path, readme: str, truth_readme: str) -> None:
    """Refuses folders that hold anything but an earlier invented partnership or its truth."""
    problems = [
        *_not_ours(out, names=_OURS | _MADE_FROM_OURS, readme=readme),
        *_not_ours(truth, names=_TRUTH, readme=truth_readme),
    ]
    if problems:
        raise UserError(problems)


def _not_ours(folder: Path, *, names: set[str], readme: str) -> Iterator[Problem]:
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        yield Problem(
            code="not-a-folder",
            what="Something that is not a folder is already here.",
            fix="Name a folder that is not there yet.",
            file=folder,
        )
        return
    there = {entry.name for entry in folder.iterdir()}
    if not there:
        return
    mark = folder / "README.txt"
    # The first line alone, so that what an earlier version made is still known as ours.
    first = readme.partition("\n")[0].encode()
    ours = mark.is_file() and mark.read_bytes().startswith(first + b"\n")
    foreign = sorted(there - names) if ours else sorted(there)
    if foreign or not ours:
        yield Problem(
            code="folder-not-ours",
            what="The folder holds something that `sixpoint synthesise` did not make.",
            fix="Name a new or empty folder, or move what is in this one elsewhere.",
            file=folder / foreign[0] if foreign else folder,
        )


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one to work in; what is left of it at the end is removed."""
    folder = folder.resolve()
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise user_error(
            "not-written",
            what=f"The folder could not be written ({reason}).",
            fix="Check who may write here, and the room on the disk.",
            file=folder,
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def put_in_place(*finished: tuple[Path, Path]) -> None:
    """Renames each finished folder to its place; if one cannot be, all are put back."""
    aside: list[tuple[Path, Path]] = []
    placed: list[tuple[Path, Path]] = []
    try:
        for made, place in finished:
            place = place.resolve()
            if place.exists():
                old = made.with_suffix(".old")
                place.rename(old)
                aside.append((old, place))
            made.rename(place)
            placed.append((made, place))
    except OSError:
        for made, place in placed:
            place.rename(made)
        for old, place in aside:
            old.rename(place)
        raise
    for old, _ in aside:
        shutil.rmtree(old)
