"""A rule that could not be carried out as written is refused when its pack loads."""

from dataclasses import replace
from datetime import date

import pytest

from sixpoint.packs.rules import Examples, Given, Other, Rule, When, rule_problems, rules_problems
from tests.support.visits import DATASETS, visit_rule

GOOD = visit_rule("required", ["visit_id"])


def _said(rule: Rule) -> str:
    return "\n".join(str(problem) for problem in rule_problems(rule, DATASETS))


def test_a_good_rule_has_no_problems() -> None:
    assert rules_problems([GOOD], DATASETS) == []


def test_a_code_is_used_once() -> None:
    said = [str(problem) for problem in rules_problems([GOOD, GOOD], DATASETS)]
    assert said == [
        "Rule CL-VIS-01: is the code of more than one rule. Give each rule its own code. [rule]"
    ]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (replace(GOOD, code="cl1"), "another form than SW-CON-01"),
        (replace(GOOD, kind="clever"), "no kind of rule is called clever"),
        (replace(GOOD, dataset="clinic.nothing"), "no dataset is called clinic.nothing"),
        (replace(GOOD, columns=("nothing",)), "clinic.visits has no column nothing"),
        (replace(GOOD, columns=()), "it names 0 columns"),
        (replace(GOOD, since=date(2016, 1, 2), until=date(2016, 1, 1)), "ends before it begins"),
        (visit_rule("is_date", ["visit_id"]), "visit_id is text, and is_date is for date"),
        (visit_rule("not_before", ["began"]), "it names 1 columns"),
        (visit_rule("exists_in", ["person_id"]), "exists_in needs `other` under `given`"),
        (
            visit_rule("required", ["visit_id"], given=Given(least=1)),
            "required has no use for `least`",
        ),
        (visit_rule("matches", ["visit_id"]), "needs a `shape` or a `pattern`"),
        (
            visit_rule("matches", ["visit_id"], given=Given(shape="star")),
            "no shape is called star",
        ),
        (visit_rule("matches", ["visit_id"], given=Given(pattern="[")), "no regular expression"),
        (visit_rule("in_range", ["possible"]), "needs `least`, `most` or both"),
        (visit_rule("in_codes", ["visit_id"]), "lists no codes for visit_id"),
        (
            visit_rule(
                "required_if", ["began"], given=Given(when=When(column="answer", codes=("maybe",)))
            ),
            "maybe is no code",
        ),
        (
            visit_rule("unique", ["visit_id"], given=Given(within=("nothing",))),
            "has no column nothing",
        ),
        (
            visit_rule(
                "exists_in",
                ["person_id"],
                given=Given(other=Other(dataset="clinic.staff", key="id")),
            ),
            "no dataset is called clinic.staff",
        ),
        (
            visit_rule(
                "same_as",
                ["person_id", "chi"],
                given=Given(other=Other(dataset="clinic.people", key="person_id")),
                people="person_id\nP1",
            ),
            "needs `column` in `other`",
        ),
        (
            visit_rule(
                "not_before_other",
                ["person_id", "began"],
                given=Given(other=Other(dataset="clinic.people", key="person_id", column="chi")),
                people="person_id\nP1",
            ),
            "chi of clinic.people is text",
        ),
        (
            visit_rule(
                "exists_in",
                ["person_id"],
                given=Given(other=Other(dataset="clinic.people", key="person_id")),
            ),
            "its examples have no rows of clinic.people",
        ),
        (replace(GOOD, examples=Examples(rows="")), "cannot be read: it is empty"),
        (
            replace(GOOD, examples=Examples(rows="visit_id | so\n1 | 2 | fails")),
            "line 2 has 3 cells",
        ),
        (
            replace(GOOD, examples=Examples(rows="visit_id | so\n1 | fails")),
            "no example row passes",
        ),
        (
            replace(GOOD, examples=Examples(rows="visit_id | so\n1 | no")),
            "neither passes nor fails",
        ),
        (
            replace(GOOD, examples=Examples(rows="ship | so\n1 | passes\n | fails")),
            "have a column ship",
        ),
    ],
)
def test_a_bad_rule_says_what_is_wrong_with_it(rule: Rule, says: str) -> None:
    assert says in _said(rule)


def test_everything_wrong_is_said_at_once() -> None:
    rule = replace(GOOD, code="x", kind="clever", columns=("nothing",))
    assert len(rule_problems(rule, DATASETS)) >= 3
