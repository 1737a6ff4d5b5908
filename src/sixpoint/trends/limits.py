"""Centre lines and limits, by chart, for all segments at once.

XmR: the mean and 2.66 mean moving ranges, with moving ranges screened once at 3.267 times the mean
one, as in NHSRplotthedots 0.2.0. p and u: binomial and Poisson three-sigma limits (Montgomery,
Introduction to statistical quality control, 7.2 and 7.3). p' and u': these times the spread of
the standardised values (Laney 2002, Improved control charts for attributes, Quality Engineering
14(4)). g: the mean m and m + 3 sqrt(m (m + 1)) (Benneyan 2001, Number-between g-type statistical
quality control charts, Health Care Management Science 4). t: the moving-range chart of the values
to the power 1/3.6, drawn on the values' own scale (Nelson 1994, A control chart for
parts-per-million nonconforming items, Journal of Quality Technology 26(3)).
"""

from dataclasses import dataclass

import numpy as np

from .lay_out import Bools, Floats, Ints, Laid
from .types import Chart

LIMIT = 2.66
"""XmR limits lie this many mean moving ranges from the centre: three sigma, as 3 / 1.128."""

SIGMA = 1 / 1.128
"""A standard deviation in mean moving ranges of two points."""

SCREEN = 3.267
"""A moving range this many times the mean one is an outlier: its own upper limit."""

POWER = 1 / 3.6
"""Turns waiting times into values that are nearly normal."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """On the scale on which the rules are applied; `to_values` leads back from it.

    `scaled`, `middle`, `centre` and `half` have one number for each laid point, `middles`,
    `centres` and `halves` one for each segment: the line that runs are told by, the centre line,
    and how far a limit lies from it (infinitely far on a run chart).
    """

    chart: Chart
    scaled: Floats
    middles: Floats
    centres: Floats
    halves: Floats
    half: Floats

    def to_values(self, scaled: Floats) -> Floats:
        """Numbers of the rules' scale as values, kept within what such values can be."""
        match self.chart:
            case Chart.T:
                return np.asarray(np.maximum(scaled, 0.0) ** (1 / POWER))
            case Chart.P | Chart.PPRIME:
                return np.clip(scaled, 0.0, 1.0)
            case Chart.U | Chart.UPRIME | Chart.G:
                return np.maximum(scaled, 0.0)
        return scaled


def find_limits(laid: Laid, *, chart: Chart, screen_outliers: bool) -> Limits:
    """The limits of every segment; NaN where it has no point to rest them on."""
    scaled = laid.values**POWER if chart is Chart.T else laid.values
    means = _means(scaled, laid)
    match chart:
        case Chart.RUN:
            centres = medians(scaled, laid)
            halves = np.where(np.isnan(centres), np.nan, np.inf)
            half = halves[laid.segment]
        case Chart.XMR | Chart.T:
            centres = means
            factor = LIMIT if chart is Chart.XMR else 3 * SIGMA
            halves = factor * _mean_range(scaled, laid, screen_outliers=screen_outliers)
            half = halves[laid.segment]
        case Chart.G:
            centres = means
            halves = 3 * np.sqrt(centres * (centres + 1))
            half = halves[laid.segment]
        case _:
            centres = _pooled(laid)
            half, halves = _counting(laid, centres, chart=chart, screen_outliers=screen_outliers)
    middles = medians(scaled, laid) if chart is Chart.G else centres
    return Limits(
        chart=chart, scaled=scaled, middles=middles, centres=centres, halves=halves, half=half
    )


def sum_by_segment(numbers: Floats | Bools, segment: Ints, laid: Laid) -> Floats:
    return np.bincount(segment, weights=numbers, minlength=laid.segments).astype(np.float64)


