"""Outcomes, issues and the rows that go on."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.packs.examples import read_example_rows
from sixpoint.packs.rules import Given, Other, Rule
from sixpoint.records.read import read_tables
from sixpoint.records.types import Records
from sixpoint.terms.issue import Severity
from sixpoint.validation.examples import example_table
from sixpoint.validation.kinds import CELL_KINDS, ROW_KINDS, SET_KINDS
from sixpoint.validation.types import Outcome
from sixpoint.validation.validate import RAISED, validate
from tests.support.visits import DATASETS, VISITS, visit_rule

AS_AT = date(2017, 7, 31)
REQUIRED = visit_rule("required", ["began"], code="CL-VIS-01")
FUTURE = visit_rule("not_in_future", ["began"], code="CL-VIS-02", severity=Severity.WARNING)
KNOWN_CHILD = visit_rule(
    "exists_in",
    ["person_id"],
    code="CL-VIS-03",
    given=Given(other=Other(dataset="clinic.people", key="person_id")),
)


def _records(engine: Engine, **tables: str) -> Records:
    made = {
        f"clinic.{name}": example_table(read_example_rows(text), DATASETS[f"clinic.{name}"])
        for name, text in tables.items()
    }
    return read_tables(engine, tables=made, datasets=DATASETS)


VISITS_TEXT = """
    visit_id | person_id | began
    V1       | P1        | 2016-09-30
    V2       | P1        |
    V3       | P2        | 2019-01-01
