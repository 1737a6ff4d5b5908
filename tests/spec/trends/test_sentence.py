"""What may be quoted of a trend, and what may not."""

from typing import Any

import pytest

from sixpoint.packs.measures import Better
from sixpoint.terms.problems import UserError
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Chart, Series, Signal, Trend

STEADY = [50.0, 54, 49, 52, 47, 53, 50, 46, 51, 49, 53, 48]
LOW_THEN_HIGH = [40.0, 44, 39, 42, 37, 43, 40, 60, 64, 59, 62, 57, 63, 60]
HIGH_THEN_STEADY = [60.0, 62, 59, 61, 60, 62, 59, 48, 53, 47, 56, 49, 55, 50, 56, 49]


def trend_of(
    values: list[float], *, better: Better = Better.HIGHER, labels=None, rebase=(), **more
) -> Trend:
    series = Series(values=values, labels=labels, rebase=rebase)
    return calculate_trend(series, better=better, **more)


def sentence_of(values: list[float], *, better: Better = Better.HIGHER, **more) -> str:
    return trend_of(values, better=better, **more).sentence


def test_nothing_is_claimed_without_a_signal():
    trend = trend_of(STEADY)
    assert not any(trend.signals)
    assert "no change is claimed" in trend.sentence
    assert "improvement" not in trend.sentence


def test_seven_points_above_the_average_to_the_latest_are_an_improvement_where_more_is_better():
    said = sentence_of(LOW_THEN_HIGH)
    assert "The latest 7 points all lie above the average. That is an improvement" in said
    assert "Earlier points of the same baseline carry signals too." in said


def test_the_same_points_are_a_worsening_where_less_is_better():
    said = sentence_of(LOW_THEN_HIGH, better=Better.LOWER)
    assert "a worsening" in said
    assert "improvement" not in said


def test_neither_better_nor_worse_is_said_where_no_direction_is_better():
    said = sentence_of(LOW_THEN_HIGH, better=Better.NEITHER)
    assert "That goes beyond usual variation." in said
    assert "improvement" not in said and "worse" not in said


def test_a_run_that_ended_is_told_in_the_past():
    said = sentence_of(HIGH_THEN_STEADY, labels=[f"Q{n}" for n in range(1, 17)])
    assert "7 points in a row up to Q7 all lie above the average." in said
    assert "That was better than usual variation explains; the points since show no signal" in said


def test_one_high_point_is_not_yet_a_change_that_lasts():
    said = sentence_of([*STEADY, 90])
    assert "The latest value, 90, lies above the upper limit of 64.4." in said
    assert "whether it lasts cannot be told yet" in said
    assert "improvement" not in said


def test_a_high_point_in_the_past_names_its_period():
    said = sentence_of([*STEADY, 90, 50, 52], labels=[*"abcdefghijklmno"])
    assert "The value at m, 90, lies above the upper limit of 63.6." in said


def test_two_points_near_the_limit_are_told():
    values = [0.0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 5, 5.1]
    trend = trend_of(values, baseline=12)
    assert trend.signals[-1] == (Signal.TWO_OF_THREE,)
    assert "Two of the latest three points lie near the upper limit." in trend.sentence
    past = trend_of([*values, 0, 2, 0], baseline=12)
    assert (
        "Around point 14 two of three neighbouring points lie near the upper limit."
        in past.sentence
    )


def test_a_rise_that_ends_below_the_average_claims_nothing():
    values = [10.0, 11, 12, 13, 14, 15, 16] + [90.0, 10] * 6
    trend = trend_of(list(reversed(values)), better=Better.LOWER)
    assert {Signal.TREND, Signal.SHIFT} & set(trend.signals[-1])
    rising = trend_of([90.0, 10] * 6 + [1.0, 2, 3, 4, 5, 6, 7])
    assert set(rising.signals[-1]) == {Signal.TREND, Signal.SHIFT}
    assert "point both ways" in rising.sentence
    assert "improvement" not in rising.sentence and "worsening" not in rising.sentence


def test_only_the_current_baseline_is_spoken_of():
    said = sentence_of([*LOW_THEN_HIGH, *STEADY], rebase=[14])
    assert "no change is claimed" in said


