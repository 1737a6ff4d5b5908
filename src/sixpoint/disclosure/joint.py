"""All counts published of one measure, protected as one problem.

Latest by groups, latest for everybody and quarters are tied by sums: what one view hides, the
others must not give back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import Kind, Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber

from .protect import protect
from .types import Relation

Place = tuple[str, str, str]
"""Grouping, group and label: one cell of a measure."""


@dataclass(frozen=True, kw_only=True)
class SafeCounts:
    """The counts of one cell as they may be shown; `over` is the population of a rate."""

    cases: SafeNumber
    met: SafeNumber
    pending: SafeNumber
    over: SafeNumber


def place_of(cell: ExactCell) -> Place:
    return (cell.grouping, cell.group, cell.label)


def protect_measure(
    cells: Sequence[ExactCell], *, measure: Measure, policy: DisclosurePolicy
) -> dict[Place, SafeCounts]:
    """Every cell's counts, safe beside each other."""
    counts = dict(_counts(cells, measure))
    below = policy.rule_for(measure.topic).below
    safe = protect(
        counts,
        [*_within_cells(counts, cells), *_across_cells(counts, cells)],
        policy=policy,
        topic=measure.topic,
        primary=set(_of_few_children(counts, cells, below=below)),
        loss=dict(_losses(counts, cells)),
        together=[[_name(cell, what) for what in (CASES, MET, UNMET, OVER)] for cell in cells],
    )
    # Where a group is hidden it must not show whether anybody was in it: all say the same.
    unsaid = SUPPRESSED if any(cell.met is not None for cell in cells) else MISSING
    return {place_of(cell): _safe_counts(cell, safe, unsaid=unsaid) for cell in cells}


CASES, MET, UNMET, PENDING, OVER = "cases", "met", "not met", "pending", "over"


def _name(cell: ExactCell, what: str) -> str:
    return " | ".join((*place_of(cell), what))


def _counts(cells: Sequence[ExactCell], measure: Measure) -> Iterator[tuple[str, int]]:
    for cell in cells:
        yield _name(cell, CASES), cell.cases
        if cell.met is not None:
            yield _name(cell, MET), cell.met
            yield _name(cell, UNMET), cell.cases - cell.met
        if measure.kind is Kind.RATE and cell.out_of is not None:
            yield _name(cell, OVER), int(cell.out_of)
        if (cell.grouping, cell.label) == (EVERYBODY, LATEST):
            yield _name(cell, PENDING), cell.pending


def _within_cells(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[Relation]:
    for cell in cells:
        if _name(cell, MET) in counts:
            parts = (_name(cell, MET), _name(cell, UNMET))
            yield Relation(total=_name(cell, CASES), parts=parts)


def _across_cells(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[Relation]:
    """The latest figure is the sum of its groups, and of its quarters.

    Where it is not (a population is no sum over quarters), there is nothing to work back from.
    """
    for total in (c for c in cells if (c.grouping, c.label) == (EVERYBODY, LATEST)):
        for members in _members(total, cells):
            for what in (CASES, MET, UNMET, OVER):
                parts = tuple(n for n in (_name(c, what) for c in members) if n in counts)
                name = _name(total, what)
                if parts and name in counts and counts[name] == sum(counts[p] for p in parts):
                    yield Relation(total=name, parts=parts)


def _members(total: ExactCell, cells: Sequence[ExactCell]) -> Iterator[list[ExactCell]]:
    for grouping in dict.fromkeys(cell.grouping for cell in cells):
        if grouping != EVERYBODY:
            yield [c for c in cells if c.grouping == grouping and c.label == LATEST]
    yield [
        c
        for c in cells
        if c.grouping == EVERYBODY and c.label != LATEST and c.period.start in total.period
    ]


def _of_few_children(
    counts: Mapping[str, int], cells: Sequence[ExactCell], *, below: int
) -> Iterator[str]:
    """Many cases of a few children tell of those children; so a small group is hidden whole."""
    for cell in cells:
        if cell.cases and cell.children < below:
            for what in (CASES, MET, UNMET):
                if _name(cell, what) in counts:
                    yield _name(cell, what)


def _losses(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[tuple[str, float]]:
    """A share is lost whichever of its counts is hidden; how many cases there are is worth more.

    With the same loss for met and not met, what one cell hides is taken from one other cell, not
    a little from each of several.
    """
    for cell in cells:
        for what in (MET, UNMET):
            if _name(cell, what) in counts:
                yield _name(cell, what), 0.9 * cell.cases


def _safe_counts(
    cell: ExactCell, safe: Mapping[str, SafeNumber], *, unsaid: SafeNumber
) -> SafeCounts:
    cases = safe[_name(cell, CASES)]
    met = safe.get(_name(cell, MET), MISSING)
    return SafeCounts(
        cases=cases,
        # Of a group too small to count, that none was met would say too much.
        met=met if cases.visible else unsaid,
        pending=safe.get(_name(cell, PENDING), MISSING),
        over=safe.get(_name(cell, OVER), MISSING),
    )
