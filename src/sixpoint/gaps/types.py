"""What a gap is."""

from dataclasses import dataclass
from enum import StrEnum


class Convention(StrEnum):
    """Which sign the slope index has: SCOTPHO's is positive when the most deprived have more,
    OHID's (England's) when the least deprived have."""

    SCOTPHO = "scotpho"
    OHID = "ohid"


class Transform(StrEnum):
    """The scale on which the line is fitted: LOG for rates, LOGIT for shares of 1."""

    NONE = "none"
    LOG = "log"
    LOGIT = "logit"


class Counting(StrEnum):
    """What a numerator is: SHARE counts some of the cases, RATE events over an exposure."""

    SHARE = "share"
    RATE = "rate"


@dataclass(frozen=True, kw_only=True)
class DeprivationGap:
    """A gradient over deprivation groups, rank 1 the most deprived; in the values' unit.

    `sii` is the slope index of inequality, with its sign by convention. `rii_mean` is the SII over
    the mean (Pamuk; what Scotland publishes), `rii_ratio` the fitted least over the fitted most
    deprived (Kunst and Mackenbach; what England publishes), None where the fitted line reaches
    nought. `absolute_range` is most minus least deprived; `relative_range` most over least, None
    where the least is nought. `attributable_risk` is the percentage that would not be there if all
    had the least deprived's value. `more` is how many more people would do where the slope cannot
    be told from chance; None where it can, or where nothing says how sure the values are.
    """

    sii: float
    sii_lower: float
    sii_upper: float
    rii_mean: float
    rii_mean_lower: float
    rii_mean_upper: float
    rii_ratio: float | None
    rii_ratio_lower: float | None
    rii_ratio_upper: float | None
    mean: float
    absolute_range: float
    relative_range: float | None
    attributable_risk: float | None
    more: int | None = None

    @property
    def told(self) -> bool:
        """Whether the slope can be told from chance."""
        return self.sii_lower > 0 or self.sii_upper < 0


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A numerator and what it is out of, or over."""

    numerator: float
    denominator: float

    @property
    def value(self) -> float:
        return self.numerator / self.denominator


@dataclass(frozen=True, kw_only=True)
class GroupGap:
    """A named group against all children, of whom it is a part; values as they were given.

    Limits are None where no counts say how sure the values are. `ratio` is None where all children
    have nought, its upper limit where it has no end. `more` is how many more children in the group
    would do where the difference cannot be told from chance; None where it can, where the values
    are the same, or where there are no counts.
    """

    group: float
    everybody: float
    difference: float
    ratio: float | None
    difference_lower: float | None = None
    difference_upper: float | None = None
    ratio_lower: float | None = None
    ratio_upper: float | None = None
    more: int | None = None

    @property
    def told(self) -> bool:
        """Whether the difference can be told from chance."""
        lower, upper = self.difference_lower, self.difference_upper
        return lower is not None and upper is not None and (lower > 0 or upper < 0)


@dataclass(frozen=True, kw_only=True)
class CannotTell:
    """Why no gap is stated, in plain words."""

    why: str
