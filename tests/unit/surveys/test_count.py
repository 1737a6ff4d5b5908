"""A survey's answers lead to nobody, and each person answers a question once."""

from sixpoint.instruments.types import AnswerRow, QuestionKind
from sixpoint.surveys.count import count_survey, people_who_answered, survey_problems
from tests.support.evidence import instrument_of, question_of
from tests.support.policies import policy_of

ASKS = instrument_of(
    question_of(QuestionKind.SCALE, id="safe"),
    question_of(QuestionKind.SCALE, id="heard"),
    id_="children",
)


def row(response: str, answer: str, *, question: str = "safe") -> AnswerRow:
    return AnswerRow(response=response, group="all", question=question, answer=answer)


def test_every_wrong_row_is_named_with_file_and_line() -> None:
    rows = [
        row("R1", "agree"),
        row("R1", "agree"),
        row("R2", "yes"),
        row("R2", "agree", question="x"),
    ]
    found = list(survey_problems(rows, ASKS, levels=()))
    assert {(problem.code, problem.line) for problem in found} == {
        ("answered-twice", 3),
        ("unknown-answer", 4),
        ("unknown-question", 5),
    }
    assert {str(problem.file) for problem in found} == {"surveys/children.csv"}


def test_each_question_is_counted_over_those_who_answered_it() -> None:
    rows = [row(f"R{n}", "agree" if n < 30 else "disagree") for n in range(40)]
    rows += [row(f"R{n}", "strongly_agree", question="heard") for n in range(10)]
    rows += [row(f"R{n}", "do_not_know", question="heard") for n in range(10, 20)]
    safe, heard = count_survey(rows, ASKS, levels=(), policy=policy_of(5))
    assert (safe.id, safe.phrase) == ("survey.children.safe", "75% (30 of 40)")
    assert (heard.id, heard.phrase) == ("survey.children.heard", "100% (10 of 10)")
    assert people_who_answered(rows) == 40
