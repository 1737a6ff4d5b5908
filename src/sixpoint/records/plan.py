"""Which file holds which table: by a mapping where the agency has one, else by its name.

Takes the partnership's folder, the tables it expects, and its mappings; gives every source, the
files that nobody names, and what is not there.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.packs.datasets import Dataset
from sixpoint.records.mapping import FOLDER, AgencyMapping, FileMapping
from sixpoint.records.types import Unread
from sixpoint.terms.problems import Problem

EXTRACTS = "extracts"
SUFFIXES = (".csv", ".xlsx", ".parquet")
"""Of the files that need no mapping, after the table's name."""
_LIKELY = (*SUFFIXES, ".txt", ".tsv", ".xls", ".xlsm")
"""Of the files that are said where nobody names them."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file that holds rows of a dataset; `mapping` None: in our own words."""

    dataset: str
    path: Path
    mapping: FileMapping | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be read, the files that nobody names, and what cannot be."""

    sources: tuple[Source, ...]
    strays: tuple[Path, ...]
    unread: tuple[Unread, ...]


def plan_sources(
    folder: Path, *, expected: Collection[str], mappings: Sequence[AgencyMapping]
) -> Plan:
    """Every file of the expected tables, in the order of table and file name."""
    found: list[Source] = []
    unread = [Unread(problem=p, datasets=()) for p in _unexpected(folder, expected, mappings)]
    absent = _absent_agencies(folder, expected)
    unread += [_missing_agency(folder, agency, expected) for agency in sorted(absent)]
    for dataset in sorted(expected):
        agency = dataset.partition(".")[0]
        if agency in absent:
            continue
        entries = [one for m in mappings for one in m.files if one.dataset == dataset]
        place = folder / EXTRACTS / agency
        for one in _mapped(place, entries) if entries else _named(place, dataset):
            if isinstance(one, Source):
                found.append(one)
            else:
                unread.append(Unread(problem=one, datasets=(dataset,)))
    everything = set((folder / EXTRACTS).glob("*/*"))
    likely = {path for path in everything if path.suffix.lower() in _LIKELY and path.is_file()}
    return Plan(
        sources=tuple(found),
        strays=tuple(sorted(likely - {one.path for one in found})),
        unread=tuple(unread),
    )


def _absent_agencies(folder: Path, expected: Collection[str]) -> set[str]:
    agencies = {dataset.partition(".")[0] for dataset in expected}
    return {one for one in agencies if not any((folder / EXTRACTS / one).glob("*"))}


def _missing_agency(folder: Path, agency: str, expected: Collection[str]) -> Unread:
    problem = Problem(
        code="missing-agency",
        what=f"No extract of {agency} is here at all, and partnership.yaml says that it supplies.",
        fix=f"Put its extracts into this folder, or take {agency} out of partnership.yaml.",
        file=folder / EXTRACTS / agency,
    )
    tables = sorted(one for one in expected if one.partition(".")[0] == agency)
    return Unread(problem=problem, datasets=tuple(tables))


def _unexpected(
    folder: Path, expected: Collection[str], mappings: Sequence[AgencyMapping]
) -> Iterator[Problem]:
    """Mapped tables that partnership.yaml does not name, which nobody would read."""
    for mapping in mappings:
        for dataset in sorted({one.dataset for one in mapping.files} - set(expected)):
            yield Problem(
                code="mapping",
                what=f"A file is mapped to {dataset}, which partnership.yaml does not name.",
                fix="Name the table under its agency there, or take it out here.",
                file=folder / FOLDER / f"{mapping.agency}.yaml",
            )


def _mapped(place: Path, entries: Sequence[FileMapping]) -> Iterator[Source | Problem]:
    names = sorted(path.name for path in place.glob("*") if path.is_file())
    for entry in entries:
        wanted = re.compile(pattern_of(entry.file))
        found = [name for name in names if wanted.fullmatch(name)]
        if not found:
            yield Problem(
                code="missing-file",
                what="The agency's mapping names this file, and no file is called so.",
                fix="Put it there, or correct the name in the mapping.",
                file=place / entry.file,
            )
        for name in found:
            yield Source(dataset=entry.dataset, path=place / name, mapping=entry)


def pattern_of(file: str) -> str:
    """A file's name with `*` and `?` as a regular expression."""
    return re.escape(file).replace(r"\*", ".*").replace(r"\?", ".")


def _named(place: Path, dataset: str) -> Iterator[Source | Problem]:
    table = dataset.partition(".")[2]
    there = [path for path in (place / f"{table}{end}" for end in SUFFIXES) if path.is_file()]
    if len(there) > 1:
        yield Problem(
            code="second-file",
            what=f"There are {len(there)} files of {dataset}.",
            fix="Keep one, or say in the agency's mapping that all of them are read.",
            file=there[1],
        )
    else:
        yield Source(dataset=dataset, path=there[0] if there else place / f"{table}.csv")


def datasets_of(agency: str, datasets: Mapping[str, Dataset]) -> list[Dataset]:
    """The agency's tables, in the order of the pack."""
    return [one for one in datasets.values() if one.agency == agency]
