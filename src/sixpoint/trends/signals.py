"""Which points of a chart say more than chance does. One segment at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from .types import Signal

RUN = 7
"""So many points on one side of the centre, or in one direction, are a signal."""

NEAR = 2 / 3
"""A point this far from the centre towards a limit is near the limit."""

HAIR = 1e-9
"""What rounding of binary fractions may amount to, against the largest value."""


@dataclass(frozen=True, kw_only=True)
class Fired:
    """A signal at a point and its direction: 1 high or rising, -1 low or falling."""

    signal: Signal
    direction: int


def find_signals(
    values: Sequence[float], *, centre: float, limit: float
) -> tuple[tuple[Fired, ...], ...]:
    """Every point's signals, most telling first; `limit` is the distance of a limit."""
    hair = HAIR * max([abs(value) for value in values] + [abs(centre)], default=0.0)
    offs = [value - centre for value in values]
    sides = [_sign(off, hair=hair) for off in offs]
    steps = [
        _sign(after - before, hair=hair) for before, after in zip(values, values[1:], strict=False)
    ]
    outside = [
        side if abs(off) > limit + hair else 0 for off, side in zip(offs, sides, strict=True)
    ]
    near = [
        not out and abs(off) > NEAR * limit + hair for off, out in zip(offs, outside, strict=True)
    ]
    found = (
        (Signal.OUTSIDE, outside),
        (Signal.TREND, trends(steps)),
        (Signal.TWO_OF_THREE, _near_only(two_of_three(near, sides=sides), near=near)),
        (Signal.SHIFT, shifts(sides)),
    )
    return tuple(
        tuple(Fired(signal=signal, direction=at[i]) for signal, at in found if at[i])
        for i in range(len(values))
    )


def shifts(sides: Sequence[int]) -> list[int]:
    """Each point's side where it belongs to a run of seven; a point on the centre breaks it."""
    return _runs(sides, length=RUN)


def trends(steps: Sequence[int]) -> list[int]:
    """Each point's direction where it belongs to seven rising or falling points; a tie breaks it.

    `steps` are the directions from point to point, one fewer than there are points.
    """
    marks = [0] * (len(steps) + 1)
    for index, direction in enumerate(_runs(steps, length=RUN - 1)):
        if direction:
            marks[index] = marks[index + 1] = direction
    return marks


def two_of_three(near: Sequence[bool], *, sides: Sequence[int]) -> list[int]:
    """Each point's side where it is among three on that side of which two are near the limit."""
    marks = [0] * len(sides)
    for start in range(len(sides) - 2):
        window = slice(start, start + 3)
        if abs(sum(sides[window])) == 3 and sum(near[window]) >= 2:
            marks[window] = sides[window]
    return marks


def _near_only(marks: Sequence[int], *, near: Sequence[bool]) -> list[int]:
    return [mark if close else 0 for mark, close in zip(marks, near, strict=True)]


def _runs(signs: Sequence[int], *, length: int) -> list[int]:
    marks = [0] * len(signs)
    for start in range(len(signs) - length + 1):
        window = slice(start, start + length)
        if abs(sum(signs[window])) == length:
            marks[window] = signs[window]
    return marks


def _sign(number: float, *, hair: float) -> int:
    return 0 if abs(number) <= hair else (1 if number > 0 else -1)
