"""The header of an extract against what the table should hold, or what a mapping says of it.

Messages name the columns we know, or that a person wrote into a mapping, and the place of the
others, never a name that only the file has: in a file without a header that would be a child's.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.packs.datasets import Column, Dataset
from sixpoint.records.map_columns import Ways, ways_of
from sixpoint.records.mapping import FileMapping, normal
from sixpoint.terms.problems import Problem, UserError


@dataclass(frozen=True)
class Wanted:
    """One column of ours, the places in the file it is read from, and how; None: as it stands."""

    column: Column
    places: tuple[int, ...]
    ways: Ways | None = None


@dataclass(frozen=True)
class Header:
    """What is read from a file. `unread` are the places, from 0, that nothing is read from, with
    the column of ours that stands there and is not needed; None where it is none of ours."""

    wanted: tuple[Wanted, ...]
    unread: tuple[tuple[int, Column | None], ...]


def match_header(
    cells: Sequence[str], dataset: Dataset, *, needed: Collection[str] | None, path: Path, line: int
) -> Header:
    """The columns that the header names exactly as the dataset writes them.

    `needed` None needs them all. A UserError says which are missing, and which are there twice.
    """
    columns = [dataset.column(cell) for cell in cells]
    there = Counter(column.name for column in columns if column)
    problems = [_missing(name, dataset, path, line) for name in _lacking(dataset, there)]
    problems += [_repeated(name, path, line) for name, count in sorted(there.items()) if count > 1]
    if problems:
        raise UserError(problems)
    pairs = list(enumerate(columns))
    kept = [(place, c) for place, c in pairs if c and _is_needed(c, dataset, needed)]
    taken = {place for place, _ in kept}
    return Header(
        wanted=tuple(Wanted(column, (place,)) for place, column in kept),
        unread=tuple((place, column) for place, column in pairs if place not in taken),
    )


def match_mapping(
    cells: Sequence[str],
    dataset: Dataset,
    mapping: FileMapping,
    *,
    needed: Collection[str] | None,
    path: Path,
    line: int,
) -> Header:
    """The columns that the mapping names, in any capitals; what it does not name is unread."""
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        places.setdefault(normal(cell), []).append(place)
    problems, wanted, unread = [], [], dict.fromkeys(range(len(cells)), None)
    for one in mapping.columns:
        column = dataset.column(one.ours)
        assert column  # else the mapping has been refused
        found = [places.get(normal(theirs), []) for theirs in one.theirs]
        for theirs, where in zip(one.theirs, found, strict=True):
            if len(where) != 1:
                problems.append(_mapped_wrongly(theirs, one.ours, len(where), path, line))
        chosen = tuple(where[0] for where in found if where)
        if _is_needed(column, dataset, needed):
            wanted.append(Wanted(column, chosen, ways_of(one, mapping, column)))
    if problems:
        raise UserError(problems)
    read = {place for one in wanted for place in one.places}
    return Header(
        wanted=tuple(wanted),
        unread=tuple((place, None) for place in sorted(set(unread) - read)),
    )


def _is_needed(column: Column, dataset: Dataset, needed: Collection[str] | None) -> bool:
    always = column.required or column.name in (dataset.key, dataset.person)
    return needed is None or always or column.name in needed


def _lacking(dataset: Dataset, there: Collection[str]) -> list[str]:
    """The columns the table cannot do without that are not there."""
    return [
        column.name
        for column in dataset.columns
        if (column.required or column.name == dataset.key) and column.name not in there
    ]


def likely_dataset(
    cells: Sequence[str], datasets: Mapping[str, Dataset], *, but: Dataset
) -> Dataset | None:
    """The table whose header this is rather than that of `but`.

    It has all it cannot do without, and more of its columns there than any other table has. None
    where there is no such table.
    """
    named = {cell for cell in cells if cell}

    def known(one: Dataset) -> int:
        return len(named & {column.name for column in one.columns})

    whole = [one for one in datasets.values() if one is but or not _lacking(one, named)]
    most = max(known(one) for one in whole)
    best = [one for one in whole if known(one) == most]
    return best[0] if len(best) == 1 and best[0] is not but else None


def likely_column(cell: str, dataset: Dataset) -> str | None:
    """The known column that a supplier means by another name, as far as the dataset lists it."""
    said = cell.strip().lower()
    for column in dataset.columns:
        if said in (column.name.lower(), column.title.lower(), *map(str.lower, column.aliases)):
            return column.name
    return None


def _missing(name: str, dataset: Dataset, path: Path, line: int) -> Problem:
    return Problem(
        code="missing-column",
        what=f"The header has no column {name}.",
        fix=f"Add the column, or map the agency's own headers: `sixpoint check FOLDER --propose`. "
        f"This table has: {', '.join(c.name for c in dataset.columns)}.",
        file=path,
        line=line,
    )


def _repeated(name: str, path: Path, line: int) -> Problem:
    return Problem(
        code="repeated-column",
        what=f"The header has the column {name} more than once.",
        fix="Keep the one that counts.",
        file=path,
        line=line,
    )


def _mapped_wrongly(theirs: str, ours: str, count: int, path: Path, line: int) -> Problem:
    if count:
        return Problem(
            code="repeated-column",
            what=f"The header has {theirs}, which the mapping reads into {ours}, {count} times.",
            fix="Keep the one that counts.",
            file=path,
            line=line,
        )
    return Problem(
        code="missing-column",
        what=f"The header has no column {theirs}, which the mapping reads into {ours}.",
        fix="Add it to the export, or correct the mapping.",
        file=path,
        line=line,
    )
