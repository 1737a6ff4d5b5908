"""The plain twins of the kinds about whole tables and about the last submission.

Where a row is to blame they give its number, as `reference` does; else what is said of the table:
a month, another table, a column, the key of a record that has gone.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.rules import Rule
from sixpoint.validation.previous import event_column
from sixpoint.validation.reference import PlainTable, PlainTables, day_of
from sixpoint.validation.subject import codes_of, other_of


@dataclass(frozen=True, kw_only=True)
class PlainSubmission:
    """Tables now and before, and the hashes of their files, by dataset id."""

    now: PlainTables
    before: PlainTables
    files: Mapping[str, str]
    files_before: Mapping[str, str]
    datasets: Mapping[str, Dataset]


Said = set[Any]


def _months(table: PlainTable, column: str) -> Counter[int]:
    """Rows by month, counted from the year nought."""
    days = [day_of(table.value(row, column)) for row in table.rows]
    return Counter(day.year * 12 + day.month - 1 for day in days if day is not None)


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _no_missing_period(submission: PlainSubmission, rule: Rule) -> Said:
    step = 3 if rule.given.every == "quarter" else 1
    counts: Counter[int] = Counter()
    for month, rows in _months(submission.now[rule.dataset], rule.columns[0]).items():
        counts[month // step] += rows
    periods, fewest = sorted(counts), rule.given.fewest or 1
    return {
        f"{_first((a + 1) * step):%B %Y} to {_first(b * step - 1):%B %Y}"
        for a, b in zip(periods, periods[1:], strict=False)
        if b > a + 1 and counts[a] >= fewest and counts[b] >= fewest
    }


def _counts(table: PlainTable) -> dict[int | None, int]:
    column = event_column(table.dataset)
    if column is None:
        return {None: len(table.rows)}
    return dict(_months(table, column.name).items())


def _no_sudden_fall(submission: PlainSubmission, rule: Rule) -> Said:
    now = _counts(submission.now[rule.dataset])
    fallen = set()
    for month, rows in _counts(submission.before[rule.dataset]).items():
        has_gone = month is not None and bool(now) and month < min(m for m in now if m is not None)
        enough = now.get(month, 0) / rows >= (rule.given.least or 0) / 100 if rows else True
        if rows >= (rule.given.fewest or 1) and not has_gone and not enough:
            fallen.add("" if month is None else f"{_first(month):%B %Y}")
    return fallen


def _not_the_same_file(submission: PlainSubmission, rule: Rule) -> Said:
    own = submission.files[rule.dataset]
    others = {id_: h for id_, h in submission.files.items() if id_ != rule.dataset}
    here = {("now", id_) for id_, hash_ in others.items() if hash_ == own}
    return here | {("then", id_) for id_, hash_ in submission.files_before.items() if hash_ == own}


def _too_little(own: int, filled: int, rule: Rule) -> bool:
    share = 100 * own / filled if filled else 100
    return filled >= (rule.given.fewest or 1) and share < (rule.given.least or 0)


def _right_codes(submission: PlainSubmission, rule: Rule) -> Said:
    table = submission.now[rule.dataset]
    wrong = set()
    for column in rule.columns:
        filled = [row[column] for row in table.rows if row[column] is not None]
        codes = codes_of(table.dataset, rule, column)
        if _too_little(sum(text in codes for text in filled), len(filled), rule):
            wrong.add(column)
    return wrong


def _right_agency(submission: PlainSubmission, rule: Rule) -> Said:
    column, other = rule.columns[0], other_of(rule)
    refs = [row[column] for row in submission.now[rule.dataset].rows if row[column] is not None]
    there = {row[other.key] for row in submission.now[other.dataset].rows}
    return {column} if _too_little(sum(r in there for r in refs), len(refs), rule) else set()


def _still_there(submission: PlainSubmission, rule: Rule) -> Said:
    now, then = submission.now[rule.dataset], submission.before[rule.dataset]
    name, *dated = rule.columns
    here = {row[name] for row in now.rows}
    gone = [row for row in then.rows if row[name] is not None and row[name] not in here]
    days = [day_of(now.value(row, column)) for column in dated for row in now.rows]
    readable = [day for day in days if day is not None]
    if readable:
        gone = [row for row in gone if _is_since(then, row, dated[0], min(readable))]
    return {row[now.dataset.key] for row in gone}


def _is_since(table: PlainTable, row: Mapping[str, str | None], column: str, first: date) -> bool:
    day = day_of(table.value(row, column))
    return day is not None and day >= first


def _same_as_before(submission: PlainSubmission, rule: Rule) -> Said:
    now, then = submission.now[rule.dataset], submission.before[rule.dataset]
    name, *compared = rule.columns
    failing = set()
    for number, row in enumerate(now.rows):
        known = [other for other in then.rows if row[name] and other[name] == row[name]]
        alike = [_is_alike(now, row, then, other, compared) for other in known]
        if known and not any(alike):
            failing.add(number)
    return failing


def _is_alike(now: PlainTable, row: Any, then: PlainTable, other: Any, compared: list[str]) -> bool:
    """Whether any of the columns is the same, or empty or unreadable on either side."""
    pairs = [(now.value(row, name), then.value(other, name)) for name in compared]
    return any(a is None or b is None or a == b for a, b in pairs)


PLAIN_SUBMISSIONS: Mapping[str, Callable[[PlainSubmission, Rule], Said]] = MappingProxyType(
    {
        "no_missing_period": _no_missing_period,
        "no_sudden_fall": _no_sudden_fall,
        "not_the_same_file": _not_the_same_file,
        "right_codes": _right_codes,
        "right_agency": _right_agency,
        "still_there": _still_there,
        "same_as_before": _same_as_before,
    }
)
