"""CSV read as columns of numbers and words, for tables too long to be read row by row.

As everywhere, messages name places and columns that we know, never a cell or an unknown header.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError, user_error

from .read import read_text
from .wording import suggest

YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})
BLOCK = 10_000
"""So many rows are turned into columns at a time."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The cells of a CSV by column, and the line each row begins on, from 1 with the header."""

    file: Path
    lines: Sequence[int]
    cells: dict[str, Sequence[str]]

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def words(self, name: str) -> tuple[list[str], list[Problem]]:
        """The column's words without space around them; each must have something in it."""
        words = [cell.strip() for cell in self.cells[name]]
        absent = [index for index, word in enumerate(words) if not word] if "" in words else []
        return words, [
            self.problem(index, code="missing-key", what=f"`{name}` is empty.", fix="Fill it in.")
            for index in absent
        ]

    def numbers(self, name: str) -> tuple[list[float | None], list[Problem]]:
        """The column's numbers, None where a cell is empty."""
        found: list[float | None] = []
        problems = []
        for index, cell in enumerate(self.cells[name]):
            try:
                number = float(cell)
            except ValueError:
                number = None
            good = number is not None and isfinite(number) and "_" not in cell
            found.append(number if good else None)
            if not good and cell.strip():
                what = f"`{name}` is not a number."
                fix = "Write a number such as 12.5, or leave the cell empty if it is not known."
                problems.append(self.problem(index, code="wrong-type", what=what, fix=fix))
        return found, problems

    def marks(self, name: str) -> tuple[list[bool], list[Problem]]:
        """Whether each cell says yes or true; an empty one says no."""
        words = [cell.strip().lower() for cell in self.cells[name]]
        problems = [
            self.problem(
                index, code="wrong-type", what=f"`{name}` must be true or false.", fix="Write one."
            )
            for index, word in enumerate(words)
            if word not in YES and word not in NO
        ]
        return [word in YES for word in words], problems

    def problem(self, index: int, *, code: str, what: str, fix: str) -> Problem:
        """A problem at the row of that index."""
        return Problem(code=code, what=what, fix=fix, file=self.file, line=self.lines[index])


def read_columns(path: Path, *, needed: Sequence[str], optional: Sequence[str] = ()) -> Columns:
    """The file's columns; a UserError with every problem of its header and of rows' lengths."""
    rows = _numbered(read_text(path), path)
    first = next(rows, None)
    if first is None:
        fix = "Write a header line and the rows below it."
        raise user_error("empty-file", what="This file is empty.", fix=fix, file=path)
    line, cells = first
    header = [cell.strip() for cell in cells]
    problems = _header_problems(header, file=path, line=line, needed=needed, optional=optional)
    body, lines, ragged = _by_column(rows, width=len(header))
    problems += [_ragged(cells, len(header), file=path, line=line) for line, cells in ragged]
    if problems:
        raise UserError(problems)
    return Columns(file=path, lines=lines, cells=dict(zip(header, body, strict=True)))


def _numbered(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        what, fix = "This line is not CSV.", "Check its quotes, and look for odd characters."
        raise user_error("not-csv", what=what, fix=fix, file=path, line=before + 1) from None


def _by_column(
    rows: Iterator[tuple[int, list[str]]], *, width: int
) -> tuple[list[list[str]], list[int], list[tuple[int, int]]]:
    """The cells of each column, each row's line, and line and length of rows of another length."""
    columns: list[list[str]] = [[] for _ in range(width)]
    lines: list[int] = []
    ragged = []
    # Turned round block by block: a million rows held at once keep Python busy counting them.
    while block := list(islice(rows, BLOCK)):
        whole = [cells for _, cells in block if len(cells) == width]
        ragged += [(line, len(cells)) for line, cells in block if len(cells) != width]
        lines += [line for line, _ in block]
        for column, cells in zip(columns, zip(*whole, strict=True), strict=False):
            column += cells
    return columns, lines, ragged


def _header_problems(
    header: list[str], *, file: Path, line: int, needed: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    known = [*needed, *optional]
    found = [
        *(
            f"Column {at} has no known name. {suggest(name, known)}"
            for at, name in enumerate(header, 1)
            if name not in known
        ),
        *(f"The column `{name}` is missing." for name in needed if name not in header),
        *(f"The column `{name}` is here twice." for name in known if header.count(name) > 1),
    ]
    fix = f"The columns may be: {', '.join(known)}."
    return [
        Problem(code="wrong-header", what=what.strip(), fix=fix, file=file, line=line)
        for what in found
    ]


def _ragged(cells: int, width: int, *, file: Path, line: int) -> Problem:
    return Problem(
        code="ragged-row",
        what=f"This row has {cells} cells; the header has {width}.",
        fix="Put cells that hold commas in quotes, and remove or add the rest.",
        file=file,
        line=line,
    )
