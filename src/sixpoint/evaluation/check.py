"""What is wrong with an evaluation, and what should be asked before it is published.

Problems stop a report; questions do not: a level is the team's judgement, and a reason overrules.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sixpoint.evidence.matrix import kinds_cited
from sixpoint.evidence.types import EvidenceItem, Source
from sixpoint.files.yaml_nodes import Lines, line_at
from sixpoint.packs.framework import Framework, Programme
from sixpoint.terms.problems import Problem

from .findings import Finding
from .places import EVALUATIONS as EVALUATIONS
from .places import At, place_of, place_of_evaluation
from .types import Basis, Evaluation


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something the team is asked; `overruled` holds its reason for going on all the same."""

    about: str
    asks: str
    overruled: str | None = None


def evaluation_problems(
    evaluations: Sequence[Evaluation],
    *,
    framework: Framework,
    expected: Collection[str],
    programme: Programme | None = None,
    lines: Lines | None = None,
) -> list[Problem]:
    """Everything that no judgement can mean, all at once; `lines` are those of the file."""
    return [
        replace(problem, line=line_at(lines or {}, ("evaluations", place)))
        for place, evaluation in enumerate(evaluations)
        for problem in (
            *_indicator(evaluation, framework, expected, programme),
            *_twice(evaluation, evaluations[:place]),
            *_levels(evaluation, framework),
            *_grounds(evaluation),
        )
    ]


def citation_problems(
    findings: Iterable[Finding],
    evaluations: Sequence[Evaluation],
    sources: Mapping[str, Source],
    *,
    lines: Mapping[str, Lines] | None = None,
) -> list[Problem]:
    """A problem for each thing cited that is not there; `lines` are those of each file."""
    at = lines or {}
    cited = [
        (evaluation.indicator, id_, place_of_evaluation(number, at, "cites"))
        for number, evaluation in enumerate(evaluations)
        for id_ in dict.fromkeys(evaluation.cites)
    ]
    cited += [
        (finding.id, id_, place_of(finding, evaluations, at))
        for finding in findings
        for id_ in finding.all_cites
    ]
    return [
        Problem(
            code="cited-but-absent",
            what=f"{where} cites {id_!r}, and there is no such evidence, figure or result.",
            fix="Correct the id, or add the evidence under evidence/.",
            file=file,
            line=line,
        )
        for where, id_, (file, line) in cited
        if id_ not in sources
    ]


def item_problems(
    items: Iterable[EvidenceItem],
    *,
    framework: Framework,
    kinds: Collection[str],
    places: Mapping[str, At] | None = None,
) -> list[Problem]:
    """Evidence about an indicator, or of a kind, that the framework does not have; `places` are
    file and line of each item."""
    at = places or {}
    return [
        Problem(code=code, what=what, fix=fix, file=file, line=line)
        for item in items
        for file, line in [at.get(item.id, (None, None))]
        for code, what, fix in _about_item(item, framework, kinds)
    ]


def questions_about(
    evaluations: Iterable[Evaluation], *, framework: Framework, sources: Mapping[str, Source]
) -> tuple[Question, ...]:
    """Levels that rest on fewer kinds of source than the framework asks about."""
    least = framework.method.sufficiency.kinds_of_source
    return tuple(
        Question(
            about=evaluation.indicator,
            asks=f"Fewer than {least} kinds of source are cited. Is that enough?",
            overruled=evaluation.sufficiency_overruled,
        )
        for evaluation in evaluations
        if evaluation.basis is Basis.JUDGED
        and evaluation.level is not None
        and len(kinds_cited(cites_of(evaluation), sources)) < least
    )


def cites_of(evaluation: Evaluation) -> tuple[str, ...]:
    """All that an evaluation cites, in its list, its reasons and the sentences themselves."""
    said = (Finding(id="", part="", says=one.says, cites=one.cites) for one in evaluation.findings)
    ids = [*evaluation.cites, *(id_ for finding in said for id_ in finding.all_cites)]
    return tuple(dict.fromkeys(ids))


