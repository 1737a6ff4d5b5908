"""The XmR chart: limits from moving ranges, and a trend from them.

The method is that of NHSRplotthedots 0.2.0 (the NHS's "making data count" charts), whose
published results are among the tests.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from math import fsum, isfinite

from sixpoint.packs.measures import Better
from sixpoint.terms.problems import Problem, UserError

from .sentence import plain, say
from .signals import Fired, find_signals
from .types import Segment, Trend

LIMIT = 2.66
"""Limits lie this many mean moving ranges from the centre: three sigma, as 3 / 1.128."""

SCREEN = 3.267
"""A moving range this many times the mean one is an outlier: its own upper limit."""

FULL = 12
"""Limits from fewer points are on trial."""


def calculate_xmr(
    values: Sequence[float],
    *,
    better: Better,
    baseline: int | None = None,
    rebase: Collection[int] = (),
    screen_outliers: bool = True,
    labels: Sequence[str] | None = None,
    write: Callable[[float], str] = plain,
) -> Trend:
    """The series on an XmR chart.

    `rebase` holds the indexes, from 0, at which a new baseline begins; `baseline` takes the limits
    from the first so many points of each. `labels` name the points in the sentence, `write` says
    its numbers.
    """
    _refuse(values, baseline=baseline, rebase=rebase)
    bounds = sorted({0, *rebase, len(values)})
    segments: list[Segment] = []
    fired: list[tuple[Fired, ...]] = []
    for first, end in pairwise(bounds):
        part = values[first:end]
        centre, limit = _limits(part[:baseline], screen_outliers=screen_outliers)
        segments.append(
            Segment(
                first=first,
                last=end - 1,
                centre=centre,
                lower=centre - limit,
                upper=centre + limit,
                trial=len(part[:baseline]) < FULL,
            )
        )
        fired.extend(find_signals(part, centre=centre, limit=limit))
    return Trend(
        segments=tuple(segments),
        signals=tuple(tuple(each.signal for each in point) for point in fired),
        sentence=say(
            values, current=segments[-1], fired=fired, better=better, labels=labels, write=write
        ),
    )


def _limits(values: Sequence[float], *, screen_outliers: bool) -> tuple[float, float]:
    """The centre, and how far from it the limits lie."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if screen_outliers:
        # One pass only, as in the method; where all ranges are nought there is nothing to screen.
        most = SCREEN * _mean(ranges)
        ranges = [each for each in ranges if each < most] or ranges
    return _mean(values), LIMIT * _mean(ranges)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values) if values else 0.0


def _refuse(values: Sequence[float], *, baseline: int | None, rebase: Collection[int]) -> None:
    problems = []
    if not values or not all(isfinite(value) for value in values):
        problems.append(
            Problem(
                code="trend.values",
                what="A series has no values, or one that is not a number.",
                fix="Give at least one period, and leave out periods without a value.",
            )
        )
    if baseline is not None and baseline < 2:
        problems.append(
            Problem(
                code="trend.baseline",
                what="A baseline of fewer than two points has no moving range.",
                fix="Give two points or more; twelve make the limits firm.",
            )
        )
    if any(not 0 <= index < len(values) for index in rebase):
        problems.append(
            Problem(
                code="trend.rebase",
                what="A new baseline begins outside the series.",
                fix="Name the points from 0 to one fewer than there are.",
            )
        )
    if problems:
        raise UserError(problems)
