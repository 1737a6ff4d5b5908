"""Answers to a programme's questions: what is wrong with them, and what the team is asked."""

from sixpoint.evaluation.answers import answer_problems, questions_about_answers
from sixpoint.evaluation.findings import findings_of
from sixpoint.evaluation.types import Answer, Conclusions, Says
from sixpoint.packs.framework import Framework, Programme
from sixpoint.packs.load import load_framework
from tests.support.repository import ROOT


def framework() -> Framework:
    return load_framework("scotland-care-protection/2019", shelf=ROOT / "packs")


def programme() -> Programme:
    found = framework().programme("2021-25")
    assert found is not None
    return found


def answer(question: str, *says: str, overruled: str | None = None) -> Answer:
    findings = tuple(Says(says=one) for one in says or ("It is so.",))
    return Answer(question=question, findings=findings, sufficiency_overruled=overruled)


def codes(*answers: Answer, to: Programme | None) -> list[str]:
    return [problem.code for problem in answer_problems(answers, programme=to)]


def test_an_answer_to_each_question_is_in_order() -> None:
    asked = [answer(question.id) for question in programme().questions]
    assert codes(*asked, to=programme()) == []


def test_an_answer_to_what_was_not_asked_names_what_was() -> None:
    (problem,) = answer_problems([answer("recovery")], programme=programme())
    assert problem.code == "unknown-question"
    assert "safer, lives-improve, involved, leadership" in problem.fix


def test_a_question_is_answered_once() -> None:
    assert codes(answer("safer"), answer("safer"), to=programme()) == ["answered-twice"]


def test_where_no_programme_asks_nothing_can_be_answered() -> None:
    assert codes(answer("safer"), to=None) == ["nothing-asked"]


def test_the_problem_names_the_line_of_its_answer() -> None:
    lines = {(): 1, ("answers", 0, "question"): 4, ("answers", 1, "question"): 9}
    wrong = [answer("safer"), answer("recovery")]
    (problem,) = answer_problems(wrong, programme=programme(), lines=lines)
    assert problem.place == "conclusions.yaml:9"


def test_ids_follow_the_programme_and_not_the_file() -> None:
    answers = (answer("leadership", "Led."), answer("safer", "Safe.", "Safer."))
    conclusions = Conclusions(format=1, answers=answers)
    found = findings_of((), conclusions, (), programme=programme())
    assert [(one.id, one.says) for one in found] == [
        ("q1-1", "Safe."),
        ("q1-2", "Safer."),
        ("q4-1", "Led."),
    ]


def test_the_team_is_asked_about_gaps_and_about_answers_on_few_kinds_of_source() -> None:
    answers = (answer("safer"), answer("involved", overruled="Nothing else could be had."))
    findings = findings_of((), Conclusions(format=1, answers=answers), (), programme=programme())
    asked = list(
        questions_about_answers(
            answers, findings, framework=framework(), programme=programme(), sources={}
        )
    )
    assert [(one.about, one.overruled) for one in asked] == [
        ("q1", None),
        ("q2", None),
        ("q3", "Nothing else could be had."),
        ("q4", None),
    ]
    assert "Fewer than 2 kinds of source" in asked[0].asks
    assert "is not answered" in asked[1].asks
