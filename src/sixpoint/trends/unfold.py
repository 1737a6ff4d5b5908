"""What was found of all series together becomes what was found of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .lay_out import Floats, Laid
from .limits import Limits
from .signals import Fired, Marks
from .types import Segment


@dataclass(frozen=True, kw_only=True)
class Found:
    """One series' segments, the limits of each point, and its signals by point, from 0.

    `middle` is the line that runs of the current baseline are told by.
    """

    segments: tuple[Segment, ...]
    middle: float | None
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    fired: Mapping[int, tuple[Fired, ...]]


def unfold(laid: Laid, limits: Limits, marks: Marks, *, lengths: Sequence[int]) -> list[Found]:
    """What belongs to each series, where `lengths` are their numbers of points."""
    ends = np.cumsum(lengths)
    offsets = (ends - lengths).tolist()
    centre = limits.centres[laid.segment]
    lower = _spread(limits.to_values(centre - limits.half), laid)
    upper = _spread(limits.to_values(centre + limits.half), laid)
    fired = _fired(laid, marks, ends=ends, offsets=offsets)
    segments = _segments(laid, limits, offsets=offsets)
    middles = _optional(limits.to_values(limits.middles))
    currents = (np.searchsorted(laid.series, np.arange(len(lengths)), side="right") - 1).tolist()
    return [
        Found(
            segments=tuple(segments[number]),
            middle=middles[currents[number]],
            lower=tuple(lower[offset : offset + length]),
            upper=tuple(upper[offset : offset + length]),
            fired=fired.get(number, {}),
        )
        for number, (offset, length) in enumerate(zip(offsets, lengths, strict=True))
    ]


def _spread(numbers: Floats, laid: Laid) -> list[float | None]:
    """The laid points' numbers among all points given."""
    every = np.full(int(laid.ends[-1]), np.nan)
    every[laid.at] = numbers
    return _optional(every)


def _optional(numbers: Floats) -> list[float | None]:
    """Numbers where they are finite, None where there is none."""
    listed: list[float | None] = numbers.tolist()
    for index in np.flatnonzero(~np.isfinite(numbers)).tolist():
        listed[index] = None
    return listed


def _fired(
    laid: Laid,
    marks: Marks,
    *,
    ends: np.ndarray[tuple[int], np.dtype[np.int64]],
    offsets: list[int],
) -> dict[int, dict[int, tuple[Fired, ...]]]:
    """Signals by series and point, the most telling of a point first."""
    found: dict[int, dict[int, tuple[Fired, ...]]] = {}
    ordered = list(marks.fired(laid))
    places = np.array([place for place, _ in ordered], np.int64)
    owners = np.searchsorted(ends, places, side="right").tolist()
    for (place, one), owner in zip(ordered, owners, strict=True):
        start = offsets[owner]
        own = Fired(signal=one.signal, direction=one.direction, since=one.since - start)
        points = found.setdefault(owner, {})
        points[place - start] = (*points.get(place - start, ()), own)
    return found


def _segments(laid: Laid, limits: Limits, *, offsets: list[int]) -> list[list[Segment]]:
    centres = _optional(limits.to_values(limits.centres))
    lowers = _optional(limits.to_values(limits.centres - limits.halves))
    uppers = _optional(limits.to_values(limits.centres + limits.halves))
    points = np.bincount(laid.segment[laid.base], minlength=laid.segments).tolist()
    bounds = zip(laid.starts.tolist(), laid.ends.tolist(), laid.series.tolist(), strict=True)
    found: list[list[Segment]] = [[] for _ in offsets]
    for index, (start, end, owner) in enumerate(bounds):
        found[owner].append(
            Segment(
                first=start - offsets[owner],
                last=end - 1 - offsets[owner],
                centre=centres[index],
                lower=lowers[index],
                upper=uppers[index],
                points=points[index],
            )
        )
    return found
