"""When a gap is stated, which way round, and when it cannot be told."""

import pytest

from sixpoint.gaps.calculate import calculate_deprivation_gap
from sixpoint.gaps.compare import calculate_group_gap
from sixpoint.gaps.t_distribution import t_quantile
from sixpoint.gaps.types import CannotTell, DeprivationGap, GroupGap

EVEN = [100.0] * 5


def gap_of(values: list[float]) -> DeprivationGap:
    gap = calculate_deprivation_gap(EVEN, values)
    assert isinstance(gap, DeprivationGap)
    return gap


def test_gap_is_positive_when_the_most_deprived_have_more():
    gap = gap_of([30, 25, 20, 15, 10])
    assert gap.sii == pytest.approx(25)
    assert gap.rii_mean == pytest.approx(25 / 20)
    assert gap.absolute_range == 20
    assert gap.relative_range == 3


def test_equal_groups_have_no_gap():
    gap = gap_of([7.0] * 5)
    assert gap.sii == gap.rii_mean == gap.absolute_range == 0
    assert gap.relative_range == 1


def test_nothing_anywhere_is_no_gap_and_no_ratio():
    gap = gap_of([0.0] * 5)
    assert (gap.sii, gap.rii_mean, gap.relative_range) == (0, 0, None)


@pytest.mark.parametrize(
    ("populations", "values"),
    [
        (EVEN, [1.0, None, 3.0, 4.0, 5.0]),
        ([100.0, None, 100.0, 100.0, 100.0], [1.0, 2.0, 3.0, 4.0, 5.0]),
        ([100.0, 0.0, 100.0, 100.0, 100.0], [1.0, 2.0, 3.0, 4.0, 5.0]),
        (EVEN, [1.0, float("nan"), 3.0, 4.0, 5.0]),
    ],
)
def test_a_missing_group_leaves_the_gradient_untold(populations, values):
    gap = calculate_deprivation_gap(populations, values)
    assert gap == CannotTell(
        why="1 of 5 deprivation groups has no figure to go by, and a gradient needs all of them"
    )


def test_two_missing_groups_are_told_as_two():
    gap = calculate_deprivation_gap(EVEN, [1.0, None, None, 2.0, 3.0])
    assert isinstance(gap, CannotTell)
    assert gap.why.startswith("2 of 5 deprivation groups have no figure")


@pytest.mark.parametrize("groups", [0, 1, 4, 6])
def test_other_numbers_of_groups_are_no_gradient(groups):
    gap = calculate_deprivation_gap([1.0] * groups, [1.0] * groups)
    assert isinstance(gap, CannotTell)
    assert "all five, or all ten" in gap.why


def test_a_group_stands_against_all_children():
    assert calculate_group_gap(40.0, 80.0) == GroupGap(
        group=40, everybody=80, difference=-40, ratio=0.5
    )


def test_nothing_among_all_children_leaves_no_ratio():
    gap = calculate_group_gap(0.0, 0.0)
    assert isinstance(gap, GroupGap)
    assert gap.ratio is None


@pytest.mark.parametrize("pair", [(None, 1.0), (1.0, None)])
def test_a_hidden_figure_leaves_the_group_gap_untold(pair):
    assert isinstance(calculate_group_gap(*pair), CannotTell)


@pytest.mark.parametrize(
    ("confidence", "degrees", "expected"),
    [
        (0.95, 1, 12.706205),
        (0.95, 2, 4.302653),
        (0.95, 3, 3.182446),
        (0.95, 8, 2.306004),
        (0.99, 3, 5.840909),
        (0.90, 30, 1.697261),
    ],
)
def test_t_is_that_of_the_printed_tables(confidence, degrees, expected):
    """Abramowitz and Stegun, table 26.10, and any later one."""
    assert t_quantile(confidence, degrees=degrees) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("confidence", "degrees"), [(0.95, 0), (1.0, 3), (0.0, 3)])
def test_t_needs_a_degree_of_freedom_and_a_confidence(confidence, degrees):
    with pytest.raises(ValueError, match="degree of freedom"):
        t_quantile(confidence, degrees=degrees)


def test_a_line_that_all_but_reaches_nought_has_a_ratio_without_limits():
    """Its fitted least is 0.00001, and the limits would be beyond any number."""
    gap = calculate_deprivation_gap([1.0] * 5, [11.05001, 7.05001, 10.05001, 2.05001, 1.05001])
    assert isinstance(gap, DeprivationGap)
    assert gap.rii_ratio == pytest.approx(8e-7, rel=1e-3)
    assert (gap.rii_ratio_lower, gap.rii_ratio_upper) == (None, None)
