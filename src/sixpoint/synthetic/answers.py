"""What invented readers and people answer, following the truth about each invented child.

Every answer is drawn from the seed, the record and the question, so that one more question or
record changes no other answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

READINGS = ("reference", "reader", "question", "answer")
SURVEYS = ("response", "group", "question", "answer")
AVERAGE_PRACTICE = 0.8
"""How well services work for a child of whom nothing else is known."""
_AGREEMENT = ("strongly_agree", "agree", "disagree", "strongly_disagree")


class QuestionKind(StrEnum):
    """`yes_no`; `level` on the framework's scale, 6 the best; `scale` of agreement."""

    YES_NO = "yes_no"
    LEVEL = "level"
    SCALE = "scale"


@dataclass(frozen=True, kw_only=True)
class Question:
    """`ease` lifts or lowers what is answered to this question: 0 is as good as practice is."""

    id: str
    kind: QuestionKind
    ease: float = 0.0


@dataclass(frozen=True, kw_only=True)
class ReadRecord:
    """A record of the sample; `practice` is the truth about its child, from 0 to 1."""

    reference: str
    practice: float = AVERAGE_PRACTICE


ReadingRow = tuple[str, str, str, str]
SurveyRow = tuple[str, str, str, str]


def answer_readings(
    records: Sequence[ReadRecord],
    *,
    questions: Sequence[Question],
    readers: Sequence[str],
    seed: int,
) -> tuple[ReadingRow, ...]:
    """Rows of readings.csv: each record read once, by one of the readers (their designations)."""
    return tuple(_read(records, questions=questions, readers=readers, seed=seed))


def _read(
    records: Sequence[ReadRecord],
    *,
    questions: Sequence[Question],
    readers: Sequence[str],
    seed: int,
) -> Iterator[ReadingRow]:
    for record in records:
        chance = _draw(seed, "reader", record.reference)
        reader = readers[min(int(chance * len(readers)), len(readers) - 1)]
        for question in questions:
            practice = record.practice + question.ease
            key = ("reading", record.reference, question.id)
            answer = _answer(question.kind, practice, seed, key)
            yield record.reference, reader, question.id, answer


def answer_surveys(
    group: str,
    *,
    responses: int,
    questions: Sequence[Question],
    seed: int,
    practice: float = AVERAGE_PRACTICE,
) -> tuple[SurveyRow, ...]:
    """Rows of surveys/<group>.csv: a number of people of one group, without a name in them.

    Each leans to agree or disagree throughout, as people do; some leave a question out.
    """
    rows: list[SurveyRow] = []
    for number in range(1, responses + 1):
        response = f"{group}-{number:04d}"
        lean = 0.30 * (_draw(seed, "lean", response) - 0.5)
        for question in questions:
            if _draw(seed, "left out", response, question.id) < 0.03:
                continue
            key = ("survey", response, question.id)
            level = practice + question.ease + lean
            rows.append((response, group, question.id, _answer(question.kind, level, seed, key)))
    return tuple(rows)


def _answer(kind: QuestionKind, practice: float, seed: int, key: tuple[str, ...]) -> str:
    practice = min(max(practice, 0.02), 0.98)
    draw = _draw(seed, *key)
    if _draw(seed, "not known", *key) < 0.04:
        return "do_not_know" if kind is QuestionKind.SCALE else "not_recorded"
    match kind:
        case QuestionKind.YES_NO:
            return "yes" if draw < practice else "no"
        case QuestionKind.LEVEL:
            return str(_level(practice, draw))
        case QuestionKind.SCALE:
            return _AGREEMENT[_agreement(practice, draw)]


def _level(practice: float, draw: float) -> int:
    """A level from 1 to 6: around 5 where practice is good, around 3 where it is weak."""
    return min(max(round(1.2 + 4.6 * practice + 2.4 * (draw - 0.5)), 1), 6)


def _agreement(practice: float, draw: float) -> int:
    """Agrees with a chance as good as practice; half of those strongly."""
    edges = (practice * 0.5, practice, practice + (1 - practice) * 0.7)
    return sum(draw >= edge for edge in edges)


def _draw(seed: int, *key: str) -> float:
    """A number from 0 up to 1 that depends on the seed and the key alone."""
    text = "\x1f".join((str(seed), *key)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") / 2**64
