"""Series become trends: limits, signals, and what may be said.

All series are laid end to end and worked on at once; each then gets its own sentence.
"""

from collections.abc import Callable, Sequence

from sixpoint.packs.measures import Better

from .assurance import assure
from .lay_out import lay_out
from .limits import find_limits
from .refuse import refuse
from .sentence import as_percentage, plain, say
from .signals import find_signals
from .told import Told
from .types import Chart, Meaning, Segment, Series, Trend
from .unfold import Found, unfold


def calculate_trend(
    series: Series,
    *,
    chart: Chart = Chart.XMR,
    better: Better,
    baseline: int | None = None,
    screen_outliers: bool = True,
    write: Callable[[float], str] | None = None,
) -> Trend:
    """One series on its chart; `calculate_trends` says more."""
    (trend,) = calculate_trends(
        [series],
        chart=chart,
        better=better,
        baseline=baseline,
        screen_outliers=screen_outliers,
        write=write,
    )
    return trend


def calculate_trends(
    many: Sequence[Series],
    *,
    chart: Chart = Chart.XMR,
    better: Better,
    baseline: int | None = None,
    screen_outliers: bool = True,
    write: Callable[[float], str] | None = None,
) -> list[Trend]:
    """Each series on the chart, in their order.

    `baseline` takes the limits from the first so many complete points of each segment.
    `screen_outliers` leaves extreme moving ranges out of limits that rest on these. `write` says
    the numbers of the sentence; unless given, shares are percentages and others have three figures.
    Raises a UserError with all that makes no series: no points, values that are no numbers or that
    the chart cannot have, denominators of nought, a baseline of fewer than two.
    """
    refuse(many, chart=chart, baseline=baseline)
    laid = lay_out(many, baseline=baseline)
    limits = find_limits(laid, chart=chart, screen_outliers=screen_outliers)
    found = unfold(laid, limits, find_signals(laid, limits), lengths=[len(s.values) for s in many])
    write = write or (as_percentage if chart in (Chart.P, Chart.PPRIME) else plain)
    return [
        _tell(series, one, chart=chart, better=better, baseline=baseline, write=write)
        for series, one in zip(many, found, strict=True)
    ]


def _tell(
    series: Series,
    found: Found,
    *,
    chart: Chart,
    better: Better,
    baseline: int | None,
    write: Callable[[float], str],
) -> Trend:
    """The series with what was found, and what may be said of it."""
    current = found.segments[-1]
    meanings = _meanings(better)
    looked_at = _looked_at(series, current)
    assurance = None
    if series.target is not None:
        own = [(found.lower[index], found.upper[index]) for index in looked_at]
        assurance = assure(series.target, own, better=better)
    told = Told(
        series=series,
        chart=chart,
        better=better,
        found=found,
        looked_at=looked_at,
        assurance=assurance,
        frozen=baseline is not None and baseline < len(looked_at),
        write=write,
    )
    return Trend(
        chart=chart,
        segments=found.segments,
        signals=found.signals,
        meanings=tuple([meanings[direction] for direction in found.directions]),
        lower=found.lower,
        upper=found.upper,
        assurance=assurance,
        sentence=say(told),
    )


def _looked_at(series: Series, current: Segment) -> Sequence[int]:
    """The current baseline's points that have a value and are complete."""
    over = series.denominators or series.values
    if None not in series.values and None not in over and not series.provisional:
        return range(current.first, current.last + 1)
    return [
        index
        for index in range(current.first, current.last + 1)
        if series.values[index] is not None
        and over[index] is not None
        and index not in series.provisional
    ]


def _meanings(better: Better) -> dict[int, Meaning | None]:
    """What a point's most telling signal means by its direction, as in NHSRplotthedots."""
    high, low = {
        Better.HIGHER: (Meaning.IMPROVEMENT, Meaning.CONCERN),
        Better.LOWER: (Meaning.CONCERN, Meaning.IMPROVEMENT),
        Better.NEITHER: (Meaning.NEUTRAL, Meaning.NEUTRAL),
    }[better]
    return {1: high, -1: low, 0: None}
