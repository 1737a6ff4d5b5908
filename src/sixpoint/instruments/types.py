"""Questions people answer, and what their answers come to."""

from enum import StrEnum
from typing import Literal

from sixpoint.terms.cells import SafeNumber, Status
from sixpoint.terms.strict import strict


class QuestionKind(StrEnum):
    """`yes_no` is counted over yes and no; `level` is the framework's scale; `scale` agreement."""

    YES_NO = "yes_no"
    LEVEL = "level"
    SCALE = "scale"


NOT_COUNTED = ("not_applicable", "not_recorded", "do_not_know")
"""Answers that are kept and shown but stand in no denominator."""

SCALE_ANSWERS = ("strongly_agree", "agree", "disagree", "strongly_disagree")


@strict
class Question:
    """`favourable` says, in words, what the share in a sentence is the share of.

    `at_least` is the level from which an answer on the framework's scale counts as favourable: a
    question of kind `level` names it, and no other does.
    """

    id: str
    asks: str
    kind: QuestionKind
    favourable: str
    indicators: tuple[str, ...] = ()
    at_least: int | None = None


@strict
class Instrument:
    """Who or what is asked; `id` is `readings` or the name of the survey's file."""

    id: str
    title: str
    asked: str
    questions: tuple[Question, ...]


@strict
class AnswerCount:
    answer: str
    count: SafeNumber


@strict
class Result:
    """One question's result. `favourable` of `counted`, `percentage` from what is shown."""

    id: str
    source_kind: str
    title: str
    asked: str
    indicators: tuple[str, ...]
    status: Status
    favourable: SafeNumber
    counted: SafeNumber
    percentage: SafeNumber
    answers: tuple[AnswerCount, ...]
    phrase: str
    sentence: str


@strict
class InstrumentsFile:
    """instruments.yaml of an inspection: what record readers and surveys asked."""

    format: Literal[1]
    readings: Instrument | None = None
    surveys: tuple[Instrument, ...] = ()


@strict
class ReadingRow:
    """One answer of one reader about one drawn record: a row of readings.csv."""

    reference: str
    reader: str
    question: str
    answer: str


@strict
class AnswerRow:
    """One answer of one person who took part in a survey: a row of surveys/<name>.csv.

    `response` only tells one person's answers from another's; it leads to nobody.
    """

    response: str
    group: str
    question: str
    answer: str
