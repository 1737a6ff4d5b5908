"""Each question has its own denominator, and no small count can be worked out."""

import pytest

from sixpoint.instruments.count import count_answers, result_id
from sixpoint.instruments.types import QuestionKind, Result
from sixpoint.terms.cells import Status
from tests.support.evidence import instrument_of, question_of
from tests.support.policies import policy_of

LEVELS = range(1, 7)


def count(kind: QuestionKind = QuestionKind.YES_NO, *, at_least: int = 4, **answers: int) -> Result:
    """Answers by name; `_4` stands for the level 4."""
    level = {"at_least": at_least} if kind is QuestionKind.LEVEL else {}
    return count_answers(
        question_of(kind, **level),
        [name.strip("_") for name, times in answers.items() for _ in range(times)],
        instrument=instrument_of(),
        source_kind="reading",
        levels=LEVELS,
        policy=policy_of(5),
    )


def test_yes_is_counted_over_yes_and_no() -> None:
    result = count(yes=30, no=10)
    assert (result.favourable.value, result.counted.value) == (30, 40)
    assert result.phrase == "75% (30 of 40)"
    assert result.sentence == "Readings: records with a plan: 75% (30 of 40)."


@pytest.mark.parametrize("apart", ["not_applicable", "not_recorded", "do_not_know"])
def test_what_is_no_answer_stands_in_no_denominator(apart: str) -> None:
    result = count(yes=30, no=10, **{apart: 20})
    assert result.percentage.value == 75
    assert result.counted.value == 40
    shown = {one.answer: one.count.value for one in result.answers}
    assert shown == {"yes": 30, "no": 10, apart: 20}


def test_levels_count_from_the_level_that_the_question_names() -> None:
    levels = {"_6": 10, "_5": 10, "_4": 10, "_3": 10}
    assert count(QuestionKind.LEVEL, **levels).phrase == "75% (30 of 40)"
    assert count(QuestionKind.LEVEL, at_least=5, **levels).phrase == "50% (20 of 40)"


def test_agreement_is_both_kinds_of_agreeing() -> None:
    result = count(QuestionKind.SCALE, strongly_agree=10, agree=20, disagree=5, strongly_disagree=5)
    assert result.phrase == "75% (30 of 40)"


def test_no_answers_are_not_known_and_not_nought() -> None:
    result = count()
    assert result.status is Status.MISSING
    assert "not known" in result.phrase
    assert "0%" not in result.sentence


def test_nobody_favourable_is_nought_and_shown() -> None:
    result = count(no=40)
    assert result.percentage.status is Status.ZERO
    assert result.phrase == "0% (0 of 40)"


def test_only_what_is_no_answer_gives_no_share() -> None:
    result = count(not_recorded=40)
    assert not result.percentage.visible or result.percentage.status is Status.ZERO
    assert result.percentage.status is Status.MISSING


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_a_small_count_is_hidden_and_cannot_be_taken_from_the_rest(few: int) -> None:
    result = count(yes=30, no=few)
    assert result.status is Status.SUPPRESSED
    assert str(few) not in result.sentence.replace("Readings", "")
    shown = [one.count for one in result.answers if one.count.visible]
    assert not (result.counted.visible and result.favourable.visible)
    assert not (result.counted.visible and shown)


def test_a_small_count_among_levels_hides_a_second() -> None:
    result = count(QuestionKind.LEVEL, _5=20, _4=20, _3=3, _2=10)
    hidden = [one.answer for one in result.answers if one.count.status is Status.SUPPRESSED]
    assert "3" in hidden
    assert len(hidden) >= 2


def test_no_answers_apart_can_be_taken_from_totals() -> None:
    result = count(yes=30, no=10, not_recorded=2)
    by_answer = {one.answer: one.count for one in result.answers}
    assert by_answer["not_recorded"].status is Status.SUPPRESSED


def test_ids_name_the_kind_the_survey_and_the_question() -> None:
    question = question_of()
    assert result_id(instrument_of(), question, "reading") == "reading.plan"
    assert result_id(instrument_of(id_="staff"), question, "survey") == "survey.staff.plan"
