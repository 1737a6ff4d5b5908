"""What a sentence about one series rests on: its values, its current baseline, its signals."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sixpoint.packs.measures import Better

from .types import COUNTED, Assurance, Chart, Segment, Series
from .unfold import Found


@dataclass(frozen=True, kw_only=True)
class Told:
    """One series with what its chart found.

    `looked_at` are the indexes of the current baseline's points that rules look at: complete, and
    with a value. `frozen` says that the limits rest on some of them only. `write` says a number.
    """

    series: Series
    chart: Chart
    better: Better
    found: Found
    looked_at: Sequence[int]
    assurance: Assurance | None
    frozen: bool
    write: Callable[[float], str]

    @property
    def current(self) -> Segment:
        return self.found.segments[-1]

    def name(self, index: int) -> str:
        """What the point is called; a number that is no year is a point's."""
        label = self.series.labels[index] if self.series.labels else str(index + 1)
        return f"point {label}" if label.isdigit() and not 1800 <= int(label) < 2200 else label

    def value(self, index: int) -> float:
        value = self.series.values[index]
        if value is None:
            raise ValueError("only a point with a value is spoken of")
        return value

    @property
    def limits_vary(self) -> bool:
        """Whether the points of the current baseline have different limits."""
        if self.chart not in COUNTED:
            return False
        first = self.looked_at[0]
        own = self.found.upper[first], self.found.lower[first]
        return any((self.found.upper[at], self.found.lower[at]) != own for at in self.looked_at)

    def count(self, first: int, last: int) -> int:
        """How many points are looked at from one to another."""
        looked_at = self.looked_at
        return bisect_right(looked_at, last) - bisect_left(looked_at, first)
