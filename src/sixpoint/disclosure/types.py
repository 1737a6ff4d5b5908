"""Safe figures: everything in them has passed disclosure or is computed from what has."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sixpoint.terms.cells import MISSING, SafeNumber, Status
from sixpoint.terms.strict import strict


@dataclass(frozen=True, kw_only=True)
class Relation:
    """The cell `total` is the sum of the cells `parts`; whoever reads a table knows it."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Two cells that differ by at most `at_most`, as everybody knows; by none, where it is nought.

    A count that is published again after a refresh is tied so to what it was.
    """

    left: str
    right: str
    at_most: int


@strict
class SafeCount:
    """One row as it may be published; `value` is null unless the status shows it."""

    dimensions: dict[str, str]
    value: int | None
    status: Status


@strict
class SafeTable:
    """One table, its rows in the order in which they were given."""

    file: str
    cells: tuple[SafeCount, ...]


@strict
class SafePoint:
    """One period or one group. `value` is the measure's value computed from shown counts.

    `over` is how many children a rate is over; nobody is, where the measure is no rate. A
    `provisional` point may still change: it sets no limits and no signals. Where `label` is a time
    and the time has groups, `group` is which of them, or `all`.
    """

    label: str
    value: SafeNumber
    met: SafeNumber
    cases: SafeNumber
    signals: tuple[str, ...] = ()
    over: SafeNumber = MISSING
    provisional: bool = False
    group: str | None = None


@strict
class SafeSource:
    """A file behind a figure; `rows` has passed disclosure too.

    `sealed` is the file's fingerprint, sealed with what only the partnership has: a bare hash of
    a small file could be found by guessing what stands in it.
    """

    dataset: str
    file: str
    sealed: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rows: SafeNumber


@strict
class SafeTrail:
    """What a figure was made from, without a person, place or exact count.

    `measure_pack` and `datasets_pack` are `<id>/<version>`; `definition` is the measure's content
    hash. Rules are counted over the datasets the measure uses; `not_run` lists codes. `limits` says
    which limits cases were held against, under which guidance or as a local one.
    """

    measure_pack: str
    datasets_pack: str
    definition: str
    children: SafeNumber
    sources: tuple[SafeSource, ...]
    rules_passed: int
    rules_failed: tuple[str, ...]
    rules_not_run: tuple[str, ...]
    links: str
    limits: tuple[str, ...] = ()


@strict
class SafeSegment:
    """Limits that hold from the quarter `first` to the quarter `last`, over shown points only.

    `because` says why a new baseline begins here; None for the first.
    """

    first: str
    last: str
    centre: float
    lower: float
    upper: float
    trial: bool
    because: str | None = None


@strict
class SafeTrend:
    """The trend's segments, one for each baseline; `hidden` says how many points are left out."""

    segments: tuple[SafeSegment, ...]
    hidden: int


@strict
class SafeGap:
    """Computed over what is shown; None where it cannot be told, and `why` says so.

    Limits are those of 95% intervals. `more` is how many more cases in the group would tell a
    difference of this size, where chance alone may explain it; of a slope, in all fifths together.
    Over time `difference` is how much wider the gap became, less than nought where it narrowed.
    """

    sii: float | None = None
    sii_lower: float | None = None
    sii_upper: float | None = None
    rii: float | None = None
    absolute_range: float | None = None
    relative_range: float | None = None
    difference: float | None = None
    difference_lower: float | None = None
    difference_upper: float | None = None
    ratio: float | None = None
    ratio_lower: float | None = None
    ratio_upper: float | None = None
    more: int | None = None
    why: str | None = None


@strict
class SafeGapAt:
    """How wide a gap was at one time, or of one group, in the figure's unit, over what is shown.

    Over time it is turned so that it lies above nought at every time, unless it changes over
    between times; of several groups it is each one's value less that of all children.
    Limits are those of 95% intervals; `why` says why the gap cannot be told.
    """

    label: str
    size: SafeNumber
    lower: float | None = None
    upper: float | None = None
    why: str | None = None
    signals: tuple[str, ...] = ()
    provisional: bool = False


@strict
class SafeDoubt:
    """How far the figure could move down and up if links in doubt were all kept or all dropped.

    Coarse steps in the figure's unit, percentage points for a percentage; see disclosure/doubt.py.
    Of a view of groups it is the furthest that any group shown moves.
    """

    down: float
    up: float


@strict
class SafeFigure:
    """One figure that may cross. `id` is `<measure>.<view>`.

    Views: `latest` (one value), `trend` (points are quarters), `deprivation` (points are SIMD
    quintiles), `looked-after` (points are looked after / not looked after), `sex`, `age`,
    `disabled`, `ethnic-group` (`gaps` has each group against all children), `rural`,
    `late-reasons` (points are reasons, and values the cases that were late), and
    `deprivation-over-time` and `looked-after-over-time` (points are times and groups, `gaps` the
    gap of each time). `phrase` is what a sentence says in the figure's place, such as
    "83% (412 of 497)"; `sentence` stands alone.
    """

    id: str
    measure: str
    view: str
    title: str
    counts: str
    children_counted: str
    unit: str
    better: str
    period: str
    status: Status
    value: SafeNumber
    met: SafeNumber
    cases: SafeNumber
    pending: SafeNumber
    phrase: str
    sentence: str
    points: tuple[SafePoint, ...] = ()
    trend: SafeTrend | None = None
    gap: SafeGap | None = None
    gaps: tuple[SafeGapAt, ...] = ()
    doubt: SafeDoubt | None = None
    invented: bool = False
    trail: SafeTrail
