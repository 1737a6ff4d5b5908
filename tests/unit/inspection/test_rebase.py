"""A trend told by new limits: only with a reason and whose decision it was, and in the report."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from sixpoint.disclosure.types import SafeFigure
from sixpoint.files.yaml import read_yaml_text
from sixpoint.inspection.rebase import rebase_problems, rebased
from sixpoint.packs.load import load_measures
from sixpoint.reports.compose_figures import block_of
from sixpoint.reports.facts import Inspection
from sixpoint.terms.problems import UserError
from tests.support.figures import cell, measure_of, safe_of
from tests.support.inspections import plan

QUARTERS = [f"{year}-Q{quarter}" for year in range(2012, 2017) for quarter in (1, 2, 3, 4)]
LOW_THEN_HIGH = [50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51] + [70, 72, 69, 71, 70, 73, 68, 71]
LEAD = "Inspection lead"
MOVED = {"measure": "meetings", "quarter": "2015-Q1", "because": "Reviews moved.", "by": LEAD}
PACK = replace(load_measures("scotland-measures/1"), measures=(measure_of(),))
QUARTERLY = [cell(100, n, label=at) for n, at in zip(LOW_THEN_HIGH, QUARTERS, strict=True)]
TREND = safe_of([cell(400, 203), *QUARTERLY], policy=PACK.policy)["trend"]


def planned(*rebases: dict[str, str], team: tuple[str, ...] = (LEAD,)) -> Inspection:
    said = plan(
        "scotland-children/2014",
        new_baselines=list(rebases),
        team=[{"designation": one, "body": "b", "role": "lead"} for one in team],
    )
    return read_yaml_text(yaml.safe_dump(said), Inspection, name=Path("inspection.yaml"))


def told(*rebases: dict[str, str]) -> SafeFigure:
    (figure,) = rebased([TREND], planned(*rebases), PACK)
    return figure


def codes(*rebases: dict[str, str], team: tuple[str, ...] = (LEAD,)) -> list[str]:
    inspection = planned(*rebases, team=team)
    found = rebase_problems([TREND], inspection, file=Path("inspection.yaml"), lines={})
    return [problem.code for problem in found]


def test_without_a_decision_the_trend_is_as_it_was_received() -> None:
    assert told() == TREND


def test_the_trend_is_told_by_the_new_limits_and_its_numbers_stay() -> None:
    figure = told(MOVED)
    assert figure.trend
    assert [segment.first for segment in figure.trend.segments] == ["2012-Q1", "2015-Q1"]
    assert "Since 2015-Q1 the average is 70.5%" in figure.sentence
    assert [(p.label, p.value) for p in figure.points] == [(p.label, p.value) for p in TREND.points]


def test_the_report_says_why_and_who_decided_it_in_the_chart_and_below() -> None:
    block = block_of(told(MOVED))
    says = "A new baseline begins in 2015 Q1: Reviews moved (decided by: Inspection lead)."
    assert says in block.picture.alt
    assert says in block.source


def test_a_decision_that_stands_where_it_should_is_no_problem() -> None:
    assert codes(MOVED) == []


@pytest.mark.parametrize("missing", ["because", "by"])
def test_there_is_no_new_baseline_without_a_reason_and_a_person(missing: str) -> None:
    for said in ({**MOVED, missing: ""}, {k: v for k, v in MOVED.items() if k != missing}):
        with pytest.raises(UserError) as refused:
            planned(said)
        assert missing in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quarter": "2012-Q1"},
        {"quarter": "2030-Q1"},
        {"measure": "no-such-measure"},
    ],
    ids=["before the first point", "after the last", "a measure that nobody sent"],
)
def test_a_baseline_begins_where_the_trend_has_points(wrong: dict[str, str]) -> None:
    assert codes({**MOVED, **wrong}) == ["baseline-begins-nowhere"]


def test_somebody_of_the_team_decided_it() -> None:
    assert codes(MOVED, team=("Depute lead",)) == ["baseline-by-nobody"]
    assert codes(MOVED, team=()) == ["baseline-by-nobody"]
