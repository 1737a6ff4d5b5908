"""Trouble in data is a value: one finding of one rule at one place of an extract."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What a rule found, where, and what to do; it never holds the offending value.

    `file` is relative to the partnership's folder; `line` counts from 1 with the header;
    `key` is the agency's own record key, or None where the key itself identifies a child.
    """

    code: str
    severity: Severity
    dataset: str
    file: str
    line: int | None
    key: str | None
    column: str | None
    message: str
    fix: str
