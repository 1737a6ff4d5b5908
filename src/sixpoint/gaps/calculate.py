"""The slope and the relative index of inequality as ScotPHO computes them, and simple gaps.

Groups run from the most deprived to the least. England's convention (OHID) has the opposite sign
and another relative index: a figure names its convention wherever it is shown.
"""

from collections.abc import Sequence
from math import fsum, isfinite, sqrt
from statistics import NormalDist

from .t_distribution import t_quantile
from .types import CannotTell, DeprivationGap, GroupGap

COMPLETE = (5, 10)
"""Quintiles or deciles: fewer groups mean that one is missing."""


def calculate_deprivation_gap(
    populations: Sequence[float | None],
    values: Sequence[float | None],
    *,
    standard_errors: Sequence[float] | None = None,
    confidence: float = 0.95,
) -> DeprivationGap | CannotTell:
    """The gradient over deprivation groups, most deprived first, or why it cannot be told.

    Without standard errors the interval is the regression's own, on Student's t with two degrees
    of freedom fewer than groups; with them it is the normal one of the slope. The relative
    index's limits are the slope's over the mean, which takes the mean as known.
    """
    groups = _present(populations, values)
    if isinstance(groups, CannotTell):
        return groups
    shares, rates = groups
    ranks = _ranks(shares)
    # Measured from the first group, so that equal groups have a gap of exactly nought.
    offs = [rate - rates[0] for rate in rates]
    mean_off = _weighted(shares, offs)
    middle = _weighted(shares, ranks)
    spread = fsum(p * (rank - middle) ** 2 for p, rank in zip(shares, ranks, strict=True))
    pulls = [p * (rank - middle) / spread for p, rank in zip(shares, ranks, strict=True)]
    slope = fsum(pull * off for pull, off in zip(pulls, offs, strict=True))
    if standard_errors is None:
        rests = [
            off - mean_off - slope * (rank - middle) for rank, off in zip(ranks, offs, strict=True)
        ]
        degrees = len(rates) - 2
        error = sqrt(_weighted(shares, [rest**2 for rest in rests]) / degrees / spread)
        half = t_quantile(confidence, degrees=degrees) * error
    else:
        error = sqrt(fsum((k * se) ** 2 for k, se in zip(pulls, standard_errors, strict=True)))
        half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return _gap(0.0 - slope, half=half, mean=rates[0] + mean_off, most=rates[0], least=rates[-1])


def calculate_group_gap(group: float | None, everybody: float | None) -> GroupGap | CannotTell:
    """A named group against all children: difference, and ratio where there is one."""
    if group is None or everybody is None:
        return CannotTell(why="the figure for the group or for all children is not shown")
    return GroupGap(
        group=group,
        everybody=everybody,
        difference=group - everybody,
        ratio=group / everybody if everybody else None,
    )


def _present(
    populations: Sequence[float | None], values: Sequence[float | None]
) -> tuple[list[float], list[float]] | CannotTell:
    """Each group's share of the population and its value, if every group has both."""
    sizes = [size for size in populations if size is not None and isfinite(size) and size > 0]
    rates = [value for value in values if value is not None and isfinite(value)]
    expected = len(values)
    if expected not in COMPLETE or len(populations) != expected:
        return CannotTell(why="a gradient needs all five, or all ten, deprivation groups")
    if len(sizes) < expected or len(rates) < expected:
        absent = expected - min(len(sizes), len(rates))
        return CannotTell(
            why=f"{absent} of {expected} deprivation groups {'has' if absent == 1 else 'have'} no "
            "figure to go by, and a gradient needs all of them"
        )
    whole = fsum(sizes)
    return [size / whole for size in sizes], rates


def _ranks(shares: Sequence[float]) -> list[float]:
    """Where the middle of each group stands, from 0 at the most deprived to 1 at the least."""
    return [fsum(shares[:index]) + share / 2 for index, share in enumerate(shares)]


def _weighted(shares: Sequence[float], values: Sequence[float]) -> float:
    return fsum(share * value for share, value in zip(shares, values, strict=True))


def _gap(sii: float, *, half: float, mean: float, most: float, least: float) -> DeprivationGap:
    def relative(number: float) -> float:
        # A mean of nought leaves nothing to compare with; no gap then is no relative gap.
        return number / mean if mean else 0.0

    return DeprivationGap(
        sii=sii,
        sii_lower=sii - half,
        sii_upper=sii + half,
        rii=relative(sii),
        rii_lower=relative(sii - half),
        rii_upper=relative(sii + half),
        absolute_range=most - least,
        relative_range=most / least if least else None,
    )
