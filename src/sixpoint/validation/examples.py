"""Runs the examples that rules carry: every row must pass or fail as its rule says it does."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Dataset
from sixpoint.packs.examples import ExampleRow, read_example_rows
from sixpoint.packs.rules import SO, Rule
from sixpoint.records.read import read_tables
from sixpoint.records.types import LINE, Records
from sixpoint.terms.problems import Problem
from sixpoint.validation.types import Checked, Outcome
from sixpoint.validation.validate import validate


def check_examples(
    engine: Engine, rules: Iterable[Rule], datasets: Mapping[str, Dataset]
) -> list[Problem]:
    """Every example row that the engine judges otherwise than the pack says."""
    return [problem for rule in rules for problem in check_example(engine, rule, datasets)]


def check_example(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset]) -> list[Problem]:
    """The same for one rule; its examples must be readable, as loading the pack makes sure."""
    rows = read_example_rows(rule.examples.rows)
    records = example_records(engine, rule, datasets)
    checked = validate(records, [rule], as_at=rule.examples.as_at)
    if checked.results[0].outcome is Outcome.NOT_RUN:
        return [_problem(rule, f"its examples do not run: {checked.results[0].why}")]
    return [
        _problem(rule, f"example row {number} is said to be one that {said}, and {does}.")
        for number, (said, does) in enumerate(_verdicts(rows, checked), start=1)
        if said != does
    ]


def _verdicts(rows: Iterable[ExampleRow], checked: Checked) -> list[tuple[str, str]]:
    failing = {issue.line for issue in checked.issues}
    return [
        (row[SO] or "", "fails" if line in failing else "passes")
        for line, row in enumerate(rows, start=2)
    ]


def example_records(engine: Engine, rule: Rule, datasets: Mapping[str, Dataset]) -> Records:
    """The rule's example rows as records; columns that no example names were not supplied."""
    texts = {rule.dataset: rule.examples.rows} | {b.dataset: b.rows for b in rule.examples.beside}
    tables = {
        id_: example_table(read_example_rows(text), datasets[id_]) for id_, text in texts.items()
    }
    return read_tables(engine, tables=tables, datasets=datasets)


def example_table(rows: Iterable[ExampleRow], dataset: Dataset) -> pa.Table:
    """The rows as a table of text with LINE; a key that they leave out is made up."""
    rows = list(rows)
    names = [name for name in (rows[0] if rows else {dataset.key: None}) if name != SO]
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
