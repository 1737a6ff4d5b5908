"""What the kinds about gaps and order within a group let pass."""

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given
from tests.support.visits import assert_judged, visit_rule

_WITHIN = ("person_id",)


def test_a_stay_that_begins_the_day_after_another_leaves_no_gap(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2016-01-01 | 2016-02-01 | passes
        P1        | 2016-02-02 | 2016-03-01 | passes
        P1        | 2016-03-03 | 2016-04-01 | fails
        P1        | 2016-01-15 | 2016-01-20 | passes
        P2        | 2016-09-01 |            | passes
                  | 2016-12-01 |            | passes
    """
    rule = visit_rule("no_gap", ["began", "ended"], given=Given(within=_WITHIN), rows=rows)
    assert_judged(engine, rule)


def test_a_long_gap_may_be_a_new_stay_where_the_rule_says_so(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2016-01-01 | 2016-02-01 | passes
        P1        | 2016-02-05 | 2016-02-10 | passes
        P1        | 2016-02-17 | 2016-02-20 | fails
        P1        | 2016-03-05 | 2016-03-10 | fails
        P1        | 2016-03-25 | 2016-03-30 | passes
    """
    given = Given(within=_WITHIN, least=7, most=14)
    assert_judged(engine, visit_rule("no_gap", ["began", "ended"], given=given, rows=rows))


def test_behind_a_stay_that_has_not_ended_there_is_no_gap(engine: Engine) -> None:
    rows = """
        person_id | began      | ended      | so
        P1        | 2016-01-01 |            | passes
        P1        | 2016-06-01 | 2016-07-01 | passes
        P2        | 2016-01-01 | 2016-12-01 | passes
        P2        | 2016-02-01 | 2016-03-01 | passes
        P2        | 2016-12-10 |            | fails
    """
    rule = visit_rule("no_gap", ["began", "ended"], given=Given(within=_WITHIN), rows=rows)
    assert_judged(engine, rule)


def test_what_counts_as_later_does_not_lie_before_what_counts_as_earlier(engine: Engine) -> None:
    rows = """
        person_id | answer  | began      | so
        P1        | waiting | 2016-01-01 | passes
        P1        | offered | 2016-02-01 | passes
        P1        | refused | 2016-01-31 | fails
        P1        | refused | 2016-02-01 | passes
        P2        | offered | 2016-01-01 | fails
        P2        | waiting | 2016-03-01 | passes
        P3        | refused | 2015-01-01 | passes
        P3        | maybe   | 2016-01-01 | passes
    """
    given = Given(within=_WITHIN, codes=("waiting", "offered", "refused"))
    assert_judged(engine, visit_rule("in_order", ["answer", "began"], given=given, rows=rows))


def test_a_column_of_numbers_counts_by_its_numbers(engine: Engine) -> None:
    rows = """
        person_id | possible | began      | so
        P1        | 2        | 2016-02-01 | passes
        P1        | 10       | 2016-01-01 | fails
        P1        | 1        | 2016-01-15 | passes
        P1        | many     | 2010-01-01 | passes
                  | 11       | 2010-01-01 | passes
    """
    given = Given(within=_WITHIN)
    assert_judged(engine, visit_rule("in_order", ["possible", "began"], given=given, rows=rows))
