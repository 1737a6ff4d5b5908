"""An inspection's folder becomes the matter of its report; every problem is said at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sixpoint.disclosure.counts import safe_count
from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.check import (
    citation_problems,
    cites_of,
    evaluation_problems,
    item_problems,
    questions_about,
)
from sixpoint.evaluation.findings import findings_of
from sixpoint.evidence.matrix import make_matrix
from sixpoint.evidence.missing import missing_figures
from sixpoint.evidence.register import make_register
from sixpoint.instruments.count import TOPIC
from sixpoint.instruments.types import Result
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import MeasuresPack, load_framework, load_measures
from sixpoint.readings.count import count_readings, reading_problems, records_read
from sixpoint.reports.facts import MadeFrom
from sixpoint.reports.matter import Heard, Matter
from sixpoint.surveys.count import count_survey, people_who_answered, survey_problems
from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.problems import Problem, UserError

from .cited import Confirmed, stale_findings
from .folder import FILE, Folder


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The matter of a report, and the policy under which counts in it may be said."""

    folder: Folder
    matter: Matter
    policy: DisclosurePolicy

    def count(self, number: int) -> SafeNumber:
        """A number of occasions as it may be said."""
        return safe_count(number, self.policy, topic=TOPIC)


def gather(folder: Folder, confirmed: Confirmed | None) -> Gathered:
    """Everything the report needs; a UserError that holds every problem otherwise."""
    framework = load_framework(folder.inspection.framework)
    measures = load_measures(folder.inspection.measures)
    levels = [level.level for level in framework.scale]
    problems = [*_plan_problems(folder, framework), *_answer_problems(folder, levels)]
    if problems:
        raise UserError(problems)
    figures = _figures(folder, measures)
    register = make_register(figures, _results(folder, levels, measures.policy), folder.items)
    findings = findings_of(folder.evaluations, folder.conclusions, folder.areas)
    kinds = [kind.id for kind in framework.method.evidence_kinds]
    problems = [
        *register.problems,
        *item_problems(folder.items, framework=framework, kinds=kinds),
        *evaluation_problems(
            folder.evaluations, framework=framework, expected=folder.inspection.indicators
        ),
        *citation_problems(findings, folder.evaluations, register.sources),
        *_missing_documents(folder),
    ]
    if problems:
        raise UserError(_placed(folder.path, problems))
    sources = register.sources
    matter = Matter(
        inspection=folder.inspection,
        framework=framework,
        evaluations=folder.evaluations,
        conclusions=folder.conclusions,
        areas=folder.areas,
        findings=findings,
        sources=sources,
        questions=questions_about(folder.evaluations, framework=framework, sources=sources),
        matrix=make_matrix(
            folder.inspection.indicators,
            kinds,
            sources=sources,
            cited={one.indicator: cites_of(one) for one in folder.evaluations},
        ),
        heard=tuple(_heard(folder, framework, measures.policy)),
        not_known=tuple(dict.fromkeys(_not_known(folder, figures))),
        stale=stale_findings(findings, sources, confirmed),
        as_at=folder.crossing.manifest.as_at if folder.crossing else None,
    )
    return Gathered(folder=folder, matter=matter, policy=measures.policy)


def _plan_problems(folder: Folder, framework: Framework) -> Iterator[Problem]:
    inspection = folder.inspection
    file = folder.path / FILE
    for indicator in inspection.indicators:
        if framework.title_of(indicator) is None:
            known = ", ".join(one.id for one in framework.indicators)
            what = f"{indicator!r} is no indicator of {inspection.framework}."
            fix = f"Known: {known}."
            yield Problem(code="unknown-indicator", what=what, fix=fix, file=file)
    for body in inspection.bodies:
        if framework.body(body) is None:
            known = ", ".join(one.id for one in framework.method.bodies)
            what = f"{body!r} is no inspecting body of {inspection.framework}."
            yield Problem(code="unknown-body", what=what, fix=f"Known: {known}.", file=file)
    if inspection.programme and framework.programme(inspection.programme) is None:
        known = ", ".join(one.id for one in framework.programmes)
        what = f"{inspection.programme!r} is no programme of {inspection.framework}."
        yield Problem(code="unknown-programme", what=what, fix=f"Known: {known}.", file=file)
    stated = inspection.stated_tally
    for level in stated.levels if stated else ():
        if framework.level(level) is None:
            what = f"The stated tally counts level {level}, which the scale does not have."
            fix = "Correct the level."
            yield Problem(code="level-outside-scale", what=what, fix=fix, file=file)


