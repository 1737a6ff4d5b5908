"""One register of everything that may be cited: figures, results and evidence items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sixpoint.disclosure.types import SafeFigure
from sixpoint.files import fingerprint
from sixpoint.instruments.types import Result
from sixpoint.terms.problems import Problem

from .types import EvidenceItem, Source

FIGURE = "figure"
READING = "reading"
SURVEY = "survey"
Place = tuple[Path, int | None]


@dataclass(frozen=True, kw_only=True)
class Register:
    """Sources by id, and what is wrong with the ids."""

    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]


def make_register(
    figures: Iterable[SafeFigure],
    results: Iterable[Result],
    items: Iterable[EvidenceItem],
    *,
    places: Mapping[str, Place] | None = None,
) -> Register:
    """Every source under its id; a problem for each id that is used twice or leads nowhere.

    `places` are file and line of each item.
    """
    everything = [
        *(source_of_figure(figure) for figure in figures),
        *(_from_result(result) for result in results),
        *(_from_item(item) for item in items),
    ]
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for source in everything:
        if source.id in sources:
            problems.append(_placed(_twice(source), source.id, places))
        sources[source.id] = source
    problems += [
        _placed(_leads_nowhere(source, source.origin.source), source.id, places)
        for source in everything
        if isinstance(source.origin, EvidenceItem)
        and source.origin.source is not None
        and source.origin.source not in sources
    ]
    return Register(sources=sources, problems=tuple(problems))


def _placed(problem: Problem, id_: str, places: Mapping[str, Place] | None) -> Problem:
    file, line = (places or {}).get(id_, (None, None))
    return replace(problem, file=file, line=line)


def source_of_figure(figure: SafeFigure) -> Source:
    """A figure's fingerprint: the values as shown, the definition, the pack's version."""
    points = [(point.label, point.value.status, point.value.value) for point in figure.points]
    shown = fingerprint([figure.phrase, figure.sentence, points])
    return Source(
        id=figure.id,
        kind=FIGURE,
        title=figure.title,
        says=figure.sentence,
        fingerprint=fingerprint([shown, figure.trail.definition, figure.trail.measure_pack]),
        shown=figure.phrase,
        phrase=figure.phrase,
        origin=figure,
    )


def _from_result(result: Result) -> Source:
    return Source(
        id=result.id,
        kind=result.source_kind,
        title=result.title,
        says=result.sentence,
        fingerprint=fingerprint([result.phrase, result.sentence, result.asked]),
        shown=result.phrase,
        phrase=result.phrase,
        origin=result,
    )


def _from_item(item: EvidenceItem) -> Source:
    return Source(
        id=item.id,
        kind=item.kind,
        title=item.title,
        says=item.says,
        fingerprint=fingerprint(item),
        shown=item.title,
        phrase=None,
        origin=item,
    )


def _twice(source: Source) -> Problem:
    return Problem(
        code="source-twice",
        what=f"Two pieces of evidence have the id {source.id!r}.",
        fix="Give one of them another id, and change what cites it.",
    )


def _leads_nowhere(source: Source, wanted: str) -> Problem:
    return Problem(
        code="source-unknown",
        what=f"Evidence item {source.id!r} weighs {wanted!r}, which is no figure or result here.",
        fix="Correct the id under `source`, or take the line out.",
    )