def medians(scaled: Floats, laid: Laid) -> Floats:
    """The median of every segment's base."""
    segment, values = laid.segment[laid.base], scaled[laid.base]
    ordered = values[np.lexsort((values, segment))]
    counts = np.bincount(segment, minlength=laid.segments)
    firsts = np.cumsum(counts) - counts
    found = np.full(laid.segments, np.nan)
    some = counts > 0
    low = ordered[(firsts + (counts - 1) // 2)[some]]
    found[some] = low + (ordered[(firsts + counts // 2)[some]] - low) / 2
    return found


def _means(scaled: Floats, laid: Laid) -> Floats:
    """Measured from a point of the segment, so that equal values have exactly their mean."""
    segment, values = laid.segment[laid.base], scaled[laid.base]
    origin = np.full(laid.segments, np.nan)
    origin[segment[::-1]] = values[::-1]
    counts = np.bincount(segment, minlength=laid.segments)
    offs = sum_by_segment(values - origin[segment], segment, laid)
    means: Floats = origin + offs / np.maximum(counts, 1)
    return means


def _pooled(laid: Laid) -> Floats:
    """All numerators over all denominators."""
    segment, over = laid.segment[laid.base], laid.over[laid.base]
    whole = sum_by_segment(over, segment, laid)
    counted = sum_by_segment(laid.values[laid.base] * over, segment, laid)
    pooled: Floats = np.divide(counted, whole, out=np.full(laid.segments, np.nan), where=whole > 0)
    return pooled


def _counting(
    laid: Laid, centres: Floats, *, chart: Chart, screen_outliers: bool
) -> tuple[Floats, Floats]:
    """Each point's three sigma, and that of a point with its segment's average denominator."""
    spread, sigma = _spread(centres, chart=chart), _sigma(laid, centres, chart=chart)
    if chart in (Chart.PPRIME, Chart.UPRIME):
        more = _dispersion(laid, centres, sigma, screen_outliers=screen_outliers)
        spread, sigma = spread * more, sigma * more[laid.segment]
    segment = laid.segment[laid.base]
    counts = np.bincount(segment, minlength=laid.segments)
    average = sum_by_segment(laid.over[laid.base], segment, laid) / np.maximum(counts, 1)
    usual = np.divide(spread, np.sqrt(average), out=np.full_like(spread, np.nan), where=average > 0)
    return 3 * sigma, 3 * usual


def dispersion(laid: Laid, *, chart: Chart) -> Floats:
    """How many times as much each segment varies from point to point as counting alone gives."""
    centres = _pooled(laid)
    return _dispersion(laid, centres, _sigma(laid, centres, chart=chart), screen_outliers=True)


def _sigma(laid: Laid, centres: Floats, *, chart: Chart) -> Floats:
    """Each point's standard deviation if it were counting alone."""
    return _spread(centres, chart=chart)[laid.segment] / np.sqrt(laid.over)


def _spread(centres: Floats, *, chart: Chart) -> Floats:
    """The standard deviation of one case, or of one event."""
    shares = chart in (Chart.P, Chart.PPRIME)
    # A share just above 1 by rounding has no root.
    return np.sqrt(np.maximum(centres * (1 - centres), 0.0) if shares else centres)


def _dispersion(laid: Laid, centres: Floats, sigma: Floats, *, screen_outliers: bool) -> Floats:
    offs = laid.values - centres[laid.segment]
    z = np.divide(offs, sigma, out=np.zeros_like(sigma), where=sigma > 0)
    return SIGMA * _mean_range(z, laid, screen_outliers=screen_outliers)


def _mean_range(scaled: Floats, laid: Laid, *, screen_outliers: bool) -> Floats:
    """The mean moving range of every segment's base; nought where there is none."""
    segment, values = laid.segment[laid.base], scaled[laid.base]
    inside = segment[1:] == segment[:-1]
    ranges, owner = np.abs(np.diff(values))[inside], segment[1:][inside]
    mean = _mean_by(ranges, owner, laid)
    if screen_outliers:
        # One pass only, as in the method. Where nothing would be left but equal values, limits
        # without any width would mark them all; so nothing is screened.
        kept = ranges < SCREEN * mean[owner]
        screened = _mean_by(ranges[kept], owner[kept], laid)
        mean = np.where(screened > 0, screened, mean)
    mean[np.bincount(segment, minlength=laid.segments) == 0] = np.nan
    return mean


def _mean_by(numbers: Floats, owner: Ints, laid: Laid) -> Floats:
    counts = np.bincount(owner, minlength=laid.segments)
    return sum_by_segment(numbers, owner, laid) / np.maximum(counts, 1)
