"""Exact figures become safe ones: everything in them is computed from what may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell, ExactFigures
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import Grouping, Kind, Measure
from sixpoint.terms.cells import MISSING, SUPPRESSED, VISIBLE, Status
from sixpoint.terms.problems import Problem, UserError

from .doubt import doubt_of
from .family import place_of
from .in_trails import without_telling_rows
from .joint import Protected, SafeCounts, protect_measures
from .means import hide_beside
from .related import Place
from .types import SafeDoubt, SafeFigure, SafeTrail
from .values import SafeCell, make_cell
from .views import (
    CASES,
    Said,
    View,
    say_age,
    say_deprivation,
    say_doubt,
    say_late_reasons,
    say_latest,
    say_looked_after,
    say_nothing,
    say_sex,
    say_trend,
)
from .wording import WHOSE

NOTHING = SafeCell(
    name=LATEST,
    counts=SafeCounts(cases=MISSING, met=MISSING, pending=MISSING, over=MISSING),
    value=MISSING,
)
NO_GROUPS = "no agency supplied what the children would be grouped by"
VIEWS_OF = {
    Grouping.SIMD_QUINTILE: View.DEPRIVATION,
    Grouping.LOOKED_AFTER: View.LOOKED_AFTER,
    Grouping.SEX: View.SEX,
    Grouping.AGE_BAND: View.AGE,
}


def views_of(measure: Measure) -> tuple[View, ...]:
    """Every view that the measure has, in the order in which its figures come."""
    reasons = (View.LATE_REASONS,) if measure.late_reason else ()
    return (View.LATEST, View.TREND, *(VIEWS_OF[one] for one in measure.groupings), *reasons)


def make_safe(
    exact: ExactFigures,
    *,
    measures: Mapping[str, Measure],
    policy: DisclosurePolicy,
    trails: Mapping[str, SafeTrail],
    invented: bool = False,
    protected: Protected | None = None,
) -> tuple[SafeFigure, ...]:
    """Every measure's views, in the order of `measures`; `trails` go by measure id too.

    A measure that could not be counted has its views as well, which say why. `protected` are the
    counts of `exact` where they were made safe beside what was released before.
    """
    _refuse(exact, measures=measures, trails=trails)
    whys = {each.measure: each.why for each in exact.not_measured}
    if protected is None:
        protected = protect_measures(exact.cells, measures=measures, policy=policy)
    counts = protected.counts
    trails = without_telling_rows(trails, counts)
    return tuple(
        make_figure(view, said, safe=safe, trail=trails[id_], invented=invented)
        for id_, measure in measures.items()
        for safe in [
            _with_doubts(_safe_measure(exact, counts[id_], measure=measure, policy=policy), exact)
        ]
        for view, said in _views(safe, why=whys.get(id_))
    )


@dataclass(frozen=True, kw_only=True)
class SafeMeasure:
    """One measure's safe cells: latest for everybody, by grouping, and quarters."""

    measure: Measure
    period: str
    everybody: SafeCell
    groups: Mapping[str, Sequence[SafeCell]]
    quarters: Sequence[SafeCell]
    doubts: Mapping[View, SafeDoubt] = field(default_factory=dict)


def _safe_measure(
    exact: ExactFigures,
    counts: Mapping[Place, SafeCounts],
    *,
    measure: Measure,
    policy: DisclosurePolicy,
) -> SafeMeasure:
    mine = [cell for cell in exact.cells if cell.measure == measure.id]
    everybody, quarters = NOTHING, []
    groups: dict[str, list[SafeCell]] = {}
    for cell in sorted(mine, key=lambda each: each.period.start):
        safe = make_cell(cell, counts[place_of(cell)], measure=measure, policy=policy)
        if cell.grouping != EVERYBODY:
            groups.setdefault(cell.grouping, []).append(safe)
        elif cell.label == LATEST:
            everybody = safe
        else:
            quarters.append(safe)
    made = SafeMeasure(
        measure=measure,
        period=str(exact.latest),
        everybody=everybody,
        groups=groups,
        quarters=quarters,
    )
    return _without_means_of_few(made, mine, fewest=policy.fewest_for(measure.topic))


def _without_means_of_few(
    safe: SafeMeasure, cells: Sequence[ExactCell], *, fewest: int
) -> SafeMeasure:
    """With no mean or ratio that others of the same sum would give back."""
    if safe.measure.kind not in (Kind.MEAN, Kind.RATIO):
        return safe

    def beside(grouping: str, parts: Sequence[SafeCell]) -> list[SafeCell]:
        mine = [cell for cell in cells if cell.grouping == grouping]
        cases = {c.label if grouping == EVERYBODY else c.group: c.cases for c in mine}
        return hide_beside(safe.everybody, parts, cases=cases, fewest=fewest)

    latest = next((c.period for c in cells if c.label == LATEST), None)
    inside = {c.label for c in cells if latest and c.period.start in latest}
    year = [cell for cell in safe.quarters if cell.name in inside]
    hidden = {cell.name: cell for cell in beside(EVERYBODY, year)}
    return replace(
        safe,
        groups={grouping: beside(grouping, parts) for grouping, parts in safe.groups.items()},
        quarters=[hidden.get(cell.name, cell) for cell in safe.quarters],
    )


