"""Gaps by deprivation are ScotPHO's: numbers and their source are in gap_cases.json."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from sixpoint.gaps.calculate import calculate_deprivation_gap
from sixpoint.gaps.types import DeprivationGap

CASES = json.loads((Path(__file__).parent / "gap_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["scotpho"], ids=lambda case: case["id"])
def test_gap_is_what_scotpho_computes(case):
    gap = calculate_deprivation_gap(case["population"], case["value"])
    assert isinstance(gap, DeprivationGap)
    assert asdict(gap) == pytest.approx(case["expected"], rel=1e-9)


@pytest.mark.parametrize("case", CASES["english"], ids=lambda case: case["id"])
def test_english_slope_is_ours_with_the_other_sign(case):
    """England's limits come from simulation: its own package allows 5 % of difference."""
    gap = calculate_deprivation_gap(
        case["population"],
        case["value"],
        standard_errors=case["standard_error"],
        confidence=case["confidence"],
    )
    assert isinstance(gap, DeprivationGap)
    expected = case["expected"]
    assert -gap.sii == pytest.approx(expected["sii"], rel=1e-9)
    width = expected["sii_upper"] - expected["sii_lower"]
    assert -gap.sii_upper == pytest.approx(expected["sii_lower"], abs=0.025 * width)
    assert -gap.sii_lower == pytest.approx(expected["sii_upper"], abs=0.025 * width)


def test_there_are_cases_of_both_nations():
    assert len(CASES["scotpho"]) == 3
    assert len(CASES["english"]) >= 4
