"""What changed since the last submission: new, gone and still there, by rule and by table.

Takes the places of both and the rows of their tables. Where an issue names the agency's own key,
the same issue is known again by it, wherever its line has moved. Where it does not, only numbers
can be compared, and the answer says so.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from sixpoint.terms.strict import strict
from sixpoint.validation.issues import Issues

Identity = tuple[str, str | None, str]
"""What an issue is known by from one submission to the next: code, column, key."""


@strict
class RuleChange:
    """How many of a rule's issues are new, gone and still there. `by_key` False: as numbers only,
    so that one gone and another come in its place count as one still there."""

    code: str
    dataset: str
    before: int
    now: int
    new: int
    gone: int
    still: int
    by_key: bool


@strict
class TableChange:
    """Rows of a table in both submissions; None where it was not submitted."""

    dataset: str
    before: int | None
    now: int | None
    same_file: bool


@strict
class Changes:
    """Everything that changed since the submission `since`, whose reference day was `as_at`.

    `other_rules` says that the rules themselves are not those of that time, so that an issue can
    be new without anything new in the extract.
    """

    since: str
    as_at: date
    other_rules: bool
    rules: tuple[RuleChange, ...]
    tables: tuple[TableChange, ...]

    @property
    def total(self) -> tuple[int, int, int]:
        """New, gone and still there, over all rules."""
        new, gone, still = ([getattr(r, n) for r in self.rules] for n in ("new", "gone", "still"))
        return sum(new), sum(gone), sum(still)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What is kept of the last submission for this: issues as a table of ISSUE_COLUMNS."""

    name: str
    as_at: date
    rules_content: str
    issues: pa.Table
    rows: Mapping[str, int]
    hashes: Mapping[str, str]


ISSUE_COLUMNS = ("code", "dataset", "column", "key")


def issues_to_keep(issues: Issues) -> pa.Table:
    """ISSUE_COLUMNS of every issue, as plain text: enough to know it again."""
    columns = issues.columns()
    return pa.table({name: columns[name].cast(pa.string()) for name in ISSUE_COLUMNS})


def compare(
    earlier: Earlier,
    issues: Issues,
    *,
    rows: Mapping[str, int],
    hashes: Mapping[str, str],
    rules_content: str,
) -> Changes:
    """This submission held against the one before; `rows` and `hashes` are by table."""
    before, now = _by_rule(earlier.issues), _by_rule(issues_to_keep(issues))
    return Changes(
        since=earlier.name,
        as_at=earlier.as_at,
        other_rules=earlier.rules_content != rules_content,
        rules=tuple(
            _rule_change(rule, before.get(rule, Counter()), now.get(rule, Counter()))
            for rule in sorted({*before, *now})
        ),
        tables=tuple(_table_changes(earlier, rows, hashes)),
    )


Places = Counter[tuple[str | None, str | None]]


def _by_rule(issues: pa.Table) -> dict[tuple[str, str], Places]:
    """By code and table, how often each column and key occurs."""
    found: dict[tuple[str, str], Places] = {}
    columns = (issues[name].to_pylist() for name in ISSUE_COLUMNS)
    for code, dataset, column, key in zip(*columns, strict=True):
        found.setdefault((code, dataset), Counter())[column, key] += 1
    return found


def _rule_change(rule: tuple[str, str], before: Places, now: Places) -> RuleChange:
    still = (before & now).total()
    return RuleChange(
        code=rule[0],
        dataset=rule[1],
        before=before.total(),
        now=now.total(),
        new=now.total() - still,
        gone=before.total() - still,
        still=still,
        by_key=all(key is not None for _, key in {*before, *now}),
    )


def _table_changes(
    earlier: Earlier, rows: Mapping[str, int], hashes: Mapping[str, str]
) -> list[TableChange]:
    return [
        TableChange(
            dataset=dataset,
            before=earlier.rows.get(dataset),
            now=rows.get(dataset),
            same_file=dataset in hashes and earlier.hashes.get(dataset) == hashes[dataset],
        )
        for dataset in sorted({*earlier.rows, *rows})
    ]
