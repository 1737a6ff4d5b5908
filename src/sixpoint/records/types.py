"""What reading gives: tables that remember where each row came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.terms.issue import Issue
from sixpoint.terms.problems import Problem

LINE = "_line"
"""The column that holds a row's line in its file, counted from 1 with the header.

Where several files hold one table, those after the first add FILE_STEP each, so that the number
still tells every row of the table apart and keeps their order; `Records.place` takes it apart."""

FILE_STEP = 2**40
"""More lines than any file has."""


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One extract as it was read. `rows` is exact: it stays with the partnership.

    `set_aside` counts the rows that could not be read and are not among `rows`; each has an issue.
    `sha256` is that of the agency's own file. `encoding` is how its text was written, or `xlsx` or
    `parquet`; `separator` stands between its cells, empty where nothing does; `sheet` is the
    position of the sheet in its workbook, from 1. `mapped` says that a mapping was used.
    """

    dataset: str
    file: str
    sha256: str
    rows: int
    set_aside: int = 0
    encoding: str = "utf-8"
    separator: str = ","
    sheet: int | None = None
    mapped: bool = False

    @property
    def place(self) -> str:
        """The file, and the sheet where it is not the first."""
        return f"{self.file}, sheet {self.sheet}" if (self.sheet or 1) > 1 else self.file


@dataclass(frozen=True, kw_only=True, order=True)
class Dropped:
    """A column of a file that was not read: `column` is ours, or None where it is none of ours.

    `place` counts the file's columns from 1. What a stranger called it is not said: in a file
    without a header that would be a child's name.
    """

    file: str
    dataset: str
    place: int
    column: str | None


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What kept a file from being read, and the tables of which nothing is checked for it."""

    problem: Problem
    datasets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Records:
    """The partnership's extracts, read.

    `raw` holds every supplied column as text, trimmed, empty as null, plus LINE; `typed` the same
    rows with every column of the dataset, supplied or not, cast to its type and null where it
    cannot be: dates, timestamps, int64 and float64; text, codes and yes/no stay text. Both are
    keyed by dataset id, in the order of the files. A dataset that no agency supplied is in
    `absent`, not in the mappings; one of which a file could not be read is in neither, and `unread`
    says why. `issues` are those of reading: ragged rows, unknown columns.
    `dropped` lists the columns that were left unread. `kept` are the tables of `raw` as the engine
    holds them: some of the values beside the texts, as `records.cast.value_of` knows.
    """

    engine: Engine
    datasets: Mapping[str, Dataset]
    kept: Mapping[str, ir.Table]
    raw: Mapping[str, ir.Table]
    typed: Mapping[str, ir.Table]
    files: tuple[SourceFile, ...]
    absent: tuple[str, ...]
    issues: tuple[Issue, ...]
    dropped: tuple[Dropped, ...] = ()
    unread: tuple[Unread, ...] = ()

    def place(self, dataset: str, line: int) -> tuple[str, int]:
        """The file, and the line in it, of a row that the table knows by `line`."""
        number, own = divmod(line, FILE_STEP)
        return [one.place for one in self.files if one.dataset == dataset][number], own
