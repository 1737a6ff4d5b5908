"""The counts of measures that tell of each other, as one problem of hiding.

Takes exact cells and the measures they are of; gives every count by name, the sums that a reader
knows, what must be hidden, and what hiding costs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.measures.periods import is_quarter
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell
from sixpoint.packs.disclosure import CountRule
from sixpoint.packs.measures import Measure

from .reasons import of_reason, reasons_of
from .related import OVER, PENDING, Counted, Place, left, nested, ties, twins
from .selections import CASES, MET, UNMET
from .types import Relation

HEADLINE = 2.0
"""How many times as much it loses to hide the latest count of everybody as a group of as many."""


def place_of(cell: ExactCell) -> Place:
    return (cell.grouping, cell.group, cell.label)


@dataclass(frozen=True, kw_only=True)
class FamilyProblem:
    """The counts of measures that tell of each other, as one problem of hiding.

    `unpublished` are counts that a reader takes from others, and no figure shows; `sums` tie
    counts together and tell of nobody; `twins` are pairs of which neither may be hidden alone.
    `under` gives for what is counted among cases the cases with which it is hidden.
    """

    topic: str
    counts: Mapping[str, int]
    relations: Sequence[Relation]
    primary: frozenset[str]
    losses: Mapping[str, float]
    together: Sequence[Sequence[str]]
    unpublished: Mapping[str, int]
    sums: Mapping[str, int]
    twins: Sequence[tuple[str, str]]
    under: Mapping[str, str]


def problem_of(
    family: Sequence[Counted], cells: Mapping[str, Sequence[ExactCell]]
) -> FamilyProblem:
    rule = family[0].rule
    counts = {name: number for one in family for name, number in one.named.items()}
    every = [cell for mine in cells.values() for cell in mine]
    relations = [*_within_cells(counts, every), *ties(family)]
    for mine in cells.values():
        relations += _across_cells(counts, mine)
    unpublished: dict[str, int] = {}
    for one in nested(family):
        parts = one.parts
        if one.rest is not None:
            rest = f"{one.whole} but not {' nor '.join(one.parts)}"
            unpublished[rest], parts = one.rest, (*one.parts, rest)
        relations.append(Relation(total=one.whole, parts=parts))
    sums: dict[str, int] = {}
    for went in left(family):
        both = f"{went.before} and {went.came}"
        gone = f"{both}, and not {went.now}"
        sums[both], unpublished[gone] = went.both, went.went
        relations.append(Relation(total=both, parts=(went.before, went.came)))
        relations.append(Relation(total=both, parts=(went.now, gone)))
    return FamilyProblem(
        topic=rule.topic,
        counts=counts | unpublished | sums,
        relations=relations,
        primary=frozenset(_of_few_children(counts, every, below=rule.below)),
        losses=dict(_losses(counts, every)) | dict.fromkeys([*unpublished, *sums], 0.0),
        together=[[name_in(cell, what) for what in (CASES, MET, UNMET, OVER)] for cell in every],
        unpublished=unpublished,
        sums=sums,
        twins=list(twins(family)),
        # What nobody publishes, nobody sees to be nought either.
        under=dict(_under_cases(counts, every)) | {name: name for name in unpublished},
    )


def _under_cases(
    counts: Mapping[str, int], cells: Sequence[ExactCell]
) -> Iterator[tuple[str, str]]:
    """Where a group is too small to count, nothing is said of it, not even that none was met."""
    for cell in cells:
        for name in (name_in(cell, MET), name_in(cell, UNMET), *_reasons_in(cell, counts)):
            if name in counts:
                yield name, name_in(cell, CASES)


def name_in(cell: ExactCell, what: str) -> str:
    return " | ".join((cell.measure, *place_of(cell), what))


def counted_of(cells: Sequence[ExactCell], measure: Measure, *, rule: CountRule) -> Counted:
    # Where others are met or not, none of no cases is: a reader adds groups up all the same.
    has_met = any(cell.met is not None for cell in cells)
    numbers = {
        (place_of(cell), what): number
        for cell in cells
        for what, number in _counts_of(
            cell, measure, met=0 if has_met and not cell.cases else cell.met
        )
    }
    return Counted(measure=measure, rule=rule, numbers=numbers)


def _counts_of(cell: ExactCell, measure: Measure, *, met: int | None) -> Iterator[tuple[str, int]]:
    yield CASES, cell.cases
    if met is not None:
        yield MET, met
        yield UNMET, cell.cases - met
    if measure.is_rate and cell.out_of is not None:
        yield OVER, int(cell.out_of)
    if (cell.grouping, cell.label) == (EVERYBODY, LATEST):
        yield PENDING, cell.pending
        found = dict(cell.reasons)
        for reason in reasons_of(measure) if met is not None else ():
            yield of_reason(reason), found.get(reason, 0)


def _within_cells(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[Relation]:
    for cell in cells:
        if name_in(cell, MET) in counts:
            parts = (name_in(cell, MET), name_in(cell, UNMET))
            yield Relation(total=name_in(cell, CASES), parts=parts)
            if late := tuple(_reasons_in(cell, counts)):
                yield Relation(total=name_in(cell, UNMET), parts=late)


def _reasons_in(cell: ExactCell, counts: Mapping[str, int]) -> Iterator[str]:
    start = name_in(cell, of_reason(""))
    return (name for name in counts if name.startswith(start))


def _across_cells(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[Relation]:
    """A figure is the sum of its groups, and of its quarters, whether of all or of a group.

    Where it is not (a population is no sum over quarters), there is nothing to work back from.
    """
    for total in cells:
        for members in members_of(total, cells):
            for what in (CASES, MET, UNMET, OVER):
                parts = tuple(n for n in (name_in(c, what) for c in members) if n in counts)
                name = name_in(total, what)
                if parts and name in counts and counts[name] == sum(counts[p] for p in parts):
                    yield Relation(total=name, parts=parts)


def members_of(total: ExactCell, cells: Sequence[ExactCell]) -> Iterator[list[ExactCell]]:
    """The groups of the same time, where the total is of everybody; its quarters, if it has any."""
    if total.grouping == EVERYBODY:
        for grouping in dict.fromkeys(cell.grouping for cell in cells):
            if grouping != EVERYBODY:
                yield [c for c in cells if (c.grouping, c.label) == (grouping, total.label)]
    if not is_quarter(total.label):
        of = total.grouping, total.group
        yield [
            c
            for c in cells
            if (c.grouping, c.group) == of
            and is_quarter(c.label)
            and c.period.start in total.period
        ]


def _of_few_children(
    counts: Mapping[str, int], cells: Sequence[ExactCell], *, below: int
) -> Iterator[str]:
    """Many cases of a few children tell of those children; so a small group is hidden whole."""
    for cell in cells:
        if cell.cases and cell.children < below:
            for what in (CASES, MET, UNMET):
                if name_in(cell, what) in counts:
                    yield name_in(cell, what)
            yield from _reasons_in(cell, counts)


def _losses(counts: Mapping[str, int], cells: Sequence[ExactCell]) -> Iterator[tuple[str, float]]:
    """A share is lost whichever of its counts is hidden; how many cases there are is worth more.

    With the same loss for met and not met, what one cell hides is taken from one other cell, not
    a little from each of several.
    """
    for cell in cells:
        worth = HEADLINE if (cell.grouping, cell.label) == (EVERYBODY, LATEST) else 1.0
        yield name_in(cell, CASES), worth * cell.cases
        for what in (MET, UNMET):
            if name_in(cell, what) in counts:
                yield name_in(cell, what), 0.9 * worth * cell.cases
