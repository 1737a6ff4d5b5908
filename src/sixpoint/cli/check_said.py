"""What `sixpoint check` prints: for a person at work, and as one JSON document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from rich.table import Table

from sixpoint.inspection.check import Checking
from sixpoint.records.types import Records, Unread
from sixpoint.terms.issue import Severity
from sixpoint.terms.period import in_words
from sixpoint.validation.report import changes_in_words
from sixpoint.validation.summary import Cause
from sixpoint.validation.types import Outcome, RuleResult
from sixpoint.validation.verdict import VERDICTS, Verdict
from sixpoint.validation.waivers import State

from .console import out
from .outputs_check import (
    CheckOutput,
    DroppedSaid,
    IssueSaid,
    RuleSaid,
    TableSaid,
    UnreadSaid,
    WaiverSaid,
)

PLACES_SHOWN = 3
"""Places printed for each cause; the report says how many more there are and where they all are."""
CODES_SHOWN = 4
"""Codes printed for each reason; `--json` lists them all."""


def document(checking: Checking, kept: str | None) -> CheckOutput:
    """Everything the check found, as `--json` prints it."""
    keys = [field.name for field in fields(IssueSaid)]
    decision = checking.decision
    return CheckOutput(
        verdict=decision.verdict,
        reasons=decision.reasons,
        rules=tuple(
            RuleSaid(code=one.code, status=one.outcome, count=one.count, why=one.why)
            for one in checking.checked.results
        ),
        issues=tuple(
            IssueSaid(**{key: getattr(one, key) for key in keys}) for one in checking.issues
        ),
        tables=tuple(
            TableSaid(
                dataset=one.dataset,
                files=tuple(file.file for file in one.files),
                rows=one.rows,
                set_aside=one.set_aside,
                going_on=one.going_on,
                verdict=one.verdict,
                reasons=one.reasons,
            )
            for one in decision.tables
        ),
        not_submitted=decision.not_submitted,
        dropped=tuple(
            DroppedSaid(file=one.file, dataset=one.dataset, place=one.place, column=one.column)
            for one in checking.records.dropped
        ),
        unread=tuple(_unread(one) for one in checking.records.unread),
        waivers=tuple(
            WaiverSaid(
                about=use.waiver.words,
                reason=use.waiver.reason,
                until=use.waiver.until,
                state=use.state,
                issues=use.issues,
            )
            for use in checking.waived.uses
        ),
        changes=checking.changes,
        kept=kept,
    )


def _unread(one: Unread) -> UnreadSaid:
    problem = one.problem
    return UnreadSaid(
        code=problem.code,
        what=problem.what,
        fix=problem.fix,
        file=str(problem.file) if problem.file else None,
        line=problem.line,
        tables=one.datasets,
    )


def tell(checking: Checking, *, kept: str | None, written: Sequence[Path]) -> None:
    """The report for a terminal."""
    _tell_files(checking.records)
    if checking.records.dropped:
        n = len(checking.records.dropped)
        out.print(
            f"Not read, because no rule or measure needs them: {n:,} columns; --json lists them.",
            markup=False,
        )
    causes = checking.summary.causes
    for severity in Severity:
        own = [c for c in causes if c.finding.severity is severity and c.count]
        if own:
            out.print(f"\n{severity.upper()}S", style="bold", markup=False)
        for cause in sorted(own, key=lambda c: (c.finding.code, c.finding.file)):
            _tell_cause(cause, written)
    _tell_waivers(checking)
    _tell_outcomes(checking.checked.results)
    _tell_changes(checking)
    _tell_first(checking)
    _tell_verdict(checking)
    for path in written:
        out.print(f"Written, for its owner only: {path}", markup=False)
    if kept:
        out.print(f"Kept as submission {kept}.", markup=False)


def _tell_files(records: Records) -> None:
    table = Table("File", "Rows", "Set aside", "Read as", box=None, pad_edge=False)
    for column in table.columns[1:3]:
        column.justify = "right"
    for source in records.files:
        written = source.encoding + (", by a mapping" if source.mapped else "")
        table.add_row(source.place, f"{source.rows:,}", f"{source.set_aside:,}", written)
    out.print(table)


def _tell_cause(cause: Cause, written: Sequence[Path]) -> None:
    found = cause.finding
    out.print(f"\n{found.code}  {cause.count:,} x  {found.message}", markup=False)
    out.print(f"  What to do: {found.fix}", markup=False)
    for place in cause.places[:PLACES_SHOWN]:
        column = f", {found.column}" if found.column else ""
        key = f", record {place.key}" if place.key else ""
        line = f":{place.line}" if place.line else ""
        out.print(f"    {found.file}{line}{column}{key}", markup=False)
    more = cause.count - PLACES_SHOWN
    if more > 0:
        where = f"all are in {written[-1]}" if written else "--out FILE.csv writes them all"
        out.print(f"    and {more:,} more; {where}", markup=False)


def _tell_waivers(checking: Checking) -> None:
    for use in checking.waived.uses:
        waiver, until = use.waiver, in_words(use.waiver.until)
        said = {
            State.IN_USE: f"{use.issues:,} issues waived until {until}",
            State.EXPIRED: f"ran out on {until} and waives nothing",
            State.UNUSED: "waives nothing, because nothing was found",
        }[use.state]
        out.print(f"\nWaiver {waiver.words}: {said}. {waiver.reason}", markup=False)


def _tell_outcomes(results: Sequence[RuleResult]) -> None:
    counts = {o: sum(result.outcome is o for result in results) for o in Outcome}
    out.print(
        f"\n{len(results)} rules: {counts[Outcome.PASSED]} passed, "
        f"{counts[Outcome.FAILED]} failed, {counts[Outcome.NOT_RUN]} not run.",
        style="bold",
        markup=False,
    )
    reasons: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.why is not None:
            reasons[result.why].append(result.code)
    for why, codes in sorted(reasons.items()):
        which = ", ".join(codes) if len(codes) <= CODES_SHOWN else f"{len(codes)} rules"
        out.print(f"  Not checked, or not in full ({which}): {why}", markup=False)


def _tell_changes(checking: Checking) -> None:
    if checking.changes is not None:
        out.print()
        for line in changes_in_words(checking.changes):
            out.print(line, markup=False)


def _tell_first(checking: Checking) -> None:
    first = checking.summary.mend_first
    if first:
        out.print("\nTo mend first", style="bold", markup=False)
    for number, one in enumerate(first, start=1):
        rows = "" if one.rows is None else f"{one.rows:,} x "
        out.print(f"{number:>3}. {rows}{one.what} {one.where} [{one.code}]", markup=False)


def _tell_verdict(checking: Checking) -> None:
    decision = checking.decision
    colour = {Verdict.ACCEPTED: "green", Verdict.WITH_ISSUES: "green"}.get(decision.verdict, "red")
    words = decision.verdict.words
    out.print(f"\nVerdict: {words}.", style=f"bold {colour}", markup=False)
    out.print(f"  {VERDICTS[decision.verdict]}", markup=False)
    for reason in decision.reasons:
        out.print(f"  {reason}", markup=False)
