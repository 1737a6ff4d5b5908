"""The trail in words: each statement's chain as the report and the command line show it."""

from collections.abc import Iterator

from sixpoint.pictures.words import plural
from sixpoint.terms.cells import SafeNumber, Status

from .trail_types import Traced, TracedFigure, TrailFile
from .types import Chain, Kind, Link


def chains_of(trail: TrailFile) -> tuple[Chain, ...]:
    """Every statement's chain, in the trail's order."""
    return tuple(chain_of(traced) for traced in trail.statements)


def chain_of(traced: Traced) -> Chain:
    """One statement's chain, from the judgement down to the files."""
    return Chain(
        statement=traced.id,
        kind=Kind(traced.kind),
        text=traced.text,
        links=tuple(link for link in _links(traced) if link.says),
    )


def _links(traced: Traced) -> Iterator[Link]:
    if traced.resolves_to:
        yield Link(what="Rests on", says=(traced.resolves_to,))
    if traced.answers:
        yield Link(what="Answers", says=(traced.answers,))
    judged = traced.judgement
    if judged:
        basis = f", {judged.basis}" if judged.basis else ""
        yield Link(
            what="Evaluation",
            says=(f"{judged.indicator} {judged.title}: {judged.label}{basis}",),
        )
    yield Link(
        what="Kinds of evidence",
        says=tuple(f"{kind.title}: {occasions(kind.occasions)}" for kind in traced.sources),
    )
    yield Link(
        what="Evidence items",
        says=tuple(
            f"{item.id}, {item.observed.isoformat()}: {item.title}"
            + (f" ({item.who})" if item.who else "")
            for kind in traced.sources
            for item in kind.items
        ),
    )
    for figure in traced.figures:
        yield Link(what=f"Figure {figure.id}", says=(figure.sentence, *_made_from(figure)))


def _made_from(figure: TracedFigure) -> Iterator[str]:
    if figure.measure is None:
        return
    definition = (figure.definition or "")[:12]
    yield f"Measure {figure.measure} of {figure.measure_pack}, definition {definition}."
    for limit in figure.limits:
        yield f"Held against {limit}"
    if figure.links:
        yield figure.links
    if figure.children is not None and figure.children.status is not Status.SUPPRESSED:
        yield f"Linked children behind it: {number(figure.children)}."
    if figure.datasets:
        yield f"Extracts ({figure.datasets_pack}): {', '.join(figure.datasets)}."
    for file in figure.files:
        rows = f"{number(file.rows)} rows, " if file.rows.visible else ""
        yield f"{file.file}, {rows}sealed fingerprint {file.sealed}."
    if figure.rules_passed is not None and figure.datasets:
        yield _rules(figure)


def _rules(figure: TracedFigure) -> str:
    passed = figure.rules_passed or 0
    says = f"{passed} {plural(passed, 'rule')} passed"
    for words, codes in (("failed", figure.rules_failed), ("not run", figure.rules_not_run)):
        says += f"; {len(codes)} {words}" + (f" ({', '.join(codes)})" if codes else "")
    return f"{says}."


def number(safe: SafeNumber) -> str:
    """A safe number in words that tell hidden, missing, rounded and nought apart."""
    match safe.status:
        case Status.SUPPRESSED:
            return "too few to say"
        case Status.MISSING:
            return "not known"
        case Status.ROUNDED:
            return f"about {safe.value:,.0f}"
    return f"{safe.value:,.0f}"


def occasions(safe: SafeNumber) -> str:
    """On how many occasions the team drew on a kind of source."""
    if safe.status is Status.SUPPRESSED:
        return "on a few occasions"
    return f"on {number(safe)} {plural(safe.value or 0, 'occasion')}"