def _with_doubts(safe: SafeMeasure, exact: ExactFigures) -> SafeMeasure:
    """With how far each view could move by links in doubt."""
    measure = safe.measure
    moved = [one for one in exact.moved if one.cell.measure == measure.id]
    latest = {(EVERYBODY, EVERYBODY): safe.everybody}
    latest |= {(g, cell.name): cell for g, cells in safe.groups.items() for cell in cells}
    wanted = {View.LATEST: EVERYBODY, View.TREND: EVERYBODY}
    wanted |= {view: str(grouping) for grouping, view in VIEWS_OF.items()}
    doubts = {
        view: doubt_of(
            [one for one in moved if one.cell.grouping == grouping],
            latest,
            measure=measure,
        )
        for view, grouping in wanted.items()
    }
    return replace(safe, doubts={view: one for view, one in doubts.items() if one is not None})


def _views(safe: SafeMeasure, *, why: str | None) -> Iterator[tuple[View, Said]]:
    measure, everybody = safe.measure, safe.everybody
    if why is not None:
        yield from ((view, say_nothing(why)) for view in views_of(measure))
        return
    yield View.LATEST, say_latest(everybody, measure=measure)
    yield View.TREND, say_trend(safe.quarters, measure=measure)
    for grouping in measure.groupings:
        view = VIEWS_OF[grouping]
        cells = safe.groups.get(grouping, ())
        yield view, say_groups(view, cells, everybody=everybody, measure=measure)
    if measure.late_reason:
        yield View.LATE_REASONS, say_late_reasons(everybody, measure=measure)


def say_groups(
    view: View, cells: Sequence[SafeCell], *, everybody: SafeCell, measure: Measure
) -> Said:
    """What a view of groups says; that nobody supplied the groups where there are no cells."""
    if not cells:
        return say_nothing(NO_GROUPS)
    match view:
        case View.DEPRIVATION:
            return say_deprivation(cells, measure=measure)
        case View.LOOKED_AFTER:
            return say_looked_after(cells, everybody=everybody, measure=measure)
        case View.SEX:
            return say_sex(cells, measure=measure)
        case _:
            return say_age(cells, measure=measure)


def make_figure(
    view: View, said: Said, *, safe: SafeMeasure, trail: SafeTrail, invented: bool
) -> SafeFigure:
    measure, everybody = safe.measure, safe.everybody
    period = safe.period
    if view is View.TREND and safe.quarters:
        period = f"{safe.quarters[0].name} to {safe.quarters[-1].name}"
    doubt = safe.doubts.get(view) if said.status in VISIBLE else None
    moves = f" {say_doubt(view, doubt, everybody, measure=measure)}" if doubt else ""
    return SafeFigure(
        id=f"{measure.id}.{view}",
        measure=measure.id,
        view=view.value,
        title=measure.title,
        counts=measure.counts,
        children_counted=WHOSE[measure.children_counted],
        unit=CASES if view is View.LATE_REASONS else measure.unit,
        better=measure.better.value,
        period=period,
        status=said.status,
        value=everybody.counts.late if view is View.LATE_REASONS else everybody.value,
        met=everybody.counts.met,
        cases=everybody.counts.cases,
        pending=everybody.counts.pending,
        phrase=said.phrase,
        sentence=f"{measure.title}, {period}: {said.told}{moves}",
        points=said.points,
        trend=said.trend,
        gap=said.gap,
        doubt=doubt,
        invented=invented,
        trail=_beside_cases(trail, everybody),
    )


def _beside_cases(trail: SafeTrail, everybody: SafeCell) -> SafeTrail:
    """The trail without children where cases are hidden: there are no fewer cases than children."""
    if everybody.counts.cases.status is not Status.SUPPRESSED:
        return trail
    return replace(trail, children=SUPPRESSED)


def _refuse(
    exact: ExactFigures, *, measures: Mapping[str, Measure], trails: Mapping[str, SafeTrail]
) -> None:
    problems = [
        Problem(
            code="disclosure.unknown-measure",
            what=f"There are figures of the measure '{id_}', which the pack does not hold.",
            fix="Measure again with the pack that is to be published.",
        )
        for id_ in sorted({cell.measure for cell in exact.cells} - set(measures))
    ]
    problems += [
        Problem(
            code="disclosure.no-trail",
            what=f"Nothing says what the measure '{id_}' was made from.",
            fix="Give every measure of the pack its trail.",
        )
        for id_ in sorted(set(measures) - set(trails))
    ]
    if problems:
        raise UserError(problems)
