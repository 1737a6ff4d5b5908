"""What invented readers and people answer, following the truth about the invented children.

Every answer is drawn from the seed, the record and the question, so that one more question or
record changes no other answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

AVERAGE_PRACTICE = 0.8
"""How well services work for a child of whom nothing else is known."""
READ_TWICE = 0.1
"""The share of records that a second reader reads too, so that agreement can be seen."""
_AGREEMENT = ("strongly_agree", "agree", "disagree", "strongly_disagree")
_ABOUT = {
    "decision": "decision_passed",
    "reviewed": "reviewed_in_time",
    "assessment": "reason_recorded",
    "response": "meeting_in_time",
    "plan": "plan_in_place",
    "waited": "decision_passed",
    "help": "offered",
    "pathway": "aftercare_both",
}
"""The planted share that a question follows, by a word of its id; the first that fits."""


class QuestionKind(StrEnum):
    """`yes_no`; `level` on the framework's scale, 6 the best; `scale` of agreement."""

    YES_NO = "yes_no"
    LEVEL = "level"
    SCALE = "scale"


@dataclass(frozen=True, kw_only=True)
class Question:
    id: str
    kind: QuestionKind


@dataclass(frozen=True, kw_only=True)
class ReadRecord:
    """A record of the sample; `practice` is the truth about its child, from 0 to 1."""

    reference: str
    practice: float = AVERAGE_PRACTICE


@dataclass(frozen=True, kw_only=True)
class Planted:
    """The seed, and the planted shares as they were at the end, by their name in the plan."""

    seed: int
    shares: Mapping[str, float] = field(default_factory=dict)

    def ease(self, question: Question) -> float:
        """How much more, or less, often than practice in general this is done well."""
        words = question.id.split("-")
        for word, share in _ABOUT.items():
            if word in words and share in self.shares:
                return self.shares[share] - AVERAGE_PRACTICE
        return 0.16 * (_draw(self.seed, "ease", question.id) - 0.5)


ReadingRow = tuple[str, str, str, str]
"""reference, reader, question, answer"""
SurveyRow = tuple[str, str, str, str]
"""response, group, question, answer"""


def answer_readings(
    records: Sequence[ReadRecord],
    *,
    questions: Sequence[Question],
    readers: Sequence[str],
    planted: Planted,
) -> tuple[ReadingRow, ...]:
    """Rows of readings.csv: every record read once, and some by a second reader as well."""
    first = _read(records, questions=questions, readers=readers, planted=planted)
    twice = [r for r in records if _draw(planted.seed, "twice", r.reference) < READ_TWICE]
    return (*first, *_read_again(twice, questions=questions, readers=readers, planted=planted))


def _read(
    records: Sequence[ReadRecord],
    *,
    questions: Sequence[Question],
    readers: Sequence[str],
    planted: Planted,
) -> Iterator[ReadingRow]:
    for record in records:
        reader = readers[_place(record, readers, planted)]
        for question in questions:
            key = ("reading", record.reference, question.id)
            yield record.reference, reader, question.id, _answer(record, question, planted, key)


def _read_again(
    records: Sequence[ReadRecord],
    *,
    questions: Sequence[Question],
    readers: Sequence[str],
    planted: Planted,
) -> Iterator[ReadingRow]:
    """A second reader mostly sees what the first saw, and now and then judges alone."""
    for record in records if len(readers) > 1 else ():
        reader = readers[(_place(record, readers, planted) + 1) % len(readers)]
        for question in questions:
            alone = _draw(planted.seed, "alone", record.reference, question.id) < 0.2
            key = ("second" if alone else "reading", record.reference, question.id)
            yield record.reference, reader, question.id, _answer(record, question, planted, key)


def _place(record: ReadRecord, readers: Sequence[str], planted: Planted) -> int:
    return int(_draw(planted.seed, "reader", record.reference) * len(readers))


def answer_surveys(
    group: str, *, responses: int, questions: Sequence[Question], planted: Planted
) -> tuple[SurveyRow, ...]:
    """Rows of surveys/<group>.csv: a number of people of one group, without a name in them.

    Each leans to agree or disagree throughout, as people do; some leave a question out.
    """
    rows: list[SurveyRow] = []
    for number in range(1, responses + 1):
        response = f"{group}-{number:04d}"
        lean = 0.30 * (_draw(planted.seed, "lean", response) - 0.5)
        person = ReadRecord(reference=response, practice=AVERAGE_PRACTICE + lean)
        for question in questions:
            if _draw(planted.seed, "left out", response, question.id) >= 0.03:
                key = ("survey", response, question.id)
                answer = _answer(person, question, planted, key)
                rows.append((response, group, question.id, answer))
    return tuple(rows)


def _answer(record: ReadRecord, question: Question, planted: Planted, key: tuple[str, ...]) -> str:
    practice = min(max(record.practice + planted.ease(question), 0.02), 0.98)
    draw = _draw(planted.seed, *key)
    if _draw(planted.seed, "not known", *key) < 0.04:
        return "do_not_know" if question.kind is QuestionKind.SCALE else "not_recorded"
    match question.kind:
        case QuestionKind.YES_NO:
            return "yes" if draw < practice else "no"
        case QuestionKind.LEVEL:
            return str(_level(practice, draw))
        case QuestionKind.SCALE:
            return _AGREEMENT[_agreement(practice, draw)]


def _level(practice: float, draw: float) -> int:
    """A level from 1 to 6: from 3 up where practice is good, around 3 where it is weak."""
    return min(max(round(0.4 + 4.6 * practice + 3.4 * (draw - 0.5)), 1), 6)


def _agreement(practice: float, draw: float) -> int:
    """Agrees with a chance as good as practice; half of those strongly."""
    edges = (practice * 0.5, practice, practice + (1 - practice) * 0.7)
    return sum(draw >= edge for edge in edges)


def _draw(seed: int, *key: str) -> float:
    """A number from 0 up to, but not including, 1 that depends on the seed and the key alone."""
    text = "\x1f".join((str(seed), *key)).encode()
    return (int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 11) / 2**53
