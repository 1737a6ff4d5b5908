"""The verdict on a submission: what of it goes on, and why not the rest.

Takes the outcomes of rules, the issues that are open, and how many rows go on; gives a verdict for
each table and one for the whole, each with its reasons. Refuses to call accepted what could not be
checked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.packs.rules import Rule
from sixpoint.pictures.words import list_in_words, plural
from sixpoint.records.types import FILE_STEP, Records, SourceFile
from sixpoint.terms.issue import Severity
from sixpoint.validation.issues import FINDING, LINE, Finding, Issues
from sixpoint.validation.reasons import NO_PREVIOUS
from sixpoint.validation.types import Checked, Outcome, RuleResult
from sixpoint.validation.validate import RAISED
from sixpoint.validation.waivers import Waived

CODES_NAMED = 4
"""Codes named in a reason; the report lists them all."""


class Verdict(StrEnum):
    """From best to worst; a submission is as bad as its worst table, but see `decide`."""

    ACCEPTED = "accepted"
    WITH_ISSUES = "accepted_with_issues"
    PARTLY = "partly_accepted"
    REJECTED = "rejected"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


VERDICTS: Mapping[Verdict, str] = {
    Verdict.ACCEPTED: "Every row goes on, every rule about what was sent could be checked, and "
    "nothing was found that nobody has waived.",
    Verdict.WITH_ISSUES: "Every row goes on. There are warnings, or a rule about what was sent "
    "could not be checked, or not in full.",
    Verdict.PARTLY: "Rows, columns or whole tables do not go on: they have errors, could not be "
    "read, or could not be checked for errors.",
    Verdict.REJECTED: "Nothing goes on: no row of any table is without an error. A table of which "
    "a file cannot be read at all is rejected by itself, and the others are checked without it.",
}
"""What each verdict means, as the report and the documentation say it."""


@dataclass(frozen=True, kw_only=True)
class TableVerdict:
    """One table: the files that hold it, its rows, those that go on, and why.

    `set_aside` counts rows that could not be read; `rows` are the others. A table of which a file
    could not be read at all has no files.
    """

    dataset: str
    files: tuple[SourceFile, ...]
    rows: int
    set_aside: int
    going_on: int
    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def sent(self) -> int:
        return self.rows + self.set_aside


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The verdict on the whole submission, with reasons, and on each of its tables.

    `not_submitted` names the tables that nobody supplied, of which nothing can be said.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    tables: tuple[TableVerdict, ...]
    not_submitted: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    """What decides about one table."""

    dataset: str
    files: tuple[SourceFile, ...]
    going_on: int
    open: Mapping[Finding, int]
    waived: Mapping[Finding, int]
    not_run: Sequence[tuple[Rule, RuleResult]]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def set_aside(self) -> int:
        return sum(file.set_aside for file in self.files)

    def count(self, severity: Severity) -> int:
        return sum(n for found, n in self.open.items() if found.severity is severity)

    @property
    def broke(self) -> bool:
        """Whether a rule that would have found errors could not be carried out."""
        return any(
            result.why == RAISED and rule.severity is Severity.ERROR
            for rule, result in self.not_run
        )


def rows_going_on(records: Records, issues: Issues, rules: Sequence[Rule]) -> dict[str, int]:
    """How many rows of each table no rule of severity error complains of."""
    codes = {rule.code for rule in rules}
    bad: defaultdict[str, list[np.ndarray[tuple[int], np.dtype[np.int64]]]] = defaultdict(list)
    files = sorted({finding.file for finding in issues.findings})
    for number, finding in enumerate(issues.findings):
        if finding.severity is Severity.ERROR and finding.code in codes:
            ours = pc.equal(issues.places[FINDING], pa.scalar(number, pa.int32()))
            lines = pc.drop_null(issues.places.filter(ours)[LINE]).to_numpy()
            bad[finding.dataset].append(lines + FILE_STEP * files.index(finding.file))
    lost = {id_: len(np.unique(np.concatenate(lines))) for id_, lines in bad.items()}
    return {
        id_: sum(file.rows for file in records.files if file.dataset == id_) - lost.get(id_, 0)
        for id_ in records.raw
    }


def decide(
    records: Records,
    rules: Sequence[Rule],
    checked: Checked,
    *,
    waived: Waived,
    going_on: Mapping[str, int],
    as_at: date,
) -> Decision:
    """Accepted, with issues, partly accepted or rejected, of each table and of the whole.

    The whole is rejected only if every table is; where some are, it is partly accepted. Otherwise
    it is as its worst table. A table that nobody promised and nobody sent does not count against
    it, and is named.
    """
    judged = [
        _judge(_table(files, rules, checked, waived=waived, going_on=going_on, as_at=as_at))
        for files in _by_table(records)
    ]
    tables = tuple(sorted([*judged, *_rejected_unread(records)], key=lambda one: one.dataset))
    verdict = _whole([table.verdict for table in tables])
    strays = [f for f in waived.open.counts() if not f.dataset]
    if strays and verdict is Verdict.ACCEPTED:
        verdict = Verdict.WITH_ISSUES
    return Decision(
        verdict=verdict,
        reasons=tuple(_reasons(tables, waived, strays=len(strays))),
        tables=tables,
        not_submitted=tuple(sorted(records.absent)),
    )


def _rejected_unread(records: Records) -> list[TableVerdict]:
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for one in records.unread:
        for dataset in one.datasets:
            reasons[dataset].append(one.problem.what)
    return [
        TableVerdict(
            dataset=dataset,
            files=(),
            rows=0,
            set_aside=0,
            going_on=0,
            verdict=Verdict.REJECTED,
            reasons=("It could not be read.", *said),
        )
        for dataset, said in reasons.items()
    ]


def _by_table(records: Records) -> list[tuple[SourceFile, ...]]:
    files = sorted(records.files, key=lambda file: (file.dataset, file.file))
    return [tuple(own) for _, own in groupby(files, key=lambda file: file.dataset)]


def _table(
    files: tuple[SourceFile, ...],
    rules: Sequence[Rule],
    checked: Checked,
    *,
    waived: Waived,
    going_on: Mapping[str, int],
    as_at: date,
) -> _Table:
    dataset = files[0].dataset
    ours = {rule.code: rule for rule in rules if rule.dataset == dataset}
    not_run = [
        (ours[result.code], result)
        for result in checked.results
        if result.code in ours
        and (result.outcome is Outcome.NOT_RUN or result.why is not None)
        and ours[result.code].in_force(as_at)
        # The first submission of all has nothing before it, and is none the worse for that.
        and not (result.why or "").startswith(NO_PREVIOUS)
    ]
    return _Table(
        dataset=dataset,
        files=files,
        going_on=going_on[dataset],
        open=_of(waived.open.counts(), dataset),
        waived=_of(waived.waived.counts(), dataset),
        not_run=not_run,
    )


def _of(counts: Mapping[Finding, int], dataset: str) -> dict[Finding, int]:
    return {found: n for found, n in counts.items() if found.dataset == dataset}


def _judge(table: _Table) -> TableVerdict:
    sent = table.rows + table.set_aside
    if sent and not table.going_on:
        verdict = Verdict.REJECTED
    elif table.going_on < sent or table.count(Severity.ERROR) or table.broke:
        verdict = Verdict.PARTLY
    elif table.open or table.not_run:
        verdict = Verdict.WITH_ISSUES
    else:
        verdict = Verdict.ACCEPTED
    return TableVerdict(
        dataset=table.dataset,
        files=table.files,
        rows=table.rows,
        set_aside=table.set_aside,
        going_on=table.going_on,
        verdict=verdict,
        reasons=tuple(_why(table)),
    )


def _why(table: _Table) -> Iterator[str]:
    lost = table.rows - table.going_on
    if table.set_aside:
        yield f"{table.set_aside:,} {plural(table.set_aside, 'row')} could not be read."
    if lost:
        verb = "has" if lost == 1 else "have"
        yield f"{lost:,} of {table.rows:,} rows {verb} an error and {_do(lost)} not go on."
    elif errors := table.count(Severity.ERROR):
        yield f"There {plural(errors, 'is', 'are')} {errors:,} {plural(errors, 'error')}."
    if warnings := table.count(Severity.WARNING):
        yield f"There {plural(warnings, 'is', 'are')} {warnings:,} {plural(warnings, 'warning')}."
    if table.waived:
        n = sum(table.waived.values())
        yield f"{n:,} {plural(n, 'issue')} {plural(n, 'is', 'are')} waived."
    if table.not_run:
        yield _not_checked([result.code for _, result in table.not_run])


def _do(count: int) -> str:
    return plural(count, "does", "do")


def _not_checked(codes: Sequence[str]) -> str:
    which = f" ({list_in_words(codes)})" if len(codes) <= CODES_NAMED else ""
    n = len(codes)
    return f"{n} {plural(n, 'rule')}{which} could not be checked, or not in full."


def _whole(verdicts: Sequence[Verdict]) -> Verdict:
    if not verdicts or all(one is Verdict.REJECTED for one in verdicts):
        return Verdict.REJECTED
    if Verdict.REJECTED in verdicts:
        return Verdict.PARTLY
    order = list(Verdict)
    return order[max(order.index(one) for one in verdicts)]


def _reasons(tables: Sequence[TableVerdict], waived: Waived, *, strays: int) -> Iterator[str]:
    if not tables:
        yield "No table was sent."
    sent = sum(one.sent for one in tables)
    going_on = sum(one.going_on for one in tables)
    if going_on < sent:
        yield f"{going_on:,} of {sent:,} rows go on; {sent - going_on:,} do not."
    elif tables:
        yield f"All {sent:,} rows go on."
    rejected = [one for one in tables if one.verdict is Verdict.REJECTED]
    if unread := [one.dataset for one in rejected if not one.files]:
        yield f"{list_in_words(unread)} could not be read."
    if bad := [one.dataset for one in rejected if one.files]:
        yield f"No row of {list_in_words(bad)} goes on."
    short = [one for one in tables if one.verdict not in (Verdict.ACCEPTED, Verdict.REJECTED)]
    if short:
        yield f"{len(short)} of {len(tables)} tables have errors, warnings or gaps in the check."
    if strays:
        yield f"{strays} {plural(strays, 'file')} among the extracts belong to no table."
    if len(waived.waived):
        n = len(waived.waived)
        yield f"{n:,} {plural(n, 'issue')} {plural(n, 'is', 'are')} waived, and still counted."
