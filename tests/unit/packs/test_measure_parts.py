"""A measure that cannot be counted is refused, with everything that is wrong with it."""

from dataclasses import replace

import pytest

from sixpoint.packs.measure_parts import columns_needed, measures_problems
from sixpoint.packs.measures import Length, LengthUnit, Measure
from tests.support.measures import DATASETS, MEASURES


def said_of(measure: Measure) -> str:
    return "\n".join(str(problem) for problem in measures_problems([measure], DATASETS))


@pytest.mark.parametrize(
    ("id_", "changes", "said"),
    [
        ("attendance", {"amount": "attende"}, "education.attendance has no column attende"),
        ("attendance", {"base": "education.attendence"}, "no dataset education.attendence"),
        ("attendance", {"amount": None}, "kind ratio needs amount"),
        ("attendance", {"date": "person_id"}, "person_id is a text, not a date or datetime"),
        ("attendance", {"unit": "days"}, "its unit is days"),
        ("attendance", {"process": "meeting-to-core-group"}, "kind ratio has no process"),
        ("exclusions", {"unit": "per 100 pupils"}, "its unit is per 100 pupils"),
        ("plan-in-place", {"met": ()}, "does not say when a case is met"),
        ("help-after-request", {"unit": "hours"}, "is a date, not a datetime"),
        ("who-took-part", {"base": "social_work.discussion_services"}, "names no child"),
        (
            "decision-shared",
            {"follow_up": Length(number=5, unit=LengthUnit.WORKING_DAYS)},
            "calendar days or months",
        ),
    ],
)
def test_a_measure_that_cannot_be_counted_is_refused(
    id_: str, changes: dict[str, object], said: str
) -> None:
    assert said in said_of(replace(MEASURES[id_], **changes))


def test_a_code_that_the_column_has_not_is_named() -> None:
    measure = MEASURES["plan-in-place"]
    wrong = replace(measure, met=MEASURES["help-after-request"].where)
    assert "has no column answer" in said_of(wrong)
    kind = MEASURES["review-27-30-without-concern"].where[1]
    mixed = replace(MEASURES["help-after-request"], where=(replace_codes(kind, "answer"),))
    assert "support_requests.answer has no code none" in said_of(mixed)


def replace_codes(condition: object, column: str) -> object:
    return type(condition)(**{"column": column, "is": condition.codes})  # type: ignore[attr-defined]


def test_an_id_used_twice_is_said_once() -> None:
    twice = [MEASURES["attendance"], MEASURES["attendance"]]
    assert [problem.what for problem in measures_problems(twice, DATASETS)] == [
        "Measure attendance: its id is used twice."
    ]


def test_all_problems_come_at_once() -> None:
    wrong = replace(MEASURES["attendance"], amount="attende", out_of="possibl", unit="days")
    assert len(measures_problems([wrong], DATASETS)) == 3


def test_every_table_a_measure_looks_into_is_among_what_it_needs() -> None:
    assert set(columns_needed(MEASURES["planning-meeting-in-time"])) == {
        "social_work.concerns",
        "social_work.discussions",
        "social_work.planning_meetings",
    }
