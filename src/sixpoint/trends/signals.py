"""Which points of a chart say more than chance does, by four rules, for all segments at once.

The rules are those of NHSRplotthedots 0.2.0. A rule marks every point of the run that it fires on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lay_out import Bools, Floats, Ints, Laid
from .limits import Limits
from .types import Signal

RUN = 7
"""So many points on one side of the centre, or in one direction, are a signal."""

NEAR = 2 / 3
"""A point this far from the centre towards a limit is near the limit."""

HAIR = 1e-9
"""What rounding of binary fractions may amount to, against the largest value."""

ORDER = (Signal.OUTSIDE, Signal.TREND, Signal.TWO_OF_THREE, Signal.SHIFT)
"""Most telling first."""

Signs = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Fired:
    """A signal at a point and its direction: 1 high or rising, -1 low or falling.

    `since` is the point at which its run began.
    """

    signal: Signal
    direction: int
    since: int


@dataclass(frozen=True, kw_only=True)
class Marks:
    """For each rule a direction at every firm point, nought where it does not fire.

    `at` says which laid points are firm; `since` where a shift or trend began among the firm.
    """

    at: Ints
    directions: dict[Signal, Signs]
    since: dict[Signal, Ints]


def find_signals(laid: Laid, limits: Limits) -> Marks:
    """What every rule says of every firm point; provisional ones are passed over."""
    firm = np.flatnonzero(laid.firm & np.isfinite(limits.centres[laid.segment]))
    segment, scaled, half = laid.segment[firm], limits.scaled[firm], limits.half[firm]
    hair = _hair(scaled, segment, limits)
    off = scaled - limits.centres[segment]
    sides = _signs(scaled - limits.middles[segment], hair)
    outside = np.where(np.abs(off) > half + hair, _signs(off, hair), 0).astype(np.int8)
    near = (outside == 0) & (np.abs(off) > NEAR * half + hair)
    steps = np.zeros(len(firm), np.int8)
    steps[1:] = _signs(np.diff(scaled), hair[1:]) * (segment[1:] == segment[:-1])
    shift, shift_since = shifts(sides, segment)
    trend, trend_since = trends(steps, segment)
    return Marks(
        at=firm,
        directions={
            Signal.OUTSIDE: outside,
            Signal.TREND: trend,
            # Only the near ones of the three are marked.
            Signal.TWO_OF_THREE: two_of_three(near, sides=sides, segment=segment) * near,
            Signal.SHIFT: shift,
        },
        since={Signal.SHIFT: shift_since, Signal.TREND: trend_since},
    )


def shifts(sides: Signs, segment: Ints) -> tuple[Signs, Ints]:
    """Each point's side where it belongs to a run of seven; a point on the centre breaks it."""
    return _runs(sides, segment, length=RUN)


def trends(steps: Signs, segment: Ints) -> tuple[Signs, Ints]:
    """Each point's direction where it belongs to seven rising or falling points; a tie breaks it.

    `steps` are the directions from the point before; nought at the first of a segment.
    """
    marks, since = _runs(steps, segment, length=RUN - 1)
    # A run of steps begins one point before its first step.
    since = since - 1
    firsts = np.unique(since[marks != 0])
    marks[firsts], since[firsts] = steps[firsts + 1], firsts
    return marks, since


def two_of_three(near: Bools, *, sides: Signs, segment: Ints) -> Signs:
    """Each point's side where it is among three on that side of which two are near the limit."""
    within = np.zeros(len(sides), np.bool_)
    if len(sides) > 2:
        alike = (np.abs(sides[:-2] + sides[1:-1] + sides[2:]) == 3) & (segment[:-2] == segment[2:])
        begins = alike & (near[:-2].astype(np.int8) + near[1:-1] + near[2:] >= 2)
        for place in range(3):
            within[place : len(begins) + place] |= begins
    return np.where(within, sides, 0).astype(np.int8)


def _runs(signs: Signs, segment: Ints, *, length: int) -> tuple[Signs, Ints]:
    """The sign of points in a long enough run, and where each point's run begins."""
    begins = np.ones(len(signs), np.bool_)
    begins[1:] = (signs[1:] != signs[:-1]) | (segment[1:] != segment[:-1])
    number = np.cumsum(begins) - 1
    lengths = np.bincount(number)
    since = np.flatnonzero(begins)[number]
    return np.where(lengths[number] >= length, signs, 0).astype(np.int8), since


def _hair(scaled: Floats, segment: Ints, limits: Limits) -> Floats:
    largest = np.abs(np.nan_to_num(limits.centres))
    np.maximum.at(largest, segment, np.abs(scaled))
    return np.asarray(HAIR * largest[segment])


def _signs(numbers: Floats, hair: Floats) -> Signs:
    return np.where(np.abs(numbers) <= hair, 0, np.sign(numbers)).astype(np.int8)
