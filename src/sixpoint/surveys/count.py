"""Surveys, checked and counted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from sixpoint.instruments.check import answer_problems, question_problems
from sixpoint.instruments.count import count_answers
from sixpoint.instruments.types import AnswerRow, Instrument, Result
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.problems import Problem

KIND = "survey"


def survey_problems(
    rows: Sequence[AnswerRow], instrument: Instrument, *, levels: Collection[int]
) -> Iterator[Problem]:
    """Everything wrong with a survey's file, at once."""
    file = Path("surveys") / f"{instrument.id}.csv"
    yield from question_problems(instrument, file=Path("instruments.yaml"), levels=levels)
    yield from answer_problems(rows, instrument, file=file, levels=levels)
    seen: set[tuple[str, str]] = set()
    for line, row in enumerate(rows, start=2):
        if (row.response, row.question) in seen:
            yield Problem(
                code="answered-twice",
                what="This response has already answered this question.",
                fix="Keep one of the two rows.",
                file=file,
                line=line,
            )
        seen.add((row.response, row.question))


def count_survey(
    rows: Sequence[AnswerRow],
    instrument: Instrument,
    *,
    levels: Collection[int],
    policy: DisclosurePolicy,
) -> tuple[Result, ...]:
    """A result for each question of the survey."""
    return tuple(
        count_answers(
            question,
            [row.answer for row in rows if row.question == question.id],
            instrument=instrument,
            source_kind=KIND,
            levels=levels,
            policy=policy,
        )
        for question in instrument.questions
    )


def people_who_answered(rows: Iterable[AnswerRow]) -> int:
    """How many people took part."""
    return len({row.response for row in rows})
