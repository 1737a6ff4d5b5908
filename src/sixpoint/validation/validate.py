"""Checks tables against rules: what every rule found, every issue, and the rows that go on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from sixpoint.engines.ask import keep, read_kept
from sixpoint.packs.rules import Rule
from sixpoint.records.cast import typed_columns
from sixpoint.records.lazily import MadeOnce
from sixpoint.records.types import LINE, Records
from sixpoint.terms.issue import Severity
from sixpoint.validation.failures import Failing, attempt, find_by_query, find_in_one_pass
from sixpoint.validation.kinds import SET_KINDS
from sixpoint.validation.make_issues import make_issues
from sixpoint.validation.reasons import why_not_at_all, why_not_in_full
from sixpoint.validation.subject import Subject, Subjects
from sixpoint.validation.submission_kinds import SUBMISSION_KINDS, Submission
from sixpoint.validation.types import Checked, Outcome, Previous, RuleResult

RAISED = "The check could not be carried out. What the engine said may quote a record: not shown."


@dataclass(frozen=True)
class _Answer:
    """What one rule came to; `why` is None unless it could not be checked in full."""

    rule: Rule
    failing: Sequence[Failing] = ()
    why: str | None = None


def validate(
    records: Records, rules: Sequence[Rule], *, as_at: date, previous: Previous | None = None
) -> Checked:
    """What every rule found on that day; the tables go on without the rows that have an error.

    A row is not taken out because a row it refers to was; rules look into tables as supplied.
    Without a previous submission the rules that compare with it have not run.
    """
    subjects = {
        id_: Subject(raw=table, dataset=records.datasets[id_], as_at=as_at)
        for id_, table in records.kept.items()
    }
    submission = Submission(
        records=records,
        subjects=subjects,
        before=_before(records, previous, as_at=as_at),
        previous=previous,
    )
    answers = _answer(_by_dataset(rules), submission)
    answers.sort(key=lambda answer: answer.rule.code)
    return Checked(
        results=tuple(_result(answer) for answer in answers),
        issues=make_issues([(one.rule, one.failing) for one in answers], records),
        tables=_without_errors(records, answers),
    )


def _by_dataset(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    grouped: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        grouped[rule.dataset].append(rule)
    return grouped


def _before(records: Records, previous: Previous | None, *, as_at: date) -> Subjects:
    """The tables of the last submission that were kept, as this one's are checked."""
    return {
        id_: Subject(
            raw=read_kept(records.engine, table) if isinstance(table, Path) else table,
            dataset=records.datasets[id_],
            as_at=as_at,
        )
        for id_, table in (previous.tables if previous else {}).items()
        if id_ in records.datasets
    }


def _answer(rules: Mapping[str, list[Rule]], submission: Submission) -> list[_Answer]:
    answers: list[_Answer] = []
    for own in rules.values():
        reasons = {rule.code: why_not_at_all(rule, submission) for rule in own}
        answers += [_Answer(rule, why=reasons[rule.code]) for rule in own if reasons[rule.code]]
        can_run = [rule for rule in own if not reasons[rule.code]]
        if can_run:
            answers += _run(can_run, submission)
    return answers


def _run(rules: list[Rule], submission: Submission) -> Iterator[_Answer]:
    engine, subject = submission.records.engine, submission.subjects[rules[0].dataset]
    by_row = [r for r in rules if r.kind not in SET_KINDS and r.kind not in SUBMISSION_KINDS]
    found = find_in_one_pass(engine, subject, by_row, submission.subjects)
    for rule in rules:
        if rule.kind in SET_KINDS:
            failing = find_by_query(engine, subject, rule)
        elif rule.kind in SUBMISSION_KINDS:
            failing = attempt(partial(SUBMISSION_KINDS[rule.kind], submission, rule))
        else:
            failing = found.get(rule.code)
        if failing is None:
            yield _Answer(rule, why=RAISED)
        else:
            yield _Answer(rule, failing, why_not_in_full(rule, submission))


def _result(answer: _Answer) -> RuleResult:
    count = _count(answer.failing)
    outcome = Outcome.FAILED if count else Outcome.NOT_RUN if answer.why else Outcome.PASSED
    return RuleResult(
        code=answer.rule.code,
        dataset=answer.rule.dataset,
        outcome=outcome,
        count=count,
        why=answer.why,
    )


def _count(failing: Sequence[Failing]) -> int:
    """Rows, each once however many of its cells fail; what has no line counts each time."""
    lines = [one.rows[LINE] for one in failing]
    if len(lines) == 1:
        return len(lines[0])
    placeless: int = sum(column.null_count for column in lines)
    return placeless + len(_distinct(lines))


def _distinct(lines: Sequence[pa.ChunkedArray]) -> np.ndarray:
    filled = [column.drop_null().to_numpy() for column in lines]
    return np.unique(np.concatenate(filled)) if filled else np.empty(0, dtype=np.int64)


def _without_errors(records: Records, answers: Iterable[_Answer]) -> Mapping[str, ir.Table]:
    """The tables that go on, made when they are asked for."""
    lines: dict[str, list[pa.ChunkedArray]] = defaultdict(list)
    for answer in answers:
        if answer.rule.severity is Severity.ERROR:
            lines[answer.rule.dataset] += [failing.rows[LINE] for failing in answer.failing]
    return MadeOnce(
        {id_: partial(_without, records, id_, _distinct(lines[id_])) for id_ in records.raw}
    )


def _without(records: Records, dataset_id: str, lines: np.ndarray) -> ir.Table:
    if not len(lines):
        return records.typed[dataset_id]
    bad = ibis.memtable(pa.table({LINE: pa.array(lines, pa.int64())}))
    good = records.kept[dataset_id].anti_join(bad, LINE)
    values = typed_columns(good, records.datasets[dataset_id].columns)
    rows = good.select(**values, **{LINE: good[LINE]}).order_by(LINE)
    return keep(records.engine, f"checked_{dataset_id.replace('.', '_')}", rows)
