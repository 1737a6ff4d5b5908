"""Runs the examples that rules carry: every row must pass or fail as its rule says it does."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.examples import ExampleRow, read_example_rows
from sixpoint.packs.rules import SO, TIMES_OVER, Rule
from sixpoint.records.read import read_tables
from sixpoint.records.types import LINE, Records
from sixpoint.terms.problems import Problem
from sixpoint.validation.previous import remember
from sixpoint.validation.types import Checked, Outcome
from sixpoint.validation.validate import validate


def check_examples(
    engine: Engine, rules: Iterable[Rule], datasets: Mapping[str, Dataset]
) -> list[Problem]:
    """Every example row that the engine judges otherwise than the pack says."""
    return [problem for rule in rules for problem in check_example(engine, rule, datasets)]


def check_example(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset]) -> list[Problem]:
    """The same for one rule; its examples must be readable, as loading the pack makes sure."""
    check = _check_tables if rule.judges_tables else _check_rows
    return [_problem(rule, what) for what in check(engine, rule, datasets)]


def _check_rows(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset]) -> list[str]:
    rows = read_example_rows(rule.examples.rows)
    checked = _check(engine, rule, datasets, text=rule.examples.rows)
    if checked.results[0].outcome is Outcome.NOT_RUN:
        return [f"its examples do not run: {checked.results[0].why}"]
    return [
        f"example row {number} is said to be one that {said}, and {does}."
        for number, (said, does) in enumerate(_verdicts(rows, checked), start=1)
        if said != does
    ]


def _check_tables(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset]) -> list[str]:
    wanted = {Outcome.PASSED: rule.examples.rows, Outcome.FAILED: rule.examples.failing or ""}
    found = {o: _check(engine, rule, datasets, text=t).results[0] for o, t in wanted.items()}
    return [
        f"the example table that is said to have {said} comes out as {one.outcome}. {one.why or ''}"
        for said, one in found.items()
        if one.outcome is not said
    ]


def _check(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset], *, text: str) -> Checked:
    as_at, examples = rule.examples.as_at, rule.examples
    beside = {one.dataset: one.rows for one in examples.beside}
    records = example_records(engine, {rule.dataset: text} | beside, datasets)
    before = {} if examples.before is None else {rule.dataset: examples.before}
    previous = remember(example_records(engine, before, datasets), as_at=as_at)
    return validate(records, [rule], as_at=as_at, previous=previous)


def _verdicts(rows: Iterable[ExampleRow], checked: Checked) -> list[tuple[str, str]]:
    failing = {issue.line for issue in checked.issues}
    return [
        (row[SO] or "", "fails" if line in failing else "passes")
        for line, row in enumerate(rows, start=2)
    ]


def example_records(
    engine: Engine, texts: Mapping[str, str], datasets: Mapping[str, Dataset]
) -> Records:
    """Example tables as records; columns that no example names were not supplied.

    Each has the hash of its text, so that the same table twice is the same file twice.
    """
    tables = {
        id_: example_table(read_example_rows(text), datasets[id_]) for id_, text in texts.items()
    }
    records = read_tables(engine, tables=tables, datasets=datasets)
    hashes = {id_: hashlib.sha256(text.encode()).hexdigest() for id_, text in texts.items()}
    files = tuple(replace(source, sha256=hashes[source.dataset]) for source in records.files)
    return replace(records, files=files)


def example_table(rows: Iterable[ExampleRow], dataset: Dataset) -> pa.Table:
    """The rows as a table of text with LINE; a key that they leave out is made up."""
    rows = [row for row in rows for _ in range(int(row.get(TIMES_OVER) or 1))]
    named = rows[0] if rows else {dataset.key: None}
    names = [name for name in named if name not in (SO, TIMES_OVER)]
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in names}
    lines = list(range(2, len(rows) + 2))
    if dataset.key not in columns:
        columns[dataset.key] = pa.array([f"row {line}" for line in lines], pa.string())
    return pa.table(columns | {LINE: pa.array(lines, pa.int64())})


def _problem(rule: Rule, what: str) -> Problem:
    return Problem(
        code="rule-example",
        what=f"Rule {rule.code}: {what}",
        fix="Mend the rule, or what the example says of the row.",
    )
