"""The weighted line through deprivation groups: where it starts and ends, and how sure that is.

Groups are weighted by their share of the population and stand at the middle of their span of the
ranked population, from 0 at the most deprived end to 1 at the least.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import NormalDist

from .t_distribution import t_quantile
from .types import Transform


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How values go onto the scale of the fit and back; `slope` is that of the way back."""

    there: Callable[[float], float]
    back: Callable[[float], float]
    slope: Callable[[float], float]


def _expit(number: float) -> float:
    return 1 / (1 + exp(-number)) if number > -700 else 0.0


SCALES = {
    Transform.NONE: Scale(there=lambda y: y, back=lambda z: z, slope=lambda z: 1.0),
    Transform.LOG: Scale(there=log, back=exp, slope=exp),
    Transform.LOGIT: Scale(
        there=lambda y: log(y / (1 - y)), back=_expit, slope=lambda z: _expit(z) * (1 - _expit(z))
    ),
}


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A line by its height at the middle and its slope, on the scale of the fit.

    `mean_pulls` and `slope_pulls` are how much each group's value weighs in the two;
    `variances` are of the mean and the slope, and their covariance; `quantile` is how many
    standard errors an interval reaches to either side.
    """

    mean: float
    slope: float
    middle: float
    mean_pulls: tuple[float, ...]
    slope_pulls: tuple[float, ...]
    variances: tuple[float, float, float]
    quantile: float

    @property
    def most(self) -> float:
        """Height at the most deprived end."""
        return self.mean - self.slope * self.middle

    @property
    def least(self) -> float:
        """Height at the least deprived end."""
        return self.mean + self.slope * (1 - self.middle)

    def half(self, at_most: float, at_least: float) -> float:
        """Half the interval of what changes so much with the line's height at either end."""
        by_mean = at_most + at_least
        by_slope = at_least * (1 - self.middle) - at_most * self.middle
        of_mean, of_slope, both = self.variances
        variance = by_mean**2 * of_mean + by_slope**2 * of_slope + 2 * by_mean * by_slope * both
        return self.quantile * sqrt(max(variance, 0.0))


def fit_line(
    shares: Sequence[float],
    values: Sequence[float],
    *,
    standard_errors: Sequence[float] | None,
    confidence: float,
) -> Fit:
    """The line, its uncertainty from the values' standard errors or else from their scatter.

    From scatter it is the weighted regression's own, on Student's t with two degrees of freedom
    fewer than groups; from standard errors it is normal.
    """
    ranks = [fsum(shares[:index]) + share / 2 for index, share in enumerate(shares)]
    middle = _weighted(shares, ranks)
    spread = fsum(p * (rank - middle) ** 2 for p, rank in zip(shares, ranks, strict=True))
    pulls = tuple(p * (rank - middle) / spread for p, rank in zip(shares, ranks, strict=True))
    # Measured from the first group, so that equal groups have a slope of exactly nought.
    offs = [value - values[0] for value in values]
    mean = _weighted(shares, offs)
    slope = fsum(pull * off for pull, off in zip(pulls, offs, strict=True))
    if standard_errors is None:
        steps = [rank - middle for rank in ranks]
        rests = [off - mean - slope * step for step, off in zip(steps, offs, strict=True)]
        degrees = len(values) - 2
        scatter = _weighted(shares, [rest**2 for rest in rests]) / degrees
        variances = (scatter, scatter / spread, 0.0)
        quantile = t_quantile(confidence, degrees=degrees)
    else:
        variances = _variances(shares, pulls, standard_errors)
        quantile = NormalDist().inv_cdf((1 + confidence) / 2)
    return Fit(
        mean=values[0] + mean,
        slope=slope,
        middle=middle,
        mean_pulls=tuple(shares),
        slope_pulls=pulls,
        variances=variances,
        quantile=quantile,
    )


def _variances(
    shares: Sequence[float], pulls: Sequence[float], standard_errors: Sequence[float]
) -> tuple[float, float, float]:
    """Of the mean and the slope, and their covariance, from how sure each value is."""
    each = [(p, k, se**2) for p, k, se in zip(shares, pulls, standard_errors, strict=True)]
    return (
        fsum(p * p * v for p, _, v in each),
        fsum(k * k * v for _, k, v in each),
        fsum(p * k * v for p, k, v in each),
    )


def _weighted(shares: Sequence[float], values: Sequence[float]) -> float:
    return fsum(share * value for share, value in zip(shares, values, strict=True))
