"""Intervals of the relative indices by drawing the groups' values many times, from a seed."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .fit import Fit
from .types import Transform

DRAWS = 50_000
"""Limits from so many draws lie within about a hundredth of the interval of the true ones."""

SEED = 2012
"""Any fixed number: the same groups give the same limits."""

Floats = NDArray[np.float64]
Interval = tuple[float, float]


def draw_intervals(
    fit: Fit,
    values: Sequence[float],
    standard_errors: Sequence[float],
    *,
    transform: Transform,
    confidence: float,
) -> tuple[Interval, Interval | None]:
    """Of the slope index over the mean, and of the fitted least over the fitted most deprived.

    `values` and `standard_errors` are on the scale of the fit. The second is None where the fitted
    most deprived may be nought.
    """
    drawn = np.asarray(values) + _normal(len(values)) * np.asarray(standard_errors)
    mean = drawn @ np.asarray(fit.mean_pulls)
    slope = drawn @ np.asarray(fit.slope_pulls)
    most, least = mean - slope * fit.middle, mean + slope * (1 - fit.middle)
    if transform is Transform.NONE:
        over = mean
    else:
        over = _back(drawn, transform) @ np.asarray(fit.mean_pulls)
        most, least = _back(most, transform), _back(least, transform)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    by_mean = np.quantile(np.divide(least - most, over, where=over != 0, out=over * 0), tails)
    if np.any(most <= 0):
        return (float(by_mean[0]), float(by_mean[1])), None
    ratio = np.quantile(least / most, tails)
    return (float(by_mean[0]), float(by_mean[1])), (float(ratio[0]), float(ratio[1]))


@cache
def _normal(groups: int) -> Floats:
    return np.random.default_rng(SEED).standard_normal((DRAWS, groups))


def _back(numbers: Floats, transform: Transform) -> Floats:
    if transform is Transform.LOG:
        return np.exp(numbers)
    return np.asarray(1 / (1 + np.exp(-numbers)))
