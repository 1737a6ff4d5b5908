"""Checks packs by loading them: whatever would stop a command that needs them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from sixpoint.terms.problems import Problem, UserError

from .framework import Framework
from .header import PackKind
from .load import (
    DatasetsPack,
    MeasuresPack,
    load_datasets,
    load_framework,
    load_header,
    load_measures,
    load_processes,
    load_published,
)
from .processes import ProcessesPack
from .published import PublishedPack
from .shelf import packs_on

Pack: TypeAlias = Framework | DatasetsPack | MeasuresPack | ProcessesPack | PublishedPack

_LOAD: dict[PackKind, Callable[..., Pack]] = {
    PackKind.FRAMEWORK: load_framework,
    PackKind.DATASETS: load_datasets,
    PackKind.MEASURES: load_measures,
    PackKind.PROCESSES: load_processes,
    PackKind.PUBLISHED: load_published,
}


def load_pack(ref: str, *, shelf: Path | None = None) -> Pack:
    """The pack of whatever kind its header says."""
    return _LOAD[load_header(ref, shelf=shelf).kind](ref, shelf=shelf)


def check_pack(path: Path) -> list[Problem]:
    """Everything wrong with the pack in this folder; other packs are looked for beside it."""
    folder = path.absolute()
    try:
        load_pack(f"{folder.parent.name}/{folder.name}", shelf=folder.parent.parent)
    except UserError as error:
        return list(error.problems)
    return []


def check_all(shelf: Path) -> list[Problem]:
    """Everything wrong with any pack on the shelf; an empty shelf is wrong, too."""
    refs = packs_on(shelf)
    if not refs:
        what, fix = "There is no pack here.", "Name the folder that holds the packs."
        return [Problem(code="no-packs", what=what, fix=fix, file=shelf)]
    return [problem for ref in refs for problem in check_pack(shelf / ref)]
