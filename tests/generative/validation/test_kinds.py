"""Every kind finds on the engine the rows that its plain twin finds, whatever the rows are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from sixpoint.engines import Engine
from sixpoint.packs.rule_kinds import KINDS
from sixpoint.packs.rules import Given, Other, Rule, When
from sixpoint.records.read import read_tables
from sixpoint.validation.kinds import SET_KINDS
from sixpoint.validation.lookups import LOOKUP_KINDS
from sixpoint.validation.reference import PlainRow, PlainTable, failing_rows
from sixpoint.validation.submission_kinds import SUBMISSION_KINDS
from sixpoint.validation.types import Outcome
from sixpoint.validation.validate import validate
from tests.support.made_up import arrow_table, visit_rows
from tests.support.visits import CODES, DATASETS, PEOPLE, VISITS, visit_rule

AS_AT = date(2016, 6, 15)

_PEOPLE = Other(dataset=PEOPLE.id, key="person_id")
_BORN = Other(dataset=PEOPLE.id, key="person_id", column="born")
_CHI = Other(dataset=PEOPLE.id, key="person_id", column="chi")
_WITHIN = Given(within=("person_id",))

RULES = [
    visit_rule("required", ["began", "answer"]),
    visit_rule("is_date", ["began", "ended"]),
    visit_rule("is_datetime", ["asked_at"]),
    visit_rule("is_integer", ["possible", "attended"]),
    visit_rule("is_yes_no", ["seen"]),
    visit_rule("in_codes", ["answer"]),
    visit_rule("in_codes", ["chi"], given=Given(codes=("A",))),
    visit_rule("matches", ["chi"], given=Given(shape="chi")),
    visit_rule("matches", ["chi"], given=Given(shape="postcode")),
    visit_rule("matches", ["chi"], given=Given(pattern="A|[0-9]+7")),
    visit_rule("not_shaped", ["person_id", "chi"], given=Given(shape="chi")),
    visit_rule("in_range", ["possible", "weight"], given=Given(least=1, most=9)),
    visit_rule("in_range", ["attended"], given=Given(most=9)),
    visit_rule("not_in_future", ["began", "asked_at"]),
    visit_rule("not_earlier_than", ["began"], given=Given(earliest=date(2016, 6, 10))),
    visit_rule("not_before", ["began", "ended"]),
    visit_rule("not_before", ["asked_at", "told_at"]),
    visit_rule("not_before", ["asked_at", "ended"]),
    visit_rule("not_before", ["began", "told_at"]),
    visit_rule("not_more_than", ["attended", "possible"]),
    visit_rule("filled_together", ["began", "ended", "seen"]),
    visit_rule("one_filled", ["began", "ended"]),
    visit_rule("required_if", ["began"], given=Given(when=When(column="answer", codes=CODES[:2]))),
    visit_rule("empty_if", ["began"], given=Given(when=When(column="seen"))),
    visit_rule("exists_in", ["person_id"], given=Given(other=_PEOPLE)),
    visit_rule("same_as", ["person_id", "chi"], given=Given(other=_CHI)),
    visit_rule("not_before_other", ["person_id", "began"], given=Given(other=_BORN)),
    visit_rule("not_before_other", ["person_id", "asked_at"], given=Given(other=_BORN)),
    visit_rule("unique", ["visit_id"]),
    visit_rule("unique", ["person_id", "answer"]),
    visit_rule("not_shared", ["visit_id"]),
    visit_rule("not_shared", ["person_id", "answer"]),
    visit_rule("no_overlap", ["began", "ended"], given=_WITHIN),
    visit_rule("no_overlap", ["asked_at", "told_at"], given=_WITHIN),
    visit_rule("no_overlap", ["asked_at", "ended"], given=_WITHIN),
    visit_rule("at_most_one_open", ["began", "ended"], given=_WITHIN),
    visit_rule("no_gap", ["began", "ended"], given=_WITHIN),
    visit_rule("no_gap", ["asked_at", "told_at"], given=Given(within=("person_id",), most=4)),
    visit_rule("in_order", ["possible", "asked_at"], given=_WITHIN),
    visit_rule(
        "in_order", ["answer", "began"], given=Given(within=("person_id", "seen"), codes=CODES)
    ),
]

APART = {*LOOKUP_KINDS, *SET_KINDS}
"""The kinds of which a rule is compared by itself."""

NUMBERED = [replace(rule, code=f"CL-VIS-{n:02}") for n, rule in enumerate(RULES, start=1)]


def test_every_kind_is_compared() -> None:
    assert {rule.kind for rule in RULES} == set(KINDS) - set(SUBMISSION_KINDS)


def _compare(
    engine: Engine, rules: list[Rule], visits: list[PlainRow], people: list[PlainRow]
) -> None:
    tables = {VISITS.id: arrow_table(VISITS, visits), PEOPLE.id: arrow_table(PEOPLE, people)}
    records = read_tables(engine, tables=tables, datasets=DATASETS)
    checked = validate(records, rules, as_at=AS_AT)
    assert all(result.outcome is not Outcome.NOT_RUN for result in checked.results)
    plain = {
        VISITS.id: PlainTable(rows=visits, dataset=VISITS, as_at=AS_AT),
        PEOPLE.id: PlainTable(rows=people, dataset=PEOPLE, as_at=AS_AT),
    }
    expected = {rule.code: failing_rows(plain, rule) for rule in rules}
    found: dict[str, set[int]] = {rule.code: set() for rule in rules}
    for issue in checked.issues:
        found[issue.code].add((issue.line or 0) - 2)
    assert found == expected
    left = checked.tables[VISITS.id].count().to_pyarrow().as_py()
    assert left == len(visits) - len(set().union(*expected.values()))


# One pass answers all rules about single rows, so one test compares them all; a query is slow
# beside the plain twin, so a few examples of many rows find more than many of few.
@settings(max_examples=40)
@given(visits=visit_rows(VISITS), people=visit_rows(PEOPLE))
def test_engine_and_plain_twin_agree_on_single_rows(
    engine: Engine, visits: list[PlainRow], people: list[PlainRow]
) -> None:
    _compare(engine, [rule for rule in NUMBERED if rule.kind not in APART], visits, people)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in NUMBERED if rule.kind in APART],
    ids=lambda rule: f"{rule.kind}-{'-'.join(rule.columns)}",
)
@settings(max_examples=25)
@given(visits=visit_rows(VISITS), people=visit_rows(PEOPLE))
def test_engine_and_plain_twin_agree_on_groups_and_other_tables(
    engine: Engine, rule: Rule, visits: list[PlainRow], people: list[PlainRow]
) -> None:
    _compare(engine, [rule], visits, people)
