"""The kinds about whole tables and the last submission say what their plain twins say."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from sixpoint.engines import Engine
from sixpoint.packs.rules import Given, Other, Rule
from sixpoint.records.read import read_tables
from sixpoint.records.types import Records
from sixpoint.terms.issue import Issue
from sixpoint.validation.previous import remember
from sixpoint.validation.reference import PlainRow, PlainTable
from sixpoint.validation.reference_tables import PLAIN_SUBMISSIONS, PlainSubmission
from sixpoint.validation.submission_kinds import SUBMISSION_KINDS
from sixpoint.validation.types import Outcome
from sixpoint.validation.validate import validate
from tests.generative.validation.test_kinds import AS_AT
from tests.support.made_up import arrow_table, visit_rows
from tests.support.visits import PEOPLE, VISITS, visit_rule

# A visit happens when it begins: rows are counted by the month of that day.
DATED = replace(
    VISITS, columns=tuple(replace(c, required=c.name == "began") for c in VISITS.columns)
)
DATASETS = {DATED.id: DATED, PEOPLE.id: PEOPLE}
_PEOPLE = Other(dataset=PEOPLE.id, key="person_id")
RULES = [
    visit_rule("no_missing_period", ["began"], given=Given(every="month", fewest=1)),
    visit_rule("no_missing_period", ["asked_at"], given=Given(every="quarter", fewest=2)),
    visit_rule("no_sudden_fall", [], given=Given(least=60, fewest=2)),
    visit_rule("not_the_same_file", []),
    visit_rule("right_codes", ["answer"], given=Given(least=80, fewest=2)),
    visit_rule("right_agency", ["person_id"], given=Given(other=_PEOPLE, least=60, fewest=2)),
    visit_rule("still_there", ["visit_id"]),
    visit_rule("still_there", ["visit_id", "began"]),
    visit_rule("same_as_before", ["visit_id", "began"]),
    visit_rule("same_as_before", ["visit_id", "person_id", "asked_at", "seen"]),
]
_SAID: dict[str, Callable[[Issue], Any]] = {
    "no_missing_period": lambda issue: _stretch(issue.message),
    "no_sudden_fall": lambda issue: _behind(issue.message).removeprefix("It is about "),
    "not_the_same_file": lambda issue: _behind(issue.message),
    "right_codes": lambda issue: issue.column,
    "right_agency": lambda issue: issue.column,
    "still_there": lambda issue: issue.key,
    "same_as_before": lambda issue: (issue.line or 0) - 2,
}


def _behind(message: str) -> str:
    return message.removeprefix("Something is wrong here.").strip().rstrip(".")


def _stretch(message: str) -> str:
    said = _behind(message)
    one = said.removeprefix("None in ")
    return f"{one} to {one}" if one != said else said.removeprefix("None from ")


def test_every_kind_is_compared() -> None:
    assert {rule.kind for rule in RULES} == set(SUBMISSION_KINDS) == set(PLAIN_SUBMISSIONS)


def _hash(rows: Sequence[PlainRow]) -> str:
    return hashlib.sha256(repr([sorted(row.items()) for row in rows]).encode()).hexdigest()


def _records(engine: Engine, tables: dict[str, list[PlainRow]]) -> Records:
    made = {id_: arrow_table(DATASETS[id_], rows) for id_, rows in tables.items()}
    records = read_tables(engine, tables=made, datasets=DATASETS)
    files = tuple(replace(f, sha256=_hash(tables[f.dataset])) for f in records.files)
    return replace(records, files=files)


def _plain(tables: dict[str, list[PlainRow]]) -> dict[str, PlainTable]:
    return {
        id_: PlainTable(rows=rows, dataset=DATASETS[id_], as_at=AS_AT)
        for id_, rows in tables.items()
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{'-'.join(rule.columns)}")
@settings(max_examples=25)
@given(
    now=visit_rows(VISITS, over_a_year=True),
    then=visit_rows(VISITS, over_a_year=True),
    people=visit_rows(PEOPLE),
)
def test_engine_and_plain_twin_agree_on_submissions(
    engine: Engine, rule: Rule, now: list[PlainRow], then: list[PlainRow], people: list[PlainRow]
) -> None:
    submitted, before = {VISITS.id: now, PEOPLE.id: people}, {VISITS.id: then}
    previous = remember(_records(engine, before), as_at=AS_AT)
    checked = validate(_records(engine, submitted), [rule], as_at=AS_AT, previous=previous)
    plain = PlainSubmission(
        now=_plain(submitted),
        before=_plain(before),
        files={id_: _hash(rows) for id_, rows in submitted.items()},
        files_before=dict(previous.files),
        datasets=DATASETS,
    )
    expected = PLAIN_SUBMISSIONS[rule.kind](plain, rule)
    found = [_SAID[rule.kind](issue) for issue in checked.issues]
    assert checked.results[0].outcome is (Outcome.FAILED if expected else Outcome.PASSED)
    assert checked.results[0].count == len(found)
    if rule.kind == "not_the_same_file":
        assert len(found) == len(expected)
    else:
        assert set(found) == expected
        assert len(found) == len(set(found)) or rule.kind == "still_there"
