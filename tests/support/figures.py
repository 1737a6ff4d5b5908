"""Exact figures made up cell by cell, and a measure to go with them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sixpoint.disclosure.make_safe import make_safe
from sixpoint.disclosure.types import SafeFigure, SafeTrail
from sixpoint.measures.periods import YEAR_TO
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell, ExactFigures, NotMeasured
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.measures import (
    Better,
    ChildrenCounted,
    Example,
    Gives,
    Grouping,
    Kind,
    Measure,
    Population,
)
from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.period import Period, months_before, quarter_of

LATEST_PERIOD = Period(date(2016, 7, 1), date(2017, 7, 1))
QUARTERS = ("2016-Q3", "2016-Q4", "2017-Q1", "2017-Q2")

TRAIL = SafeTrail(
    measure_pack="scotland-measures/1",
    datasets_pack="scotland-extracts/1",
    definition="made up",
    children=SafeNumber(status=Status.ROUNDED, value=490),
    sources=(),
    rules_passed=3,
    rules_failed=(),
    rules_not_run=(),
    links="made up",
)


def measure_of(kind: Kind = Kind.PROPORTION, **more: Any) -> Measure:
    """A measure named 'meetings'."""
    unit = {Kind.DURATION: "days", Kind.RATE: "per 1,000 pupils"}.get(kind, "%")
    population = Population(dataset="education.people", age_from=5, age_to=15, per=1000)
    given: dict[str, Any] = {
        "id": "meetings",
        "title": "Meetings held in time",
        "counts": "Meetings and whether they were held in time.",
        "children_counted": ChildrenCounted.LIVING_IN,
        "kind": kind,
        "base": "social_work.planning_meetings",
        "date": "held_on",
        "unit": unit,
        "better": Better.HIGHER,
        "topic": "child_protection",
        "population": population if kind is Kind.RATE else None,
        "examples": (Example(says="none", as_at=date(2017, 7, 31), rows={}, gives=Gives(cases=0)),),
    }
    return Measure(**(given | more))


def cell(
    cases: int,
    met: int | None = None,
    *,
    group: str = EVERYBODY,
    label: str = LATEST,
    **more: Any,
) -> ExactCell:
    """One exact cell; its grouping follows from the group's name, its period from the label."""
    grouping: str = EVERYBODY
    if group != EVERYBODY:
        looked_after = group.endswith("looked after")
        grouping = str(Grouping.LOOKED_AFTER if looked_after else Grouping.SIMD_QUINTILE)
    period = LATEST_PERIOD
    if label != LATEST:
        year, quarter = label.removeprefix(YEAR_TO).split("-Q")
        period = quarter_of(date(int(year), 3 * int(quarter), 1))
    if label.startswith(YEAR_TO):
        period = Period(months_before(period.end, 12), period.end)
    given = {"pending": 0, "children": cases}
    return ExactCell(
        measure="meetings",
        grouping=grouping,
        group=group,
        label=label,
        period=period,
        cases=cases,
        met=met,
        **(given | more),
    )


def quintiles(*pairs: tuple[int, int | None], **more: Any) -> list[ExactCell]:
    names = ("1", "2", "3", "4", "5", "not known")
    return [
        cell(cases, met, group=name, **more)
        for name, (cases, met) in zip(names, pairs, strict=False)
    ]


def safe_of(
    cells: Iterable[ExactCell],
    *,
    policy: DisclosurePolicy,
    measure: Measure | None = None,
    not_measured: str | None = None,
) -> Mapping[str, SafeFigure]:
    """The safe figures by view."""
    measure = measure or measure_of()
    whys = (NotMeasured(measure=measure.id, why=not_measured),) if not_measured else ()
    exact = ExactFigures(
        as_at=date(2017, 7, 31), latest=LATEST_PERIOD, cells=tuple(cells), not_measured=whys
    )
    figures = make_safe(
        exact, measures={measure.id: measure}, policy=policy, trails={measure.id: TRAIL}
    )
    return {figure.view: figure for figure in figures}
