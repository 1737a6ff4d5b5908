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

from .audit import AuditReport, CellAudit, audit, refuse_unsafe
from .earlier import COUNT_OF, Joined, Kept, Key, join_earlier
from .ledger import Ledger
from .protect import protect
from .reasons import of_reason, reasons_of
from .related import CASES, MET, OVER, PENDING, UNMET, Counted, Place, families, nested, ties, twins
from .tables_read import name_of
from .types import Relation


@dataclass(frozen=True, kw_only=True)
class SafeCounts:
    """The counts of one cell as they may be shown; `over` is the population of a rate.

    `late` and its `reasons`, by code, belong to the latest cell of a measure that tells them.
    """

    cases: SafeNumber
    met: SafeNumber
    pending: SafeNumber
    over: SafeNumber
    late: SafeNumber = MISSING
    reasons: tuple[tuple[str, SafeNumber], ...] = ()


def place_of(cell: ExactCell) -> Place:
    return (cell.grouping, cell.group, cell.label)


@dataclass(frozen=True, kw_only=True)
class Past:
    """What was released before, and of which partnership's area the counts of now are.

    `reckoned` is how many children a reader must reckon with as changed since.
    """

    ledger: Ledger
    area: str
    reckoned: int = 0


@dataclass(frozen=True, kw_only=True)
class Protected:
    """Every cell's safe counts by measure. `report` and `kept` are exact and stay inside.

    `report` is the auditor's, of these counts and of all that was released before; `kept` what a
    ledger remembers of them, and `safe` how each was shown.
    """

    counts: Mapping[str, Mapping[Place, SafeCounts]]
    report: AuditReport
    kept: Kept
    safe: Mapping[str, SafeNumber]


def protect_measures(
    cells: Sequence[ExactCell],
    *,
    measures: Mapping[str, Measure],
    policy: DisclosurePolicy,
    past: Past | None = None,
) -> Protected:
    """Every cell's counts, safe beside each other, beside other measures, and beside the past.

    Raises a UserError where the auditor refuses: then nothing may leave.
    """
    mine = {id_: [cell for cell in cells if cell.measure == id_] for id_ in measures}
    counted = [
        _counted(mine[id_], measure, rule=policy.rule_for(measure.topic))
        for id_, measure in measures.items()
    ]
    problems = [
        _problem_of(family, {one.measure.id: mine[one.measure.id] for one in family})
        for family in families(counted)
    ]
    kept = _kept(problems, mine, measures, policy=policy, area=past.area if past else "")
    safe: dict[str, SafeNumber] = {}
    reports: list[CellAudit] = []
    for problem in problems:
        found, report = _protect_family(problem, kept, policy=policy, past=past)
        refuse_unsafe(report)
        safe |= found
        reports += report.cells
    return Protected(
        counts={id_: _by_place(mine[id_], safe, measures[id_]) for id_ in measures},
        report=AuditReport(cells=tuple(reports)),
        kept=kept,
        safe={name: safe[name] for name in kept.counts},
    )


@dataclass(frozen=True, kw_only=True)
class FamilyProblem:
    """The counts of measures that tell of each other, as one problem of hiding.

    `unpublished` are counts that a reader takes from two others, and no figure shows; `twins`
    pairs of which neither may be hidden alone.
    """

    topic: str
    counts: Mapping[str, int]
    relations: Sequence[Relation]
    primary: frozenset[str]
    losses: Mapping[str, float]
    together: Sequence[Sequence[str]]
    unpublished: Mapping[str, int]
    twins: Sequence[tuple[str, str]]


