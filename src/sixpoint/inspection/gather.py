"""An inspection's folder becomes the matter of its report; every problem is said at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sixpoint.disclosure.clearance import look_problems
from sixpoint.disclosure.counts import safe_count
from sixpoint.disclosure.output_check import CHECK
from sixpoint.disclosure.quotes import CLEARANCES, ToClear, clearance_problems, what_to_clear
from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.answers import CONCLUSIONS, answer_problems, questions_about_answers
from sixpoint.evaluation.check import (
    EVALUATIONS,
    Question,
    citation_problems,
    cites_of,
    evaluation_problems,
    item_problems,
    questions_about,
)
from sixpoint.evaluation.findings import Finding, findings_of, words_of_others
from sixpoint.evidence.matrix import make_matrix
from sixpoint.evidence.missing import missing_figures
from sixpoint.evidence.register import Register, make_register
from sixpoint.evidence.types import Source
from sixpoint.files.yaml_nodes import line_at
from sixpoint.instruments.count import TOPIC
from sixpoint.instruments.types import Result
from sixpoint.packs.disclosure import TRAIL_TOPIC, DisclosurePolicy
from sixpoint.packs.framework import Framework, Programme
from sixpoint.packs.load import MeasuresPack, load_framework, load_measures
from sixpoint.pictures.words import sentence_case
from sixpoint.readings.count import count_readings, reading_problems, records_read
from sixpoint.reports.facts import MadeFrom
from sixpoint.reports.matter import Heard, Matter
from sixpoint.surveys.count import count_survey, people_who_answered, survey_problems
from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.problems import Problem, UserError

from .cited import Confirmed, stale_findings
from .folder import FILE, Folder
from .links_said import say_links
from .plan import as_planned, left_out, plan_problems, programme_of, within_areas
from .rebase import rebase_problems, rebased


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The matter of a report, the measures with the policy under which counts in it may be said,
    and its quotations and anecdotes with the state of their clearance."""

    folder: Folder
    matter: Matter
    measures: MeasuresPack
    to_clear: tuple[ToClear, ...]

    def count(self, number: int) -> SafeNumber:
        """A number of occasions as it may be said."""
        return safe_count(number, self.measures.policy, topic=TOPIC)


def gather(folder: Folder, confirmed: Confirmed | None, *, shelf: Path | None = None) -> Gathered:
    """Everything the report needs; a UserError that holds every problem otherwise.

    `shelf` is where the packs stand, if not where Sixpoint keeps its own.
    """
    framework = load_framework(folder.inspection.framework, shelf=shelf)
    measures = load_measures(folder.inspection.measures, shelf=shelf)
    folder = replace(folder, inspection=as_planned(folder.inspection, framework))
    programme = programme_of(folder.inspection, framework)
    levels = [level.level for level in framework.scale]
    said_wrong = _placed(folder.path, _said_problems(folder, framework, programme))
    rows_wrong = list(_answer_problems(folder, levels))
    if rows_wrong:  # what cannot be counted cannot be looked up either
        raise UserError([*said_wrong, *rows_wrong])
    figures = _figures(folder, measures)
    register = make_register(
        figures,
        _results(folder, levels, measures.policy),
        folder.items,
        places=folder.item_places,
    )
    findings = findings_of(
        folder.evaluations, folder.conclusions, folder.areas, programme=programme
    )
    problems = list(_cited_wrong(folder, figures, register, findings))
    if said_wrong or problems:
        raise UserError([*said_wrong, *_placed(folder.path, problems)])
    to_clear = _to_clear(folder, findings)
    matter = _matter(
        folder, framework, measures, figures=figures, sources=register.sources, findings=findings
    )
    matter = replace(
        matter,
        stale=stale_findings(findings, register.sources, confirmed),
        uncleared=frozenset(one.statement for one in to_clear if not one.cleared),
    )
    return Gathered(folder=folder, matter=matter, measures=measures, to_clear=to_clear)


def _cited_wrong(
    folder: Folder,
    figures: Iterable[SafeFigure],
    register: Register,
    findings: tuple[Finding, ...],
) -> Iterator[Problem]:
    """What is wrong with evidence and figures, and with what findings say of them."""
    yield from register.problems
    yield from citation_problems(findings, folder.evaluations, register.sources, lines=folder.lines)
    yield from _missing_documents(folder)
    yield from rebase_problems(
        figures, folder.inspection, file=Path(FILE), lines=folder.lines.get(FILE, {})
    )


def _matter(
    folder: Folder,
    framework: Framework,
    measures: MeasuresPack,
    *,
    figures: tuple[SafeFigure, ...],
    sources: Mapping[str, Source],
    findings: tuple[Finding, ...],
) -> Matter:
    """What the report is composed from, as if nothing in it were stale or had to be cleared."""
    manifest = folder.crossing.manifest if folder.crossing else None
    return Matter(
        inspection=folder.inspection,
        framework=framework,
        evaluations=folder.evaluations,
        conclusions=folder.conclusions,
        areas=folder.areas,
        findings=findings,
        sources=sources,
        questions=(
            *questions_about(folder.evaluations, framework=framework, sources=sources),
            *_about_answers(folder, findings, framework, sources),
        ),
        matrix=make_matrix(
            folder.inspection.indicators,
            [kind.id for kind in framework.method.evidence_kinds],
            sources=sources,
            cited={one.indicator: cites_of(one) for one in folder.evaluations},
            within=within_areas(folder.inspection, framework),
        ),
        heard=tuple(_heard(folder, framework, measures.policy)),
        not_known=tuple(dict.fromkeys(_not_known(folder, framework, figures))),
        stale=frozenset(),
        as_at=manifest.as_at if manifest else None,
        links=say_links(manifest.links) if manifest else None,
    )