def evaluated_in_words(programme: Programme) -> str:
    """What a programme evaluates, for a message: 1.1, 2.1 and area 9 as a whole."""
    wholes = (f"area {area} as a whole" for area in programme.areas)
    return ", ".join((*programme.indicators, *wholes)) or "nothing: it is answered in words"


def _indicator(
    evaluation: Evaluation,
    framework: Framework,
    expected: Collection[str],
    programme: Programme | None,
) -> Iterator[Problem]:
    id_ = evaluation.indicator
    if framework.title_of(id_) is None:
        known = ", ".join(indicator.id for indicator in framework.indicators)
        yield _problem("unknown-indicator", f"{id_!r} is no indicator here.", f"Known: {known}.")
    elif programme and not programme.may_evaluate(id_):
        yield _problem(
            "not-in-programme",
            f"{id_!r} is evaluated, but the programme {programme.id} does not evaluate it.",
            f"Take it out, or say it in words. Evaluated are: {evaluated_in_words(programme)}.",
        )
    elif id_ not in expected:
        yield _problem(
            "indicator-not-in-plan",
            f"{id_!r} is evaluated, but inspection.yaml does not list it.",
            "Add it under `indicators` in inspection.yaml, or take its evaluation out.",
        )


def _twice(evaluation: Evaluation, earlier: Sequence[Evaluation]) -> Iterator[Problem]:
    if any(other.indicator == evaluation.indicator for other in earlier):
        yield _problem(
            "indicator-twice",
            f"{evaluation.indicator!r} is evaluated twice.",
            "Keep one; a body that differs is recorded under `dissent`.",
        )


def _levels(evaluation: Evaluation, framework: Framework) -> Iterator[Problem]:
    given = [evaluation.level, *(dissent.level for dissent in evaluation.dissent)]
    scale = ", ".join(f"{one.level} ({one.label})" for one in framework.scale)
    for level in given:
        if level is not None and framework.level(level) is None:
            yield _problem(
                "level-outside-scale",
                f"{evaluation.indicator!r} has level {level}, which the scale does not have.",
                f"The scale is: {scale or 'none; this framework has no levels'}.",
            )


def _grounds(evaluation: Evaluation) -> Iterator[Problem]:
    published = evaluation.basis is not Basis.JUDGED
    if published and not evaluation.stated_by:
        yield _problem(
            "stated-by-nobody",
            f"{evaluation.indicator!r} is {evaluation.basis}, but not by whom.",
            "Name the source under `stated_by`.",
        )
    if published or evaluation.level is None:
        return
    for empty, what in ((not evaluation.findings, "reasons"), (not cites_of(evaluation), "cites")):
        if empty:
            yield _problem(
                f"level-without-{what}",
                f"{evaluation.indicator!r} has a level, but nothing under `{what}`.",
                "A level needs reasons and cited evidence.",
            )


def _about_item(
    item: EvidenceItem, framework: Framework, kinds: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    if item.kind not in kinds:
        known = ", ".join(sorted(kinds))
        yield (
            "unknown-kind-of-evidence",
            f"Evidence {item.id!r} is of kind {item.kind!r}, which the framework does not have.",
            f"Known: {known}.",
        )
    for touch in item.touches:
        if framework.title_of(touch.indicator) is None:
            yield (
                "unknown-indicator",
                f"Evidence {item.id!r} touches {touch.indicator!r}, which is no indicator here.",
                f'Correct the id; it stands in quotes, as in "{framework.indicators[0].id}".',
            )
    if item.recorded < item.observed:
        yield (
            "recorded-before-observed",
            f"Evidence {item.id!r} was recorded before it was observed.",
            "Correct one of the two days.",
        )


def _problem(code: str, what: str, fix: str) -> Problem:
    return Problem(code=code, what=what, fix=fix, file=EVALUATIONS)
