"""What each kind of rule about single cells lets pass, and what it does not."""

from datetime import date

import pytest

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given
from tests.support.visits import assert_judged, visit_rule


def test_a_required_cell_is_not_empty(engine: Engine) -> None:
    rows = """
        person_id | so
        P1        | passes
                  | fails
    """
    assert_judged(engine, visit_rule("required", ["person_id"], rows=rows))


def test_each_of_several_required_cells_counts(engine: Engine) -> None:
    rows = """
        person_id | began      | so
        P1        | 2016-09-30 | passes
                  | 2016-09-30 | fails
        P1        |            | fails
    """
    assert_judged(engine, visit_rule("required", ["person_id", "began"], rows=rows))


def test_a_date_is_a_day_of_the_calendar_in_iso_form(engine: Engine) -> None:
    rows = """
        began            | so
        2016-09-30       | passes
        2016-02-29       | passes
                         | passes
        2015-02-29       | fails
        30/09/2016       | fails
        01/01/19         | fails
        2016-9-3         | fails
        2016-09-30T14:05 | fails
        16-09-30         | fails
        infinity         | fails
        yesterday        | fails
    """
    assert_judged(engine, visit_rule("is_date", ["began"], rows=rows))


def test_a_datetime_has_a_day_and_a_time_of_that_day(engine: Engine) -> None:
    rows = """
        asked_at            | so
        2016-09-30T14:05    | passes
        2016-09-30T23:59:59 | passes
                            | passes
        2016-09-30          | fails
        2016-09-30 14:05    | fails
        2016-09-30T24:00    | fails
        2016-09-31T14:05    | fails
        2016-09-30T14:05Z   | fails
    """
    assert_judged(engine, visit_rule("is_datetime", ["asked_at"], rows=rows))


def test_a_whole_number_is_written_in_digits(engine: Engine) -> None:
    rows = """
        possible | so
        12       | passes
        -3       | passes
        007      | passes
                 | passes
        12.0     | fails
        1,000    | fails
        1e3      | fails
        twelve   | fails
    """
    assert_judged(engine, visit_rule("is_integer", ["possible"], rows=rows))


def test_yes_and_no_are_written_out(engine: Engine) -> None:
    rows = """
        seen | so
        yes  | passes
        no   | passes
             | passes
        Yes  | fails
        y    | fails
        1    | fails
    """
    assert_judged(engine, visit_rule("is_yes_no", ["seen"], rows=rows))


def test_a_code_is_one_of_the_dataset(engine: Engine) -> None:
    rows = """
        answer  | so
        offered | passes
                | passes
        Offered | fails
        perhaps | fails
    """
    assert_judged(engine, visit_rule("in_codes", ["answer"], rows=rows))


def test_a_rule_may_narrow_the_codes(engine: Engine) -> None:
    rows = """
        answer  | so
        refused | passes
        offered | fails
    """
    rule = visit_rule("in_codes", ["answer"], given=Given(codes=("refused",)), rows=rows)
    assert_judged(engine, rule)


def test_a_pattern_matches_the_whole_cell(engine: Engine) -> None:
    rows = """
        visit_id | so
        V12      | passes
                 | passes
        V12x     | fails
        xV12     | fails
    """
    rule = visit_rule("matches", ["visit_id"], given=Given(pattern="V[0-9]+|W"), rows=rows)
    assert_judged(engine, rule)


def test_a_chi_number_has_a_day_of_birth_and_a_right_check_digit(engine: Engine) -> None:
    """The days are above 40, so that these numbers can belong to nobody."""
    rows = """
        chi         | so
        5705101007  | passes
                    | passes
        5705101008  | fails
        5713101007  | fails
        570510100   | fails
        57051010077 | fails
        570510100X  | fails
    """
    assert_judged(engine, visit_rule("matches", ["chi"], given=Given(shape="chi"), rows=rows))


def test_an_own_number_must_not_have_the_shape_of_a_shared_one(engine: Engine) -> None:
    rows = """
        person_id  | so
        P1         | passes
        5705101008 | passes
                   | passes
        5705101007 | fails
    """
    rule = visit_rule("not_shaped", ["person_id"], given=Given(shape="chi"), rows=rows)
    assert_judged(engine, rule)


def test_a_postcode_may_be_in_any_case_and_without_its_space(engine: Engine) -> None:
    rows = """
        visit_id | so
        ZZ1 2AB  | passes
        zz12ab   | passes
        ZZ1      | fails
        12345    | fails
    """
    rule = visit_rule("matches", ["visit_id"], given=Given(shape="postcode"), rows=rows)
    assert_judged(engine, rule)


@pytest.mark.parametrize("column", ["possible", "weight"])
def test_both_ends_of_a_range_are_in_it(engine: Engine, column: str) -> None:
    rows = f"""
        {column} | so
        0        | passes
        250      | passes
                 | passes
        words    | passes
        -1       | fails
        251      | fails
    """
    given = Given(least=0, most=250)
    assert_judged(engine, visit_rule("in_range", [column], given=given, rows=rows))


def test_the_day_of_the_check_is_not_in_the_future(engine: Engine) -> None:
    """Examples are checked as at 31 July 2017."""
    rows = """
        began      | asked_at         | so
        2017-07-31 | 2017-07-31T23:59 | passes
                   |                  | passes
        2017-08-01 | 2017-07-31T23:59 | fails
        2017-07-31 | 2017-08-01T00:00 | fails
    """
    assert_judged(engine, visit_rule("not_in_future", ["began", "asked_at"], rows=rows))


def test_the_earliest_day_is_early_enough(engine: Engine) -> None:
    rows = """
        began      | so
        1985-01-01 | passes
                   | passes
        1984-12-31 | fails
    """
    given = Given(earliest=date(1985, 1, 1))
    assert_judged(engine, visit_rule("not_earlier_than", ["began"], given=given, rows=rows))
