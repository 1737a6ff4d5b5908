"""Exact figures become safe ones: everything in them is computed from what may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sixpoint.measures.periods import is_quarter, year_label
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell, ExactFigures
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import Grouping, Kind, Measure, Window
from sixpoint.terms.cells import MISSING, SUPPRESSED, VISIBLE, Status
from sixpoint.terms.problems import Problem, UserError

from .doubt import doubt_of
from .family import place_of
from .in_trails import without_telling_rows
from .joint import Protected, SafeCounts, protect_measures
from .means import without_means_of_few
from .named_groups import say_named
from .over_time import SafeWindow, say_over_time, times_in_words
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
    Grouping.DISABLED: View.DISABLED,
    Grouping.ETHNIC_GROUP: View.ETHNIC_GROUP,
    Grouping.RURAL: View.RURAL,
}
OVER_TIME_OF = {
    Grouping.SIMD_QUINTILE: View.DEPRIVATION_OVER_TIME,
    Grouping.LOOKED_AFTER: View.LOOKED_AFTER_OVER_TIME,
}
NO_TIMES = "the extracts cover no whole time by which the gap is followed"


def views_of(measure: Measure) -> tuple[View, ...]:
    """Every view that the measure has, in the order in which its figures come."""
    reasons = (View.LATE_REASONS,) if measure.late_reason else ()
    groups = (VIEWS_OF[one] for one in measure.groupings)
    followed = (OVER_TIME_OF[one.grouping] for one in measure.gaps_over_time)
    return (View.LATEST, View.TREND, *groups, *followed, *reasons)


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
    """One measure's safe cells: latest for everybody, by grouping, quarters, and by grouping the
    times by which its gap is followed."""

    measure: Measure
    period: str
    everybody: SafeCell
    groups: Mapping[str, Sequence[SafeCell]]
    quarters: Sequence[SafeCell]
    windows: Mapping[Grouping, Sequence[SafeWindow]] = field(default_factory=dict)
    doubts: Mapping[View, SafeDoubt] = field(default_factory=dict)


def _safe_measure(
    exact: ExactFigures,
    counts: Mapping[Place, SafeCounts],
    *,
    measure: Measure,
    policy: DisclosurePolicy,
) -> SafeMeasure:
    mine = sorted(
        (cell for cell in exact.cells if cell.measure == measure.id),
        key=lambda each: each.period.start,
    )
    safe: Mapping[Place, SafeCell] = {
        place_of(cell): make_cell(cell, counts[place_of(cell)], measure=measure, policy=policy)
        for cell in mine
    }
    if measure.kind in (Kind.MEAN, Kind.RATIO):
        safe = without_means_of_few(safe, mine, fewest=policy.fewest_for(measure.topic))
    groups: dict[str, list[SafeCell]] = {}
    for (grouping, _, label), cell in safe.items():
        if grouping != EVERYBODY and label == LATEST:
            groups.setdefault(grouping, []).append(cell)
    return SafeMeasure(
        measure=measure,
        period=str(exact.latest),
        everybody=safe.get((EVERYBODY, EVERYBODY, LATEST), NOTHING),
        groups=groups,
        quarters=[c for p, c in safe.items() if p[0] == EVERYBODY and is_quarter(p[2])],
        windows=dict(_windows(measure, mine, safe)),
    )


def _windows(
    measure: Measure, cells: Sequence[ExactCell], safe: Mapping[Place, SafeCell]
) -> Iterator[tuple[Grouping, tuple[SafeWindow, ...]]]:
    """The times by which each gap is followed; the last of the years is the latest period."""
    for followed in measure.gaps_over_time:
        grouping = followed.grouping
        labels = dict.fromkeys(cell.label for cell in cells if cell.grouping == grouping)
        if followed.window is Window.QUARTER:
            labels.pop(LATEST, None)
        yield (
            grouping,
            tuple(
                SafeWindow(
                    label=_label(label, cells),
                    everybody=safe[EVERYBODY, EVERYBODY, label],
                    groups=tuple(c for p, c in safe.items() if (p[0], p[2]) == (grouping, label)),
                )
                for label in labels
            ),
        )


def _label(label: str, cells: Sequence[ExactCell]) -> str:
    if label != LATEST:
        return label
    return year_label(next(cell.period for cell in cells if cell.label == LATEST))


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
    for followed in measure.gaps_over_time:
        view = OVER_TIME_OF[followed.grouping]
        windows = safe.windows.get(followed.grouping, ())
        yield view, say_windows(windows, grouping=followed.grouping, measure=measure)
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
        case View.DISABLED | View.RURAL | View.ETHNIC_GROUP:
            return say_named(view, cells, everybody=everybody, measure=measure)
        case _:
            return say_age(cells, measure=measure)


def say_windows(windows: Sequence[SafeWindow], *, grouping: Grouping, measure: Measure) -> Said:
    """What a gap over time says; why there is none where no time was counted by groups."""
    if not windows:
        return say_nothing(NO_TIMES)
    return say_over_time(windows, grouping=grouping, measure=measure)


def make_figure(
    view: View, said: Said, *, safe: SafeMeasure, trail: SafeTrail, invented: bool
) -> SafeFigure:
    measure, everybody = safe.measure, safe.everybody
    period = safe.period
    if view is View.TREND and safe.quarters:
        period = f"{safe.quarters[0].name} to {safe.quarters[-1].name}"
    if said.gaps and view in OVER_TIME_OF.values():
        period = times_in_words([one.label for one in said.gaps])
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
        gaps=said.gaps,
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
