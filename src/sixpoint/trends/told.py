"""What a sentence about one series rests on: its values, its current baseline, its signals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sixpoint.packs.measures import Better

from .types import Assurance, Chart, Segment, Series
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
        """What the point is called."""
        labels = self.series.labels
        return labels[index] if labels else f"point {index + 1}"

    def value(self, index: int) -> float:
        value = self.series.values[index]
        if value is None:
            raise ValueError("only a point with a value is spoken of")
        return value

    @property
    def limits_vary(self) -> bool:
        """Whether the points of the current baseline have different limits."""
        found = self.found
        own = {(found.lower[index], found.upper[index]) for index in self.looked_at}
        return len(own) > 1
