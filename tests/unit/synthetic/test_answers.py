"""Invented answers follow the truth, and one more question changes no other answer."""

from pathlib import Path

import pytest

from sixpoint.synthetic import Question, QuestionKind, answer
from sixpoint.synthetic.answers import (
    AVERAGE_PRACTICE,
    Planted,
    ReadRecord,
    answer_readings,
    answer_surveys,
)
from sixpoint.terms.problems import UserError

CHRONOLOGY = Question(id="chronology", kind=QuestionKind.YES_NO)
ASSESSMENT = Question(id="assessment", kind=QuestionKind.LEVEL)
LISTENED = Question(id="listened-to", kind=QuestionKind.SCALE)
PLANTED = Planted(seed=4)
READERS = ("reader-a", "reader-b")


def records(practice: float, count: int = 400) -> list[ReadRecord]:
    return [ReadRecord(reference=f"INV-{n:05d}", practice=practice) for n in range(count)]


def read(practice: float, *questions: Question) -> list[tuple[str, str, str, str]]:
    rows = answer_readings(records(practice), questions=questions, readers=READERS, planted=PLANTED)
    return list(rows)


def test_good_practice_is_read_as_yes_more_often() -> None:
    good = [row[3] for row in read(0.9, CHRONOLOGY)]
    weak = [row[3] for row in read(0.4, CHRONOLOGY)]
    assert good.count("yes") > 1.5 * weak.count("yes")
    assert {*good, *weak} == {"yes", "no", "not_recorded"}


def test_levels_stay_on_the_scale_and_follow_practice() -> None:
    good, weak = (
        [int(row[3]) for row in read(p, ASSESSMENT) if row[3].isdigit()] for p in (0.9, 0.4)
    )
    assert {*good, *weak} <= set(range(1, 7))
    assert sum(good) / len(good) > sum(weak) / len(weak) + 1


def test_one_more_question_changes_no_other_answer() -> None:
    before = set(read(0.8, CHRONOLOGY))
    after = {row for row in read(0.8, ASSESSMENT, CHRONOLOGY) if row[2] == "chronology"}
    assert before == after


def test_some_records_are_read_twice_and_never_by_one_reader() -> None:
    rows = read(0.8, CHRONOLOGY)
    assert 420 < len(rows) < 470
    assert len({row[:3] for row in rows}) == len(rows)


def test_a_question_follows_the_share_that_was_planted_for_it() -> None:
    told = Question(id="decision-in-record", kind=QuestionKind.YES_NO)
    planted = Planted(seed=4, shares={"decision_passed": 0.5})
    rows = answer_readings(
        records(AVERAGE_PRACTICE, 1000), questions=[told], readers=READERS, planted=planted
    )
    answers = [row[3] for row in rows if row[3] != "not_recorded"]
    assert answers.count("yes") / len(answers) == pytest.approx(0.5, abs=0.05)


def test_a_survey_has_its_group_and_only_the_answers_of_its_scale() -> None:
    rows = answer_surveys("children", responses=200, questions=[LISTENED], planted=PLANTED)
    assert {row[1] for row in rows} == {"children"}
    assert {row[3] for row in rows} == {
        "strongly_agree", "agree", "disagree", "strongly_disagree", "do_not_know"
    }  # fmt: skip
    assert 180 < len(rows) < 200


def test_answers_are_written_for_the_sample_and_the_same_each_time(
    invermore: Path, tmp_path: Path
) -> None:
    def write(folder: Path) -> list[bytes]:
        files = answer(
            folder,
            truth=invermore / "truth",
            seed=9,
            sampled=[("INV-00001", "on_register"), ("INV-00002", "a category nobody planted")],
            readings=[CHRONOLOGY],
            surveys={"staff": [LISTENED]},
        )
        assert files == (folder / "readings.csv", folder / "surveys/staff.csv")
        return [file.read_bytes() for file in files]

    one = write(tmp_path / "one")
    assert one == write(tmp_path / "two")
    assert one[0].startswith(b"reference,reader,question,answer\nINV-00001,")


def test_without_a_sample_and_without_a_truth_everything_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        answer(tmp_path, truth=tmp_path, seed=1, sampled=[], readings=[CHRONOLOGY], surveys={})
    assert [p.code for p in caught.value.problems] == ["no-truth", "no-truth", "no-sample"]
    assert not list(tmp_path.iterdir())


def test_a_damaged_truth_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "practice.csv").write_text("child\nC1\n", encoding="utf-8")
    (tmp_path / "planted.yaml").write_text("plan: {}\n", encoding="utf-8")
    with pytest.raises(UserError, match="truth-damaged"):
        answer(
            tmp_path,
            truth=tmp_path,
            seed=1,
            sampled=[("INV-00001", "on_register")],
            readings=[CHRONOLOGY],
            surveys={},
        )
