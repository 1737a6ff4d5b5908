"""Readings of records, checked against the sample and counted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from sixpoint.instruments.check import answer_problems, question_problems
from sixpoint.instruments.count import count_answers
from sixpoint.instruments.types import Instrument, ReadingRow, Result
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.problems import Problem

FILE = Path("readings.csv")
KIND = "reading"


def reading_problems(
    rows: Sequence[ReadingRow],
    instrument: Instrument,
    *,
    drawn: Collection[str],
    levels: Collection[int],
) -> Iterator[Problem]:
    """Everything wrong with readings.csv, at once; references are not repeated in messages."""
    yield from question_problems(instrument, file=Path("instruments.yaml"), levels=levels)
    yield from answer_problems(rows, instrument, file=FILE, levels=levels)
    seen: set[tuple[str, str, str]] = set()
    for line, row in enumerate(rows, start=2):
        if row.reference not in drawn:
            yield Problem(
                code="reading-of-undrawn-record",
                what="This row reads a record that was not drawn.",
                fix="Correct the reference, or take the row out; sample.csv lists what was drawn.",
                file=FILE,
                line=line,
            )
        asked = (row.reference, row.reader, row.question)
        if asked in seen:
            yield Problem(
                code="read-twice-by-one-reader",
                what="This reader has already answered this question about this record.",
                fix="Keep one of the two rows; a second reader's answer is another row.",
                file=FILE,
                line=line,
            )
        seen.add(asked)


def count_readings(
    rows: Sequence[ReadingRow],
    instrument: Instrument,
    *,
    levels: Collection[int],
    policy: DisclosurePolicy,
) -> tuple[Result, ...]:
    """A result for each question. Where two people read a record, the first in the file counts;
    the second is there for agreement, and would count the record twice."""
    return tuple(
        count_answers(
            question,
            _first_answers(rows, question.id),
            instrument=instrument,
            source_kind=KIND,
            levels=levels,
            policy=policy,
        )
        for question in instrument.questions
    )


def records_read(rows: Iterable[ReadingRow]) -> int:
    """How many records were read."""
    return len({row.reference for row in rows})


def _first_answers(rows: Iterable[ReadingRow], question: str) -> list[str]:
    first: dict[str, str] = {}
    for row in rows:
        if row.question == question:
            first.setdefault(row.reference, row.answer)
    return list(first.values())
