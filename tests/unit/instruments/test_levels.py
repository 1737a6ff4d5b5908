"""Which levels a share counts is the instrument's own to say, on whatever scale there is."""

from pathlib import Path

import pytest

from sixpoint.instruments.check import question_problems
from sixpoint.instruments.count import is_favourable
from sixpoint.instruments.types import Instrument, Question, QuestionKind


def ask(kind: QuestionKind, at_least: int | None) -> Instrument:
    question = Question(
        id="plan", asks="How good?", kind=kind, favourable="good ones", at_least=at_least
    )
    return Instrument(id="readings", title="Readings", asked="records", questions=(question,))


def codes(instrument: Instrument, levels: tuple[int, ...]) -> list[str]:
    found = question_problems(instrument, file=Path("instruments.yaml"), levels=levels)
    return [problem.code for problem in found]


@pytest.mark.parametrize(("lowest", "counted"), [(2, [2, 3]), (3, [3]), (1, [1, 2, 3])])
def test_levels_from_the_named_one_upwards_count(lowest: int, counted: list[int]) -> None:
    (question,) = ask(QuestionKind.LEVEL, lowest).questions
    assert [level for level in (1, 2, 3) if is_favourable(str(level), question)] == counted


def test_a_question_of_level_names_the_lowest_that_counts() -> None:
    assert codes(ask(QuestionKind.LEVEL, None), (3, 2, 1)) == ["question-without-level"]


def test_the_named_level_is_on_the_scale() -> None:
    assert codes(ask(QuestionKind.LEVEL, 4), (3, 2, 1)) == ["question-without-level"]
    assert codes(ask(QuestionKind.LEVEL, 3), (3, 2, 1)) == []


def test_a_framework_without_levels_has_no_questions_of_level() -> None:
    assert codes(ask(QuestionKind.LEVEL, 4), ()) == ["question-without-level"]


def test_other_questions_name_no_level() -> None:
    assert codes(ask(QuestionKind.YES_NO, 4), (6, 5, 4)) == ["level-without-question"]
    assert codes(ask(QuestionKind.YES_NO, None), (6, 5, 4)) == []
