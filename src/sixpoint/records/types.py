"""What reading gives: tables that remember where each row came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.terms.issue import Issue

LINE = "_line"
"""The column that holds a row's line in its file, counted from 1 with the header."""


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One extract as it was read. `rows` is exact: it stays with the partnership.

    `set_aside` counts the rows that could not be read and are not among `rows`; each has an issue.
    """

    dataset: str
    file: str
    sha256: str
    rows: int
    set_aside: int = 0


@dataclass(frozen=True, kw_only=True)
class Records:
    """The partnership's extracts, read.

    `raw` holds every supplied column as text, trimmed, empty as null, plus LINE; `typed` the same
    rows with every column of the dataset, supplied or not, cast to its type and null where it
    cannot be: dates, timestamps, int64 and float64; text, codes and yes/no stay text. Both are
    keyed by dataset id, in the order of the file. A dataset that no agency supplied is in
    `absent`, not in the mappings. `issues` are those of reading: ragged rows, unknown columns.
    """

    engine: Engine
    datasets: Mapping[str, Dataset]
    raw: Mapping[str, ir.Table]
    typed: Mapping[str, ir.Table]
    files: tuple[SourceFile, ...]
    absent: tuple[str, ...]
    issues: tuple[Issue, ...]
