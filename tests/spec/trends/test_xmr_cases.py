"""XmR charts give what NHSRplotthedots gives: its published snapshots and its own functions.

The numbers and the rule vectors are from nhs-r-community/NHSRplotthedots 0.2.0 (see the file).
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sixpoint.packs.measures import Better
from sixpoint.trends.assurance import assure
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.signals import shifts, trends, two_of_three
from sixpoint.trends.types import Assurance, Series

DATA = json.loads((Path(__file__).parent / "xmr_cases.json").read_text(encoding="utf-8"))
VECTORS = DATA["rule_vectors"]

# Where a point carries several signals, the package shows one, the first of these.
PRECEDENCE = ["outside", "trend", "two_of_three", "shift"]


def trend_of(case: dict[str, Any]):
    return calculate_trend(
        Series(values=case["values"], rebase=case["rebase"]),
        better=Better(case["better"]),
        baseline=case["baseline"],
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


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_signals_mean_what_the_package_says(case):
    meanings = enumerate(trend_of(case).meanings)
    assert {str(index): str(one) for index, one in meanings if one} == case["meanings"]


@pytest.mark.parametrize("case", DATA["assurance"], ids=str)
def test_assurance_is_that_of_the_package(case):
    words = {
        "consistent_pass": Assurance.ALWAYS,
        "consistent_fail": Assurance.NEVER,
        "inconsistent": Assurance.HIT_AND_MISS,
    }
    limits = [(case["lpl"], case["upl"])]
    for better, key in ((Better.HIGHER, "increase"), (Better.LOWER, "decrease")):
        assert assure(case["target"], limits, better=better) is words[case[key]]


def signs(numbers: list[int]) -> np.ndarray[Any, Any]:
    return np.array(numbers, np.int8)


def one_segment(numbers: list[Any]) -> np.ndarray[Any, Any]:
    return np.zeros(len(numbers), np.int64)


def fires_at(marks: list[int]) -> list[int]:
    """The points at which a run of seven is complete: the package's vectors mark those."""
    return [
        mark if index >= 6 and marks[index - 6 : index + 1] == [mark] * 7 else 0
        for index, mark in enumerate(marks)
    ]


@pytest.mark.parametrize("vector", VECTORS["seven_one_side"], ids=str)
def test_seven_on_one_side(vector):
    marks, _ = shifts(signs(vector["v"]), one_segment(vector["v"]))
    assert [abs(mark) for mark in fires_at(marks.tolist())] == vector["e"]


@pytest.mark.parametrize("vector", VECTORS["seven_trend"], ids=str)
def test_seven_in_one_direction(vector):
    values = vector["y"]
    steps = [0, *((b > a) - (b < a) for a, b in zip(values, values[1:], strict=False))]
    marks, _ = trends(signs(steps), one_segment(steps))
    assert fires_at(marks.tolist()) == vector["e"]


@pytest.mark.parametrize("vector", VECTORS["two_in_three"], ids=str)
def test_two_of_three_near_one_limit(vector):
    near = np.array(vector["close"], np.bool_)
    marks = two_of_three(near, sides=signs(vector["side"]), segment=one_segment(vector["side"]))
    assert np.abs(marks).tolist() == vector["e"]