def test_fewer_than_twelve_points_give_limits_on_trial():
    assert trend_of(STEADY[:11]).segments[0].trial
    assert not trend_of(STEADY).segments[0].trial
    assert "on trial" in sentence_of(STEADY[:11])


def test_a_rise_is_told_as_a_rise():
    assert "The latest 8 points rise one after the other" in sentence_of(
        [42.5, 45, 47.5, 50, 52.5, 55, 57.5, 60]
    )


@pytest.mark.parametrize("values", [[0.0] * 14, [0.1] * 14, [1e9 / 3] * 14])
def test_equal_values_show_no_signal(values):
    assert not any(trend_of(values).signals)


def test_one_point_tells_nothing():
    assert "One point tells nothing about change." in sentence_of([4.0])


def test_numbers_keep_three_leading_figures():
    said = sentence_of([0.0123, 0.0129, 0.0125])
    assert "The average is 0.0126," in said
    assert "The average is 0," in sentence_of([0.0, 0.0])


@pytest.mark.parametrize(
    ("values", "more", "code"),
    [
        ([], {}, "trend.values"),
        ([1.0, float("nan")], {}, "trend.values"),
        ([1.0, 2.0], {"baseline": 1}, "trend.baseline"),
        ([1.0, 2.0], {"rebase": [2]}, "trend.rebase"),
    ],
)
def test_what_makes_no_series_is_refused(values, more, code):
    with pytest.raises(UserError) as error:
        trend_of(values, **more)
    assert [problem.code for problem in error.value.problems] == [code]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(UserError) as error:
        trend_of([], baseline=0, rebase=[3])
    assert len(error.value.problems) == 3


def said_of(values: list[float], **more: Any) -> str:
    chart = more.pop("chart", Chart.XMR)
    series = Series(values=values, **more)
    return calculate_trend(series, chart=chart, better=Better.HIGHER).sentence


def test_a_target_that_all_points_just_reach_is_met() -> None:
    said = said_of([100.0] * 9, target=100.0)
    assert "The target of 100 is just met: unless something changes, it can be expected" in said
    assert "missed" not in said


def test_nothing_is_expected_of_a_target_while_there_are_signals() -> None:
    said = said_of([5.0, 6, 5, 7, 6, 5, 6, 5, 6, 5, 6, 7, 6, 30], target=6.0)
    assert "met it), but with signals of change what to expect cannot be told." in said
    assert "unless something changes" not in said


@pytest.mark.parametrize(
    ("chart", "few"), [(Chart.XMR, 4), (Chart.RUN, 6), (Chart.G, 4), (Chart.T, 4)]
)
def test_too_few_points_are_not_said_to_lie_within_their_own_limits(chart: Chart, few: int) -> None:
    points = [5.0, 9.0, 4.0, 8.0, 6.0, 7.0, 5.0]
    said = said_of(points[:few], chart=chart)
    assert f"{few} points are too few to tell a change by." in said
    assert "Nothing in" not in said
    assert f"Nothing in the {few + 1} points" in said_of(points[: few + 1], chart=chart)


def test_one_point_since_a_signal_is_one() -> None:
    values = [5.0, 6, 5, 7, 6, 5, 6, 5, 6, 5, 6, 7, 6, 30, 6]
    assert "explains; the point since shows no signal." in said_of(values)


def test_a_point_that_is_numbered_is_called_a_point_and_a_year_a_year() -> None:
    values = [5.0, 6, 5, 7, 6, 5, 6, 5, 6, 5, 6, 7, 30, 6]
    numbers = [str(at) for at in range(1, 15)]
    years = [str(2000 + at) for at in range(1, 15)]
    assert "The value at point 13, 30," in said_of(values, labels=numbers)
    assert "The value at 2013, 30," in said_of(values, labels=years)


def test_limits_at_the_latest_point_are_those_of_the_latest_complete_one() -> None:
    over = [100.0 + 9 * (at % 4) for at in range(14)]
    said = said_of([0.5] * 13 + [0.6], denominators=over, provisional={13}, chart=Chart.P)
    assert "at the latest complete point usual variation reaches" in said
