"""Counts the answers to one question, each with its own denominator, and makes them safe."""

from collections import Counter
from collections.abc import Collection, Iterable

from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.types import Relation
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

from .types import NOT_COUNTED, AnswerCount, Instrument, Question, QuestionKind, Result

TOPIC = "answers"
_FAVOURABLE, _OTHER, _COUNTED, _ASKED = "favourable", "other", "counted", "asked"


def answers_to(question: Question, levels: Collection[int]) -> tuple[str, ...]:
    """The answers that count for the question, in its own order."""
    match question.kind:
        case QuestionKind.YES_NO:
            return ("yes", "no")
        case QuestionKind.LEVEL:
            return tuple(str(level) for level in sorted(levels, reverse=True))
        case QuestionKind.SCALE:
            return ("strongly_agree", "agree", "disagree", "strongly_disagree")


def is_favourable(answer: str, question: Question) -> bool:
    """Whether the answer is one of those that the question's share is the share of."""
    match question.kind:
        case QuestionKind.YES_NO:
            return answer == "yes"
        case QuestionKind.LEVEL:
            return question.at_least is not None and int(answer) >= question.at_least
        case QuestionKind.SCALE:
            return answer in ("strongly_agree", "agree")


def count_answers(
    question: Question,
    answers: Iterable[str],
    *,
    instrument: Instrument,
    source_kind: str,
    levels: Collection[int],
    policy: DisclosurePolicy,
) -> Result:
    """The question's result; nothing in it lets a count below the policy's be worked out.

    `answers` are known answers only. Those in NOT_COUNTED stand in no denominator.
    """
    tally = Counter(answers)
    offered = answers_to(question, levels)
    safe = _protect(tally, offered, question, policy)
    made = _Made(question, instrument, source_kind)
    if not tally:
        return made.result(MISSING, MISSING, MISSING, answers=())
    counts = tuple(
        AnswerCount(answer=answer, count=safe[answer])
        for answer in (*offered, *(a for a in NOT_COUNTED if tally[a]))
    )
    percentage = _percentage(safe[_FAVOURABLE], safe[_COUNTED], policy)
    return made.result(safe[_FAVOURABLE], safe[_COUNTED], percentage, answers=counts)


def _protect(
    tally: Counter[str], offered: tuple[str, ...], question: Question, policy: DisclosurePolicy
) -> dict[str, SafeNumber]:
    good = tuple(answer for answer in offered if is_favourable(answer, question))
    other = tuple(answer for answer in offered if answer not in good)
    apart = tuple(answer for answer in NOT_COUNTED if tally[answer])
    cells = {answer: tally[answer] for answer in (*offered, *apart)}
    cells[_FAVOURABLE] = sum(tally[answer] for answer in good)
    cells[_OTHER] = sum(tally[answer] for answer in other)
    cells[_COUNTED] = cells[_FAVOURABLE] + cells[_OTHER]
    cells[_ASKED] = cells[_COUNTED] + sum(tally[answer] for answer in apart)
    relations = (
        Relation(total=_FAVOURABLE, parts=good),
        Relation(total=_OTHER, parts=other),
        Relation(total=_COUNTED, parts=(_FAVOURABLE, _OTHER)),
        Relation(total=_ASKED, parts=(_COUNTED, *apart)),
    )
    return protect(cells, relations, policy=policy, topic=TOPIC)


def _percentage(part: SafeNumber, whole: SafeNumber, policy: DisclosurePolicy) -> SafeNumber:
    """The share in per cent, from what is shown; suppressed where either number is."""
    if not (part.visible and whole.visible):
        return SUPPRESSED
    if not whole.value:
        return MISSING
    share = round(100 * (part.value or 0) / whole.value, policy.percentage_decimals)
    return SafeNumber(status=Status.SHOWN if share else Status.ZERO, value=share)


class _Made:
    """What is the same of a result however its counts came out."""

    def __init__(self, question: Question, instrument: Instrument, source_kind: str) -> None:
        self.question, self.instrument, self.source_kind = question, instrument, source_kind

    def result(
        self,
        favourable: SafeNumber,
        counted: SafeNumber,
        percentage: SafeNumber,
        *,
        answers: tuple[AnswerCount, ...],
    ) -> Result:
        question = self.question
        phrase = _phrase(favourable, counted, percentage)
        return Result(
            id=result_id(self.instrument, question, self.source_kind),
            source_kind=self.source_kind,
            title=question.asks,
            asked=self.instrument.asked,
            indicators=question.indicators,
            status=percentage.status,
            favourable=favourable,
            counted=counted,
            percentage=percentage,
            answers=answers,
            phrase=phrase,
            sentence=f"{self.instrument.title}: {question.favourable}: {phrase}.",
        )


def result_id(instrument: Instrument, question: Question, source_kind: str) -> str:
    """`reading.chronology-fit` or `survey.staff.know-decision`."""
    if source_kind == "reading":
        return f"reading.{question.id}"
    return f"{source_kind}.{instrument.id}.{question.id}"


def _phrase(favourable: SafeNumber, counted: SafeNumber, percentage: SafeNumber) -> str:
    if percentage.visible:
        of = f"({favourable.value:,.0f} of {counted.value:,.0f})"
        return f"{percentage.value:g}% {of}"
    if percentage.status is Status.SUPPRESSED:
        return "a share too small to publish"
    return "a share not known, because no answers have come in"
