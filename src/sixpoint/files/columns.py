"""CSV read as columns of numbers and words, for tables too long to be read row by row.

As everywhere, messages name places and columns that we know, never a cell or an unknown header.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError, user_error

from .read import read_text
from .wording import suggest

YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})


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
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    before = 0
    try:
        for cells in reader:
            if cells:
                rows.append(cells)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        what, fix = "This line is not CSV.", "Check its quotes, and look for odd characters."
        raise user_error("not-csv", what=what, fix=fix, file=path, line=before + 1) from None
    if not rows:
        fix = "Write a header line and the rows below it."
        raise user_error("empty-file", what="This file is empty.", fix=fix, file=path)
    header = [cell.strip() for cell in rows[0]]
    _refuse(header, rows, lines, path=path, needed=needed, optional=optional)
    body = list(zip(*rows[1:], strict=True)) or [() for _ in header]
    return Columns(file=path, lines=lines[1:], cells=dict(zip(header, body, strict=True)))


def _refuse(
    header: list[str],
    rows: list[list[str]],
    lines: list[int],
    *,
    path: Path,
    needed: Sequence[str],
    optional: Sequence[str],
) -> None:
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
    problems = [
        Problem(code="wrong-header", what=what.strip(), fix=fix, file=path, line=lines[0])
        for what in found
    ]
    problems += [
        Problem(
            code="ragged-row",
            what=f"This row has {len(cells)} cells; the header has {len(header)}.",
            fix="Put cells that hold commas in quotes, and remove or add the rest.",
            file=path,
            line=line,
        )
        for cells, line in zip(rows[1:], lines[1:], strict=True)
        if len(cells) != len(header)
    ]
    if problems:
        raise UserError(problems)
