"""What `sixpoint trend --json` and `sixpoint gap --json` print."""

from sixpoint.gaps.types import Convention, Counting, Transform
from sixpoint.terms.strict import strict
from sixpoint.trends.types import Assurance, Chart, Meaning, Signal

from .output import Output


@strict
class SegmentSaid:
    """Limits that hold from the period `first` to the period `last`.

    On a chart of counts they are those of a point with the average denominator, and each point has
    its own. `points` is how many they rest on; with fewer than twelve they are on `trial`.
    """

    first: str
    last: str
    centre: float | None
    lower: float | None
    upper: float | None
    points: int
    trial: bool


@strict
class PointSaid:
    """One period. `meaning` is what its signals mean, by the direction that is better."""

    period: str
    value: float | None
    signals: tuple[Signal, ...]
    lower: float | None
    upper: float | None
    meaning: Meaning | None
    provisional: bool


@strict
class TrendSaid:
    """One series on its chart, with a sentence that may be quoted and notes on what is absent."""

    series: str
    chart: Chart
    segments: tuple[SegmentSaid, ...]
    points: tuple[PointSaid, ...]
    sentence: str
    assurance: Assurance | None
    notes: tuple[str, ...]


@strict
class ChanceSaid:
    """How many series were looked at, what was found, and what chance alone would give on average.

    A signal is counted once for each rule that fires in a series; `by_rule` says in how many
    series each rule would fire by chance.
    """

    series: int
    points: int
    with_signals: int
    with_signals_by_chance: float
    signals: int
    signals_by_chance: float
    by_rule: dict[Signal, float]


@strict
class TrendOutput(Output):
    """sixpoint trend --json. From a partnership's folder it is exact, for the partnership only."""

    series: tuple[TrendSaid, ...]
    looked_at: ChanceSaid
    exact: bool


@strict
class GapSaid:
    """One gradient. Numbers are null where `cannot_tell` says that groups are not all there.

    Where the interval reaches nought, `cannot_tell` says so beside the numbers, and `more` how many
    more people would do, if the values' standard errors are known.
    """

    series: str
    period: str | None
    groups: int
    sii: float | None
    sii_lower: float | None
    sii_upper: float | None
    rii_mean: float | None
    rii_mean_lower: float | None
    rii_mean_upper: float | None
    rii_ratio: float | None
    rii_ratio_lower: float | None
    rii_ratio_upper: float | None
    mean: float | None
    absolute_range: float | None
    relative_range: float | None
    attributable_risk: float | None
    cannot_tell: str | None
    more: int | None
    sentence: str


@strict
class GroupGapSaid:
    """One named group against all children; `ratio_upper` is null where it has no end."""

    series: str
    period: str | None
    group: str
    counting: Counting
    value: float | None
    everybody: float | None
    difference: float | None
    difference_lower: float | None
    difference_upper: float | None
    ratio: float | None
    ratio_lower: float | None
    ratio_upper: float | None
    cannot_tell: str | None
    more: int | None
    sentence: str


@strict
class FollowedSaid:
    """How a gap changes over time; `group` is null for a gradient.

    The trend is of its size, or where the gap turns over (`signed`) of the gap itself.
    """

    series: str
    group: str | None
    signed: bool
    trend: TrendSaid


@strict
class GapOutput(Output):
    """sixpoint gap --json: gradients in `series`, named groups in `groups`, and if there are three
    periods or more how each gap changes in `over_time`."""

    convention: Convention
    transform: Transform
    confidence: float
    multiplier: float
    series: tuple[GapSaid, ...]
    groups: tuple[GroupGapSaid, ...]
    over_time: tuple[FollowedSaid, ...]
    exact: bool