"""


def _outcomes(
    engine: Engine, rules: Sequence[Rule], **tables: str
) -> dict[str, tuple[str, int, str | None]]:
    checked = validate(_records(engine, **tables), rules, as_at=AS_AT)
    return {r.code: (r.outcome.value, r.count, r.why) for r in checked.results}


def test_every_rule_has_an_outcome_in_the_order_of_codes(engine: Engine) -> None:
    found = _outcomes(engine, [FUTURE, REQUIRED, KNOWN_CHILD], visits=VISITS_TEXT)
    assert found == {
        "CL-VIS-01": ("failed", 1, None),
        "CL-VIS-02": ("failed", 1, None),
        "CL-VIS-03": ("not_run", 0, "Nobody supplied clinic.people."),
    }
    assert list(found) == sorted(found)


def test_a_rule_that_finds_nothing_has_passed(engine: Engine) -> None:
    people = "person_id\nP1\nP2"
    found = _outcomes(engine, [KNOWN_CHILD], visits=VISITS_TEXT, people=people)
    assert found["CL-VIS-03"] == ("passed", 0, None)


def test_a_rule_about_a_column_that_was_not_supplied_has_not_passed(engine: Engine) -> None:
    rule = visit_rule("is_yes_no", ["seen"])
    found = _outcomes(engine, [rule], visits=VISITS_TEXT)
    assert found[rule.code] == ("not_run", 0, "clinic.visits was supplied without seen.")


def test_a_rule_about_a_column_of_the_other_table_that_was_not_supplied(engine: Engine) -> None:
    given = Given(other=Other(dataset="clinic.people", key="person_id", column="born"))
    rule = visit_rule("not_before_other", ["person_id", "began"], given=given)
    found = _outcomes(engine, [rule], visits=VISITS_TEXT, people="person_id\nP1")
    assert found[rule.code] == ("not_run", 0, "clinic.people was supplied without born.")


def test_columns_that_are_there_are_checked_and_the_rule_still_has_not_passed(
    engine: Engine,
) -> None:
    rule = visit_rule("is_date", ["began", "ended"])
    why = "clinic.visits was supplied without ended; the rest was checked."
    assert _outcomes(engine, [rule], visits=VISITS_TEXT)[rule.code] == ("not_run", 0, why)
    wrong = VISITS_TEXT.replace("2019-01-01", "2019-13-01")
    assert _outcomes(engine, [rule], visits=wrong)[rule.code] == ("failed", 1, why)


def test_a_rule_out_of_force_is_not_run(engine: Engine) -> None:
    old = replace(REQUIRED, code="CL-VIS-08", until=date(2017, 7, 30))
    last_day = replace(REQUIRED, code="CL-VIS-09", until=AS_AT)
    found = _outcomes(engine, [old, last_day], visits=VISITS_TEXT)
    assert found["CL-VIS-08"] == ("not_run", 0, "The rule is not in force on 31 July 2017.")
    assert found["CL-VIS-09"] == ("failed", 1, None)


@pytest.mark.parametrize("kind", ["matches", "exists_in"])
def test_a_rule_that_breaks_down_is_not_run_and_takes_no_other_with_it(
    engine: Engine, kind: str
) -> None:
    """`[` is no pattern, and DuckDB says so with the text it was given; the pack refuses it."""
    given = {
        "matches": Given(pattern="["),
        "exists_in": Given(other=Other(dataset="clinic.people", key="nothing")),
    }[kind]
    broken = visit_rule(kind, ["person_id"], given=given, code="CL-VIS-09")
    found = _outcomes(engine, [REQUIRED, broken], visits=VISITS_TEXT, people="person_id\nP1")
    assert found == {"CL-VIS-01": ("failed", 1, None), "CL-VIS-09": ("not_run", 0, RAISED)}


def test_an_issue_says_where_and_what_to_do(engine: Engine) -> None:
    (issue,) = validate(_records(engine, visits=VISITS_TEXT), [REQUIRED], as_at=AS_AT).issues
    assert (issue.code, issue.severity, issue.dataset) == ("CL-VIS-01", "error", VISITS.id)
    assert (issue.file, issue.line, issue.key, issue.column) == (
        "clinic.visits.csv", 3, "V2", "began"
    )  # fmt: skip
    assert (issue.message, issue.fix) == ("Something is wrong here.", "Mend it.")


def test_issues_are_in_the_order_of_file_line_and_code(engine: Engine) -> None:
    people = "person_id | born\nP1 | soon\nP3 | never"
    born = replace(visit_rule("is_date", ["born"], code="CL-PEO-01"), dataset="clinic.people")
    records = _records(engine, visits=VISITS_TEXT, people=people)
    rules = [KNOWN_CHILD, FUTURE, REQUIRED, born]
    issues = validate(records, rules, as_at=AS_AT).issues
    assert [(i.file, i.line, i.code) for i in issues] == [
        ("clinic.people.csv", 2, "CL-PEO-01"),
        ("clinic.people.csv", 3, "CL-PEO-01"),
        ("clinic.visits.csv", 3, "CL-VIS-01"),
        ("clinic.visits.csv", 4, "CL-VIS-02"),
        ("clinic.visits.csv", 4, "CL-VIS-03"),
    ]


def test_rows_with_an_error_stay_behind_and_rows_with_a_warning_go_on(engine: Engine) -> None:
    checked = validate(_records(engine, visits=VISITS_TEXT), [REQUIRED, FUTURE], as_at=AS_AT)
    table = checked.tables["clinic.visits"].order_by("_line").to_pyarrow()
    assert table["visit_id"].to_pylist() == ["V1", "V3"]
    assert table["began"].to_pylist() == [date(2016, 9, 30), date(2019, 1, 1)]


def test_a_row_stays_although_the_row_it_refers_to_does_not(engine: Engine) -> None:
    people = "person_id | born\nP1 | soon\nP2 | 2010-01-01"
    born = replace(visit_rule("is_date", ["born"], code="CL-PEO-01"), dataset="clinic.people")
    records = _records(engine, visits=VISITS_TEXT, people=people)
    checked = validate(records, [born, KNOWN_CHILD], as_at=AS_AT)
    assert checked.tables["clinic.people"].count().to_pyarrow().as_py() == 1
    assert checked.tables["clinic.visits"].count().to_pyarrow().as_py() == 3


def test_a_rule_may_keep_the_key_out_of_its_issues(engine: Engine) -> None:
    rule = replace(REQUIRED, names_key=False)
    (issue,) = validate(_records(engine, visits=VISITS_TEXT), [rule], as_at=AS_AT).issues
    assert (issue.key, issue.line) == (None, 3)


def test_a_key_that_finds_a_child_everywhere_is_never_shown(engine: Engine) -> None:
    visits = "visit_id | began\n5705101007 |\nV2 |"
    issues = validate(_records(engine, visits=visits), [REQUIRED], as_at=AS_AT).issues
    assert [issue.key for issue in issues] == [None, "V2"]


def test_a_key_column_that_identifies_is_never_shown(engine: Engine) -> None:
    identifying = replace(VISITS, key="chi")
    rows = example_table(read_example_rows("chi | began\n12 |"), identifying)
    tables = {VISITS.id: rows}
    records = read_tables(engine, tables=tables, datasets={VISITS.id: identifying})
    (issue,) = validate(records, [REQUIRED], as_at=AS_AT).issues
    assert issue.key is None


def test_no_issue_is_left_out_however_many_there_are(engine: Engine) -> None:
    rows = "visit_id | began\n" + "\n".join(f"V{n} |" for n in range(5000))
    checked = validate(_records(engine, visits=rows), [REQUIRED], as_at=AS_AT)
    assert len(checked.issues) == checked.results[0].count == 5000


def test_one_thread_and_two_find_the_same(engine: Engine) -> None:
    rows = "visit_id | person_id | began\n" + "\n".join(
        f"V{n % 3000} | P{n % 11} | {'' if n % 13 else '2018-01-01'}" for n in range(5000)
    )
    rules = [REQUIRED, FUTURE, visit_rule("unique", ["visit_id"], code="CL-VIS-04")]
    found = []
    for threads in (1, 2):
        with open_duckdb(threads=threads) as other:
            checked = validate(_records(other, visits=rows), rules, as_at=AS_AT)
            found.append((checked.issues, checked.tables[VISITS.id].to_pyarrow().to_pylist()))
    assert found[0] == found[1]
    assert found[0][0]


def test_the_outcome_is_one_of_three() -> None:
    assert {outcome.value for outcome in Outcome} == {"passed", "failed", "not_run"}


def test_every_kind_of_the_catalogue_is_there_for_the_engine_and_in_plain_python() -> None:
    from sixpoint.packs.rule_kinds import KINDS
    from sixpoint.validation.lookups import LOOKUP_KINDS
    from sixpoint.validation.reference import PLAIN_CELLS, PLAIN_ROWS, PLAIN_SETS
    from sixpoint.validation.reference_tables import PLAIN_SUBMISSIONS
    from sixpoint.validation.submission_kinds import SUBMISSION_KINDS

    engine_kinds = [*CELL_KINDS, *ROW_KINDS, *LOOKUP_KINDS, *SET_KINDS, *SUBMISSION_KINDS]
    plain_kinds = {**PLAIN_CELLS, **PLAIN_ROWS, **PLAIN_SETS, **PLAIN_SUBMISSIONS}
    assert set(engine_kinds) == set(plain_kinds) | {"required"} == set(KINDS)
    scopes: dict[str, Container[str]] = {
        "cell": CELL_KINDS,
        "row": ROW_KINDS,
        "whole_submission": SUBMISSION_KINDS,
        "prior_submission": SUBMISSION_KINDS,
        "cross_table": LOOKUP_KINDS,
    }
    groups = [*LOOKUP_KINDS, *SET_KINDS]
    for name, kind in KINDS.items():
        assert name in scopes.get(kind.scope, groups)
