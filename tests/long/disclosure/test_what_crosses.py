"""Partnerships of several sizes, and an attacker of all that crosses who works out nothing."""

from pathlib import Path

import pytest

from sixpoint.packs.load import load_measures
from sixpoint.packs.measures import Kind
from tests.support.commands import must, run_command
from tests.support.crossing_attacker import Rule, exact_counts, exposed, figures_in, read_mind


def rules_of_measures() -> dict[str, Rule]:
    pack = load_measures("scotland-measures/1")
    rules = [(one, pack.policy.rule_for(one.topic)) for one in pack.measures]
    return {
        one.id: Rule(
            below=rule.below,
            sensitive=rule.sensitive,
            records=(one.base, one.date),
            each_once=one.kind is not Kind.STOCK and one.every is None,
        )
        for one, rule in rules
    }


@pytest.mark.parametrize("children", [1000, 2000, 4000])
def test_nothing_that_crosses_tells_of_a_hidden_cell(children: int, tmp_path: Path):
    partnership, truth = tmp_path / "partnership", tmp_path / "truth"
    how = ("--children", str(children), "--seed", "2014")
    must(run_command("synthesise", partnership, "--truth", truth, *how))
    must(run_command("analyse", partnership, "--threads", "2"))
    exact = exact_counts(partnership / "store")
    figures = figures_in(partnership / "crossing" / "crossing.zip")
    mind = read_mind(figures, exact, rules=rules_of_measures())
    assert len(mind.hidden) > 500
    assert exposed(mind, exact) == {}
