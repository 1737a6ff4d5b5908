"""The slope and the relative indices of inequality over deprivation groups.

Groups run from the most deprived to the least. The regression is ScotPHO's and OHID's alike; their
signs and their relative indices differ, so that a figure names its convention wherever it is shown.
ScotPHO: its calculate_inequality_measures (public repository), and the Scottish Government's
long-term monitoring of health inequalities, technical notes. OHID: PHEindicatormethods
(ukhsa-collaboration), phe_sii. Intervals of the ratio without standard errors are those of its
logarithm by the delta method (Hayes and Berry 2002, J Epidemiol Community Health 56).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, fsum, isfinite, log

from .draws import draw_intervals
from .fit import SCALES, Fit, fit_line
from .types import CannotTell, Convention, DeprivationGap, Transform

HAIR = 1e-12
UNBOUNDED = 100.0
"""A logarithm beyond which a ratio has no end: where the line all but reaches nought."""
COMPLETE = (5, 10)
"""Quintiles or deciles: fewer groups mean that one is missing."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """How a gap is worked out. `multiplier` scales the slope index; a negative one turns it over.

    With a transform, standard errors are of the transformed values.
    """

    convention: Convention = Convention.SCOTPHO
    transform: Transform = Transform.NONE
    confidence: float = 0.95
    multiplier: float = 1.0

    @property
    def sign(self) -> float:
        return self.multiplier * (-1.0 if self.convention is Convention.SCOTPHO else 1.0)


DEFAULT = Method()


def calculate_deprivation_gap(
    populations: Sequence[float | None],
    values: Sequence[float | None],
    *,
    standard_errors: Sequence[float | None] | None = None,
    method: Method = DEFAULT,
) -> DeprivationGap | CannotTell:
    """The gradient over deprivation groups, most deprived first, or why it cannot be told.

    Without standard errors the interval is the regression's own, on Student's t with two degrees
    of freedom fewer than groups, and that over the mean takes the mean as known; with them the
    slope's is normal and the relative indices' come from draws with a fixed seed.
    """
    groups = _present(populations, values, standard_errors)
    if isinstance(groups, CannotTell):
        return groups
    if why := _not_on_scale(groups.values, method.transform):
        return CannotTell(why=why)
    scale = SCALES[method.transform]
    fit = fit_line(
        groups.shares,
        [scale.there(value) for value in groups.values],
        standard_errors=groups.errors,
        confidence=method.confidence,
    )
    return _gap(fit, groups, method)


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """Groups that are all there: shares of the population, values, and their standard errors."""

    people: float
    shares: list[float]
    values: list[float]
    errors: list[float] | None

    @property
    def mean(self) -> float:
        first = self.values[0]
        offs = (p * (y - first) for p, y in zip(self.shares, self.values, strict=True))
        return first + fsum(offs)


def _present(
    populations: Sequence[float | None],
    values: Sequence[float | None],
    errors: Sequence[float | None] | None,
) -> _Groups | CannotTell:
    """Each group's share of the population and its value, if every group has all it needs."""
    expected = len(values)
    if expected not in COMPLETE or len(populations) != expected:
        return CannotTell(why="a gradient needs all five, or all ten, deprivation groups")
    rows = zip(populations, values, errors or [0.0] * expected, strict=True)
    whole = [
        (size, value, error)
        for size, value, error in rows
        if _known(size) and size and size > 0 and _known(value) and _known(error)
    ]
    absent = expected - len(whole)
    if absent:
        return CannotTell(
            why=f"{absent} of {expected} deprivation groups {'has' if absent == 1 else 'have'} no "
            "figure to go by, and a gradient needs all of them"
        )
    people = fsum(size or 0.0 for size, _, _ in whole)
    return _Groups(
        people=people,
        shares=[(size or 0.0) / people for size, _, _ in whole],
        values=[value or 0.0 for _, value, _ in whole],
        errors=None if errors is None else [error or 0.0 for _, _, error in whole],
    )


def _known(number: float | None) -> bool:
    return number is not None and isfinite(number)


def _not_on_scale(values: Sequence[float], transform: Transform) -> str | None:
    if transform is Transform.LOG and min(values) <= 0:
        return "a group's value is nought or below, which has no logarithm"
    if transform is Transform.LOGIT and not (min(values) > 0 and max(values) < 1):
        return "a group's value does not lie between 0 and 1, so it has no logit"
    return None


