"""Many series laid end to end, so that a million points are worked on at once.

Takes series; gives flat arrays of their points that have a value, each with the segment it is in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .types import Series

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The points that have a value, of all series, in order.

    `at` is the point's index among all points given, `segment` the number of its segment. A point
    is `firm` if it is not provisional, and in the `base` if limits rest on it. `starts` and `ends`
    are the segments' bounds among all points given, `series` the number of each one's series.
    """

    values: Floats
    over: Floats
    at: Ints
    segment: Ints
    firm: Bools
    base: Bools
    starts: Ints
    ends: Ints
    series: Ints

    @property
    def segments(self) -> int:
        return len(self.starts)


def lay_out(many: Sequence[Series], *, baseline: int | None) -> Laid:
    """The series end to end; `baseline` takes limits from the first so many firm points."""
    starts, ends, series = _bounds(many)
    values = _flat([one.values for one in many])
    over = _flat([one.denominators or [1.0] * len(one.values) for one in many])
    firm = _firm(many, len(values))
    present = np.isfinite(values) & np.isfinite(over)
    at = np.flatnonzero(present)
    segment = np.searchsorted(starts, at, side="right") - 1
    firm = firm[at]
    return Laid(
        values=values[at],
        over=over[at],
        at=at,
        segment=segment,
        firm=firm,
        base=firm if baseline is None else firm & (_place(segment, firm) < baseline),
        starts=starts,
        ends=ends,
        series=series,
    )


def _flat(columns: Sequence[Sequence[float | None]]) -> Floats:
    """One array; None becomes NaN."""
    parts = [np.array(column, dtype=np.float64) for column in columns]
    return np.concatenate(parts) if parts else np.empty(0)


def _bounds(many: Sequence[Series]) -> tuple[Ints, Ints, Ints]:
    starts: list[int] = []
    owners: list[int] = []
    offset = 0
    for number, one in enumerate(many):
        own = sorted({0, *one.rebase}) if one.rebase else [0]
        starts += [offset + each for each in own]
        owners += [number] * len(own)
        offset += len(one.values)
    ends = [*starts[1:], offset]
    return np.array(starts, np.int64), np.array(ends, np.int64), np.array(owners, np.int64)


def _firm(many: Sequence[Series], count: int) -> Bools:
    firm = np.ones(count, np.bool_)
    offset = 0
    for one in many:
        if one.provisional:
            firm[[offset + each for each in one.provisional]] = False
        offset += len(one.values)
    return firm


def _place(segment: Ints, firm: Bools) -> Ints:
    """How many firm points of its segment come before each point."""
    before: Ints = np.cumsum(firm) - firm
    first = np.searchsorted(segment, segment, side="left")
    return before - before[first]
