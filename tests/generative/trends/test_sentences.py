"""Whatever the series, every claim in its sentence follows from its numbers.

The claims are read out of the sentence, and held against the values and the current baseline's
limits by rules written out slowly here.
"""

import re
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend, calculate_trends
from sixpoint.trends.types import COUNTED, Chart, Series, Trend

LABELS = [f"P{number}" for number in range(1, 41)]
CURVES = st.sampled_from(["flat", "up", "down", "step"])


@st.composite
def all_series(draw: st.DrawFn) -> tuple[Series, Chart]:
    """Series with ties, runs, gaps, provisional ends and new baselines, on any chart."""
    chart = draw(st.sampled_from(Chart))
    count = draw(st.integers(min_value=1, max_value=36))
    curve = draw(CURVES)
    noise = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    level = {
        "flat": [20.0] * count,
        "up": [2.0 * at for at in range(count)],
        "down": [80 - 2.0 * at for at in range(count)],
        "step": [10.0 if at < count // 2 else 30.0 for at in range(count)],
    }[curve]
    numbers = [base + more for base, more in zip(level, noise, strict=True)]
    absent = draw(st.sets(st.integers(0, count - 1), max_size=3))
    over = [100.0 + 7 * (at % 4) for at in range(count)] if chart in COUNTED else None
    values = [
        None if at in absent else number / over[at] if over else number
        for at, number in enumerate(numbers)
    ]
    last = draw(st.integers(0, 2))
    scale = over[0] if over else 1
    series = Series(
        values=values,
        denominators=over,
        labels=LABELS[:count],
        rebase=draw(st.sets(st.integers(0, count - 1), max_size=1)),
        provisional=frozenset(range(count - last, count)) if last < count else frozenset(),
        target=draw(st.none() | st.integers(0, 60).map(lambda number: number / scale)),
    )
    return series, chart


def looked_at(series: Series, trend: Trend) -> list[int]:
    current = trend.segments[-1]
    return [
        index
        for index in range(current.first, current.last + 1)
        if series.values[index] is not None and index not in series.provisional
    ]


def spans_of_claims(sentence: str, points: list[int]) -> list[tuple[str, list[int], str]]:
    """What is claimed of which points: ('above', points, 'average'), ('rise', points, '')."""
    found = []
    runs = r"(?:The latest (\d+) (?:complete )?points|(\d+) points in a row up to (P\d+))"
    for claim in re.finditer(runs + r" (all lie (above|below) the ([a-z ]+)|rise|fall)", sentence):
        count = int(claim[1] or claim[2])
        end = points.index(LABELS.index(claim[3])) + 1 if claim[3] else len(points)
        assert count <= end, sentence
        word = claim[5] or claim[4]
        found.append((word, points[end - count : end], claim[6] or ""))
    return found


@settings(max_examples=400)
@given(given=all_series(), better=st.sampled_from(Better), data=st.data())
def test_every_claim_of_a_sentence_follows_from_the_numbers(given, better, data):
    series, chart = given
    baseline = data.draw(st.none() | st.integers(2, 14))
    trend = calculate_trend(series, chart=chart, better=better, baseline=baseline)
    points, said = looked_at(series, trend), trend.sentence
    values = {index: series.values[index] or 0.0 for index in points}
    signalled = [index for index in points if trend.signals[index]]
    check_runs(said, points, values, trend)
    check_outside(said, points, values, trend)
    check_verdict(said, better, signalled, points, trend)
    check_target(said, series, better, values, signalled=bool(signalled))
    check_left_out(said, series, trend)


def check_runs(said: str, points: list[int], values: dict[int, float], trend: Trend) -> None:
    for word, claimed, line in spans_of_claims(said, points):
        run = [values[index] for index in claimed]
        assert len(run) >= 7, said
        if word in ("rise", "fall"):
            steps = [b - a for a, b in zip(run, run[1:], strict=False)]
            assert all(step > 0 if word == "rise" else step < 0 for step in steps), said
        else:
            centre = trend.segments[-1].centre
            if trend.chart is Chart.G:
                assert line == "median"
                continue
            assert centre is not None
            sides = [value > centre if word == "above" else value < centre for value in run]
            assert all(sides), said


def check_outside(said: str, points: list[int], values: dict[int, float], trend: Trend) -> None:
    claim = re.search(
        r"The (?:latest (?:complete )?value|value at (P\d+)), .*? lies (.*?) limit", said
    )
    if claim is None:
        return
    index = LABELS.index(claim[1]) if claim[1] else points[-1]
    lower, upper = trend.lower[index], trend.upper[index]
    assert lower is not None and upper is not None
    high = "above the upper" in claim[2]
    assert values[index] > upper if high else values[index] < lower, said


def check_verdict(
    said: str, better: Better, signalled: list[int], points: list[int], trend: Trend
) -> None:
    claims = re.findall(r"\b(an improvement|a worsening|better|worse) (?:beyond|than)", said)
    if claims:
        assert better is not Better.NEITHER and signalled, said
        good = claims[0] in ("an improvement", "better")
        meaning = trend.meanings[signalled[-1]]
        assert meaning == ("improvement" if good else "concern"), said
    if "an improvement" in said or "a worsening" in said or "cannot be told yet" in said:
        assert signalled[-1] == points[-1], said
    if "since show" in said and "no signal" in said:
        assert signalled and signalled[-1] != points[-1], said
    if "no change is claimed" in said.lower() or "too few to tell" in said:
        assert not signalled, said
    elif len(points) > 1:
        assert signalled, said


def check_target(
    said: str, series: Series, better: Better, values: dict[int, float], *, signalled: bool
) -> None:
    claim = re.search(r"\((\d+) of the (\d+) points met it\)", said)
    if claim is None or series.target is None:
        return
    assert ("unless something changes" in said) != signalled, said
    target = series.target
    met = sum(v >= target if better is Better.HIGHER else v <= target for v in values.values())
    assert (int(claim[1]), int(claim[2])) == (met, len(values)), said


def check_left_out(said: str, series: Series, trend: Trend) -> None:
    current = trend.segments[-1]
    own = range(current.first, current.last + 1)
    absent = sum(series.values[index] is None for index in own)
    provisional = sum(index in series.provisional for index in own)
    assert ("no value and" in said) == bool(absent), said
    assert ("provisional and" in said) == bool(provisional), said
    assert ("on trial" in said) <= current.trial


@given(many=st.lists(all_series(), min_size=2, max_size=6), better=st.sampled_from(Better))
def test_series_worked_on_together_are_as_they_are_alone(many, better):
    chart = many[0][1]
    alike = [one for one, kind in many if kind is chart]
    assume(len(alike) > 1)
    together = calculate_trends(alike, chart=chart, better=better)
    assert together == [calculate_trend(one, chart=chart, better=better) for one in alike]


@given(given=all_series())
def test_provisional_points_set_no_limits_and_no_signals(given):
    series, chart = given
    trend = calculate_trend(series, chart=chart, better=Better.HIGHER)
    moved = [
        value if value is None or index not in series.provisional else value / 2
        for index, value in enumerate(series.values)
    ]
    other = calculate_trend(replace(series, values=moved), chart=chart, better=Better.HIGHER)
    assert trend.segments == other.segments
    assert trend.signals == other.signals
    assert not any(trend.signals[index] for index in series.provisional)
