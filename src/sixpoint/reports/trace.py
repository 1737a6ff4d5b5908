"""Follows each statement of a report to what it rests on."""

from collections.abc import Callable, Iterable

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.findings import Finding
from sixpoint.evidence.matrix import kind_of
from sixpoint.evidence.types import EvidenceItem, Source
from sixpoint.terms.cells import SafeNumber

from .compose_indicators import basis_of
from .compose_questions import question_answered
from .matter import Matter
from .statements import level_label
from .trail_types import Judgement, Traced, TracedFigure, TracedItem, TracedKind, TrailFile
from .types import Edition, Kind, Report, Statement

Count = Callable[[int], SafeNumber]
"""Makes a number of occasions safe to say."""


def trace(matter: Matter, report: Report, *, edition: Edition, count: Count) -> TrailFile:
    """The trail of every statement of the report, in its order."""
    findings = {finding.id: finding for finding in matter.findings}
    header = matter.framework.header
    return TrailFile(
        format=1,
        inspection=matter.inspection.id,
        notice=matter.notice,
        edition="public" if edition is Edition.PUBLIC else "inside",
        framework=header.ref,
        framework_content=matter.framework.content_hash,
        statements=tuple(
            _trace(statement, findings.get(statement.id), matter, edition=edition, count=count)
            for statement in report.statements
        ),
    )


def _trace(
    statement: Statement,
    finding: Finding | None,
    matter: Matter,
    *,
    edition: Edition,
    count: Count,
) -> Traced:
    if finding is None:
        where = "inspection.yaml" if statement.kind is Kind.FACT else matter.framework.header.ref
        return Traced(
            id=statement.id, kind=statement.kind.value, text=statement.text, resolves_to=where
        )
    cited = [matter.sources[id_] for id_ in finding.all_cites]
    weighed = {s.origin.source for s in cited if isinstance(s.origin, EvidenceItem)}
    behind = [*cited, *(matter.sources[id_] for id_ in sorted(filter(None, weighed)))]
    figures = dict.fromkeys(s.id for s in behind if not isinstance(s.origin, EvidenceItem))
    return Traced(
        id=statement.id,
        kind=statement.kind.value,
        text=statement.text,
        judgement=_judgement(finding, matter),
        answers=question_answered(finding.part, matter),
        figures=tuple(_figure(matter.sources[id_], edition) for id_ in figures),
        sources=_kinds(cited, matter, edition=edition, count=count),
    )


def _judgement(finding: Finding, matter: Matter) -> Judgement | None:
    judged = matter.evaluation_of(finding.part)
    if judged is None:
        return None
    return Judgement(
        indicator=judged.indicator,
        title=matter.framework.title_of(judged.indicator) or judged.indicator,
        level=judged.level,
        label=level_label(matter, judged.level),
        basis=basis_of(judged),
    )


def _figure(source: Source, edition: Edition) -> TracedFigure:
    figure = source.origin
    if not isinstance(figure, SafeFigure):
        return TracedFigure(
            id=source.id, title=source.title, shows=source.shown, sentence=source.says
        )
    trail = figure.trail
    return TracedFigure(
        id=source.id,
        title=source.title,
        shows=source.shown,
        sentence=source.says,
        measure=figure.measure,
        measure_pack=trail.measure_pack,
        definition=trail.definition,
        datasets_pack=trail.datasets_pack,
        children=trail.children,
        datasets=tuple(file.dataset for file in trail.sources),
        rules_passed=trail.rules_passed,
        rules_failed=trail.rules_failed,
        rules_not_run=trail.rules_not_run,
        links=trail.links,
        limits=trail.limits,
        files=trail.sources if edition is Edition.INSIDE else (),
    )


def _kinds(
    cited: Iterable[Source], matter: Matter, *, edition: Edition, count: Count
) -> tuple[TracedKind, ...]:
    """Kinds of source in the framework's order, each with its number of occasions."""
    by_kind: dict[str, list[Source]] = {}
    for source in cited:
        by_kind.setdefault(kind_of(source, matter.sources), []).append(source)
    titles = {kind.id: kind.title for kind in matter.framework.method.evidence_kinds}
    return tuple(
        TracedKind(
            kind=kind,
            title=titles.get(kind, kind),
            occasions=count(len(sources)),
            items=_items(sources) if edition is Edition.INSIDE else (),
        )
        for kind, sources in sorted(by_kind.items())
    )


def _items(sources: Iterable[Source]) -> tuple[TracedItem, ...]:
    return tuple(
        TracedItem(
            id=item.id, title=item.title, observed=item.observed, who=item.who, says=item.says
        )
        for item in (source.origin for source in sources)
        if isinstance(item, EvidenceItem)
    )
