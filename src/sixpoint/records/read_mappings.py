"""Reads mappings/*.yaml of a partnership, and says everything that is wrong with them at once.

Takes the partnership's folder and the datasets of its pack; gives the mappings by agency. Refuses
a mapping that names what is not there, or that leaves a question open. Proposed ones are not read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sixpoint.files.wording import suggest
from sixpoint.files.yaml import read_yaml_lines
from sixpoint.files.yaml_nodes import Lines, Place, line_at
from sixpoint.packs.datasets import Column, ColumnType, Dataset
from sixpoint.records.mapping import (
    FOLDER,
    PROPOSED,
    AgencyMapping,
    ColumnMapping,
    DateOrder,
    FileMapping,
    normal,
)
from sixpoint.terms.problems import Problem, UserError

DATES = (ColumnType.DATE, ColumnType.DATETIME)
NUMBERS = (ColumnType.INTEGER, ColumnType.DECIMAL)


class _Trouble(NamedTuple):
    place: Place
    what: str
    fix: str


def read_mappings(folder: Path, datasets: Mapping[str, Dataset]) -> tuple[AgencyMapping, ...]:
    """Every mapping of the partnership's folder, in the order of their names."""
    found: list[AgencyMapping] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        if path.name.endswith(PROPOSED):
            continue
        try:
            mapping, lines = read_yaml_lines(path, AgencyMapping)
        except UserError as error:
            problems += error.problems
            continue
        problems += mapping_problems(mapping, datasets, path=path, lines=lines)
        found.append(mapping)
    if problems:
        raise UserError(problems)
    return tuple(found)


def mapping_problems(
    mapping: AgencyMapping, datasets: Mapping[str, Dataset], *, path: Path, lines: Lines
) -> list[Problem]:
    """Everything wrong with one mapping, by file and line."""
    troubles = [*_about_the_agency(mapping, path)]
    for number, file in enumerate(mapping.files):
        place: Place = ("files", number)
        troubles += _about_the_file(file, place, mapping)
        dataset = datasets.get(file.dataset)
        if dataset is None:
            known = sorted(id_ for id_ in datasets if id_.startswith(f"{mapping.agency}."))
            what = f"No dataset is called {file.dataset}."
            fix = suggest(file.dataset, known) or f"Datasets: {', '.join(known)}."
            troubles.append(_Trouble((*place, "dataset"), what, fix))
            continue
        troubles += _about_the_columns(file, place, dataset)
    return [
        Problem(
            code="mapping", what=one.what, fix=one.fix, file=path, line=line_at(lines, one.place)
        )
        for one in troubles
    ]


def _about_the_agency(mapping: AgencyMapping, path: Path) -> Iterator[_Trouble]:
    if path.name != f"{mapping.agency}.yaml":
        what = f"This file says that it is of the agency {mapping.agency}."
        yield _Trouble(("agency",), what, f"Call it {mapping.agency}.yaml, or correct the agency.")
    shapes = Counter((one.file, one.dataset, one.sheet) for one in mapping.files)
    for number, one in enumerate(mapping.files):
        if shapes[one.file, one.dataset, one.sheet] > 1:
            what = f"{one.file} is mapped to {one.dataset} more than once."
            yield _Trouble(("files", number, "file"), what, "Keep one.")


def _about_the_file(file: FileMapping, place: Place, mapping: AgencyMapping) -> Iterator[_Trouble]:
    if not file.file or "/" in file.file or "\\" in file.file:
        what = "This names no file of the agency's own folder."
        yield _Trouble((*place, "file"), what, f"Name a file in extracts/{mapping.agency}/.")
    if not file.dataset.startswith(f"{mapping.agency}."):
        what = f"{file.dataset} is no dataset of {mapping.agency}."
        yield _Trouble((*place, "dataset"), what, f"Name one that begins with {mapping.agency}.")
    if file.header_line is not None and file.header_line < 1:
        yield _Trouble((*place, "header_line"), "Lines count from 1.", "Write 1 or more.")
    yield from _about_ways(file, place)


