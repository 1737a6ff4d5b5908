"""What may be quoted of a trend, and what may not."""

import pytest

from sixpoint.packs.measures import Better
from sixpoint.terms.problems import UserError
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Series, Signal, Trend

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
