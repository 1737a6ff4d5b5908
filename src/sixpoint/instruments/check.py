"""What is wrong with rows of answers: unknown questions, answers that are not offered."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sixpoint.terms.problems import Problem

from .count import answers_to
from .types import NOT_COUNTED, AnswerRow, Instrument, QuestionKind, ReadingRow


def answer_problems(
    rows: Iterable[ReadingRow | AnswerRow],
    instrument: Instrument,
    *,
    file: Path,
    levels: Collection[int],
) -> Iterator[Problem]:
    """A problem for each row whose question or answer the instrument does not have."""
    questions = {question.id: question for question in instrument.questions}
    offered = {q.id: (*answers_to(q, levels), *NOT_COUNTED) for q in instrument.questions}
    for line, row in enumerate(rows, start=2):
        if row.question not in questions:
            known = ", ".join(questions)
            yield Problem(
                code="unknown-question",
                what="This row answers a question that was not asked.",
                fix=f"The questions are: {known}.",
                file=file,
                line=line,
            )
        elif row.answer not in offered[row.question]:
            yield Problem(
                code="unknown-answer",
                what=f"Question {row.question!r} does not offer this answer.",
                fix=f"The answers are: {', '.join(offered[row.question])}.",
                file=file,
                line=line,
            )


def question_problems(
    instrument: Instrument, *, file: Path, levels: Collection[int]
) -> Iterator[Problem]:
    """Two questions with one id, and questions of level that do not say which levels are good."""
    ids = [question.id for question in instrument.questions]
    for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield Problem(
            code="question-twice",
            what=f"{instrument.id} asks question {id_!r} twice.",
            fix="Give one of them another id.",
            file=file,
        )
    scale = ", ".join(str(level) for level in sorted(levels, reverse=True))
    for question in instrument.questions:
        on_scale = question.kind is QuestionKind.LEVEL
        if on_scale and question.at_least not in levels:
            yield Problem(
                code="question-without-level",
                what=f"Question {question.id!r} does not say which levels its share counts.",
                fix=f"Give the lowest of them under `at_least`; the scale has {scale or 'none'}.",
                file=file,
            )
        if not on_scale and question.at_least is not None:
            yield Problem(
                code="level-without-question",
                what=f"Question {question.id!r} has `at_least`, but is not answered with a level.",
                fix="Take `at_least` out, or give the question the kind `level`.",
                file=file,
            )
