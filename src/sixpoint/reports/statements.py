"""Findings, facts and standing text become statements with an id and a chain."""

from collections.abc import Mapping

from sixpoint.disclosure.types import SafeFigure
from sixpoint.evaluation.findings import REFERENCE, Finding
from sixpoint.evidence.types import Source
from sixpoint.pictures.words import list_in_words, number_in_words, sentence_case
from sixpoint.terms.cells import VISIBLE

from .matter import Matter
from .types import Kind, Mark, Part, Statement


def statement_of(finding: Finding, matter: Matter) -> Statement:
    """The finding with its figures filled in, and marked where the team should look again."""
    marks = {
        Mark.STALE: finding.id in matter.stale,
        Mark.UNCITED: not finding.all_cites,
        Mark.NUMBER_TYPED: bool(finding.typed_numbers),
        Mark.UNCLEARED: finding.id in matter.uncleared,
    }
    return Statement(
        id=finding.id,
        kind=Kind.FINDING,
        parts=fill(finding.says, matter.sources),
        marks=tuple(mark for mark, holds in marks.items() if holds),
    )


def statements_in(part: str, matter: Matter) -> tuple[Statement, ...]:
    """The statements of one part of the report, in order."""
    return tuple(statement_of(finding, matter) for finding in matter.findings_in(part))


def fill(says: str, sources: Mapping[str, Source]) -> tuple[Part, ...]:
    """The sentence in parts, each reference replaced by what its figure shows."""
    pieces = REFERENCE.split(says)
    parts = []
    for place, piece in enumerate(pieces):
        if place % 2:
            parts.append(Part(text=_as_said(sources[piece]), figure=piece))
        elif piece:
            parts.append(Part(text=piece))
    return tuple(parts)


def _as_said(source: Source) -> str:
    """What stands in the figure's place; in brackets where no number does, as editors do it.

    A sentence was written for a number: "in a figure hidden to protect children of cases" is none.
    """
    said = source.phrase or source.title
    figure = source.origin
    if isinstance(figure, SafeFigure) and figure.status not in VISIBLE:
        return f"[{said.removeprefix('a figure ')}]"
    return said


def fact(name: str, text: str, *, source: str | None = None) -> Statement:
    """A statement that resolves to inspection.yaml."""
    return Statement(id=f"fact-{name}", kind=Kind.FACT, parts=(Part(text=text),), source=source)


def standing(name: str, text: str) -> Statement:
    """A statement that resolves to the framework pack."""
    return Statement(id=f"text-{name}", kind=Kind.STANDING, parts=(Part(text=text),))


def tally_of(matter: Matter) -> dict[int | None, int]:
    """How many indicators have which level, highest first; None counts those not known.

    The levels are counted as people gave them; where only a published count is known, it is that.
    """
    inspection = matter.inspection
    scale = sorted((level.level for level in matter.framework.scale), reverse=True)
    if inspection.stated_tally is not None:
        tally: dict[int | None, int] = {
            level: inspection.stated_tally.levels.get(level, 0) for level in scale
        }
        total = inspection.indicators_counted or sum(tally.values())
        return {**tally, None: total - sum(tally.values())}
    given = [_level(matter, indicator) for indicator in inspection.indicators]
    return {level: given.count(level) for level in (*scale, None)}


def _level(matter: Matter, indicator: str) -> int | None:
    evaluation = matter.evaluation_of(indicator)
    return evaluation.level if evaluation else None


def tally_in_words(matter: Matter) -> str:
    """Across ten quality indicators, inspectors found seven to be very good and three good."""
    tally = tally_of(matter)
    unknown = tally.pop(None)
    if not matter.framework.scale or sum(tally.values()) + unknown == 0:
        return without_levels(matter)
    total = sum(tally.values()) + unknown
    found = [(count, _label(matter, level)) for level, count in tally.items() if count]
    clauses = [
        f"{number_in_words(count)} {'to be ' if place == 0 else ''}{label}"
        for place, (count, label) in enumerate(found)
    ]
    if total == 1 and found:
        return f"Inspectors evaluated {_evaluated(matter, 1)} and found it to be {found[0][1]}."
    across = f"Across {_evaluated(matter, total)}"
    if not clauses:
        return f"{across}, no level is known."
    rest = f" The level of {number_in_words(unknown)} is not known." if unknown else ""
    return f"{across}, inspectors found {list_in_words(clauses)}.{rest}"


def without_levels(matter: Matter) -> str:
    """Why there is no tally."""
    if not matter.framework.scale:
        return "This framework has no levels. What inspectors found is told in words."
    if matter.programme and not matter.programme.varies and not matter.programme.evaluates:
        return "This programme gives no levels. What inspectors found is told in words."
    return "This inspection evaluated no quality indicator."


def _evaluated(matter: Matter, total: int) -> str:
    """Three quality indicators and one whole area."""
    areas = len(matter.areas_evaluated)
    counted = ((total - areas, "quality indicator"), (areas, "whole area"))
    return list_in_words(
        [f"{number_in_words(n)} {what}{'' if n == 1 else 's'}" for n, what in counted if n]
    )


def _label(matter: Matter, level: int | None) -> str:
    if not matter.framework.scale:
        return "no level"
    found = matter.framework.level(level) if level is not None else None
    return found.label if found else "not known"


def level_label(matter: Matter, level: int | None) -> str:
    """The level's name as it stands beside an indicator."""
    return sentence_case(_label(matter, level))
