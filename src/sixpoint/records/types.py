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
    """One extract as it was read. `rows` is exact: it stays with the partnership."""

    dataset: str
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Records:
    """The partnership's extracts, read.

    `raw` holds every column as text, trimmed, empty as null, plus LINE; `typed` the same rows in
    the same order with values cast to their column's type, null where they cannot be. Both are
    keyed by dataset id. A dataset that no agency supplied is in `absent`, not in the mappings.
    `issues` are those of reading: ragged rows, wrong headers, encodings.
    """

    engine: Engine
    datasets: Mapping[str, Dataset]
    raw: Mapping[str, ir.Table]
    typed: Mapping[str, ir.Table]
    files: tuple[SourceFile, ...]
    absent: tuple[str, ...]
    issues: tuple[Issue, ...]
