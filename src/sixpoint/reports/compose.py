"""The report, section by section, from what was gathered."""

from collections.abc import Iterator
from dataclasses import replace

from sixpoint.pictures.words import sentence_case
from sixpoint.terms.period import in_words

from . import compose_appendices as appendices
from .compose_indicators import indicator_sections, result_blocks
from .compose_questions import question_sections, timetable_in_words
from .facts import MadeFrom
from .matter import Matter
from .statements import fact, standing, statements_in
from .types import (
    Block,
    Chain,
    Confidence,
    Example,
    Facts,
    Listing,
    Paragraph,
    Report,
    ScaleLevel,
    Section,
    Statement,
    Voices,
)


def compose(matter: Matter, *, made_with: str) -> Report:
    """The report but for its trail; sections with nothing in them are left out."""
    inspection = matter.inspection
    sections = [*_body(matter), *appendices.sections(matter)]
    return Report(
        id=inspection.id,
        title=inspection.title,
        subtitle=f"Joint inspection {inspection.window.words}",
        notice=matter.notice,
        sections=tuple(section for section in sections if section.blocks),
        scale=_scale(matter),
        bodies=body_names(matter),
        licence=inspection.licence,
        made_with=made_with,
    )


def with_trail(report: Report, chains: tuple[Chain, ...]) -> Report:
    """The report with an appendix that shows what each statement rests on."""
    return replace(report, sections=(*report.sections, appendices.trail_section(chains)))


def body_names(matter: Matter) -> tuple[str, ...]:
    """The inspecting bodies by the names they had when they inspected."""
    last = matter.inspection.window.last
    names = []
    for id_ in matter.inspection.bodies:
        body = matter.framework.body(id_)
        names.append(id_ if body is None else body.name_on(last) if last else body.names[0].name)
    return tuple(names)


def _scale(matter: Matter) -> tuple[ScaleLevel, ...]:
    return tuple(
        ScaleLevel(
            level=level.level,
            label=level.label,
            means=level.means.says,
            aliases=tuple(alias.label for alias in level.aliases),
        )
        for level in sorted(matter.framework.scale, key=lambda one: -one.level)
    )


def _body(matter: Matter) -> Iterator[Section]:
    yield _section("overall", "Overall conclusion", _paragraph(statements_in("overall", matter)))
    yield from _as_published(matter)
    yield _section("summary", "Summary of the evaluations", result_blocks(matter))
    yield _section("confidence", "Capacity for improvement", _confidence(matter))
    yield _section("how", _how_heading(matter), _how(matter))
    drawn: set[str] = set()
    yield from question_sections(matter, drawn)
    yield from indicator_sections(matter, drawn)
    yield _section("voices", "What children, families and staff said", _voices(matter))
    yield _section("strengths", "Particular strengths", _listing("strength", matter))
    yield _section(
        "improvement", "Areas for improvement", _listing("improvement", matter, numbered=True)
    )
    yield _section("practice", "Good practice", _practice(matter))
    yield _section("next", "What happens next", _next(matter))


def _section(id_: str, heading: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id_, heading=heading, blocks=tuple(blocks))


def _paragraph(statements: tuple[Statement, ...]) -> Iterator[Block]:
    if statements:
        yield Paragraph(statements=statements)


def _listing(part: str, matter: Matter, *, numbered: bool = False) -> Iterator[Block]:
    statements = statements_in(part, matter)
    if statements:
        yield Listing(statements=statements, numbered=numbered)


PUBLISHED_PARTS = (
    ("conclusion", "What inspectors concluded"),
    ("theme", "What inspectors found"),
    ("confidence", "Capacity for improvement"),
    ("improvement", "What was to improve"),
)


def _as_published(matter: Matter) -> Iterator[Section]:
    """What somebody else published, each fact with its source."""
    for about, heading in PUBLISHED_PARTS:
        found = [one for one in matter.inspection.published_findings if one.about == about]
        statements = tuple(
            fact(f"{about}-{number}", one.says, source=one.source)
            for number, one in enumerate(found, start=1)
        )
        blocks: list[Block] = [Listing(statements=statements)] if statements else []
        yield _section(f"published-{about}", heading, iter(blocks))


def _confidence(matter: Matter) -> Iterator[Block]:
    capacity = matter.conclusions.capacity
    if capacity is not None:
        yield Confidence(
            how=f"We are {capacity.how_confident} that the partnership can go on improving.",
            because=statements_in("confidence", matter),
            already_begun=statements_in("begun", matter),
        )


def _how_heading(matter: Matter) -> str:
    ours = matter.inspection.made_from is MadeFrom.INSPECTION
    return "How we inspected" if ours else "How it was inspected"


def _how(matter: Matter) -> Iterator[Block]:
    inspection = matter.inspection
    yield Paragraph(
        statements=(
            fact(
                "window",
                f"{inspection.partnership.name} was inspected {inspection.window.words}.",
                source=inspection.sources[0] if inspection.sources else None,
            ),
        )
    )
    team = tuple(dict.fromkeys(member.designation for member in inspection.team))
    rows = {
        "Inspected by": body_names(matter),
        "The team": team,
        "Services we looked at": inspection.services,
        "Framework": (matter.framework.header.title,),
        "Programme": (matter.programme.title,) if matter.programme else (),
        "Timetable": tuple(timetable_in_words(matter)),
        "Published": (inspection.published,) if inspection.published else (),
        "Sources": inspection.sources,
        "Figures are as at": _as_at(matter),
    }
    yield Facts(facts=tuple((label, says) for label, says in rows.items() if says))


def _as_at(matter: Matter) -> tuple[str, ...]:
    return (in_words(matter.as_at),) if matter.as_at else ()


def _voices(matter: Matter) -> Iterator[Block]:
    for who in dict.fromkeys(voice.who for voice in matter.conclusions.voices):
        yield Voices(who=sentence_case(who), statements=statements_in(f"voices-{who}", matter))


def _practice(matter: Matter) -> Iterator[Block]:
    statements = statements_in("practice", matter)
    for practice, statement in zip(matter.conclusions.good_practice, statements, strict=True):
        yield Example(title=practice.title, statements=(statement,))


def _next(matter: Matter) -> Iterator[Block]:
    if matter.inspection.made_from is MadeFrom.PUBLISHED_FACTS:
        return
    follow_ups = matter.framework.method.follow_ups
    statements = tuple(standing(f"next-{one.id}", f"{one.title}.") for one in follow_ups)
    if statements:
        yield Listing(statements=statements)
