"""How far links in doubt could move a figure, said so coarsely that no count is told.

A step comes from a ladder of 1, 2, 5, 10 and on, in the figure's own unit, and is never smaller
than what a single case would make, so that it does not tell whether one is in doubt. The ends of a
range are the value shown, less and plus a step. Where the figure is hidden, nothing is said.
"""

from collections.abc import Iterable, Mapping, Sequence

from sixpoint.measures.types import ExactCell, Moved
from sixpoint.packs.measures import Kind, Measure
from sixpoint.pictures.words import in_unit

from .types import SafeDoubt
from .values import SafeCell
from .wording import points_of, within_nature

LADDER = (1, 2, 5)
MOST = 1e9
"""A step above it is none that a figure could take."""


def step_above(number: float) -> float:
    """The least step of the ladder that is not below the number."""
    scale = 1.0
    while number > LADDER[-1] * scale:
        scale *= 10
    return next(step * scale for step in LADDER if number <= step * scale)


def is_step(number: float) -> bool:
    """Whether the number is a step of the ladder."""
    return 0 < number <= MOST and step_above(number) == number


def doubt_of(
    moved: Sequence[Moved],
    shown: Mapping[tuple[str, str], SafeCell],
    *,
    measure: Measure,
) -> SafeDoubt | None:
    """The furthest that any of the cells shown moves, down and up; None where none is shown."""
    downs, ups = [], []
    for one in moved:
        safe = shown.get((one.cell.grouping, one.cell.group))
        value = worth_of(one.cell, measure)
        if safe is None or safe.value.value is None or value is None:
            continue
        others = [worth_of(cell, measure) for cell in (one.kept, one.dropped)]
        moves = [0.0, *(other - value for other in others if other is not None)]
        least = _least(safe, measure=measure)
        downs.append(step_above(max(least, -min(moves))))
        ups.append(step_above(max(least, max(moves))))
    return SafeDoubt(down=max(downs), up=max(ups)) if downs else None


def worth_of(cell: ExactCell, measure: Measure) -> float | None:
    """The measure's exact value; None where there is nothing to divide by."""
    if measure.kind is Kind.DURATION:
        return cell.median
    if measure.is_rate:
        per = measure.population.per if measure.population else 1
        return per * cell.cases / cell.out_of if cell.out_of else None
    if measure.kind in (Kind.RATIO, Kind.MEAN):
        whole = 100 if measure.kind is Kind.RATIO else 1
        known = cell.amount is not None and cell.out_of
        return whole * (cell.amount or 0) / (cell.out_of or 1) if known else None
    if measure.kind in (Kind.COUNT, Kind.STOCK):
        return float(cell.cases)
    return 100 * cell.met / cell.cases if cell.cases and cell.met is not None else None


def _least(safe: SafeCell, *, measure: Measure) -> float:
    """What one case would move, as far as the counts shown tell."""
    cases, over = safe.counts.cases.value, safe.counts.over.value
    if measure.is_rate:
        per = measure.population.per if measure.population else 1
        return per / over if over else 0.0
    if measure.kind in (Kind.COUNT, Kind.STOCK, Kind.DURATION, Kind.RATIO, Kind.MEAN):
        return 0.0
    return 100 / cases if cases else 0.0


WITH_ALL = "With links in doubt all kept or all dropped,"


def range_in_words(value: float, doubt: SafeDoubt, *, measure: Measure) -> str:
    """Between 82% and 84%, no further than values of the measure go."""
    low, high = (
        in_unit(round(within_nature(n, measure=measure), 9), measure.unit)
        for n in (value - doubt.down, value + doubt.up)
    )
    return f"between {low} and {high}"


def furthest_in_words(doubt: SafeDoubt, *, measure: Measure) -> str:
    """2 percentage points, or the unit."""
    return points_of(max(doubt.down, doubt.up), measure=measure)


def is_lawful(doubt: SafeDoubt, values: Iterable[SafeCell]) -> bool:
    """Whether a figure whose cells show these values may say so."""
    return is_step(doubt.down) and is_step(doubt.up) and any(c.value.visible for c in values)
