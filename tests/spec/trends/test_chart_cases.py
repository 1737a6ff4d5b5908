"""The charts of counts and of rare events give what textbooks and published packages give.

Each case of chart_cases.json names its source.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Chart, Series, Signal, Trend

CASES = json.loads((Path(__file__).parent / "chart_cases.json").read_text(encoding="utf-8"))[
    "cases"
]


def trend_of(case: dict[str, Any]) -> Trend:
    over = case.get("denominators")
    values = case.get("values") or [
        n / d for n, d in zip(case["numerators"], case["denominators"], strict=True)
    ]
    return calculate_trend(
        Series(values=values, denominators=over),
        chart=Chart(case["chart"]),
        better=Better.LOWER,
        screen_outliers=False,
    )


def cases_with(what: str) -> pytest.MarkDecorator:
    chosen = [case for case in CASES if what in case]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case["id"])


def test_there_is_a_case_of_every_chart_but_run_and_xmr():
    assert {case["chart"] for case in CASES} == set(Chart) - {Chart.RUN, Chart.XMR}


@cases_with("centre")
def test_the_centre_is_the_published_one(case):
    (segment,) = trend_of(case).segments
    assert segment.centre == pytest.approx(case["centre"], abs=case["tolerance"])


@cases_with("upper")
def test_the_limits_are_the_published_ones(case):
    trend = trend_of(case)
    points = len(trend.upper)
    for ours, theirs in ((trend.lower, case["lower"]), (trend.upper, case["upper"])):
        expected = theirs if isinstance(theirs, list) else [theirs] * points
        assert list(ours) == pytest.approx(expected, abs=case["tolerance"])


@cases_with("outside")
def test_the_points_outside_are_the_published_ones(case):
    signals = trend_of(case).signals
    outside = [index for index, found in enumerate(signals) if Signal.OUTSIDE in found]
    assert outside == case["outside"]


def test_runs_of_a_g_chart_are_told_by_the_median():
    (case,) = (each for each in CASES if each["chart"] == "g")
    assert f"the median {case['middle']}" in trend_of(case).sentence


def test_time_between_events_is_nearly_normal_on_nelsons_scale():
    """Montgomery (6th edition), example 7.6: hours between valve failures, transformed."""
    hours = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199]
    hours += [1214, 2831, 96]
    trend = calculate_trend(
        Series(values=[float(each) for each in hours]),
        chart=Chart.T,
        better=Better.HIGHER,
        screen_outliers=False,
    )
    (segment,) = trend.segments
    assert segment.centre is not None and segment.upper is not None
    assert segment.centre ** (1 / 3.6) == pytest.approx(5.39, abs=0.005)
    assert not any(trend.signals)


def test_a_run_chart_has_a_median_and_no_limits():
    """Data and median of PowerBI-SPC's run/basic, computed by qicharts2 0.8.1."""
    values = [12.0, 15, 11, 18, 14, 13, 16, 19, 12, 14, 17, 11, 15, 13, 16, 18, 12, 14]
    trend = calculate_trend(Series(values=values), chart=Chart.RUN, better=Better.HIGHER)
    (segment,) = trend.segments
    assert (segment.centre, segment.lower, segment.upper) == (14, None, None)
    assert set(trend.lower) == set(trend.upper) == {None}


@pytest.mark.parametrize("run", [6, 7])
def test_a_run_chart_shows_shifts_of_seven(run):
    trend = calculate_trend(
        Series(values=[5.0, 4, 5, 4, 5, 4, 5, 4, *[9.0, 8] * 4][: 8 + run]),
        chart=Chart.RUN,
        baseline=8,
        better=Better.HIGHER,
    )
    assert (Signal.SHIFT in trend.signals[-1]) == (run == 7)
    assert Signal.OUTSIDE not in {signal for point in trend.signals for signal in point}