def _about_ways(one: FileMapping | ColumnMapping, place: Place) -> Iterator[_Trouble]:
    """What a file and a column of it may both say."""
    if one.dates is DateOrder.ASK:
        yield _Trouble(
            (*place, "dates"),
            "Nobody has said in which order these dates are written.",
            f"Ask the agency, and write one of: {', '.join(DateOrder)[: -len(', ask')]}.",
        )
    if one.pivot is not None and not 0 <= one.pivot <= 99:
        yield _Trouble((*place, "pivot"), "A pivot is a year of two digits.", "Write 0 to 99.")
    both = {normal(word) for word in one.yes} & {normal(word) for word in one.no}
    if both:
        what = "The same word stands for yes and for no."
        yield _Trouble((*place, "no"), what, "Keep it in one of the lists.")


def _about_the_columns(file: FileMapping, place: Place, dataset: Dataset) -> Iterator[_Trouble]:
    counts = Counter(one.ours for one in file.columns)
    for number, one in enumerate(file.columns):
        at: Place = (*place, "columns", number)
        column = dataset.column(one.ours)
        if column is None:
            what = f"{dataset.id} has no column {one.ours}."
            names = [column.name for column in dataset.columns]
            fix = suggest(one.ours, names) or f"It has: {', '.join(names)}."
            yield _Trouble((*at, "ours"), what, fix)
            continue
        if counts[one.ours] > 1:
            yield _Trouble((*at, "ours"), f"{one.ours} is mapped more than once.", "Keep one.")
        for check in _CHECKS:
            yield from check(one, at, column)
    for column in dataset.columns:
        if (column.required or column.name == dataset.key) and not counts[column.name]:
            what = f"Nothing is mapped to {column.name}, which {dataset.id} cannot do without."
            yield _Trouble((*place, "columns"), what, "Add it.")


def _about_their_columns(one: ColumnMapping, at: Place, column: Column) -> Iterator[_Trouble]:
    if not one.theirs or not all(one.theirs):
        what = f"{one.ours} is read from no column."
        yield _Trouble((*at, "theirs"), what, "Name a header, or take the entry out.")
    if one.join is not None and len(one.theirs) < 2:
        yield _Trouble((*at, "join"), "One column is joined with nothing.", "Take `join` out.")
    if (one.part is None) != (one.split_at is None):
        what = "`split_at` and `part` go together."
        yield _Trouble(at, what, "Say where to split, and which part to take.")
    if one.part is not None and (one.part < 1 or len(one.theirs) > 1):
        what = "A part is a number from 1, of one column."
        yield _Trouble((*at, "part"), what, "Name one column, and count from 1.")
    if one.split_at == "":
        yield _Trouble((*at, "split_at"), "Nothing to split at is given.", "Write it in quotes.")


def _about_codes(one: ColumnMapping, at: Place, column: Column) -> Iterator[_Trouble]:
    if one.codes and column.type is not ColumnType.CODE:
        yield _Trouble((*at, "codes"), f"{one.ours} holds no codes.", "Take `codes` out.")
        return
    known = [code.code for code in column.codes]
    seen = Counter(normal(code.theirs) for code in one.codes)
    for number, code in enumerate(one.codes):
        if code.ours not in known:
            what = f"{code.ours} is no code of {one.ours}."
            yield _Trouble((*at, "codes", number), what, f"Its codes: {', '.join(known)}.")
        if seen[normal(code.theirs)] > 1:
            what = f"A code of {one.ours} is mapped more than once."
            yield _Trouble((*at, "codes", number), what, "Keep one; capitals do not count.")


def _about_types(one: ColumnMapping, at: Place, column: Column) -> Iterator[_Trouble]:
    said: tuple[tuple[str, object, tuple[ColumnType, ...]], ...] = (
        ("dates", one.dates, DATES),
        ("pivot", one.pivot, DATES),
        ("yes", one.yes, (ColumnType.YES_NO,)),
        ("no", one.no, (ColumnType.YES_NO,)),
        ("decimal_mark", one.decimal_mark, NUMBERS),
    )
    for name, value, types in said:
        if value not in (None, ()) and column.type not in types:
            what = f"`{name}` means nothing for {one.ours}, which is a {column.type}."
            yield _Trouble((*at, name), what, "Take it out.")


def _about_own_ways(one: ColumnMapping, at: Place, column: Column) -> Iterator[_Trouble]:
    yield from _about_ways(one, at)


_CHECKS: tuple[Callable[[ColumnMapping, Place, Column], Iterator[_Trouble]], ...] = (
    _about_their_columns,
    _about_codes,
    _about_types,
    _about_own_ways,
)
