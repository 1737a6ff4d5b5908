"""The evaluations: the summary with its tally, and each indicator under its heading."""

from collections.abc import Iterator

from sixpoint.evaluation.check import cites_of
from sixpoint.evaluation.types import Basis
from sixpoint.evaluation.types import Evaluation as Judged
from sixpoint.pictures.draw_levels import draw_levels
from sixpoint.pictures.draw_tally import draw_tally
from sixpoint.pictures.types import Level, Step, Tally
from sixpoint.pictures.words import list_in_words, number_in_words

from .compose_figures import pictures_of
from .matter import Matter
from .statements import (
    fact,
    level_label,
    statements_in,
    tally_in_words,
    tally_of,
    without_levels,
)
from .types import Block, Evaluation, Paragraph, PictureBlock, Section, TallyBlock


def result_blocks(matter: Matter) -> Iterator[Block]:
    """The tally in words and drawn, and the level of each indicator, the unknown ones too."""
    tally = _tally(matter)
    stated = matter.inspection.stated_tally
    if tally.total == 0 or not matter.framework.scale:
        yield Paragraph(statements=(fact("tally", without_levels(matter)),))
        return
    what = "indicators and areas" if matter.areas_evaluated else "indicators"
    yield TallyBlock(
        tally=tally,
        words=fact("tally", tally_in_words(matter), source=stated.source if stated else None),
        picture=draw_tally(tally, name="tally", title=f"How many {what} have each level"),
    )
    if matter.inspection.unnamed:
        says = (
            f"Which {number_in_words(matter.inspection.unnamed)} indicators they were, and the "
            "level of each, is not known."
        )
        yield Paragraph(statements=(fact("unnamed", says),))
    levels = _levels(matter)
    if levels:
        title = f"The level of the {what}" if matter.areas_evaluated else "Each indicator's level"
        picture = draw_levels(levels, name="levels", title=title, scale=_steps(matter))
        yield PictureBlock(id="levels", title=title, picture=picture)


def indicator_sections(matter: Matter, drawn: set[str]) -> Iterator[Section]:
    """A section for each heading of the framework, with the indicators that stand under it.

    `drawn` holds the figures that have their picture already.
    """
    by_heading: dict[tuple[str, str], list[Block]] = {}
    for indicator in matter.inspection.indicators:
        heading = matter.framework.heading_for(indicator)
        place = (heading.id, heading.title) if heading else ("other", "Other indicators")
        by_heading.setdefault(place, []).append(_evaluation(indicator, matter, drawn))
    for (id_, title), blocks in by_heading.items():
        yield Section(id=f"heading-{id_}", heading=title, blocks=tuple(blocks))


def _evaluation(indicator: str, matter: Matter, drawn: set[str]) -> Evaluation:
    judged = matter.evaluation_of(indicator)
    title = matter.framework.title_of(indicator) or indicator
    whole = indicator in matter.areas_evaluated
    called = "Whole area" if whole else "Quality indicator"
    if judged is None:
        label = level_label(matter, None)
        return Evaluation(indicator=indicator, title=title, level=None, label=label, called=called)
    return Evaluation(
        indicator=indicator,
        title=title,
        called=called,
        level=judged.level,
        label=level_label(matter, judged.level),
        statements=statements_in(indicator, matter),
        figures=pictures_of(cites_of(judged), matter, drawn),
        basis=basis_of(judged),
        remarks=_remarks(judged, matter),
        team_notes=_team_notes(judged, matter),
    )


def basis_of(judged: Judged) -> str:
    """How the level is known, where this team did not give it."""
    if judged.basis is Basis.JUDGED:
        return ""
    how = "stated" if judged.basis is Basis.STATED else "inferred from what is stated"
    return f"{how} by {judged.stated_by}"


def _remarks(judged: Judged, matter: Matter) -> tuple[str, ...]:
    no_view = [f"{_body(one.body, matter)} gives no view: {one.why}" for one in judged.no_view]
    parts = [one for one in matter.framework.indicators if one.area == judged.indicator]
    if judged.indicator not in matter.areas_evaluated or not parts:
        return tuple(no_view)
    named = list_in_words([f"{one.id} {one.title}" for one in parts])
    return (f"One level for the whole area: {named}.", *no_view)


def _team_notes(judged: Judged, matter: Matter) -> tuple[str, ...]:
    """What stays inside: dissent, and what the team was asked."""
    dissent = [
        f"{_body(one.body, matter)} held to {level_label(matter, one.level)}: {one.reasons}"
        for one in judged.dissent
    ]
    asked = [
        f"{question.asks} {question.overruled or 'Not answered yet.'}"
        for question in matter.questions
        if question.about == judged.indicator
    ]
    return (*dissent, *asked)


def _body(id_: str, matter: Matter) -> str:
    body = matter.framework.body(id_)
    last = matter.inspection.window.last
    return body.name_on(last) if body and last else body.names[0].name if body else id_


def _steps(matter: Matter) -> tuple[Step, ...]:
    scale = sorted(matter.framework.scale, key=lambda one: -one.level)
    return tuple(Step(level=level.level, label=level.label) for level in scale)


def _tally(matter: Matter) -> Tally:
    counted = tally_of(matter)
    steps = tuple((step, counted.get(step.level, 0)) for step in _steps(matter))
    return Tally(steps=steps, unknown=counted.get(None, 0))


def _levels(matter: Matter) -> tuple[Level, ...]:
    found = []
    for indicator in matter.inspection.indicators:
        judged = matter.evaluation_of(indicator)
        found.append(
            Level(
                indicator=indicator,
                title=matter.framework.title_of(indicator) or indicator,
                level=judged.level if judged else None,
                basis="" if judged is None or judged.basis is Basis.JUDGED else judged.basis,
            )
        )
    return tuple(found)
