"""How many series the report's figures hold, and how many signals chance alone would give in them.

Takes the figures that crossed, and only what they show: hidden quarters are in no series.
"""

from collections.abc import Iterable

from sixpoint.disclosure.types import SafeFigure, SafeGapAt, SafePoint, SafeSegment
from sixpoint.trends.chance import Watched, weigh_watched
from sixpoint.trends.say_chance import chance_in_words
from sixpoint.trends.types import Chart, Signal


def say_chance(figures: Iterable[SafeFigure]) -> str | None:
    """A sentence over every figure that has a trend; None where none has."""
    series = [_watched(one) for one in figures if one.trend and one.trend.segments]
    return chance_in_words(weigh_watched(series)) if series else None


def _watched(figure: SafeFigure) -> Watched:
    marks = [one for one in figure.gaps or figure.points if _value(one) is not None]
    segments = figure.trend.segments if figure.trend else ()
    return Watched(
        chart=Chart.XMR,  # the one chart for what crosses
        points=len(marks),
        baselines=tuple(_baseline(one, marks) for one in segments),
        fired=frozenset(Signal(signal) for one in marks for signal in one.signals),
    )


Mark = SafePoint | SafeGapAt


def _value(mark: Mark) -> float | None:
    return mark.size.value if isinstance(mark, SafeGapAt) else mark.value.value


def _baseline(segment: SafeSegment, marks: list[Mark]) -> tuple[int, int]:
    """How many points it has, and how many of them are complete."""
    within = [one for one in marks if segment.first <= one.label <= segment.last]
    return len(within), sum(not one.provisional for one in within)
