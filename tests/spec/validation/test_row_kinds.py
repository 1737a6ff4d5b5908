"""What each kind of rule about the cells of one row lets pass, and what it does not."""

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given, When
from tests.support.visits import assert_judged, visit_rule


def test_an_end_may_be_on_the_day_of_the_start_or_open(engine: Engine) -> None:
    rows = """
        began      | ended      | so
        2016-09-30 | 2016-10-01 | passes
        2016-09-30 | 2016-09-30 | passes
        2016-09-30 |            | passes
                   | 2016-09-30 | passes
        2016-09-30 | 31/08/2016 | passes
        2016-09-30 | 2016-09-29 | fails
    """
    assert_judged(engine, visit_rule("not_before", ["began", "ended"], rows=rows))


def test_two_times_are_compared_by_the_minute(engine: Engine) -> None:
    rows = """
        asked_at         | told_at          | so
        2016-09-30T14:05 | 2016-09-30T14:05 | passes
        2016-09-30T14:05 | 2016-09-30T14:04 | fails
    """
    assert_judged(engine, visit_rule("not_before", ["asked_at", "told_at"], rows=rows))


def test_a_time_and_a_day_are_compared_by_the_day(engine: Engine) -> None:
    rows = """
        asked_at         | ended      | so
        2016-09-30T14:05 | 2016-09-30 | passes
        2016-09-30T00:00 | 2016-09-29 | fails
    """
    assert_judged(engine, visit_rule("not_before", ["asked_at", "ended"], rows=rows))


def test_a_part_may_be_all_of_the_whole(engine: Engine) -> None:
    rows = """
        attended | possible | so
        149      | 150      | passes
        150      | 150      | passes
        150      |          | passes
        151      | 150      | fails
        9        | 10       | passes
        10       | 9        | fails
    """
    assert_judged(engine, visit_rule("not_more_than", ["attended", "possible"], rows=rows))


def test_columns_filled_together_are_all_filled_or_none(engine: Engine) -> None:
    rows = """
        began      | ended      | answer  | so
        2016-09-30 | 2016-09-30 | offered | passes
                   |            |         | passes
        2016-09-30 |            | offered | fails
                   |            | offered | fails
    """
    assert_judged(engine, visit_rule("filled_together", ["began", "ended", "answer"], rows=rows))


def test_one_filled_is_enough(engine: Engine) -> None:
    rows = """
        began      | ended      | so
        2016-09-30 |            | passes
                   | 2016-09-30 | passes
        2016-09-30 | 2016-09-30 | passes
                   |            | fails
    """
    assert_judged(engine, visit_rule("one_filled", ["began", "ended"], rows=rows))


def test_a_cell_is_required_only_under_its_condition(engine: Engine) -> None:
    rows = """
        began      | answer  | so
        2016-09-30 | offered | passes
                   | waiting | passes
                   |         | passes
                   | offered | fails
    """
    given = Given(when=When(column="answer", codes=("offered",)))
    assert_judged(engine, visit_rule("required_if", ["began"], given=given, rows=rows))


def test_a_condition_without_codes_is_that_the_cell_is_filled(engine: Engine) -> None:
    rows = """
        answer  | told_at          | so
                | 2016-09-30T14:05 | passes
        refused |                  | passes
        refused | 2016-09-30T14:05 | fails
    """
    given = Given(when=When(column="told_at"))
    assert_judged(engine, visit_rule("empty_if", ["answer"], given=given, rows=rows))
