"""The evaluations: the summary with its tally, and each indicator under its heading."""

from collections.abc import Iterator

from sixpoint.evaluation.check import cites_of
from sixpoint.evaluation.types import Basis
from sixpoint.evaluation.types import Evaluation as Judged
from sixpoint.pictures.draw_levels import draw_levels
from sixpoint.pictures.draw_tally import draw_tally
from sixpoint.pictures.types import Level, Step, Tally
from sixpoint.pictures.words import number_in_words

from .compose_figures import pictures_of
from .matter import Matter
from .statements import fact, level_label, statements_in, tally_in_words, tally_of
from .types import Block, Evaluation, Paragraph, PictureBlock, Section, TallyBlock

NOT_KNOWN = "Not known"


def result_blocks(matter: Matter) -> Iterator[Block]:
    """The tally in words and drawn, and the level of each indicator, the unknown ones too."""
    tally = _tally(matter)
    stated = matter.inspection.stated_tally
    if tally.total == 0:
        return
    yield TallyBlock(
        tally=tally,
        words=fact("tally", tally_in_words(matter), source=stated.source if stated else None),
        picture=draw_tally(tally, name="tally", title="How many indicators have each level"),
    )
    if matter.inspection.unnamed:
        says = (
            f"Which {number_in_words(matter.inspection.unnamed)} indicators they were, and the "
            "level of each, is not known."
        )
        yield Paragraph(statements=(fact("unnamed", says),))
    levels = _levels(matter)
    if levels:
        picture = draw_levels(
            levels, name="levels", title="Each indicator's level", scale=_steps(matter)
        )
        yield PictureBlock(id="levels", title="Each indicator's level", picture=picture)


def indicator_sections(matter: Matter) -> Iterator[Section]:
    """A section for each heading of the framework, with the indicators that stand under it."""
    drawn: set[str] = set()
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
    if judged is None:
        return Evaluation(indicator=indicator, title=title, level=None, label=NOT_KNOWN)
    return Evaluation(
        indicator=indicator,
        title=title,
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
    return tuple(no_view)


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
