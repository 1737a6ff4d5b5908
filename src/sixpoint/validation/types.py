"""What checking gives: an outcome for every rule, the issues, and the rows that go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import ibis.expr.types as ir

from sixpoint.terms.issue import Issue


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


@dataclass(frozen=True, kw_only=True)
class RuleResult:
    """What one rule found. `count` is the number of failing rows; `why` is filled if not run."""

    code: str
    dataset: str
    outcome: Outcome
    count: int
    why: str | None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """`tables` are the typed tables (by dataset id) without the rows that have an error."""

    results: tuple[RuleResult, ...]
    issues: tuple[Issue, ...]
    tables: Mapping[str, ir.Table]
