"""All counts published, protected as one problem for each set of measures that tell of each other.

Latest by groups, latest for everybody and quarters are tied by sums: what one view hides, the
others must not give back. Nor must another measure of the same cases.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell
from sixpoint.packs.disclosure import CountRule, DisclosurePolicy
from sixpoint.packs.measures import Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber

from .protect import protect
from .related import CASES, MET, OVER, PENDING, UNMET, Counted, Place, families, ties, twins
from .types import Relation


@dataclass(frozen=True, kw_only=True)
class SafeCounts:
    """The counts of one cell as they may be shown; `over` is the population of a rate."""

    cases: SafeNumber
    met: SafeNumber
    pending: SafeNumber
    over: SafeNumber


def place_of(cell: ExactCell) -> Place:
    return (cell.grouping, cell.group, cell.label)


def protect_measures(
    cells: Sequence[ExactCell], *, measures: Mapping[str, Measure], policy: DisclosurePolicy
) -> dict[str, dict[Place, SafeCounts]]:
    """Every cell's counts by measure, safe beside each other and beside other measures."""
    mine = {id_: [cell for cell in cells if cell.measure == id_] for id_ in measures}
    counted = [
        _counted(mine[id_], measure, rule=policy.rule_for(measure.topic))
        for id_, measure in measures.items()
    ]
    safe: dict[str, SafeNumber] = {}
    for family in families(counted):
        members = {one.measure.id: mine[one.measure.id] for one in family}
        safe |= _protect_family(family, members, policy=policy)
    return {id_: _by_place(mine[id_], safe) for id_ in measures}


def _protect_family(
    family: Sequence[Counted], cells: Mapping[str, Sequence[ExactCell]], *, policy: DisclosurePolicy
) -> dict[str, SafeNumber]:
    """One problem of hiding; until nothing hidden in one measure is nearly shown by another."""
    rule = family[0].rule
    counts = {name: number for one in family for name, number in one.named.items()}
    every = [cell for mine in cells.values() for cell in mine]
    relations = [*_within_cells(counts, every), *ties(family)]
    for mine in cells.values():
        relations += _across_cells(counts, mine)
    primary = set(_of_few_children(counts, every, below=rule.below))
    pairs = list(twins(family))
    while True:
        safe = protect(
            counts,
            relations,
            policy=policy,
            topic=rule.topic,
            primary=primary,
            loss=dict(_losses(counts, every)),
            together=[[_name(cell, what) for what in (CASES, MET, UNMET, OVER)] for cell in every],
        )
        told = {b for a, b in pairs if counts[b] and not safe[a].visible and safe[b].visible}
        if not told:
            return safe
        primary |= told


def _by_place(
    cells: Sequence[ExactCell], safe: Mapping[str, SafeNumber]
) -> dict[Place, SafeCounts]:
    # Where a group is hidden it must not show whether anybody was in it: all say the same.
    unsaid = SUPPRESSED if any(cell.met is not None for cell in cells) else MISSING
    return {place_of(cell): _safe_counts(cell, safe, unsaid=unsaid) for cell in cells}


def _name(cell: ExactCell, what: str) -> str:
    return " | ".join((cell.measure, *place_of(cell), what))


def _counted(cells: Sequence[ExactCell], measure: Measure, *, rule: CountRule) -> Counted:
    numbers = {
        (place_of(cell), what): number
        for cell in cells
        for what, number in _counts_of(cell, measure)
    }
    return Counted(measure=measure, rule=rule, numbers=numbers)


def _counts_of(cell: ExactCell, measure: Measure) -> Iterator[tuple[str, int]]:
    yield CASES, cell.cases
    if cell.met is not None:
        yield MET, cell.met
        yield UNMET, cell.cases - cell.met
    if measure.is_rate and cell.out_of is not None:
        yield OVER, int(cell.out_of)
    if (cell.grouping, cell.label) == (EVERYBODY, LATEST):
        yield PENDING, cell.pending


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
