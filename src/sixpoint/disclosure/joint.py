"""All counts published, protected as one problem for each set of measures that tell of each other.

Latest by groups, latest for everybody and quarters are tied by sums: what one view hides, the
others must not give back. Nor must another measure of the same cases.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.measures.types import EVERYBODY, ExactCell
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber
from sixpoint.terms.problems import UserError, user_error

from .audit import AuditReport, CellAudit, audit
from .definitions import definition_of
from .earlier import COUNT_OF, Joined, Kept, Key, join_earlier
from .family import FamilyProblem, counted_of, name_in, place_of, problem_of
from .hide import Choices
from .ledger import Ledger
from .protect import protect
from .reasons import of_reason, reasons_of
from .related import OVER, PENDING, Place, families
from .selections import CASES, MET, UNMET
from .tables_read import name_of

NOT_PROTECTED = "disclosure.cannot-be-protected"
REFUSALS = {NOT_PROTECTED, "disclosure.not-safe"}
"""The codes by which the auditor refuses: nothing may leave."""


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
        counted_of(mine[id_], measure, rule=policy.rule_for(measure.topic))
        for id_, measure in measures.items()
    ]
    problems = [
        problem_of(family, {one.measure.id: mine[one.measure.id] for one in family})
        for family in families(counted)
    ]
    kept = _kept(problems, mine, measures, policy=policy, area=past.area if past else "")
    safe: dict[str, SafeNumber] = {}
    reports: list[CellAudit] = []
    for problem in problems:
        found, report = _protect_family(problem, kept, policy=policy, past=past)
        if not report.safe:
            raise _refusal(problem, past)
        safe |= found
        reports += report.cells
    return Protected(
        counts={id_: _by_place(mine[id_], safe, measures[id_]) for id_ in measures},
        report=AuditReport(cells=tuple(reports)),
        kept=kept,
        safe={name: safe[name] for name in kept.counts},
    )


def _protect_family(
    problem: FamilyProblem, whole: Kept, *, policy: DisclosurePolicy, past: Past | None
) -> tuple[Mapping[str, SafeNumber], AuditReport]:
    """One problem of hiding, and what the auditor says of it."""
    joined = _beside_the_past(problem, whole, past)
    below = policy.rule_for(problem.topic).below
    # A rest that is none, or that is large, is nobody's to protect; yet it makes the part less.
    nobodys = {name: MISSING for name, rest in problem.unpublished.items() if not 0 < rest < below}
    nobodys |= dict.fromkeys(problem.sums, MISSING)
    try:
        safe = _safe_of_twins(problem, joined, policy=policy, nobodys=nobodys)
    except UserError as error:
        if not {each.code for each in error.problems} <= REFUSALS:
            raise
        return _told_no_more(problem, joined, past, policy=policy, nobodys=nobodys)
    report = audit(
        safe,
        joined.relations,
        policy=policy,
        topic=problem.topic,
        ties=joined.ties,
        exact=joined.counts,
        under=joined.under,
    )
    if not report.safe:
        return _told_no_more(problem, joined, past, policy=policy, nobodys=nobodys)
    return safe, report


def _safe_of_twins(
    problem: FamilyProblem,
    joined: Joined,
    *,
    policy: DisclosurePolicy,
    nobodys: Mapping[str, SafeNumber],
) -> Mapping[str, SafeNumber]:
    """Protected again until nothing hidden in one measure is nearly shown by another."""
    primary, choices = set(problem.primary), Choices()
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
            under=joined.under,
            choices=choices,
        )
        told = set(_told_by_twins(problem, safe))
        if not told:
            return safe
        primary |= told


def _told_by_twins(problem: FamilyProblem, safe: Mapping[str, SafeNumber]) -> Iterator[str]:
    for hidden, told in problem.twins:
        if problem.counts[told] and not safe[hidden].visible and safe[told].visible:
            yield told


def _told_no_more(
    problem: FamilyProblem,
    joined: Joined,
    past: Past | None,
    *,
    policy: DisclosurePolicy,
    nobodys: Mapping[str, SafeNumber],
) -> tuple[Mapping[str, SafeNumber], AuditReport]:
    """Nothing told now, where that protects; refused where what was told before gives it away."""
    if not any(number.visible for number in joined.released.values()):
        return _nothing_told(problem, nobodys)
    safe = {**dict.fromkeys(problem.counts, SUPPRESSED), **nobodys, **joined.released}
    report = audit(
        safe,
        joined.relations,
        policy=policy,
        topic=problem.topic,
        ties=joined.ties,
        exact=joined.counts,
        under=joined.under,
    )
    if not report.safe:
        raise _refusal(problem, past)
    return safe, report


def _nothing_told(
    problem: FamilyProblem, nobodys: Mapping[str, SafeNumber]
) -> tuple[Mapping[str, SafeNumber], AuditReport]:
    """Of so few children that every choice tells something, nothing at all is told."""
    return {**dict.fromkeys(problem.counts, SUPPRESSED), **nobodys}, AuditReport(cells=())


def _refusal(problem: FamilyProblem, past: Past | None) -> UserError:
    """The auditor's refusal in words that help, of measures and not of cells."""
    ids = ", ".join(dict.fromkeys(name.split(" | ")[0] for name in problem.counts))
    if past is None or not past.ledger.releases:
        return user_error(
            NOT_PROTECTED,
            what=f"No way of hiding protects the children in the figures of: {ids}.",
            fix="Nothing is written. Give the measures another policy, or take them out of the "
            "pack; and report this, for it should not be.",
        )
    return user_error(
        NOT_PROTECTED,
        what=f"What was released before leaves no way to protect the children in the figures of: "
        f"{ids}.",
        fix="Nothing is written. Do not hand these figures over beside the earlier ones. If you "
        "know that more children's records changed since than the counts let a reader see, say "
        "how many with --changed N. Or wait until more has changed, for the next period.",
        file=past.ledger.folder,
    )


