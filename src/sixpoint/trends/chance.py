"""How many signals chance alone would give, by drawing series in which nothing ever changes.

What a rule fires on by chance depends on the length of a series and on where its limits come from,
and has no formula where limits are estimated from the same points; so series without any change
are drawn from a fixed seed and put on the same chart by the same rules. XmR, prime and run charts
are drawn from the normal distribution, p and u from the normal with its spread known, g from the
geometric and t from the exponential. A count of few cases has more signals by chance than this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .lay_out import Floats, Laid
from .limits import Limits, find_limits
from .signals import find_signals
from .types import Chart, Signal, Trend

POINTS = 200_000
"""Drawn for each length; of 24 points that is 8,000 series, which tell a share within 0.01."""

LONGEST = 2_000
"""Longer series are taken as several of this length."""

SEED = 2017
MEAN = 20.0
"""Cases between events where nothing changes; the rules hardly feel which number it is."""


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What was looked at, what was found, and what chance alone would give on average.

    A signal is counted once for each rule that fires in a series. `by_rule` says how many series
    each rule would fire in by chance.
    """

    series: int
    points: int
    with_signals: int
    with_signals_by_chance: float
    signals: int
    signals_by_chance: float
    by_rule: dict[Signal, float]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One series as chance sees it.

    `baselines` has for each the number of its points, and of those that its limits rest on;
    `fired` the rules that fired anywhere in the series.
    """

    chart: Chart
    points: int
    baselines: tuple[tuple[int, int], ...]
    fired: frozenset[Signal]


def weigh_chance(trends: Sequence[Trend], *, screen_outliers: bool = True) -> Chance:
    """The trends together against chance."""
    return weigh_watched([_watched(one) for one in trends], screen_outliers=screen_outliers)


def weigh_watched(series: Sequence[Watched], *, screen_outliers: bool = True) -> Chance:
    """The series together against chance, where only their length and signals are known."""
    quiet = np.ones(len(series))
    silent = {signal: np.ones(len(series)) for signal in Signal}
    for index, one in enumerate(series):
        for length, base in one.baselines:
            shares = shares_by_chance(
                one.chart, _rounded(length), _rounded(base), screen_outliers=screen_outliers
            )
            times = max(1.0, length / LONGEST)
            quiet[index] *= (1 - shares[None]) ** times
            for signal in Signal:
                silent[signal][index] *= (1 - shares[signal]) ** times
    by_rule = {signal: float(np.sum(1 - silent[signal])) for signal in Signal}
    return Chance(
        series=len(series),
        points=sum(one.points for one in series),
        with_signals=sum(bool(one.fired) for one in series),
        with_signals_by_chance=float(np.sum(1 - quiet)),
        signals=sum(len(one.fired) for one in series),
        signals_by_chance=sum(by_rule.values()),
        by_rule=by_rule,
    )


def _watched(trend: Trend) -> Watched:
    return Watched(
        chart=trend.chart,
        points=len(trend.signals),
        baselines=tuple(
            (one.last - one.first + 1, min(one.points, one.last - one.first + 1))
            for one in trend.segments
            if one.points
        ),
        fired=frozenset(signal for point in trend.signals for signal in point),
    )


def _rounded(length: int) -> int:
    """Lengths up to 40 as they are, longer ones to about a twentieth, so that few are drawn."""
    if length <= 40:
        return length
    step = 1 << (length.bit_length() - 5)
    return min(LONGEST, length // step * step)


@cache
def shares_by_chance(
    chart: Chart, length: int, base: int, *, screen_outliers: bool
) -> dict[Signal | None, float]:
    """The share of unchanging series in which each rule fires; None stands for any of them."""
    many = max(200, POINTS // length)
    laid = _laid(_draw(chart, (many, length)), base=base)
    limits = _limits(laid, chart=chart, screen_outliers=screen_outliers)
    marks = find_signals(laid, limits)
    by_rule = {
        signal: (signs.reshape(many, length) != 0).any(axis=1)
        for signal, signs in marks.directions.items()
    }
    any_rule = np.logical_or.reduce(list(by_rule.values()))
    return {None: float(any_rule.mean())} | {
        signal: float(found.mean()) for signal, found in by_rule.items()
    }


def _draw(chart: Chart, shape: tuple[int, int]) -> Floats:
    chosen = np.random.default_rng(SEED)
    match chart:
        case Chart.G:
            return chosen.geometric(1 / (1 + MEAN), shape).astype(np.float64) - 1
        case Chart.T:
            return chosen.standard_exponential(shape)
    return chosen.standard_normal(shape)


def _laid(drawn: Floats, *, base: int) -> Laid:
    many, length = drawn.shape
    count = drawn.size
    numbers = np.arange(many)
    return Laid(
        values=drawn.ravel(),
        over=np.ones(count),
        at=np.arange(count),
        segment=np.repeat(numbers, length),
        firm=np.ones(count, np.bool_),
        base=np.tile(np.arange(length) < base, many),
        starts=numbers * length,
        ends=(numbers + 1) * length,
        series=numbers,
    )


def _limits(laid: Laid, *, chart: Chart, screen_outliers: bool) -> Limits:
    """As the chart has them; p and u know how far their points spread."""
    if chart in (Chart.PPRIME, Chart.UPRIME):
        chart = Chart.XMR
    if chart not in (Chart.P, Chart.U):
        return find_limits(laid, chart=chart, screen_outliers=screen_outliers)
    estimated = find_limits(laid, chart=Chart.XMR, screen_outliers=False)
    return Limits(
        chart=Chart.XMR,
        scaled=estimated.scaled,
        middles=estimated.middles,
        centres=estimated.centres,
        halves=np.full(laid.segments, 3.0),
        half=np.full(len(laid.values), 3.0),
    )
