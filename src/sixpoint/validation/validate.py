"""Checks tables against rules: what every rule found, every issue, and the rows that go on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines.ask import keep
from sixpoint.packs.datasets import Sensitivity
from sixpoint.packs.rules import Rule
from sixpoint.records.types import LINE, Records
from sixpoint.terms.issue import Severity
from sixpoint.terms.period import in_words
from sixpoint.validation.failures import KEY, Failing, find_by_query, find_in_one_pass
from sixpoint.validation.issues import PLACES, Finding, Issues, in_order
from sixpoint.validation.kinds import SET_KINDS
from sixpoint.validation.shapes import CHI_PATTERN, is_chi
from sixpoint.validation.subject import Subject, Subjects
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
    answers = _answer(records, _by_dataset(rules), subjects)
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
        failing = (
            found.get(rule.code)
            if rule.kind not in SET_KINDS
            else find_by_query(records.engine, subject, rule, subjects)
        )
        if failing is None:
            yield _Answer(rule, why=RAISED)
        else:
            yield _Answer(rule, failing, _why_not_in_full(rule, subject))


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
