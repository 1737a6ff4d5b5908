"""Folders that appear whole or not at all: filled beside their place, then renamed into it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sixpoint.terms.problems import user_error


@contextmanager
def unfinished(folder: Path, *, private: bool = False) -> Iterator[Path]:
    """A folder beside the wanted one to work in; a private one only its owner may read.

    What is left of it at the end is removed; what a killed run left, at the beginning.
    """
    folder = folder.resolve()
    beside = folder.with_name(f".{folder.name}.part")
    try:
        _clear(beside, folder)
        beside.mkdir(parents=True, mode=0o700 if private else 0o777)
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


def _clear(beside: Path, folder: Path) -> None:
    """Removes what a killed run left, and puts back what it had just taken out of its place."""
    shutil.rmtree(beside, ignore_errors=True)
    old = _aside(beside)
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _aside(made: Path) -> Path:
    return made.with_suffix(".old")


def put_in_place(*finished: tuple[Path, Path]) -> None:
    """Renames each finished folder to its place; if one cannot be, all are put back."""
    aside: list[tuple[Path, Path]] = []
    placed: list[tuple[Path, Path]] = []
    try:
        for made, place in finished:
            place = place.resolve()
            if place.exists():
                old = _aside(made)
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


def write_folder(folder: Path, fill: Callable[[Path], None], *, private: bool = False) -> None:
    """Replaces the folder by what `fill` writes into the one it is given, or changes nothing."""
    with unfinished(folder, private=private) as made:
        fill(made)
        put_in_place((made, folder))
