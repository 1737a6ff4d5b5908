"""What a gap is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DeprivationGap:
    """A gradient over deprivation groups, rank 1 the most deprived; in the values' unit.

    `sii` is positive when the most deprived have more (ScotPHO's convention); `rii` is the SII
    over the mean; `absolute_range` most minus least deprived; `relative_range` most over least,
    None where the least is nought.
    """

    sii: float
    sii_lower: float
    sii_upper: float
    rii: float
    rii_lower: float
    rii_upper: float
    absolute_range: float
    relative_range: float | None


@dataclass(frozen=True, kw_only=True)
class GroupGap:
    """A named group against all children."""

    group: float
    everybody: float
    difference: float
    ratio: float | None


@dataclass(frozen=True, kw_only=True)
class CannotTell:
    """Why no gap is stated, in plain words."""

    why: str