def _gap(fit: Fit, groups: _Groups, method: Method) -> DeprivationGap:
    scale = SCALES[method.transform]
    most, least = scale.back(fit.most), scale.back(fit.least)
    # Through the slope itself where nothing is transformed, so that equal groups give nought.
    plain = method.transform is Transform.NONE
    slope = fit.slope if plain else least - most
    if abs(slope) < HAIR * max(map(abs, (most, least))):  # what rounding leaves of no slope
        slope = 0.0
    half = fit.half(-scale.slope(fit.most), scale.slope(fit.least))
    sii, (lower, upper) = method.sign * slope + 0.0, _turned(slope, half, method.sign)
    mean = groups.mean * abs(method.multiplier)
    by_mean, ratio_limits = _relative_limits(fit, groups, method, (lower, upper), (most, least))
    ratio = least / most if least > 0 and most > 0 else None
    most_deprived, least_deprived = groups.values[0], groups.values[-1]
    return DeprivationGap(
        sii=sii,
        sii_lower=lower,
        sii_upper=upper,
        rii_mean=_over(sii, mean),
        rii_mean_lower=by_mean[0],
        rii_mean_upper=by_mean[1],
        rii_ratio=None if ratio is None else ratio ** (-1 if method.multiplier < 0 else 1),
        rii_ratio_lower=ratio_limits[0],
        rii_ratio_upper=ratio_limits[1],
        mean=mean,
        absolute_range=(most_deprived - least_deprived) * abs(method.multiplier),
        relative_range=most_deprived / least_deprived if least_deprived else None,
        attributable_risk=_attributable(groups),
        more=_more(groups, sii=sii, half=(upper - lower) / 2),
    )


def _turned(slope: float, half: float, sign: float) -> tuple[float, float]:
    ends = sorted((sign * (slope - half) + 0.0, sign * (slope + half) + 0.0))
    return ends[0], ends[1]


Limits = tuple[float | None, float | None]


def _relative_limits(
    fit: Fit,
    groups: _Groups,
    method: Method,
    slope_limits: tuple[float, float],
    ends: tuple[float, float],
) -> tuple[tuple[float, float], Limits]:
    """Limits of the slope index over the mean, and of the ratio of the fitted ends."""
    if groups.errors is None:
        mean = groups.mean * abs(method.multiplier)
        by_mean = (_over(slope_limits[0], mean), _over(slope_limits[1], mean))
        ratio = _ratio_limits(fit, method, *ends)
    else:
        there = SCALES[method.transform].there
        drawn, ratio = draw_intervals(
            fit,
            [there(value) for value in groups.values],
            groups.errors,
            transform=method.transform,
            confidence=method.confidence,
        )
        sign = 1.0 if method.sign > 0 else -1.0
        low, high = sorted((sign * drawn[0], sign * drawn[1]))
        by_mean = (low, high)
    if ratio is None:
        return by_mean, (None, None)
    if method.multiplier < 0:
        ratio = (1 / ratio[1], 1 / ratio[0])
    return by_mean, ratio


def _ratio_limits(
    fit: Fit, method: Method, most: float, least: float
) -> tuple[float, float] | None:
    if most <= 0 or least <= 0:
        return None
    slope = SCALES[method.transform].slope
    half = fit.half(-slope(fit.most) / most, slope(fit.least) / least)
    middle = log(least / most)
    if abs(middle) + half > UNBOUNDED:
        return None
    return exp(middle - half), exp(middle + half)


def _over(number: float, mean: float) -> float:
    # A mean of nought leaves nothing to compare with; no gap then is no relative gap.
    return number / mean if mean else 0.0


def _attributable(groups: _Groups) -> float | None:
    """The population attributable risk as ScotPHO computes it, in per cent."""
    least = groups.values[-1]
    if not least:
        return None
    excess = fsum(
        (value / least - 1) * share
        for value, share in zip(groups.values, groups.shares, strict=True)
    )
    return excess / (excess + 1) * 100 if excess != -1 else None


def _more(groups: _Groups, *, sii: float, half: float) -> int | None:
    """How many more people would tell a slope of this size: intervals shrink with their root."""
    if groups.errors is None or not sii or abs(sii) > half:
        return None
    return ceil(groups.people * ((half / abs(sii)) ** 2 - 1)) + 1
