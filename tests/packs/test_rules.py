"""The rules of the shipped pack: each does with its examples what it says it does."""

import pytest

from sixpoint.engines import Engine
from sixpoint.packs.datasets import Column, ColumnType
from sixpoint.packs.load import load_datasets
from sixpoint.packs.rules import Rule, rules_problems
from sixpoint.validation.examples import check_example

PACK = load_datasets("scotland-extracts/1")
CASTS = {
    ColumnType.DATE: "is_date",
    ColumnType.DATETIME: "is_datetime",
    ColumnType.INTEGER: "is_integer",
    ColumnType.YES_NO: "is_yes_no",
    ColumnType.CODE: "in_codes",
}
COLUMNS = [(d.id, column) for d in PACK.datasets.values() for column in d.columns]


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_a_rule_does_with_its_examples_what_it_says(engine: Engine, rule: Rule) -> None:
    assert check_example(engine, rule, PACK.datasets) == []


def test_there_is_nothing_wrong_with_the_rules_as_written() -> None:
    assert len(PACK.rules) >= 25
    assert rules_problems(PACK.rules, PACK.datasets) == []


def _covered(dataset: str, column: Column, kind: str) -> bool:
    return any(
        rule.dataset == dataset and rule.kind == kind and column.name in rule.columns
        for rule in PACK.rules
    )


@pytest.mark.parametrize(("dataset", "column"), COLUMNS, ids=lambda x: getattr(x, "name", x))
def test_no_cell_is_lost_without_a_rule_that_tells(dataset: str, column: Column) -> None:
    """What cannot be read as its type is null from then on: some rule must say so."""
    if column.type in CASTS:
        assert _covered(dataset, column, CASTS[column.type])
    if column.required:
        assert _covered(dataset, column, "required")


@pytest.mark.parametrize("dataset", sorted(PACK.datasets))
def test_every_table_has_a_rule_that_its_key_is_there_once(dataset: str) -> None:
    key, once = PACK.datasets[dataset].key, ("unique", "not_shared")
    unique = [r for r in PACK.rules if r.dataset == dataset and r.kind in once]
    assert any(key in rule.columns for rule in unique)


def test_every_message_is_a_sentence_with_something_to_do() -> None:
    for rule in PACK.rules:
        assert rule.message.endswith("."), rule.code
        assert rule.fix.endswith("."), rule.code
