"""The programme in the report: its questions with their answers, and how long it takes."""

from collections.abc import Iterator

from sixpoint.evaluation.findings import part_of_question
from sixpoint.packs.framework import Programme, Question
from sixpoint.pictures.words import sentence_case

from .compose_figures import pictures_of
from .facts import MadeFrom
from .matter import Matter
from .statements import fact, standing, statements_in
from .types import Block, Paragraph, Section


def question_sections(matter: Matter, drawn: set[str]) -> Iterator[Section]:
    """A section for each question in the programme's order, the unanswered too.

    Where only published facts are known, an answer that is not there says nothing.
    """
    programme = matter.programme
    for question in programme.questions if programme else ():
        answered = matter.findings_in(_part(question, matter))
        if answered or matter.inspection.made_from is not MadeFrom.PUBLISHED_FACTS:
            yield Section(
                id=f"question-{question.id}",
                heading=question.says,
                blocks=tuple(_blocks(question, matter, drawn)),
            )


def question_answered(part: str, matter: Matter) -> str | None:
    """The question that a part of the report answers; None for the other parts."""
    programme = matter.programme
    for question in programme.questions if programme else ():
        if part == _part(question, matter):
            return question.says
    return None


def timetable_in_words(matter: Matter) -> Iterator[str]:
    """How many weeks an inspection of the programme takes, and how many days on site."""
    named = matter.programme.timetable if matter.programme else None
    timetable = matter.framework.timetable(named) if named else None
    if timetable and timetable.weeks:
        yield f"{timetable.weeks} weeks"
    if timetable and timetable.days_on_site:
        yield f"{timetable.days_on_site} days on site"


def _part(question: Question, matter: Matter) -> str:
    number = matter.programme.number_of(question.id) if matter.programme else None
    return part_of_question(number or 0)


def _blocks(question: Question, matter: Matter, drawn: set[str]) -> Iterator[Block]:
    part = _part(question, matter)
    programme = matter.programme
    if programme is not None:
        yield Paragraph(statements=(standing(part, _place(question, programme)),))
    findings = matter.findings_in(part)
    if not findings:
        called = programme.asks_one if programme else "question"
        yield Paragraph(statements=(fact(part, f"This {called} is not answered yet."),))
    for statement in statements_in(part, matter):
        yield Paragraph(statements=(statement,))
    cited = (id_ for finding in findings for id_ in finding.all_cites)
    yield from pictures_of(cited, matter, drawn)


def _place(question: Question, programme: Programme) -> str:
    """Statement 1 of 4. It is answered in words and has no level."""
    number, among = programme.number_of(question.id), len(programme.questions)
    place = f"{sentence_case(programme.asks_one)} {number} of {among}."
    if question.id in programme.narrative_only:
        return f"{place} It is answered in words and has no level."
    return place
