"""What checking takes beside the records, and what it gives: outcomes, issues, rows that go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.validation.issues import Issues


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


@dataclass(frozen=True, kw_only=True)
class RuleResult:
    """What one rule found. `count` is the number of failing rows; `why` is filled if not run.

    A rule about a whole table counts what it found there: months, or records that have gone.
    """

    code: str
    dataset: str
    outcome: Outcome
    count: int
    why: str | None


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The submission before this one, as the partnership kept it; all mappings by dataset id.

    `tables` hold the rows as they were supplied, as `Records.raw` does (text columns and LINE):
    Ibis tables of the engine in use, or Parquet files. `files` hold the SHA-256 of each extract.
    `rows` count the rows by month, such as `2016-09`, of the day `event_column` names; rows
    without a day that can be read, and tables without such a column, count under "". A table
    that was not submitted, or not kept, is in none of them. `remember` makes one of records.
    """

    as_at: date
    tables: Mapping[str, ir.Table | Path]
    files: Mapping[str, str]
    rows: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """`tables` are the typed tables (by dataset id) without the rows that have an error."""

    results: tuple[RuleResult, ...]
    issues: Issues
    tables: Mapping[str, ir.Table]
