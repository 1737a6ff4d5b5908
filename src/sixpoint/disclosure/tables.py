"""CSV tables of counts, tied by all the sums that a reader of them knows.

Takes the cells of every table; gives one count for each group of people, the sums that tie them,
and what must be hidden; refuses totals that do not add, totals without parts, and tables that
contradict each other, all at once and with file and line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError

from .protect import TOTAL
from .tables_read import TableCell, name_of
from .types import Relation

Rest = tuple[tuple[str, str], ...]
"""A row's dimensions but for one."""


@dataclass(frozen=True, kw_only=True)
class Tied:
    """Counts by the name of their cell, with the sums that tie them.

    `unpublished` are counts that no table shows: those that were not supplied, as far as the
    totals give them back.
    """

    counts: Mapping[str, int]
    relations: tuple[Relation, ...]
    primary: frozenset[str]
    unpublished: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A total and its parts along one dimension, in one file."""

    total: TableCell
    parts: tuple[TableCell, ...]

    @property
    def relation(self) -> Relation:
        return Relation(total=self.total.name, parts=tuple(part.name for part in self.parts))


def tie_tables(cells: Sequence[TableCell], *, sensitive: bool = False) -> Tied:
    """The tables as one problem of hiding; one UserError with everything that is wrong.

    Two tables share a cell where their dimensions say the same group. Where the topic is
    `sensitive`, a row left out would tell that nobody is in it, and is refused.
    """
    problems = list(_disagreeing(cells))
    lines: list[Line] = []
    by_file: dict[Path, list[TableCell]] = defaultdict(list)
    for cell in cells:
        by_file[cell.file].append(cell)
    for rows in by_file.values():
        found = list(_lines(rows))
        lines += found
        problems += [*_structure(rows, found, sensitive=sensitive)]
    known: dict[str, int] = {}
    for cell in cells:
        if cell.count is not None:
            known.setdefault(cell.name, cell.count)
    relations = {line.relation: line for line in lines}
    counts, unpublished = _supplied(known, relations)
    problems += [_does_not_add(line) for r, line in relations.items() if not _adds(r, counts)]
    if problems:
        raise UserError(problems)
    implied = [one for one in dict.fromkeys(_implied(by_file)) if one not in relations]
    counts, more = _supplied(counts, implied)
    whole, extra = _whole(relations, counts)
    counts |= extra
    unpublished |= more
    return Tied(
        counts=counts,
        relations=(*whole, *(one for one in implied if adds_up(one, counts))),
        primary=frozenset(cell.name for cell in cells if cell.primary and cell.name in counts),
        unpublished=frozenset((*unpublished, *extra)),
    )


def _disagreeing(cells: Sequence[TableCell]) -> Iterator[Problem]:
    first: dict[str, TableCell] = {}
    for cell in cells:
        if cell.count is None:
            continue
        other = first.setdefault(cell.name, cell)
        if other.count != cell.count:
            yield Problem(
                code="tables-disagree",
                what=f"This row and line {other.line} of {other.file} count the same group, and "
                "their counts differ.",
                fix="Correct one; or, if they count different people, give both tables a column "
                "that says which.",
                file=cell.file,
                line=cell.line,
            )


def _lines(rows: Sequence[TableCell]) -> Iterator[Line]:
    """Every total of one file with its parts along each dimension."""
    for dimension in rows[0].dimensions:
        for members in _along(rows, dimension).values():
            parts = tuple(cell for value, cell in members.items() if value != TOTAL)
            if TOTAL in members and parts:
                yield Line(total=members[TOTAL], parts=parts)


def _along(rows: Sequence[TableCell], dimension: str) -> dict[Rest, dict[str, TableCell]]:
    """The rows of one file that differ in that dimension only."""
    found: dict[Rest, dict[str, TableCell]] = defaultdict(dict)
    for cell in rows:
        rest = tuple(one for one in cell.dimensions.items() if one[0] != dimension)
        found[rest][cell.dimensions[dimension]] = cell
    return found


def _structure(
    rows: Sequence[TableCell], lines: Sequence[Line], *, sensitive: bool
) -> Iterator[Problem]:
    """Margins that are missing here and there, totals of nothing, rows left out."""
    tied = {cell.name for line in lines for cell in (line.total, *line.parts)}
    for cell in rows:
        if TOTAL in cell.dimensions.values() and cell.count and cell.name not in tied:
            yield _without_parts(cell)
    for dimension in rows[0].dimensions:
        along = _along(rows, dimension)
        if any(TOTAL in members for members in along.values()):
            yield from _margins(dimension, along, tied)
            if sensitive:
                yield from _left_out(dimension, along)


def _margins(
    dimension: str, along: Mapping[Rest, Mapping[str, TableCell]], tied: Collection[str]
) -> Iterator[Problem]:
    with_parts = {
        _pattern(rest) for rest, members in along.items() if TOTAL in members and len(members) > 1
    }
    for rest, members in along.items():
        if TOTAL not in members and len(members) > 1:
            cell = next(iter(members.values()))
            yield Problem(
                code="table-margin-missing",
                what=f"The group of this row stands under {len(members)} groups of "
                f"`{dimension}`, and there is no {TOTAL} of it, though others have one.",
                fix=f"Add the row with {TOTAL} under `{dimension}`. Where one column divides the "
                "other, let each group stand under one group only.",
                file=cell.file,
                line=cell.line,
            )
        total = members.get(TOTAL)
        alone = total and total.count and len(members) == 1 and _pattern(rest) in with_parts
        if total and alone and total.name in tied:
            yield _without_parts(total)


def _pattern(rest: Rest) -> tuple[bool, ...]:
    return tuple(value == TOTAL for _, value in rest)


def _without_parts(cell: TableCell) -> Problem:
    return Problem(
        code="table-total-without-parts",
        what="This row is a total, and none of its parts is in the table.",
        fix=f"Add the parts, or name the group instead of writing {TOTAL}.",
        file=cell.file,
        line=cell.line,
    )


def _left_out(dimension: str, along: Mapping[Rest, Mapping[str, TableCell]]) -> Iterator[Problem]:
    """Groups that some lines have and others leave out, unless one column divides the other."""
    by_pattern: dict[tuple[bool, ...], list[Mapping[str, TableCell]]] = defaultdict(list)
    for rest, members in along.items():
        by_pattern[_pattern(rest)].append(members)
    for lines in by_pattern.values():
        values = [value for members in lines for value in members if value != TOTAL]
        if len(set(values)) == len(values):
            continue
        for members in lines:
            if members.keys() & set(values) and set(values) - members.keys():
                cell = next(iter(members.values()))
                yield Problem(
                    code="table-row-left-out",
                    what=f"Beside this row groups of `{dimension}` are left out, which tells "
                    "that nobody is in them, and the topic is sensitive.",
                    fix="Give every group its row, with 0 where it counts nobody.",
                    file=cell.file,
                    line=cell.line,
                )


def _supplied(
    known: Mapping[str, int], relations: Iterable[Relation]
) -> tuple[dict[str, int], set[str]]:
    """All counts, those included that were not supplied and that a sum gives back."""
    counts, given_back, relations = dict(known), set[str](), list(relations)
    again = True
    while again:
        again = False
        for relation in relations:
            names = (relation.total, *relation.parts)
            absent = [name for name in names if name not in counts]
            if len(absent) == 1:
                (name,) = absent
                rest = sum(counts[part] for part in relation.parts if part != name)
                worth = rest if name == relation.total else counts[relation.total] - rest
                if worth >= 0:
                    counts[name], again = worth, True
                    given_back.add(name)
    return counts, given_back


def _adds(relation: Relation, counts: Mapping[str, int]) -> bool:
    if relation.total not in counts:
        return True
    parts = sum(counts.get(part, 0) for part in relation.parts)
    whole = all(part in counts for part in relation.parts)
    return parts == counts[relation.total] if whole else parts <= counts[relation.total]


def _does_not_add(line: Line) -> Problem:
    return Problem(
        code="table-does-not-add",
        what="The rows that this total is the sum of do not add up to it.",
        fix="Correct the count, or add the row that is missing.",
        file=line.total.file,
        line=line.total.line,
    )


def _whole(
    relations: Iterable[Relation], counts: Mapping[str, int]
) -> tuple[list[Relation], dict[str, int]]:
    """The sums, what is still absent of one standing together as one cell of its own."""
    whole, extra = [], dict[str, int]()
    for number, relation in enumerate(relations):
        if relation.total not in counts:
            continue
        parts = tuple(part for part in relation.parts if part in counts)
        if len(parts) < len(relation.parts):
            name = f"not supplied {number}"
            extra[name] = counts[relation.total] - sum(counts[part] for part in parts)
            parts = (*parts, name)
        whole.append(Relation(total=relation.total, parts=parts))
    return whole, extra


Sums = Mapping[str, tuple[str, ...]]


def _implied(by_file: Mapping[Path, Sequence[TableCell]]) -> Iterator[Relation]:
    """Sums over a table without that total, where another table has the total."""
    kinds = {file: {_kind(cell.dimensions) for cell in rows} for file, rows in by_file.items()}
    shown = {file: {cell.name for cell in rows} for file, rows in by_file.items()}
    for file, rows in by_file.items():
        others = [other for other in by_file if other != file]
        elsewhere = set[str]().union(*(shown[other] for other in others)) - shown[file]
        for kind in sorted({kind for other in others for kind in kinds[other]}, key=sorted):
            if kind < frozenset(rows[0].dimensions):
                for name, parts in sums_by(rows, kind).items():
                    if name in elsewhere:
                        yield Relation(total=name, parts=parts)


def adds_up(relation: Relation, counts: Mapping[str, int]) -> bool:
    """Whether all of the relation is known and its parts make its total."""
    if any(name not in counts for name in (relation.total, *relation.parts)):
        return False
    return counts[relation.total] == sum(counts[part] for part in relation.parts)


def _kind(dimensions: Mapping[str, str]) -> frozenset[str]:
    """The columns by which a cell is grouped."""
    return frozenset(column for column, value in dimensions.items() if value != TOTAL)


def sums_by(rows: Sequence[TableCell], kind: Collection[str]) -> Sums:
    """For each group by these columns, the rows of one table that together make it.

    Where the table has totals of the other columns, they are taken for their parts.
    """
    totalled = {c for row in rows for c, value in row.dimensions.items() if value == TOTAL}
    found: dict[str, list[str]] = defaultdict(list)
    fallback: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if any(row.dimensions[column] == TOTAL for column in kind):
            continue
        group = name_of({column: row.dimensions[column] for column in kind})
        others = [column for column in row.dimensions if column not in kind]
        if all((row.dimensions[one] == TOTAL) == (one in totalled) for one in others):
            found[group].append(row.name)
        if all(row.dimensions[one] != TOTAL for one in others):
            fallback[group].append(row.name)
    return {name: tuple(parts) for name, parts in ({**fallback, **found}).items()}
