"""Gaps by deprivation are ScotPHO's and OHID's: numbers and their source are in gap_cases.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from sixpoint.gaps.calculate import DEFAULT, Method, calculate_deprivation_gap
from sixpoint.gaps.types import Convention, DeprivationGap, Transform

CASES = json.loads((Path(__file__).parent / "gap_cases.json").read_text(encoding="utf-8"))
TOLERANCE = 0.05
"""That of the English package itself, whose limits come from simulation."""

scottish = pytest.mark.parametrize("case", CASES["scotpho"], ids=lambda case: case["id"])
english = pytest.mark.parametrize("case", CASES["english"], ids=lambda case: case["id"])
with_limits = pytest.mark.parametrize(
    "case",
    [case for case in CASES["english"] if "sii_lowercl_1" in case["expected"]],
    ids=lambda case: case["id"],
)


def gap_of(case: dict[str, Any], method: Method = DEFAULT, **more: Any) -> DeprivationGap:
    gap = calculate_deprivation_gap(case["population"], case["value"], method=method, **more)
    assert isinstance(gap, DeprivationGap)
    return gap


def english_gap(case: dict[str, Any]) -> DeprivationGap:
    method = Method(
        convention=Convention.OHID,
        transform=Transform(case["transform"]),
        multiplier=case["multiplier"],
        confidence=case["confidence"],
    )
    return gap_of(case, method, standard_errors=case["standard_error"])


@scottish
def test_gap_is_what_scotpho_computes(case):
    gap = gap_of(case)
    found = {
        "sii": gap.sii,
        "sii_lower": gap.sii_lower,
        "sii_upper": gap.sii_upper,
        "rii_mean": gap.rii_mean,
        "rii_mean_lower": gap.rii_mean_lower,
        "rii_mean_upper": gap.rii_mean_upper,
        "rii_as_percent_above_mean": gap.rii_mean * 50,
        "par_percent": gap.attributable_risk,
        "absolute_range": gap.absolute_range,
        "relative_range": gap.relative_range,
        "overall_rate_used": gap.mean,
    }
    assert found == pytest.approx(case["expected"], rel=1e-9)


@english
def test_slope_and_ratio_are_what_ohid_computes(case):
    gap, expected = english_gap(case), case["expected"]
    assert gap.sii == pytest.approx(expected["sii"], rel=1e-9)
    assert gap.rii_ratio == pytest.approx(expected["rii"], rel=1e-9)


@with_limits
def test_limits_are_those_that_ohid_simulates(case):
    gap, expected = english_gap(case), case["expected"]
    found = (gap.sii_lower, gap.sii_upper, gap.rii_ratio_lower, gap.rii_ratio_upper)
    names = ("sii_lowercl_1", "sii_uppercl_1", "rii_lowercl_1", "rii_uppercl_1")
    assert found == pytest.approx([expected[name] for name in names], rel=TOLERANCE)


@english
def test_the_two_conventions_differ_by_sign_and_share_the_ratio(case):
    england = english_gap(case)
    method = Method(transform=Transform(case["transform"]), multiplier=case["multiplier"])
    scotland = gap_of(case, method)
    assert scotland.sii == pytest.approx(-england.sii)
    assert scotland.rii_mean == pytest.approx(-england.rii_mean)
    assert scotland.rii_ratio == pytest.approx(england.rii_ratio)


def test_there_are_cases_of_both_nations_and_every_scale():
    assert len(CASES["scotpho"]) == 3
    assert len(CASES["english"]) == 12
    assert {case["transform"] for case in CASES["english"]} == set(Transform)
    assert sum("sii_lowercl_1" in case["expected"] for case in CASES["english"]) == 11