def _problem_of(
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
        rest = f"{one.whole} but not {one.part}"
        unpublished[rest] = one.rest
        relations.append(Relation(total=one.whole, parts=(one.part, rest)))
    return FamilyProblem(
        topic=rule.topic,
        counts=counts | unpublished,
        relations=relations,
        primary=frozenset(_of_few_children(counts, every, below=rule.below)),
        losses=dict(_losses(counts, every)) | dict.fromkeys(unpublished, 0.0),
        together=[[_name(cell, what) for what in (CASES, MET, UNMET, OVER)] for cell in every],
        unpublished=unpublished,
        twins=list(twins(family)),
    )


def _protect_family(
    problem: FamilyProblem, whole: Kept, *, policy: DisclosurePolicy, past: Past | None
) -> tuple[Mapping[str, SafeNumber], AuditReport]:
    """One problem of hiding; until nothing hidden in one measure is nearly shown by another."""
    joined = _beside_the_past(problem, whole, past)
    primary = set(problem.primary)
    below = policy.rule_for(problem.topic).below
    # A rest that is none, or that is large, is nobody's to protect; yet it makes the part less.
    nobodys = {name: MISSING for name, rest in problem.unpublished.items() if not 0 < rest < below}
    while True:
        safe = protect(
            joined.counts,
            joined.relations,
            policy=policy,
            topic=problem.topic,
            primary=primary,
            loss=problem.losses,
            together=problem.together,
            ties=joined.ties,
            released={**joined.released, **nobodys},
        )
        told = {
            b
            for a, b in problem.twins
            if problem.counts[b] and not safe[a].visible and safe[b].visible
        }
        if not told:
            break
        primary |= told
    report = audit(
        safe,
        joined.relations,
        policy=policy,
        topic=problem.topic,
        ties=joined.ties,
        exact=joined.counts,
    )
    return safe, report


def _beside_the_past(problem: FamilyProblem, whole: Kept, past: Past | None) -> Joined:
    if past is None:
        relations = tuple(problem.relations)
        return Joined(counts=problem.counts, relations=relations, ties=(), released={})
    now = Kept(
        counts=problem.counts,
        relations=problem.relations,
        keys={name: key for name, key in whole.keys.items() if name in problem.counts},
        dimensions=whole.dimensions,
        rules=whole.rules,
    )
    return join_earlier(now, past.ledger, whole=whole, reckoned=past.reckoned)


def _kept(
    problems: Sequence[FamilyProblem],
    cells: Mapping[str, Sequence[ExactCell]],
    measures: Mapping[str, Measure],
    *,
    policy: DisclosurePolicy,
    area: str,
) -> Kept:
    """Everything counted, each count with what it counts and of whom, for the ledger.

    A measure goes by its id and not by its definition: under a new definition most counts stay
    nearly what they were, and a reader would compare them.
    """
    counts = {name: n for problem in problems for name, n in problem.counts.items()}
    keys: dict[str, Key] = {}
    dimensions: dict[str, Mapping[str, str]] = {}
    for id_, mine in cells.items():
        for cell in mine:
            groups = _groups(cell, measures[id_], area=area)
            late = (of_reason(reason) for reason in reasons_of(measures[id_]))
            for what in (CASES, MET, UNMET, PENDING, OVER, *late):
                if (name := _name(cell, what)) in counts:
                    keys[name] = f"{id_}{COUNT_OF}{what}", name_of(groups)
                    dimensions[name] = groups
    return Kept(
        counts=counts,
        relations=[one for problem in problems for one in problem.relations],
        keys=keys,
        dimensions=dimensions,
        rules=policy.counts,
    )


def _groups(cell: ExactCell, measure: Measure, *, area: str) -> dict[str, str]:
    """Population, area, period and group of one cell."""
    of_all = {
        "population": str(measure.children_counted),
        "area": area,
        "period": f"{cell.period.start} to {cell.period.end}",
    }
    return of_all if cell.grouping == EVERYBODY else of_all | {cell.grouping: cell.group}


def _by_place(
    cells: Sequence[ExactCell], safe: Mapping[str, SafeNumber], measure: Measure
) -> dict[Place, SafeCounts]:
    # Where a group is hidden it must not show whether anybody was in it: all say the same.
    unsaid = SUPPRESSED if any(cell.met is not None for cell in cells) else MISSING
    return {place_of(cell): _safe_counts(cell, safe, measure, unsaid=unsaid) for cell in cells}


def _name(cell: ExactCell, what: str) -> str:
    return " | ".join((cell.measure, *place_of(cell), what))


def _counted(cells: Sequence[ExactCell], measure: Measure, *, rule: CountRule) -> Counted:
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
        if _name(cell, MET) in counts:
            parts = (_name(cell, MET), _name(cell, UNMET))
            yield Relation(total=_name(cell, CASES), parts=parts)
            if late := tuple(_reasons_in(cell, counts)):
                yield Relation(total=_name(cell, UNMET), parts=late)


def _reasons_in(cell: ExactCell, counts: Mapping[str, int]) -> Iterator[str]:
    start = _name(cell, of_reason(""))
    return (name for name in counts if name.startswith(start))


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
            yield from _reasons_in(cell, counts)


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
    cell: ExactCell, safe: Mapping[str, SafeNumber], measure: Measure, *, unsaid: SafeNumber
) -> SafeCounts:
    cases = safe[_name(cell, CASES)]
    met = safe.get(_name(cell, MET), MISSING)
    late = {each: safe.get(_name(cell, of_reason(each))) for each in reasons_of(measure)}
    return SafeCounts(
        cases=cases,
        # Of a group too small to count, that none was met would say too much.
        met=unsaid if not cases.visible else met if cell.met is not None else MISSING,
        pending=safe.get(_name(cell, PENDING), MISSING),
        over=safe.get(_name(cell, OVER), MISSING),
        late=safe.get(_name(cell, UNMET), MISSING) if cases.visible else unsaid,
        reasons=tuple(
            (reason, number if cases.visible else unsaid)
            for reason, number in late.items()
            if number is not None
        ),
    )
