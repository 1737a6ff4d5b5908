"""Checks tables against rules: what every rule found, every issue, and the rows that go on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines.ask import keep
from sixpoint.packs.datasets import Sensitivity
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE, Records
from sixpoint.terms.issue import Issue, Severity
from sixpoint.terms.period import in_words
from sixpoint.validation.failures import Failure, find_by_query, find_in_one_pass
from sixpoint.validation.kinds import SET_KINDS
from sixpoint.validation.shapes import is_chi
from sixpoint.validation.subject import Subject, Subjects
from sixpoint.validation.types import Checked, Outcome, RuleResult

RAISED = "The check could not be carried out. What the engine said may quote a record: not shown."


@dataclass(frozen=True)
class _Answer:
    """What one rule came to; `why` is None unless it could not be checked in full."""

    rule: Rule
    failures: Sequence[Failure] = ()
    why: str | None = None


def validate(records: Records, rules: Sequence[Rule], *, as_at: date) -> Checked:
    """What every rule found on that day; the tables go on without the rows that have an error.

    A row is not taken out because a row it refers to was; rules look into tables as supplied.
    """
    subjects = {
        id_: Subject(raw=raw, dataset=records.datasets[id_], as_at=as_at)
        for id_, raw in records.raw.items()
    }
    answers = _answer(records, _by_dataset(rules), subjects)
    answers.sort(key=lambda answer: answer.rule.code)
    files = {source.dataset: source.file for source in records.files}
    return Checked(
        results=tuple(_result(answer) for answer in answers),
        issues=sort_issues(issue for a in answers for issue in _issues(a, subjects, files)),
        tables=_without_errors(records, answers),
    )


def sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """By file, line, code and column."""
    return tuple(sorted(issues, key=lambda i: (i.file, i.line or 0, i.code, i.column or "")))


def _by_dataset(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    grouped: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        grouped[rule.dataset].append(rule)
    return grouped


def _answer(records: Records, rules: Mapping[str, list[Rule]], subjects: Subjects) -> list[_Answer]:
    answers: list[_Answer] = []
    for dataset_id, own in rules.items():
        reasons = {rule.code: _why_not_at_all(rule, subjects, records) for rule in own}
        answers += [_Answer(rule, why=reasons[rule.code]) for rule in own if reasons[rule.code]]
        can_run = [rule for rule in own if not reasons[rule.code]]
        if can_run:
            answers += _run(records, can_run, subjects[dataset_id], subjects)
    return answers


def _run(
    records: Records, rules: list[Rule], subject: Subject, subjects: Subjects
) -> Iterator[_Answer]:
    by_row = [rule for rule in rules if rule.kind not in SET_KINDS]
    found = find_in_one_pass(records.engine, subject, by_row)
    for rule in rules:
        failures = (
            found.get(rule.code)
            if rule.kind not in SET_KINDS
            else find_by_query(records.engine, subject, rule, subjects)
        )
        if failures is None:
            yield _Answer(rule, why=RAISED)
        else:
            yield _Answer(rule, failures, _why_not_in_full(rule, subject))


def _why_not_at_all(rule: Rule, subjects: Subjects, records: Records) -> str | None:
    """Why the rule cannot run on these tables, as of this day."""
    other = rule.given.other
    for dataset_id in (rule.dataset, *((other.dataset,) if other else ())):
        if dataset_id not in subjects:
            return f"Nobody supplied {dataset_id}."
    subject = subjects[rule.dataset]
    if not rule.in_force(subject.as_at):
        return f"The rule is not in force on {in_words(subject.as_at)}."
    missing = [name for name in _indispensable(rule) if name not in subject.raw.columns]
    if missing:
        return f"{rule.dataset} was supplied without {', '.join(missing)}."
    if other and other.column and other.column not in subjects[other.dataset].raw.columns:
        return f"{other.dataset} was supplied without {other.column}."
    if all(name not in subject.raw.columns for name in rule.columns):
        return f"{rule.dataset} was supplied without {', '.join(rule.columns)}."
    return None


def _indispensable(rule: Rule) -> tuple[str, ...]:
    """The columns without which nothing can be checked; a cell kind takes each by itself."""
    condition = (rule.given.when.column,) if rule.given.when else ()
    own = () if rule.is_about_cells else rule.columns
    return (*own, *rule.given.within, *condition)


def _why_not_in_full(rule: Rule, subject: Subject) -> str | None:
    missing = [name for name in rule.columns if name not in subject.raw.columns]
    if not missing:
        return None
    return f"{rule.dataset} was supplied without {', '.join(missing)}; the rest was checked."


def _result(answer: _Answer) -> RuleResult:
    count = len({failure.line for failure in answer.failures})
    outcome = Outcome.FAILED if count else Outcome.NOT_RUN if answer.why else Outcome.PASSED
    return RuleResult(
        code=answer.rule.code,
        dataset=answer.rule.dataset,
        outcome=outcome,
        count=count,
        why=answer.why,
    )


def _issues(answer: _Answer, subjects: Subjects, files: Mapping[str, str]) -> Iterator[Issue]:
    rule = answer.rule
    if not answer.failures:
        return
    shows_key = rule.names_key and not _key_identifies(subjects[rule.dataset])
    for failure in answer.failures:
        yield Issue(
            code=rule.code,
            severity=rule.severity,
            dataset=rule.dataset,
            file=files[rule.dataset],
            line=failure.line,
            key=_safe_key(failure.key) if shows_key else None,
            column=failure.column,
            message=rule.message,
            fix=rule.fix,
        )


def _key_identifies(subject: Subject) -> bool:
    column = subject.dataset.column(subject.dataset.key)
    return column is None or column.sensitivity is Sensitivity.IDENTIFYING


def _safe_key(key: str | None) -> str | None:
    """The agency's own key, unless it is a number that the whole of Scotland shares."""
    return None if key is None or is_chi(key) else key


def _without_errors(records: Records, answers: Iterable[_Answer]) -> dict[str, ir.Table]:
    lines: dict[str, set[int]] = defaultdict(set)
    for answer in answers:
        if answer.rule.severity is Severity.ERROR:
            lines[answer.rule.dataset].update(failure.line for failure in answer.failures)
    return {
        id_: _without(records, table, lines[id_]) if lines[id_] else table
        for id_, table in records.typed.items()
    }


def _without(records: Records, table: ir.Table, lines: set[int]) -> ir.Table:
    bad = ibis.memtable(pa.table({LINE: pa.array(sorted(lines), pa.int64())}))
    good = table.anti_join(bad, LINE).order_by(LINE)
    return keep(records.engine, "checked", good)
