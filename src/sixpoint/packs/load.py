"""Loads packs from the shelf: strictly, with every reference resolved and all problems at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from sixpoint.files.yaml import read_yaml_lines
from sixpoint.terms.problems import Problem
from sixpoint.terms.strict import strict

from .datasets import Dataset
from .disclosure import DisclosurePolicy
from .gather import (
    HEADER,
    Gathering,
    Read,
    Trouble,
    note_sources,
    open_pack,
    read_sources,
    repeated,
)
from .header import PackHeader, PackKind
from .load_framework import load_framework
from .load_published import load_published
from .measures import Measure, MeasuresFile
from .processes import ProcessesFile, ProcessesPack
from .processes_check import check_processes
from .rules import Rule, RuleBook, rule_problems
from .shelf import default_shelf, folder_of

__all__ = [
    "DatasetsFile",
    "DatasetsPack",
    "MeasuresPack",
    "load_datasets",
    "load_framework",
    "load_header",
    "load_measures",
    "load_processes",
    "load_published",
    "places_in",
]

T = TypeVar("T")


@strict
class DatasetsFile:
    """What one file under `datasets/` holds."""

    format: Literal[1]
    datasets: tuple[Dataset, ...]


@dataclass(frozen=True, kw_only=True)
class DatasetsPack:
    """`datasets` by id; `rules` in the order of the files' names."""

    header: PackHeader
    content_hash: str
    datasets: Mapping[str, Dataset]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class MeasuresPack:
    header: PackHeader
    content_hash: str
    measures: tuple[Measure, ...]
    policy: DisclosurePolicy

    def measure(self, id_: str) -> Measure | None:
        return next((one for one in self.measures if one.id == id_), None)


def load_header(ref: str, *, shelf: Path | None = None) -> PackHeader:
    """The head of a pack of any kind."""
    folder = folder_of(ref, shelf=shelf or default_shelf())
    return read_yaml_lines(folder / HEADER, PackHeader)[0]


def load_processes(ref: str, *, shelf: Path | None = None) -> ProcessesPack:
    """The process limits; a UserError that holds everything wrong with them."""
    gathering = open_pack(ref, shelf=shelf or default_shelf(), kind=PackKind.PROCESSES)
    sources = read_sources(gathering)
    read = gathering.read("processes.yaml", ProcessesFile)
    if read:
        gathering.note("processes", read, check_processes(read.value))
    note_sources(gathering, read, sources)
    header = gathering.finish()
    assert read  # else finish has raised
    return ProcessesPack(
        header=header,
        content_hash=gathering.content_hash(),
        processes=read.value.processes,
        editions=read.value.editions,
        sources=sources,
    )


def load_datasets(ref: str, *, shelf: Path | None = None) -> DatasetsPack:
    """The datasets and their rules; a UserError that holds everything wrong with them."""
    gathering = open_pack(ref, shelf=shelf or default_shelf(), kind=PackKind.DATASETS)
    files = _read_all(gathering, "datasets", DatasetsFile)
    datasets = {one.id: one for read in files for one in read.value.datasets}
    _note_repeated(gathering, files, "datasets", "id")
    for read in files:
        gathering.note("dataset", read, _dataset_troubles(read.value))
    books = _read_all(gathering, "rules", RuleBook)
    _note_repeated(gathering, books, "rules", "code")
    rules = [rule for book in books for rule in book.value.rules]
    for book in books:
        _note_rules(gathering, book, datasets)
    return DatasetsPack(
        header=gathering.finish(),
        content_hash=gathering.content_hash(),
        datasets=datasets,
        rules=tuple(rules),
    )


def load_measures(ref: str, *, shelf: Path | None = None) -> MeasuresPack:
    """The measures and the policy; a UserError that holds everything wrong with them."""
    gathering = open_pack(ref, shelf=shelf or default_shelf(), kind=PackKind.MEASURES)
    files = _read_all(gathering, "measures", MeasuresFile)
    _note_repeated(gathering, files, "measures", "id")
    policy = gathering.read("disclosure.yaml", DisclosurePolicy)
    header = gathering.finish()
    assert policy  # else finish has raised
    return MeasuresPack(
        header=header,
        content_hash=gathering.content_hash(),
        measures=tuple(one for read in files for one in read.value.measures),
        policy=policy.value,
    )


def places_in(ref: str, *, shelf: Path | None = None) -> dict[str, tuple[Path, int]]:
    """File and line of each rule (by code) and measure (by id) of a pack that loads."""
    folder = folder_of(ref, shelf=shelf or default_shelf())
    found: dict[str, tuple[Path, int]] = {}
    for path in sorted(folder.glob("rules/*.yaml")):
        book, lines = read_yaml_lines(path, RuleBook)
        found |= {one.code: (path, lines["rules", i]) for i, one in enumerate(book.rules)}
    for path in sorted(folder.glob("measures/*.yaml")):
        file, lines = read_yaml_lines(path, MeasuresFile)
        found |= {one.id: (path, lines["measures", i]) for i, one in enumerate(file.measures)}
    return found


def _read_all(gathering: Gathering, folder: str, type_: type[T]) -> list[Read[T]]:
    """Every file of that folder, in the order of their names; none at all is a problem."""
    own = gathering.folders[0] / folder
    paths = sorted(own.glob("*.yaml"))
    if not paths:
        what, fix = "This folder is not there, or holds no .yaml file.", "Put one there."
        gathering.problems.append(Problem(code="missing-file", what=what, fix=fix, file=own))
    found = [gathering.read_path(path, type_) for path in paths]
    return [read for read in found if read is not None]


def _note_repeated(gathering: Gathering, files: Iterable[Read[Any]], name: str, key: str) -> None:
    """Ids used twice, in one file or across them."""
    seen: list[object] = []
    for read in files:
        ids = [getattr(one, key) for one in getattr(read.value, name)]
        troubles = repeated([*seen, *ids], (name,), key)
        moved = (_move_back(trouble, len(seen)) for trouble in troubles)
        gathering.note("duplicate-id", read, (one for one in moved if one is not None))
        seen.extend(ids)


def _move_back(trouble: Trouble, before: int) -> Trouble | None:
    name, index, key = trouble.place
    if not isinstance(index, int) or index < before:
        return None
    return trouble._replace(place=(name, index - before, key))


def _dataset_troubles(file: DatasetsFile) -> Iterable[Trouble]:
    for index, dataset in enumerate(file.datasets):
        names = [column.name for column in dataset.columns]
        yield from repeated(names, ("datasets", index, "columns"), "name")
        for key in ("key", "person"):
            name = getattr(dataset, key)
            if name is not None and name not in names:
                what = f"{dataset.id} has no column `{name}`."
                yield Trouble(("datasets", index, key), what, f"It has: {', '.join(names)}.")
        for number, column in enumerate(dataset.columns):
            codes = [code.code for code in column.codes]
            place = ("datasets", index, "columns", number, "codes")
            yield from repeated(codes, place, "code")


def _note_rules(
    gathering: Gathering, book: Read[RuleBook], datasets: Mapping[str, Dataset]
) -> None:
    for index, rule in enumerate(book.value.rules):
        line = book.line(("rules", index))
        found = rule_problems(rule, datasets)
        gathering.problems.extend(replace(one, file=book.path, line=line) for one in found)
