"""Trends of safe figures: baselines with their reasons, targets, provisional quarters."""

from dataclasses import replace
from typing import Any

import pytest

from sixpoint.disclosure.retell import retell, untrue_parts
from sixpoint.disclosure.types import SafeFigure
from sixpoint.packs.measures import NewBaseline
from sixpoint.pictures.words import in_unit
from sixpoint.reports.compose_figures import block_of
from tests.support.figures import cell, measure_of, safe_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
YEARS = [f"{2013 + n // 4}-Q{n % 4 + 1}" for n in range(26)]
MOVED = NewBaseline(quarter="2016-Q1", because="Reviews moved to one team.")


def figure_of(met: list[int], *, provisional: int = 0, **measure: Any) -> SafeFigure:
    cells = [cell(100, n, label=label) for n, label in zip(met, YEARS, strict=False)]
    cells = [replace(one, provisional=at >= len(met) - provisional) for at, one in enumerate(cells)]
    return safe_of([cell(400, 203), *cells], policy=POLICY, measure=measure_of(**measure))["trend"]


LOW_THEN_HIGH = [50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51] + [70, 72, 69, 71, 70, 73, 68, 71]


def test_a_new_baseline_has_limits_of_its_own_and_its_reason():
    trend = figure_of(LOW_THEN_HIGH, new_baselines=(MOVED,)).trend
    assert trend
    assert [(s.first, s.last, round(s.centre, 1)) for s in trend.segments] == [
        ("2013-Q1", "2015-Q4", 50.5),
        ("2016-Q1", "2017-Q4", 70.5),
    ]
    assert [s.because for s in trend.segments] == [None, MOVED.because]


def test_the_sentence_is_of_the_current_baseline():
    figure = figure_of(LOW_THEN_HIGH, new_baselines=(MOVED,))
    assert "Since 2016-Q1 the average is 70.5%" in figure.sentence
    assert "no change is claimed" in figure.sentence
    assert "improvement" not in figure.sentence


def test_the_report_draws_both_baselines_and_says_why():
    block = block_of(figure_of(LOW_THEN_HIGH, new_baselines=(MOVED,)))
    assert "A new baseline begins in 2016 Q1: Reviews moved to one team." in block.picture.alt
    notes = " ".join(block.picture.table.notes)
    assert "2013 Q1 to 2015 Q4: average 50.5" in notes
    assert "2016 Q1 to 2017 Q4: average 70.5" in notes


def test_a_target_is_hit_and_missed():
    figure = figure_of(LOW_THEN_HIGH[:12], target=50.0)
    assert "The target of 50% lies within usual variation" in figure.sentence
    assert "(9 of the 12 points met it)" in figure.sentence


def test_provisional_quarters_set_no_limits_and_no_signals():
    figure = figure_of([*LOW_THEN_HIGH[:12], 90, 92], provisional=2)
    assert figure.trend
    assert [point.provisional for point in figure.points[-3:]] == [False, True, True]
    assert not any(point.signals for point in figure.points)
    assert figure.trend.segments[0].centre == pytest.approx(50.5)
    assert "2 points are provisional and set no limits and no signals." in figure.sentence
    assert "provisional" in " ".join(block_of(figure).picture.key)


def test_whoever_receives_the_figure_tells_it_the_same():
    more: dict[str, Any] = {"new_baselines": (MOVED,), "target": 70.0}
    figure = figure_of(LOW_THEN_HIGH, provisional=1, **more)
    again = retell(figure, measure=measure_of(**more), policy=POLICY, period=figure.period)
    assert untrue_parts(figure, again) == ()
    moved = replace(figure.points[-1], provisional=False)
    other = replace(figure, points=(*figure.points[:-1], moved))
    retold = retell(other, measure=measure_of(**more), policy=POLICY, period=figure.period)
    assert "sentence" in untrue_parts(other, retold)


def test_sentence_and_chart_name_the_same_limits():
    # Its lower limit is 15.5495: 15.5% at once, but 15.6% by way of the chart's 15.55.
    figure = figure_of([54, 43, 57, 31, 63, 44, 58, 61, 65, 44, 52, 44, 44, 59])
    assert figure.trend
    segment = figure.trend.segments[0]
    for limit in (segment.lower, segment.upper, segment.centre):
        assert in_unit(limit, "%") in figure.sentence
