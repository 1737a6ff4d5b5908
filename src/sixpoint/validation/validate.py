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
import pyarrow.compute as pc

from sixpoint.engines.ask import keep, read_kept
from sixpoint.packs.datasets import Sensitivity
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE, Records
from sixpoint.terms.issue import Severity
from sixpoint.validation.failures import KEY, Failing, attempt, find_by_query, find_in_one_pass
from sixpoint.validation.issues import PLACES, Finding, Issues, in_order
from sixpoint.validation.kinds import CELL_KINDS, ROW_KINDS, SET_KINDS
from sixpoint.validation.reasons import why_not_at_all, why_not_in_full
from sixpoint.validation.shapes import CHI_PATTERN, is_chi
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
        id_: Subject(raw=raw, dataset=records.datasets[id_], as_at=as_at)
        for id_, raw in records.raw.items()
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
        issues=_issues(answers, subjects, records),
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
    by_row = [rule for rule in rules if rule.kind in CELL_KINDS or rule.kind in ROW_KINDS]
    found = dict(find_in_one_pass(engine, subject, by_row))
    for rule in rules:
        if rule.kind in SET_KINDS:
            failing = find_by_query(engine, subject, rule, submission.subjects)
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


def _issues(answers: Iterable[_Answer], subjects: Subjects, records: Records) -> Issues:
    files = {source.dataset: source.file for source in records.files}
    findings: list[Finding] = []
    places = [PLACES.empty_table()]
    for answer in answers:
        shown = answer.rule.names_key and not _key_identifies(subjects, answer.rule)
        for failing in answer.failing:
            places.append(_places(failing, len(findings), shows_key=shown))
            findings.append(_finding(answer.rule, failing, files[answer.rule.dataset]))
    return in_order(tuple(findings), pa.concat_tables(places))


def _finding(rule: Rule, failing: Failing, file: str) -> Finding:
    return Finding(
        code=rule.code,
        severity=rule.severity,
        dataset=rule.dataset,
        file=file,
        column=failing.column,
        message=rule.message if failing.where is None else f"{rule.message} {failing.where}",
        fix=rule.fix,
    )


def _places(failing: Failing, finding: int, *, shows_key: bool) -> pa.Table:
    rows = failing.rows
    none = pa.nulls(len(rows), pa.large_string())
    columns = [
        pa.array(np.full(len(rows), finding, dtype=np.int32)),
        rows[LINE].cast(pa.int64()),
        _safe_keys(rows[KEY].cast(pa.large_string())) if shows_key else none,
    ]
    return pa.table(columns, schema=PLACES)


def _key_identifies(subjects: Subjects, rule: Rule) -> bool:
    if rule.dataset not in subjects:
        return True
    dataset = subjects[rule.dataset].dataset
    column = dataset.column(dataset.key)
    return column is None or column.sensitivity is Sensitivity.IDENTIFYING


def _safe_keys(keys: pa.ChunkedArray) -> pa.ChunkedArray:
    """The agency's own keys, without those that are numbers the whole of Scotland shares."""
    like_chi = pc.match_substring_regex(keys, f"^(?:{CHI_PATTERN})$")
    shared = [at for at in _true_places(like_chi) if is_chi(keys[at].as_py())]
    if not shared:
        return keys
    hidden = np.zeros(len(keys), dtype=bool)
    hidden[shared] = True
    return pc.if_else(pa.array(hidden), pa.scalar(None, pa.large_string()), keys)


def _true_places(mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = np.flatnonzero(mask.fill_null(False).to_numpy()).tolist()
    return found


def _without_errors(records: Records, answers: Iterable[_Answer]) -> dict[str, ir.Table]:
    lines: dict[str, list[pa.ChunkedArray]] = defaultdict(list)
    for answer in answers:
        if answer.rule.severity is Severity.ERROR:
            lines[answer.rule.dataset] += [failing.rows[LINE] for failing in answer.failing]
    bad = {id_: _distinct(own) for id_, own in lines.items()}
    return {
        id_: _without(records, table, bad[id_]) if len(bad.get(id_, ())) else table
        for id_, table in records.typed.items()
    }


def _without(records: Records, table: ir.Table, lines: np.ndarray) -> ir.Table:
    bad = ibis.memtable(pa.table({LINE: pa.array(lines, pa.int64())}))
    good = table.anti_join(bad, LINE).order_by(LINE)
    return keep(records.engine, "checked", good)
