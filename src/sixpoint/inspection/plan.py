"""An inspection's plan, inspection.yaml, held against its framework and its programme."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sixpoint.evaluation.check import evaluated_in_words
from sixpoint.files.yaml_nodes import Lines, Place, line_at
from sixpoint.packs.framework import Framework, Programme
from sixpoint.reports.facts import Inspection
from sixpoint.terms.problems import Problem

Trouble = tuple[str, Place, str, str]


def as_planned(inspection: Inspection, framework: Framework) -> Inspection:
    """The inspection; where it lists no indicators, they are those its programme evaluates."""
    programme = programme_of(inspection, framework)
    if programme is None or inspection.indicators or inspection.indicators_counted:
        return inspection
    return replace(inspection, indicators=programme.evaluates)


def programme_of(inspection: Inspection, framework: Framework) -> Programme | None:
    """The programme that the inspection names; None where it names none, or none that is there."""
    return framework.programme(inspection.programme) if inspection.programme else None


def within_areas(inspection: Inspection, framework: Framework) -> dict[str, str]:
    """Indicators that have no level of their own because their whole area has one."""
    return {
        indicator.id: indicator.area
        for indicator in framework.indicators
        if indicator.area in inspection.indicators and indicator.id not in inspection.indicators
    }


def left_out(inspection: Inspection, framework: Framework) -> tuple[str, ...]:
    """What the programme evaluates, and this inspection does not list."""
    programme = programme_of(inspection, framework)
    if programme is None or programme.varies or inspection.indicators_counted:
        return ()
    return tuple(id_ for id_ in programme.evaluates if id_ not in inspection.indicators)


def plan_problems(
    inspection: Inspection, framework: Framework, *, file: Path, lines: Lines
) -> list[Problem]:
    """Everything in the plan that framework and programme do not have, with file and line."""
    found = (
        *_programme(inspection, framework),
        *_indicators(inspection, framework),
        *_bodies(inspection, framework),
        *_levels(inspection, framework),
    )
    return [
        Problem(code=code, what=what, fix=fix, file=file, line=line_at(lines, place))
        for code, place, what, fix in found
    ]


def _programme(inspection: Inspection, framework: Framework) -> Iterator[Trouble]:
    if inspection.programme and programme_of(inspection, framework) is None:
        known = ", ".join(one.id for one in framework.programmes) or "none"
        what = f"{inspection.programme!r} is no programme of {inspection.framework}."
        yield "unknown-programme", ("programme",), what, f"Known: {known}."


def _indicators(inspection: Inspection, framework: Framework) -> Iterator[Trouble]:
    programme = programme_of(inspection, framework)
    for index, id_ in enumerate(inspection.indicators):
        place = ("indicators", index)
        if framework.title_of(id_) is None:
            known = ", ".join(one.id for one in framework.indicators)
            what = f"{id_!r} is no indicator of {inspection.framework}."
            yield "unknown-indicator", place, what, f"Known: {known}."
        elif programme and not programme.may_evaluate(id_):
            what = f"{id_!r} is listed, but the programme {programme.id} does not evaluate it."
            fix = f"Take it out. Evaluated are: {evaluated_in_words(programme)}."
            yield "not-in-programme", place, what, fix
        if id_ in inspection.indicators[:index]:
            yield "indicator-twice", place, f"{id_!r} is listed twice.", "Keep it once."


def _bodies(inspection: Inspection, framework: Framework) -> Iterator[Trouble]:
    known = ", ".join(one.id for one in framework.method.bodies)
    for index, body in enumerate(inspection.bodies):
        if framework.body(body) is None:
            what = f"{body!r} is no inspecting body of {inspection.framework}."
            yield "unknown-body", ("bodies", index), what, f"Known: {known}."


def _levels(inspection: Inspection, framework: Framework) -> Iterator[Trouble]:
    stated = inspection.stated_tally
    for level in stated.levels if stated else ():
        if framework.level(level) is None:
            what = f"The stated tally counts level {level}, which the scale does not have."
            place = ("stated_tally", "levels", str(level))
            yield "level-outside-scale", place, what, "Correct the level."
