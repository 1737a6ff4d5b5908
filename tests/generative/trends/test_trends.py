"""Whatever the series, a trend keeps its promises."""

from hypothesis import given
from hypothesis import strategies as st

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.types import Series

VALUES = st.lists(st.integers(min_value=0, max_value=1000).map(float), min_size=1, max_size=40)


@given(values=VALUES, better=st.sampled_from(Better))
def test_a_verdict_needs_a_signal_and_a_direction(values, better):
    trend = calculate_trend(Series(values=values), better=better)
    verdict = any(word in trend.sentence for word in ("improvement", "worsening"))
    assert not verdict or (any(trend.signals) and better is not Better.NEITHER)


@given(values=VALUES)
def test_turning_the_series_over_turns_the_verdict_over(values):
    over = [1000 - value for value in values]
    first = calculate_trend(Series(values=values), better=Better.HIGHER)
    second = calculate_trend(Series(values=over), better=Better.LOWER)
    assert first.signals == second.signals
    for word in ("improvement", "worsening", "better", "worse"):
        assert (word in first.sentence) == (word in second.sentence)
