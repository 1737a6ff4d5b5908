"""Pieces of evidence, evaluations and questions made up for tests."""

from datetime import date
from typing import Any

from sixpoint.evaluation.types import Evaluation
from sixpoint.evidence.types import Direction, EvidenceItem, Touches
from sixpoint.instruments.types import Instrument, Question, QuestionKind


def item_of(id_: str, *indicators: str, **more: Any) -> EvidenceItem:
    """An interview that is a strength of these indicators."""
    direction = more.pop("direction", Direction.STRENGTH)
    given: dict[str, Any] = {
        "id": id_,
        "kind": "interview",
        "title": f"Interview {id_}",
        "observed": date(2017, 9, 4),
        "recorded": date(2017, 9, 5),
        "by": "Inspector",
        "touches": tuple(Touches(indicator=one, direction=direction) for one in indicators),
        "says": "What was said.",
    }
    return EvidenceItem(**(given | more))


def judged(indicator: str, level: int | None = 5, **more: Any) -> Evaluation:
    """A level with one reason that rests on one interview."""
    given: dict[str, Any] = {"reasons": ("Because.",), "cites": ("int-1",)}
    return Evaluation(indicator=indicator, level=level, **(given | more))


def question_of(kind: QuestionKind = QuestionKind.YES_NO, **more: Any) -> Question:
    """A question of one kind."""
    at_least = 4 if kind is QuestionKind.LEVEL else None
    given = {"id": "plan", "asks": "Is there a plan?", "favourable": "records with a plan"}
    return Question(kind=kind, **({**given, "at_least": at_least} | more))


def instrument_of(*questions: Question, id_: str = "readings") -> Instrument:
    """An instrument that asks these."""
    return Instrument(id=id_, title="Readings", asked="records read", questions=questions)
