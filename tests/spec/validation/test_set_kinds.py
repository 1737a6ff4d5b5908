"""What each kind of rule about groups of rows, or about other tables, lets pass."""

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given, Other
from tests.support.visits import assert_judged, visit_rule


def test_a_child_that_is_named_must_be_in_the_table_of_people(engine: Engine) -> None:
    rows = """
        person_id | so
        P1        | passes
                  | passes
        P2        | fails
        p1        | fails
    """
    people = """
        person_id
        P1
        P1
        P3
    """
    given = Given(other=Other(dataset="clinic.people", key="person_id"))
    rule = visit_rule("exists_in", ["person_id"], given=given, rows=rows, people=people)
    assert_judged(engine, rule)


def test_two_tables_say_the_same_of_the_same_child(engine: Engine) -> None:
    """What is empty on either side, or about a child the other table has not, says nothing."""
    rows = """
        person_id | chi | so
        P1        | A   | passes
        P1        |     | passes
                  | A   | passes
        P9        | A   | passes
        P3        | A   | passes
        P4        | A   | passes
        P1        | B   | fails
    """
    people = """
        person_id | chi
        P1        | A
        P3        |
        P4        | A
        P4        | B
    """
    given = Given(other=Other(dataset="clinic.people", key="person_id", column="chi"))
    rule = visit_rule("same_as", ["person_id", "chi"], given=given, rows=rows, people=people)
    assert_judged(engine, rule)


def test_nothing_happens_before_the_earliest_day_the_other_table_has(engine: Engine) -> None:
    rows = """
        person_id | began      | so
        P1        | 2010-05-17 | passes
        P1        | 2016-01-01 | passes
        P1        |            | passes
        P9        | 2000-01-01 | passes
        P2        | 2000-01-01 | passes
        P3        | 2010-01-01 | passes
        P1        | 2010-05-16 | fails
        P3        | 2009-12-31 | fails
    """
    people = """
        person_id | born
        P1        | 2010-05-17
        P2        |
        P3        | 2011-01-01
        P3        | 2010-01-01
    """
    given = Given(other=Other(dataset="clinic.people", key="person_id", column="born"))
    columns = ["person_id", "began"]
    rule = visit_rule("not_before_other", columns, given=given, rows=rows, people=people)
    assert_judged(engine, rule)


def test_the_first_row_with_a_number_goes_on_and_the_later_ones_fail(engine: Engine) -> None:
    rows = """
        visit_id | so
        V1       | passes
        V2       | passes
        V1       | fails
        V1       | fails
                 | passes
                 | passes
    """
    assert_judged(engine, visit_rule("unique", ["visit_id"], rows=rows))


def test_no_row_goes_on_whose_number_another_row_has_too(engine: Engine) -> None:
    rows = """
        visit_id | so
        V1       | fails
        V2       | passes
        V1       | fails
                 | passes
                 | passes
    """
    assert_judged(engine, visit_rule("not_shared", ["visit_id"], rows=rows))


def test_several_columns_may_be_unique_together(engine: Engine) -> None:
    rows = """
        person_id | answer  | so
        P1        | offered | passes
        P1        | refused | passes
        P2        | offered | passes
        P1        |         | passes
        P1        |         | passes
        P1        | offered | fails
    """
    assert_judged(engine, visit_rule("unique", ["person_id", "answer"], rows=rows))


def test_one_stay_may_begin_on_the_day_another_ends_but_not_before(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2015-01-10 | 2015-06-01 | passes
        P1        | 2015-06-01 | 2015-07-01 | passes
        P2        | 2015-06-20 | 2015-07-01 | passes
        P1        | 2015-06-30 | 2015-07-15 | fails
                  | 2015-06-30 | 2015-07-15 | passes
                  | 2015-06-30 | 2015-07-15 | passes
    """
    given = Given(within=("person_id",))
    assert_judged(engine, visit_rule("no_overlap", ["began", "ended"], given=given, rows=rows))


def test_the_later_start_overlaps_wherever_it_stands_in_the_file(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2015-03-01 | 2015-04-01 | fails
        P1        | 2015-01-10 | 2015-06-01 | passes
    """
    given = Given(within=("person_id",))
    assert_judged(engine, visit_rule("no_overlap", ["began", "ended"], given=given, rows=rows))


def test_a_long_stay_is_remembered_behind_a_short_one(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2015-01-01 | 2015-12-01 | passes
        P1        | 2015-02-01 | 2015-03-01 | fails
        P1        | 2015-05-01 | 2015-06-01 | fails
        P1        | 2015-12-01 |            | passes
        P1        | 2016-06-01 | 2016-07-01 | fails
    """
    given = Given(within=("person_id",))
    assert_judged(engine, visit_rule("no_overlap", ["began", "ended"], given=given, rows=rows))


def test_a_stay_whose_days_cannot_be_read_overlaps_nothing(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2015-01-01 | 31/12/2015 | passes
        P1        | 2015-02-01 | 2015-03-01 | passes
        P1        | soon       |            | passes
        P1        | 2015-05-01 |            | passes
        P1        | 2015-05-02 |            | fails
    """
    given = Given(within=("person_id",))
    assert_judged(engine, visit_rule("no_overlap", ["began", "ended"], given=given, rows=rows))


def test_of_two_open_stays_the_later_fails(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2015-06-01 |            | fails
        P1        | 2015-01-10 |            | passes
        P1        | 2015-07-01 | 2015-08-01 | passes
        P2        | 2015-07-01 |            | passes
        P3        | 2015-07-01 |            | passes
        P3        | 2015-07-01 |            | fails
    """
    given = Given(within=("person_id",))
    rule = visit_rule("at_most_one_open", ["began", "ended"], given=given, rows=rows)
    assert_judged(engine, rule)
