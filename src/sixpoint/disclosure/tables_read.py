"""CSV tables of counts, read as cells.

Takes files, the column that holds the counts, and perhaps one that marks cells to hide; gives one
cell for each row; refuses what cannot be counted, with file and line, and never repeats a cell.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sixpoint.files import read_csv_table
from sixpoint.terms.problems import Problem, UserError

from .protect import TOTAL

_WHOLE = re.compile(r"[0-9]{1,12}(?:\.0+)?")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MARKS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
MOST_DIMENSIONS = 12


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """One row of a table, its total columns holding TOTAL; `count` None is not supplied."""

    file: Path
    line: int
    dimensions: Mapping[str, str]
    count: int | None
    primary: bool = False

    @cached_property
    def name(self) -> str:
        """Who is counted: the same in every table that counts them, totals left out."""
        return name_of(self.dimensions)

    @property
    def groups(self) -> dict[str, str]:
        """The dimensions without totals."""
        return {column: value for column, value in self.dimensions.items() if value != TOTAL}


def name_of(dimensions: Mapping[str, str]) -> str:
    """The cell's name, in which neither the order of columns nor a total column matters."""
    groups = sorted(one for one in dimensions.items() if one[1] != TOTAL)
    return json.dumps(groups, ensure_ascii=False)


def read_tables(
    files: Sequence[Path], *, count: str, primary: str | None = None
) -> tuple[TableCell, ...]:
    """Every row of every file; one UserError with every problem of all of them.

    `count` names the column of counts, `primary` one with yes or no; all others are dimensions.
    """
    problems = list(_named_twice(files))
    cells: list[TableCell] = []
    for file in files:
        try:
            found, wrong = _read(file, count=count, primary=primary)
        except UserError as error:
            problems += error.problems
            continue
        cells += found
        problems += wrong
    if problems:
        raise UserError(problems)
    return tuple(cells)


def _named_twice(files: Sequence[Path]) -> Iterator[Problem]:
    for file in sorted({file for file in files if files.count(file) > 1}):
        yield Problem(
            code="table-twice",
            what="This table is named twice.",
            fix="Name each table once.",
            file=file,
        )


def _read(file: Path, *, count: str, primary: str | None) -> tuple[list[TableCell], list[Problem]]:
    (_, header), *rows = read_csv_table(file)
    if wrong := list(_wrong_header(file, header, count=count, primary=primary)):
        return [], wrong
    if not rows:
        fix = "Write one row for each cell of the table."
        return [], [_problem("table-empty", "This table has a header and no rows.", fix, file, 1)]
    cells, problems = [], []
    for line, values in rows:
        row = dict(zip(header, values, strict=True))
        number, wrong = _count(row.pop(count), file, line)
        mark = _MARKS.get(row.pop(primary).casefold()) if primary else False
        wrong += list(_wrong_row(row, file, line))
        if mark is None:
            what = f"`{primary}` says neither yes nor no."
            wrong.append(_problem("table-mark", what, "Write yes, no, or nothing.", file, line))
        problems += wrong
        if not wrong:
            cells.append(
                TableCell(file=file, line=line, dimensions=row, count=number, primary=bool(mark))
            )
    return cells, [*problems, *_rows_twice(cells)]


def _wrong_header(
    file: Path, header: Sequence[str], *, count: str, primary: str | None
) -> Iterator[Problem]:
    for wanted in filter(None, (count, primary)):
        if wanted not in header:
            what = f"This table has no column `{wanted}`."
            yield _problem("table-column", what, "Name a column of its header line.", file, 1)
    if count == primary:
        what = f"`{count}` is given as the count and as the mark of what to hide."
        yield _problem("table-column", what, "Give each its own column.", file, 1)
    if len(set(header)) < len(header) or "" in header:
        what = "A column of the header has no name, or two have the same."
        yield _problem("table-column", what, "Give each column a name of its own.", file, 1)
    if len(header) > MOST_DIMENSIONS + 2:
        what = f"This table has more than {MOST_DIMENSIONS} dimensions."
        fix = "Every column but the count is a dimension: leave out columns that are none."
        yield _problem("table-column", what, fix, file, 1)


def _count(text: str, file: Path, line: int) -> tuple[int | None, list[Problem]]:
    if not text:
        return None, []
    if _WHOLE.fullmatch(text):
        return int(text.partition(".")[0]), []
    if _NUMBER.fullmatch(text):
        fix = "Give a whole number; protect counts, not percentages or differences."
        if text.startswith("-"):
            what = "This row counts fewer than none."
            return None, [_problem("table-negative", what, fix, file, line)]
        what = "This row counts a fraction."
        return None, [_problem("table-fractional", what, fix, file, line)]
    fix = "Give a whole number without commas, or leave the count empty where it is not known."
    return None, [_problem("table-no-number", "This row's count is no number.", fix, file, line)]


def _wrong_row(row: Mapping[str, str], file: Path, line: int) -> Iterator[Problem]:
    for column, value in row.items():
        if not value:
            what, fix = f"`{column}` is empty.", f"Name the group, or write {TOTAL}."
            yield _problem("table-group", what, fix, file, line)
        elif value.casefold() == TOTAL.casefold() and value != TOTAL:
            what = f"`{column}` holds a total that is not written {TOTAL}."
            yield _problem("table-group", what, f"Write {TOTAL}.", file, line)


def _rows_twice(cells: Sequence[TableCell]) -> Iterator[Problem]:
    seen: set[tuple[tuple[str, str], ...]] = set()
    for cell in cells:
        place = tuple(sorted(cell.dimensions.items()))
        if place in seen:
            what = "This row counts the same group as a row above it."
            yield _problem("table-row-twice", what, "Keep one of them.", cell.file, cell.line)
        seen.add(place)


def _problem(code: str, what: str, fix: str, file: Path, line: int) -> Problem:
    return Problem(code=code, what=what, fix=fix, file=file, line=line)
