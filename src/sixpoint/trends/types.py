"""What a trend is: points against limits, with signals and a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Signal(StrEnum):
    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Limits that hold from point `first` to point `last`, both counted from 0 and inclusive."""

    first: int
    last: int
    centre: float
    lower: float
    upper: float
    trial: bool


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One series on its chart; `signals` has a tuple for each point, in the points' order."""

    segments: tuple[Segment, ...]
    signals: tuple[tuple[Signal, ...], ...]
    sentence: str