def _to_clear(folder: Folder, findings: Iterable[Finding]) -> tuple[ToClear, ...]:
    """What two people must clear; what others published already needs it no more."""
    if folder.inspection.made_from is MadeFrom.PUBLISHED_FACTS:
        return ()
    words = words_of_others(findings, folder.conclusions, folder.evaluations)
    return what_to_clear(words, folder.clearances)


def _look_problems(folder: Folder) -> Iterator[Problem]:
    """Looks that count for nothing, in the two files that hold looks."""
    checks = ((("looks", place), what) for place, what in look_problems(folder.output_check.looks))
    for name, found in (
        (CLEARANCES, clearance_problems(folder.clearances)),
        (CHECK, checks),
    ):
        for place, what in found:
            yield Problem(
                code="look-counts-for-nothing",
                what=what,
                fix="Take it out; each look is one person's, at the hash that `inspect` names.",
                file=Path(name),
                line=line_at(folder.lines.get(name, {}), place),
            )


def _said_problems(
    folder: Folder, framework: Framework, programme: Programme | None
) -> Iterator[Problem]:
    """What is wrong with what people planned, judged and answered."""
    inspection = folder.inspection
    lines = {
        name: folder.lines.get(name, {}) for name in (FILE, EVALUATIONS.name, CONCLUSIONS.name)
    }
    yield from plan_problems(inspection, framework, file=Path(FILE), lines=lines[FILE])
    yield from evaluation_problems(
        folder.evaluations,
        framework=framework,
        expected=inspection.indicators,
        programme=programme,
        lines=lines[EVALUATIONS.name],
    )
    # An answer to a programme that is not there is judged once the programme is.
    if programme or not inspection.programme:
        yield from answer_problems(
            folder.conclusions.answers, programme=programme, lines=lines[CONCLUSIONS.name]
        )
    yield from _look_problems(folder)
    kinds = [kind.id for kind in framework.method.evidence_kinds]
    yield from item_problems(
        folder.items, framework=framework, kinds=kinds, places=folder.item_places
    )


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


def _placed(path: Path, problems: Iterable[Problem]) -> list[Problem]:
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


def _about_answers(
    folder: Folder,
    findings: tuple[Finding, ...],
    framework: Framework,
    sources: Mapping[str, Source],
) -> Iterator[Question]:
    """What the team is asked about its answers; what others published is not theirs to answer."""
    if folder.inspection.made_from is not MadeFrom.PUBLISHED_FACTS:
        yield from questions_about_answers(
            folder.conclusions.answers,
            findings,
            framework=framework,
            programme=programme_of(folder.inspection, framework),
            sources=sources,
        )


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
    received = rebased(
        folder.crossing.figures if folder.crossing else (), folder.inspection, measures
    )
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
    """Records read, people who answered, and occasions of each other kind.

    People are rounded: the exact number beside a question's answers would give back how many
    left it out.
    """

    def heard(kind: str, title: str, number: int, topic: str = TOPIC) -> Heard:
        return Heard(kind=kind, title=title, count=safe_count(number, policy, topic=topic))

    if folder.readings:
        read = records_read(folder.readings)
        yield heard("reading", "Children's records read", read, TRAIL_TOPIC)
    for survey in folder.instruments.surveys:
        if folder.surveys[survey.id]:
            answered = people_who_answered(folder.surveys[survey.id])
            yield heard("survey", f"{survey.title}: people who answered", answered, TRAIL_TOPIC)
    for kind in framework.method.evidence_kinds:
        number = sum(item.kind == kind.id and item.source is None for item in folder.items)
        if number:
            yield heard(kind.id, kind.title, number)


def _not_known(
    folder: Folder, framework: Framework, figures: tuple[SafeFigure, ...]
) -> Iterator[tuple[str, str]]:
    """What a reader might look for and will not find, with why."""
    inspection = folder.inspection
    for id_ in left_out(inspection, framework):
        title = f"The level of {id_} {framework.title_of(id_)}"
        yield title, "The programme evaluates it, and this inspection did not."
    if inspection.unnamed:
        yield (
            "Which indicators were evaluated, and the level of each",
            "What was published counts them and does not name them.",
        )
    if inspection.made_from is MadeFrom.PUBLISHED_FACTS:
        return
    for figure in figures:
        if figure.status in (Status.MISSING, Status.SUPPRESSED) and figure.view == "latest":
            why = figure.sentence.removeprefix(figure.title).lstrip(",: ")
            yield figure.title, sentence_case(why.removeprefix("not known. "))
