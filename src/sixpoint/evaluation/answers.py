"""What is wrong with the answers to a programme's questions, and what is still to be asked of them.

A question is answered in words. What it is called (statement, line of enquiry) the programme says.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sixpoint.evidence.matrix import kinds_cited
from sixpoint.evidence.types import Source
from sixpoint.files.yaml_nodes import Lines, line_at
from sixpoint.packs.framework import Framework, Programme
from sixpoint.terms.problems import Problem

from .check import Question
from .findings import Finding, part_of_question
from .types import Answer

CONCLUSIONS = Path("conclusions.yaml")


def answer_problems(
    answers: Sequence[Answer], *, programme: Programme | None, lines: Lines | None = None
) -> list[Problem]:
    """Answers to what was not asked, or to one question twice; `lines` are those of the file."""
    asked = [answer.question for answer in answers]
    return [
        Problem(
            code=code,
            what=what,
            fix=fix,
            file=CONCLUSIONS,
            line=line_at(lines or {}, ("answers", place, "question")),
        )
        for place, question in enumerate(asked)
        for code, what, fix in _wrong_with(question, asked[:place], programme)
    ]


def questions_about_answers(
    answers: Sequence[Answer],
    findings: Sequence[Finding],
    *,
    framework: Framework,
    programme: Programme | None,
    sources: Mapping[str, Source],
) -> Iterator[Question]:
    """Questions without an answer, and answers that rest on few kinds of source."""
    least = framework.method.sufficiency.kinds_of_source
    given = {answer.question: answer for answer in answers}
    for number, question in enumerate(programme.questions if programme else (), start=1):
        part = part_of_question(number)
        if question.id not in given:
            yield Question(about=part, asks=f"{question.says!r} is not answered. Is it to be?")
            continue
        cited = [id_ for one in findings if one.part == part for id_ in one.all_cites]
        if len(kinds_cited(cited, sources)) < least:
            yield Question(
                about=part,
                asks=f"Fewer than {least} kinds of source are cited. Is that enough?",
                overruled=given[question.id].sufficiency_overruled,
            )


def _wrong_with(
    question: str, earlier: Sequence[str], programme: Programme | None
) -> Iterator[tuple[str, str, str]]:
    if programme is None or not programme.questions:
        yield (
            "nothing-asked",
            f"{question!r} is answered, but this inspection's programme asks no questions.",
            "Name the programme that asks it under `programme` in inspection.yaml.",
        )
    elif programme.number_of(question) is None:
        known = ", ".join(one.id for one in programme.questions)
        yield (
            "unknown-question",
            f"{question!r} is none of the {programme.asks} of the programme {programme.id}.",
            f"It asks: {known}.",
        )
    if question in earlier:
        yield (
            "answered-twice",
            f"{question!r} is answered twice.",
            "Put both under one answer.",
        )
