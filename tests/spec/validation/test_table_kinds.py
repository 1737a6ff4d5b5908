"""What the kinds about whole tables, and about the last submission, let pass."""

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given, Other
from tests.support.visits import assert_judged, visit_rule


def test_a_month_without_rows_between_two_full_ones_is_missing(engine: Engine) -> None:
    """A month with few rows is not full: in a small table an empty month says nothing."""
    passing = """
        began      | times
        2016-01-10 | 5
        2016-02-10 | 1
        2016-04-10 | 5
        2016-05-10 | 5
        soon       | 9
    """
    failing = """
        began      | times
        2016-01-10 | 5
        2016-02-10 | 5
        2016-04-10 | 5
    """
    given = Given(every="month", fewest=5)
    rule = visit_rule("no_missing_period", ["began"], given=given, rows=passing, failing=failing)
    assert_judged(engine, rule)


def test_a_quarter_is_missing_when_none_of_its_months_has_rows(engine: Engine) -> None:
    passing = "began | times\n2016-03-31 | 3\n2016-06-30 | 3\n2016-07-01 | 3"
    failing = "began | times\n2016-03-31 | 3\n2016-07-01 | 3"
    given = Given(every="quarter", fewest=3)
    rule = visit_rule("no_missing_period", ["began"], given=given, rows=passing, failing=failing)
    assert_judged(engine, rule)


def test_a_table_that_has_lost_more_than_half_of_its_rows_has_fallen(engine: Engine) -> None:
    rule = visit_rule(
        "no_sudden_fall",
        [],
        given=Given(least=50, fewest=4),
        before="visit_id | times\nV1 | 10",
        rows="visit_id | times\nV1 | 5",
        failing="visit_id | times\nV1 | 4",
    )
    assert_judged(engine, rule)


def test_the_same_bytes_for_two_tables_or_twice_running_are_the_same_file(
    engine: Engine,
) -> None:
    first, second = "visit_id\nV1", "visit_id\nV2"
    again = visit_rule("not_the_same_file", [], before=first, rows=second, failing=first)
    assert_judged(engine, again)
    people = "person_id\nP1"
    twice = visit_rule("not_the_same_file", [], rows="person_id\nP2", failing=people, people=people)
    assert_judged(engine, twice)


def test_hardly_a_code_of_the_list_means_another_table(engine: Engine) -> None:
    rule = visit_rule(
        "right_codes",
        ["answer"],
        given=Given(least=50, fewest=4),
        rows="answer | times\noffered | 2\nmaybe | 2\n | 9",
        failing="answer | times\noffered | 1\nmaybe | 3",
    )
    assert_judged(engine, rule)


def test_hardly_a_known_child_means_another_agency(engine: Engine) -> None:
    rule = visit_rule(
        "right_agency",
        ["person_id"],
        given=Given(other=Other(dataset="clinic.people", key="person_id"), least=50, fewest=2),
        rows="person_id\nP1\nP9",
        failing="person_id\nP1\nP8\nP9",
        people="person_id\nP1",
    )
    assert_judged(engine, rule)


def test_a_record_that_was_there_has_not_gone(engine: Engine) -> None:
    rule = visit_rule(
        "still_there",
        ["visit_id"],
        before="visit_id\nV1\nV2",
        rows="visit_id\nV2\nV1\nV3",
        failing="visit_id\nV1\nV3",
    )
    assert_judged(engine, rule)


def test_a_record_from_before_the_earliest_day_may_go(engine: Engine) -> None:
    rule = visit_rule(
        "still_there",
        ["visit_id", "began"],
        before="visit_id | began\nV1 | 2014-12-31\nV2 | 2015-06-01\nV3 | soon",
        rows="visit_id | began\nV2 | 2015-06-01\nV4 | 2015-01-01",
        failing="visit_id | began\nV5 | 2015-06-01\nV4 | 2015-01-01",
    )
    assert_judged(engine, rule)


def test_a_day_that_was_said_may_be_filled_in_but_not_changed(engine: Engine) -> None:
    before = """
        visit_id | began
        V1       | 2016-01-01
        V2       | 2016-01-01
        V3       |
        V4       | soon
        V5       | 2016-01-01
        V5       | 2016-01-02
    """
    rows = """
        visit_id | began      | so
        V1       | 2016-01-01 | passes
        V2       | 2016-01-02 | fails
        V3       | 2016-01-02 | passes
        V4       | 2016-01-02 | passes
        V5       | 2016-01-02 | passes
        V6       | 2016-01-02 | passes
        V1       |            | passes
                  | 2016-01-02 | passes
    """
    rule = visit_rule("same_as_before", ["visit_id", "began"], before=before, rows=rows)
    assert_judged(engine, rule)


def test_a_number_has_gone_to_another_when_all_that_was_said_has_changed(engine: Engine) -> None:
    """A name changes on marriage, a date is corrected: both at once are somebody else."""
    before = "visit_id | person_id | began\nV1 | P1 | 2016-01-01\nV2 | P2 | 2016-01-01"
    rows = """
        visit_id | person_id | began      | so
        V1       | P9        | 2016-01-01 | passes
        V2       | P9        | 2016-01-02 | fails
        V1       | P1        | 2016-01-02 | passes
        V2       |           | 2016-01-02 | passes
    """
    columns = ["visit_id", "person_id", "began"]
    assert_judged(engine, visit_rule("same_as_before", columns, before=before, rows=rows))