def _beside_the_past(problem: FamilyProblem, whole: Kept, past: Past | None) -> Joined:
    if past is None:
        relations = tuple(problem.relations)
        return Joined(
            counts=problem.counts,
            relations=relations,
            ties=(),
            released={},
            under=problem.under,
        )
    now = Kept(
        counts=problem.counts,
        relations=problem.relations,
        keys={name: key for name, key in whole.keys.items() if name in problem.counts},
        dimensions=whole.dimensions,
        rules=whole.rules,
        definitions=whole.definitions,
        under=problem.under,
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

    A measure goes by its id here; its definition goes with it, so that it is known again under
    another one.
    """
    counts = {name: n for problem in problems for name, n in problem.counts.items()}
    keys: dict[str, Key] = {}
    dimensions: dict[str, Mapping[str, str]] = {}
    for id_, mine in cells.items():
        for cell in mine:
            groups = _groups(cell, measures[id_], area=area)
            late = (of_reason(reason) for reason in reasons_of(measures[id_]))
            for what in (CASES, MET, UNMET, PENDING, OVER, *late):
                if (name := name_in(cell, what)) in counts:
                    keys[name] = f"{id_}{COUNT_OF}{what}", name_of(groups)
                    dimensions[name] = groups
    return Kept(
        counts=counts,
        relations=[one for problem in problems for one in problem.relations],
        keys=keys,
        dimensions=dimensions,
        rules=policy.counts,
        definitions={id_: definition_of(measure) for id_, measure in measures.items()},
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


def _safe_counts(
    cell: ExactCell, safe: Mapping[str, SafeNumber], measure: Measure, *, unsaid: SafeNumber
) -> SafeCounts:
    cases = safe[name_in(cell, CASES)]
    met = safe.get(name_in(cell, MET), MISSING)
    late = {each: safe.get(name_in(cell, of_reason(each))) for each in reasons_of(measure)}
    return SafeCounts(
        cases=cases,
        # Of a group too small to count, that none was met would say too much.
        met=unsaid if not cases.visible else met if cell.met is not None else MISSING,
        pending=safe.get(name_in(cell, PENDING), MISSING),
        over=safe.get(name_in(cell, OVER), MISSING),
        late=safe.get(name_in(cell, UNMET), MISSING) if cases.visible else unsaid,
        reasons=tuple(
            (reason, number if cases.visible else unsaid)
            for reason, number in late.items()
            if number is not None
        ),
    )
