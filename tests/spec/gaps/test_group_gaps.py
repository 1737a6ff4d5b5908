"""A group against all children: intervals as published, and when they cannot tell."""

from math import inf

import pytest

from sixpoint.gaps.calculate import Method, calculate_deprivation_gap
from sixpoint.gaps.compare import (
    Limited,
    byar,
    compare_counts,
    difference_limits,
    ratio_limits,
    wilson,
)
from sixpoint.gaps.over_time import follow_gap
from sixpoint.gaps.types import (
    CannotTell,
    Counted,
    Counting,
    DeprivationGap,
    GroupGap,
    Transform,
)

Z = 1.959963984540054


def counted(numerator: float, denominator: float) -> Counted:
    return Counted(numerator=numerator, denominator=denominator)


def limited(numerator: float, denominator: float) -> Limited:
    return Limited.of(counted(numerator, denominator), counting=Counting.SHARE, z=Z)


def gap_of(group: Counted, everybody: Counted, counting: Counting = Counting.SHARE) -> GroupGap:
    gap = compare_counts(group, everybody, counting=counting)
    assert isinstance(gap, GroupGap)
    return gap


@pytest.mark.parametrize(
    ("met", "cases", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_wilsons_limits(met, cases, lower, upper):
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(counted(met, cases), z=Z) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_has_newcombes_limits(one, other, lower, upper):
    """Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10."""
    found = difference_limits(limited(*one), limited(*other))
    assert found == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(("events", "lower", "upper"), [(10, 4.79, 18.39), (100, 81.36, 121.63)])
def test_a_rate_has_byars_limits(events, lower, upper):
    """Breslow and Day 1987: near the exact Poisson limits, 4.80 to 18.39 for ten events."""
    assert byar(counted(events, 1), z=Z) == pytest.approx((lower, upper), abs=0.006)


@pytest.mark.parametrize(("one", "other"), [((56, 70), (48, 80)), ((5, 56), (3, 29))])
def test_a_limit_of_the_ratio_is_where_the_difference_just_reaches_nought(one, other):
    """What defines Donner and Zou's limits (2012): one minus ratio times other, just nought."""
    mine, others = limited(*one), limited(*other)
    for ratio, end in zip(ratio_limits(mine, others), (0, 1), strict=True):
        scaled = Limited(
            value=others.value * ratio, lower=others.lower * ratio, upper=others.upper * ratio
        )
        assert difference_limits(mine, scaled)[end] == pytest.approx(0, abs=1e-12)


def test_none_met_has_a_ratio_of_nought_and_none_elsewhere_has_no_end():
    assert ratio_limits(limited(0, 20), limited(10, 40))[0] == 0
    assert ratio_limits(limited(10, 40), limited(0, 20))[1] == inf


def test_looked_after_children_are_held_against_all_of_whom_they_are_a_part():
    """School attendance: the difference to all is that to the rest, times the rest's share."""
    gap = gap_of(counted(60, 100), counted(860, 1000))
    assert gap.difference == pytest.approx(0.6 - 0.86)
    to_rest = difference_limits(limited(60, 100), limited(800, 900))
    assert gap.difference_lower == pytest.approx(0.9 * to_rest[0])
    assert gap.told and gap.more is None
    assert gap.ratio_lower and gap.ratio and gap.ratio_upper
    assert gap.ratio_lower < gap.ratio < gap.ratio_upper < 1


def test_too_few_children_cannot_tell_and_say_how_many_more_would():
    gap = gap_of(counted(6, 10), counted(806, 1010))
    assert not gap.told
    assert gap.more
    for more, told in ((gap.more, True), (gap.more - 2, False)):
        times = (10 + more) / 10
        grown = gap_of(counted(6 * times, 10 * times), counted(806 * times, 1010 * times))
        assert grown.told is told


def test_no_number_of_children_tells_a_gap_that_is_not_there():
    gap = gap_of(counted(5, 10), counted(50, 100))
    assert (gap.difference, gap.told, gap.more) == (0, False, None)


def test_rates_are_compared_too():
    """Exclusions for 1,000 pupils."""
    gap = gap_of(counted(97, 1000), counted(1700, 100_000), Counting.RATE)
    assert gap.told
    assert gap.ratio == pytest.approx(0.097 / 0.017)


@pytest.mark.parametrize(
    ("group", "everybody", "why"),
    [
        (counted(0, 0), counted(5, 10), "nobody in the group"),
        (counted(5, 10), counted(5, 10), "nobody to hold it against"),
        (counted(6, 10), counted(5, 20), "above that of all children"),
        (counted(12, 10), counted(15, 20), "above what it is out of"),
        (counted(float("nan"), 10), counted(5, 20), "missing"),
    ],
)
def test_counts_that_cannot_be_say_why(group, everybody, why):
    gap = compare_counts(group, everybody, counting=Counting.SHARE)
    assert isinstance(gap, CannotTell)
    assert why in gap.why


def test_nothing_anywhere_has_no_ratio():
    gap = gap_of(counted(0, 10), counted(0, 100))
    assert (gap.difference, gap.ratio, gap.ratio_lower, gap.ratio_upper) == (0, None, None, None)


def deprivation(values: list[float], se: float | None = None, people: float = 100.0):
    errors = None if se is None else [se] * 5
    return calculate_deprivation_gap([people] * 5, values, standard_errors=errors)


def test_a_slope_within_chance_says_how_many_more_people_would_tell_it():
    gap = deprivation([22, 20, 21, 19, 20], se=2)
    assert isinstance(gap, DeprivationGap)
    assert not gap.told
    assert gap.more
    times = (500 + gap.more) / 500
    grown = deprivation([22, 20, 21, 19, 20], se=2 / times**0.5, people=100 * times)
    assert isinstance(grown, DeprivationGap)
    assert grown.told and grown.more is None


def test_without_standard_errors_nobody_knows_how_many_more_would_do():
    gap = deprivation([22, 20, 23, 19, 21])
    assert isinstance(gap, DeprivationGap)
    assert (gap.told, gap.more) == (False, None)


@pytest.mark.parametrize(
    ("transform", "values", "why"),
    [
        (Transform.LOG, [3.0, 2, 0, 2, 1], "no logarithm"),
        (Transform.LOGIT, [0.5, 0.4, 1.0, 0.2, 0.1], "no logit"),
    ],
)
def test_values_off_the_scale_cannot_tell(transform, values, why):
    gap = calculate_deprivation_gap([1.0] * 5, values, method=Method(transform=transform))
    assert isinstance(gap, CannotTell)
    assert why in gap.why


def test_everybody_above_the_least_deprived_is_attributable():
    """Rates 4, 3, 2, 1, 1 in equal groups: 2.2 on average, 1 if all had the least's."""
    gap = deprivation([4, 3, 2, 1, 1])
    assert isinstance(gap, DeprivationGap)
    assert gap.attributable_risk == pytest.approx(100 * (2.2 - 1) / 2.2)


def test_a_gap_that_shrinks_is_an_improvement():
    sizes = [10.0, 11, 10, 9, 11, 10, 11, 8, 6, 5, 4, 3, 2, 1]
    gaps = [deprivation([20 + size, 20 + size / 2, 20, 20, 20 - size]) for size in sizes]
    labels = [str(n) for n in range(15)]
    trend = follow_gap([*gaps, CannotTell(why="hidden")], labels=labels).trend
    assert "an improvement" in trend.sentence
    assert "1 point has no value and is left out." in trend.sentence


def test_a_gap_that_turns_over_is_followed_with_its_sign():
    gaps = [deprivation([20 + size, 20, 20, 20, 20]) for size in (2, 1, -1, -2)]
    trend = follow_gap(gaps, labels="abcd").trend
    assert trend.segments[0].centre == pytest.approx(0)
    assert set(trend.meanings) == {None}