def _answer_problems(folder: Folder, levels: list[int]) -> Iterator[Problem]:
    drawn = {one.reference for one in folder.sample}
    found: Iterator[Problem] = iter(())
    if folder.instruments.readings:
        found = reading_problems(
            folder.readings, folder.instruments.readings, drawn=drawn, levels=levels
        )
    surveys = (
        survey_problems(folder.surveys[survey.id], survey, levels=levels)
        for survey in folder.instruments.surveys
    )
    yield from _placed(folder.path, chain(found, *surveys))


def _placed(path: Path, problems: Iterator[Problem] | list[Problem]) -> list[Problem]:
    """The problems with files named from where the command was given."""
    return [
        Problem(
            code=problem.code,
            what=problem.what,
            fix=problem.fix,
            file=path / (problem.file or ""),
            line=problem.line,
        )
        for problem in problems
    ]


def _missing_documents(folder: Folder) -> Iterator[Problem]:
    for item in folder.items:
        received = folder.crossing.documents if folder.crossing else {}
        if item.file is None or (folder.path / item.file).is_file():
            continue
        if Path(item.file).name not in received and folder.crossing is not None:
            yield Problem(
                code="document-absent",
                what=f"Evidence {item.id!r} names a document that is not in the folder.",
                fix="Put it there, or take the line `file` out.",
                file=Path(item.file),
            )


def _figures(folder: Folder, measures: MeasuresPack) -> tuple[SafeFigure, ...]:
    """What was received, and for the rest of the measures why they are not known."""
    received = folder.crossing.figures if folder.crossing else ()
    absent = folder.crossing.manifest.not_known if folder.crossing else ()
    otherwise = (
        "The partnership did not send this figure."
        if folder.crossing
        else "No figures were received from the partnership."
    )
    missing = missing_figures(
        measures,
        known={figure.id for figure in received},
        why={one.measure: one.why for one in absent},
        otherwise=otherwise,
    )
    return (*received, *missing)


def _results(folder: Folder, levels: list[int], policy: DisclosurePolicy) -> tuple[Result, ...]:
    readings = folder.instruments.readings
    read = (
        count_readings(folder.readings, readings, levels=levels, policy=policy) if readings else ()
    )
    surveys = (
        count_survey(folder.surveys[survey.id], survey, levels=levels, policy=policy)
        for survey in folder.instruments.surveys
    )
    return (*read, *chain.from_iterable(surveys))


def _heard(folder: Folder, framework: Framework, policy: DisclosurePolicy) -> Iterator[Heard]:
    """Records read, people who answered, and occasions of each other kind."""

    def heard(kind: str, title: str, number: int) -> Heard:
        return Heard(kind=kind, title=title, count=safe_count(number, policy, topic=TOPIC))

    if folder.readings:
        yield heard("reading", "Children's records read", records_read(folder.readings))
    for survey in folder.instruments.surveys:
        if folder.surveys[survey.id]:
            answered = people_who_answered(folder.surveys[survey.id])
            yield heard("survey", f"{survey.title}: people who answered", answered)
    for kind in framework.method.evidence_kinds:
        number = sum(item.kind == kind.id and item.source is None for item in folder.items)
        if number:
            yield heard(kind.id, kind.title, number)


def _not_known(folder: Folder, figures: tuple[SafeFigure, ...]) -> Iterator[tuple[str, str]]:
    """What a reader might look for and will not find, with why."""
    inspection = folder.inspection
    if inspection.unnamed:
        yield (
            "Which indicators were evaluated, and the level of each",
            "What was published counts them and does not name them.",
        )
    if inspection.made_from is MadeFrom.PUBLISHED_FACTS:
        return
    for figure in figures:
        if figure.status in (Status.MISSING, Status.SUPPRESSED) and figure.view == "latest":
            yield figure.title, figure.sentence.removeprefix(f"{figure.title}").lstrip(",: ")
