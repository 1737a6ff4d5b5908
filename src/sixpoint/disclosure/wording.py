"""How safe figures are put into words; what is hidden and what is not known are told apart."""

from collections.abc import Sequence
from math import inf

from sixpoint.gaps.types import DeprivationGap
from sixpoint.packs.measures import ChildrenCounted, Kind, Measure
from sixpoint.pictures.words import in_unit, is_percentage, plural
from sixpoint.terms.cells import Status

from .values import SafeCell

HIDDEN = "a figure hidden to protect children"
NO_CASES = "there were no cases"
MOST_WAIT = "half or more had not come to an end while they were watched"
WHOSE = {
    ChildrenCounted.LIVING_IN: "Children who live in the area.",
    ChildrenCounted.LOOKED_AFTER_BY: "Children the partnership looks after, wherever they live.",
    ChildrenCounted.TAUGHT_IN: "Children taught in the area's schools, wherever they live.",
}


def not_known(why: str) -> str:
    """What stands where nothing could be counted."""
    return f"not known, because {why}"


def in_words(cell: SafeCell, *, measure: Measure) -> str:
    """The cell as a sentence says it: 83% (412 of 497)."""
    if cell.value.status is Status.SUPPRESSED:
        return HIDDEN
    if cell.value.value is None:
        waits = measure.kind is Kind.DURATION and cell.counts.cases.value
        return not_known(MOST_WAIT if waits else NO_CASES)
    said = in_unit(cell.value.value, measure.unit)
    cases = cell.counts.cases.value or 0
    if measure.kind is Kind.DURATION:
        return f"a median of {said} ({_cases(cases)})"
    if measure.kind is Kind.MEAN:
        return f"{said} on average ({_cases(cases)})"
    if measure.kind is Kind.RATIO or (_is_number(measure) and not measure.is_rate):
        return said
    if measure.is_rate:
        return f"{said} ({_cases(cases)})"
    about = "about " if cell.counts.cases.status is Status.ROUNDED else ""
    return f"{said} ({about}{cell.counts.met.value or 0:,.0f} of {cases:,.0f})"


def briefly(cell: SafeCell, *, measure: Measure) -> str:
    """The cell's value alone."""
    if cell.value.value is None:
        return in_words(cell, measure=measure)
    return in_unit(cell.value.value, measure.unit)


def within_nature(number: float, *, measure: Measure) -> float:
    """A limit as far as values can go: no share above 100%, nothing below nought."""
    return min(max(number, 0.0), 100.0 if is_percentage(measure.unit) else inf)


def points_of(number: float, *, measure: Measure) -> str:
    """A difference between two values: percentage points, or the unit."""
    if is_percentage(measure.unit):
        return f"{number:,.1f}".removesuffix(".0") + f" percentage {plural(number, 'point')}"
    return in_unit(number, measure.unit)


def gradient_in_words(gap: DeprivationGap, *, measure: Measure) -> str:
    """What the slope says, and whether chance may say it."""
    sii, lower, upper = (round(n, 1) for n in (gap.sii, gap.sii_lower, gap.sii_upper))
    slope = (
        f"The slope index of inequality is {points_of(sii, measure=measure)} "
        f"(95% interval {lower:g} to {upper:g})"
    )
    if lower > 0:
        return f"{slope}: higher among the most deprived, by more than chance explains."
    if upper < 0:
        return f"{slope}: lower among the most deprived, by more than chance explains."
    return f"{slope}, so no gradient can be told from chance."


def hidden_in_words(cells: Sequence[SafeCell]) -> str:
    """How many of the quarters are left out, and why; empty where none is."""
    small = sum(cell.value.status is Status.SUPPRESSED for cell in cells)
    if not small:
        return ""
    return (
        f" {small} of {len(cells)} quarters {'is' if small == 1 else 'are'} left out, hidden "
        "to protect children."
    )


def _is_number(measure: Measure) -> bool:
    return measure.kind in (Kind.COUNT, Kind.STOCK)


def _cases(number: float) -> str:
    return f"{number:,.0f} {plural(number, 'case')}"
