"""What was found of all series together becomes what was found of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .lay_out import Floats, Ints, Laid
from .limits import Limits
from .signals import ORDER, Fired, Marks
from .types import Segment, Signal

TOLD = tuple(
    tuple(signal for place, signal in enumerate(ORDER) if code >> place & 1)
    for code in range(1 << len(ORDER))
)
"""The signals of a point by a number with a bit for each rule, in the rules' order."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One series' segments, and of each point its limits and signals, most telling first.

    `directions` are those of the most telling signals, nought where there is none. `middle` is the
    line that runs of the current baseline are told by, `first_signal` the first of its points
    that has one, and `latest` all signals at the last.
    """

    segments: tuple[Segment, ...]
    middle: float | None
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    signals: tuple[tuple[Signal, ...], ...]
    directions: tuple[int, ...]
    first_signal: int | None
    latest_signal: int | None
    latest: tuple[Fired, ...]


def unfold(laid: Laid, limits: Limits, marks: Marks, *, lengths: Sequence[int]) -> list[Found]:
    """What belongs to each series, where `lengths` are their numbers of points."""
    offsets = (np.cumsum(lengths) - lengths).tolist()
    centre = limits.centres[laid.segment]
    lower = _spread(limits.to_values(centre - limits.half), laid)
    upper = _spread(limits.to_values(centre + limits.half), laid)
    codes, directions = _codes(laid, marks)
    signals = [TOLD[code] for code in codes.tolist()]
    told = directions.tolist()
    latest = _latest(laid, marks, codes, offsets=offsets)
    segments = _segments(laid, limits, offsets=offsets)
    middles = _optional(limits.to_values(limits.middles))
    currents = (np.searchsorted(laid.series, np.arange(len(lengths)), side="right") - 1).tolist()
    return [
        Found(
            segments=tuple(segments[number]),
            middle=middles[currents[number]],
            lower=tuple(lower[offset : offset + length]),
            upper=tuple(upper[offset : offset + length]),
            signals=tuple(signals[offset : offset + length]),
            directions=tuple(told[offset : offset + length]),
            first_signal=latest[number][0],
            latest_signal=latest[number][1],
            latest=latest[number][2],
        )
        for number, (offset, length) in enumerate(zip(offsets, lengths, strict=True))
    ]


def _codes(laid: Laid, marks: Marks) -> tuple[Ints, Ints]:
    """Of all points given, which rules fire, and the direction of the most telling."""
    count = int(laid.ends[-1])
    codes, directions = np.zeros(count, np.int64), np.zeros(count, np.int64)
    places = laid.at[marks.at]
    for place, signal in reversed(list(enumerate(ORDER))):
        signs = marks.directions[signal]
        codes[places] |= (signs != 0).astype(np.int64) << place
        directions[places] = np.where(signs != 0, signs, directions[places])
    return codes, directions


Latest = tuple[int | None, int | None, tuple[Fired, ...]]


def _latest(laid: Laid, marks: Marks, codes: Ints, *, offsets: list[int]) -> list[Latest]:
    """Of each series' last segment the first and the last point with a signal, and its signals."""
    places = laid.at[marks.at]
    having = np.flatnonzero(codes)
    lasts = np.searchsorted(laid.series, np.arange(len(offsets)), side="right") - 1
    starts, ends = laid.starts[lasts], laid.ends[lasts]
    first = np.searchsorted(having, starts).tolist()
    beyond = np.searchsorted(having, ends).tolist()
    found: list[Latest] = []
    for offset, low, high in zip(offsets, first, beyond, strict=True):
        if low == high:
            found.append((None, None, ()))
            continue
        last = int(having[high - 1])
        firm = int(np.searchsorted(places, last))
        ones = tuple(_fired(marks, places, firm, offset=offset))
        found.append((int(having[low]) - offset, last - offset, ones))
    return found


def _fired(marks: Marks, places: Ints, firm: int, *, offset: int) -> Iterator[Fired]:
    """The signals at one firm point."""
    for signal in ORDER:
        direction = int(marks.directions[signal][firm])
        if direction:
            began = int(marks.since[signal][firm]) if signal in marks.since else firm
            yield Fired(signal=signal, direction=direction, since=int(places[began]) - offset)


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
