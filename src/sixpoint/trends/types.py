"""What a trend is: points against limits, with signals and a sentence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Chart(StrEnum):
    """Which chart a series is drawn on; `sixpoint.trends.propose` says which suits it.

    RUN has a median and no limits. XMR takes measurements; P and U take cases out of cases and
    events over an exposure, PPRIME and UPRIME the same where they vary more than counting does.
    G takes cases between events, T time between events.
    """

    RUN = "run"
    XMR = "xmr"
    P = "p"
    PPRIME = "pprime"
    U = "u"
    UPRIME = "uprime"
    G = "g"
    T = "t"


COUNTED = frozenset({Chart.P, Chart.PPRIME, Chart.U, Chart.UPRIME})
"""The charts of a numerator over a denominator."""


class Signal(StrEnum):
    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


class Meaning(StrEnum):
    """What a signal is, given which direction is better."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """Whether a target will be met, as things are.

    The three of the NHS's "Making data count": consistently met, consistently missed, and hit or
    missed at random.
    """

    ALWAYS = "always"
    HIT_AND_MISS = "hit and miss"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values in their order; None has no value and is left out.

    `denominators` belong to the charts of counts, whose values are numerator over denominator.
    `labels` name the points. `rebase` holds the indexes, from 0, at which a new baseline begins,
    `provisional` those of points that may still change: they set no limits and no signals.
    """

    values: Sequence[float | None]
    denominators: Sequence[float | None] | None = None
    labels: Sequence[str] | None = None
    rebase: Collection[int] = ()
    provisional: Collection[int] = ()
    target: float | None = None


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Limits that hold from point `first` to point `last`, both counted from 0 and inclusive.

    On a chart of counts `lower` and `upper` are those of a point with the average denominator.
    None stands where there is nothing to work them out from, and on a run chart. `points` is how
    many the limits rest on; `trial` says that they are fewer than twelve.
    """

    first: int
    last: int
    centre: float | None
    lower: float | None
    upper: float | None
    points: int

    @property
    def trial(self) -> bool:
        return self.points < FULL


FULL = 12
"""Limits from fewer points are on trial."""


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One series on its chart; tuples have one item for each point, in the points' order.

    `lower` and `upper` are each point's own limits; `meanings` what its signals mean, if any.
    """

    chart: Chart
    segments: tuple[Segment, ...]
    signals: tuple[tuple[Signal, ...], ...]
    meanings: tuple[Meaning | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    assurance: Assurance | None
    sentence: str
