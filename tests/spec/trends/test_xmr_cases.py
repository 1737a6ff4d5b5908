"""XmR charts give what NHSRplotthedots gives: its published snapshots and its own functions.

The numbers and the rule vectors are from nhs-r-community/NHSRplotthedots 0.2.0 (see the file).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_xmr
from sixpoint.trends.signals import shifts, trends, two_of_three

DATA = json.loads((Path(__file__).parent / "xmr_cases.json").read_text(encoding="utf-8"))
VECTORS = DATA["rule_vectors"]

# Where a point carries several signals, the package shows one, the first of these.
PRECEDENCE = ["outside", "trend", "two_of_three", "shift"]


def trend_of(case: dict[str, Any]):
    return calculate_xmr(
        case["values"],
        better=Better(case["better"]),
        baseline=case["baseline"],
        rebase=case["rebase"],
        screen_outliers=case["screen_outliers"],
    )


def test_there_are_cases_of_every_sort():
    assert len(DATA["cases"]) == 39
    assert sum(case["published"] for case in DATA["cases"]) == 9


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_limits_are_those_of_the_package(case):
    found = [(s.first, s.last, s.centre, s.lower, s.upper) for s in trend_of(case).segments]
    assert [pair[:2] for pair in found] == [tuple(s[:2]) for s in case["segments"]]
    for ours, theirs in zip(found, case["segments"], strict=True):
        assert ours[2:] == pytest.approx(theirs[2:], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_signals_are_those_of_the_package(case):
    strongest = {
        str(index): min((str(signal) for signal in point), key=PRECEDENCE.index)
        for index, point in enumerate(trend_of(case).signals)
        if point
    }
    assert strongest == case["strongest"]


def fires_at(marks: list[int]) -> list[int]:
    """The points at which a run of seven is complete: the package's vectors mark those."""
    return [
        mark if index >= 6 and marks[index - 6 : index + 1] == [mark] * 7 else 0
        for index, mark in enumerate(marks)
    ]


@pytest.mark.parametrize("vector", VECTORS["seven_one_side"], ids=str)
def test_seven_on_one_side(vector):
    assert [abs(mark) for mark in fires_at(shifts(vector["v"]))] == vector["e"]


@pytest.mark.parametrize("vector", VECTORS["seven_trend"], ids=str)
def test_seven_in_one_direction(vector):
    values = vector["y"]
    steps = [(b > a) - (b < a) for a, b in zip(values, values[1:], strict=False)]
    assert fires_at(trends(steps)) == vector["e"]


@pytest.mark.parametrize("vector", VECTORS["two_in_three"], ids=str)
def test_two_of_three_near_one_limit(vector):
    marks = two_of_three([bool(near) for near in vector["close"]], sides=vector["side"])
    assert [abs(mark) for mark in marks] == vector["e"]
