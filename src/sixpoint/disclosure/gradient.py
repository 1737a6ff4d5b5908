"""The gradient over fifths of areas as it may be said: by what is shown, with how many would do.

Takes cells that are safe. The interval is the regression's, as ScotPHO has it; how many more would
do rests on how sure each fifth's own count is (Agresti and Coull 1998, The American Statistician
52, 119-126, for shares; a Poisson count and one for rates).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from sixpoint.gaps.calculate import calculate_deprivation_gap
from sixpoint.gaps.types import CannotTell, Counted, DeprivationGap
from sixpoint.measures.groups import NOT_KNOWN
from sixpoint.packs.measures import Measure

from .apart import TOO_MANY, counted, more_in_words
from .values import SafeCell
from .wording import gradient_in_words


@dataclass(frozen=True, kw_only=True)
class Gradient:
    """The gap by deprivation as it is shown, and by how sure its counts are, where there are any.

    Of `by_counts` only the limits of the slope are used.
    """

    shown: DeprivationGap
    by_counts: DeprivationGap | None = None

    @property
    def off_the_line(self) -> bool:
        """Whether the counts are sure enough, and it is the line that does not fit."""
        return not self.shown.told and self.by_counts is not None and self.by_counts.told


def fifths_in(groups: Sequence[SafeCell]) -> list[SafeCell]:
    """The fifths, the most deprived first."""
    return sorted((c for c in groups if c.name != NOT_KNOWN), key=lambda cell: cell.name)


def gradient_of(groups: Sequence[SafeCell], *, measure: Measure) -> Gradient | CannotTell:
    """The gradient over the fifths among the groups, or why it cannot be told."""
    fifths = fifths_in(groups)
    sizes, values = [c.weight for c in fifths], [c.worth for c in fifths]
    shown = calculate_deprivation_gap(sizes, values)
    errors = [_error(cell, measure=measure) for cell in fifths]
    if isinstance(shown, CannotTell):
        return shown
    if None in errors:
        return Gradient(shown=shown)
    by_counts = calculate_deprivation_gap(sizes, values, standard_errors=errors)
    if isinstance(by_counts, CannotTell):
        return Gradient(shown=shown)
    more = None if shown.told else by_counts.more
    return Gradient(shown=replace(shown, more=more), by_counts=by_counts)


def told_of(gradient: Gradient, *, measure: Measure) -> str:
    """What the slope says; where chance may say it, how many more would do."""
    told = gradient_in_words(gradient.shown, measure=measure)
    if gradient.off_the_line:
        return f"{told} More cases would not mend that: the fifths lie too far from a line."
    more = more_in_words(gradient.shown.more, whom=whom_of(measure), what="gradient")
    line = ", if the fifths lie near a line" if (gradient.shown.more or 0) <= TOO_MANY else ""
    return f"{told}{more.removeprefix('.')}{line}." if more else told


def whom_of(measure: Measure) -> str:
    """Of whom more would do: the children of a rate, else cases."""
    return "children" if measure.is_rate else "cases"


def _error(cell: SafeCell, *, measure: Measure) -> float | None:
    """The standard error of the value, where counts say it."""
    counts = counted(cell, measure=measure)
    if counts is None:
        return None
    if measure.population:
        return measure.population.per * sqrt(counts.numerator + 1) / counts.denominator
    return 100 * _share_error(counts)


def _share_error(counts: Counted) -> float:
    n = counts.denominator + 4
    p = (counts.numerator + 2) / n
    return sqrt(p * (1 - p) / n)
