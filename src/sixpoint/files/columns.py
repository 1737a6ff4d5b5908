"""CSV read as columns of numbers and words, for tables too long to be read row by row.

As everywhere, messages name places and columns that we know, never a cell or an unknown header.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import isfinite
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError, user_error

from .read import read_text
from .wording import suggest

YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})
LARGEST, SMALLEST = 1e15, 1e-15
"""Beyond these the numbers of a table cannot be squared, drawn or read by anybody."""
BLOCK = 300
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
        if (known := _all_numbers(self.cells[name])) is not None:
            return known, []
        found: list[float | None] = []
        problems = []
        for index, cell in enumerate(self.cells[name]):
            number = _number(cell)
            found.append(number)
            if cell.strip() and (wrong := _wrong(number)):
                what, fix = f"`{name}` is {wrong[0]}.", wrong[2]
                problems.append(self.problem(index, code=wrong[1], what=what, fix=fix))
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
    first = next((row for row in rows if row[1]), None)
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


Row = tuple[int, list[str]]
"""The line a row begins on, and its cells; an empty line has none."""


def _numbered(text: str, path: Path) -> Iterator[Row]:
    """Every row. Where nothing is quoted, each line is one, which is told much sooner."""
    lines = io.StringIO(text, newline="")
    if '"' in text:
        return _row_by_row(lines, path)
    return chain.from_iterable(_block_by_block(lines, path))


def _row_by_row(lines: Iterable[str], path: Path) -> Iterator[Row]:
    reader = csv.reader(lines, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        raise _not_csv(path, before + 1) from None


def _block_by_block(lines: Iterable[str], path: Path) -> Iterator[list[Row]]:
    reader = csv.reader(lines, strict=True)
    rows = enumerate(reader, 1)
    try:
        while block := list(islice(rows, BLOCK)):
            yield block
    except csv.Error:
        raise _not_csv(path, reader.line_num) from None


def _not_csv(path: Path, line: int) -> UserError:
    what, fix = "This line is not CSV.", "Check its quotes, and look for odd characters."
    return user_error("not-csv", what=what, fix=fix, file=path, line=line)


def _by_column(
    rows: Iterator[Row], *, width: int
) -> tuple[list[list[str]], list[int], list[tuple[int, int]]]:
    """The cells of each column, each row's line, and line and length of rows of another length."""
    columns: list[list[str]] = [[] for _ in range(width)]
    lines: list[int] = []
    ragged = []
    # Turned round block by block: a million rows held at once keep Python busy counting them.
    while block := list(islice(rows, BLOCK)):
        whole = [row for row in block if len(row[1]) == width]
        if len(whole) < len(block):
            others = [(line, len(cells)) for line, cells in block if len(cells) != width]
            ragged += [(line, length) for line, length in others if length]
        if whole:
            begins, many = zip(*whole, strict=True)
            lines += begins
            for column, cells in zip(columns, zip(*many, strict=True), strict=True):
                column += cells
    return columns, lines, ragged


def _all_numbers(cells: Sequence[str]) -> list[float | None] | None:
    """The numbers where every cell is one, as nearly all are; else None."""
    try:
        numbers = list(map(float, cells))
    except ValueError:
        return None
    if "_" in "".join(cells) or not all(map(isfinite, numbers)):
        return None
    sizes = [size for size in map(abs, numbers) if size]
    within = min(sizes, default=1) >= SMALLEST and max(sizes, default=1) <= LARGEST
    return [*numbers] if within else None


def _number(cell: str) -> float | None:
    """NaN and infinity are no numbers to a reader, and Python alone knows 1_000."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if isfinite(number) and "_" not in cell else None


_NOT_ONE = (
    "not a number",
    "wrong-type",
    "Write a number such as 12.5, or leave the cell empty if it is not known.",
)
_BEYOND = (
    "too large, or too near nought, to be worked with",
    "not-allowed",
    "Count in another unit, such as thousands; write 0 for nought.",
)


def _wrong(number: float | None) -> tuple[str, str, str] | None:
    """What is wrong with a cell that says this, its code, and how to mend it."""
    if number is None:
        return _NOT_ONE
    return _BEYOND if number and not SMALLEST <= abs(number) <= LARGEST else None


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
