"""Tables beside what was released before, and tables that are hardly any."""

import pytest

from sixpoint.disclosure.audit import audit
from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.types import Relation, Tie
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status
from sixpoint.terms.problems import UserError
from tests.support.policies import policy_of

FIVE = policy_of(5)
LINE = Relation(total="all", parts=("a", "b", "c"))
THEN = Relation(total="all then", parts=("a then", "b then", "c then"))


def shown(value: int) -> SafeNumber:
    return SafeNumber(status=Status.SHOWN, value=value)


def hidden_of(safe: dict[str, SafeNumber]) -> set[str]:
    return {name for name, number in safe.items() if number.status is Status.SUPPRESSED}


COUNTS = {"a": 6, "b": 20, "c": 30, "all": 56}
BEFORE = {"a then": 3, "b then": 20, "c then": 30, "all then": 53}
RELEASED = {
    "a then": SUPPRESSED,
    "b then": SUPPRESSED,
    "c then": shown(30),
    "all then": shown(53),
}
TIES = [Tie(left=name, right=f"{name} then", at_most=3) for name in COUNTS]


def test_what_was_hidden_before_stays_in_doubt_after_a_refresh():
    """With b shown, b then would lie from 17 to 23, so a then from 1 to 6: narrow but enough;
    with a shown as 6, a then would be 3 or 4."""
    safe = protect(COUNTS | BEFORE, [LINE, THEN], policy=FIVE, ties=TIES, released=RELEASED)
    assert {name: safe[name] for name in RELEASED} == RELEASED
    assert "a" in hidden_of(safe)
    exact = COUNTS | BEFORE
    assert audit(safe, [LINE, THEN], policy=FIVE, ties=TIES, exact=exact).safe


def test_the_same_table_alone_would_hide_nothing():
    assert not hidden_of(protect(COUNTS, [LINE], policy=FIVE))


def test_what_the_past_has_given_away_already_is_refused():
    released = RELEASED | {"b then": shown(20)}
    with pytest.raises(UserError) as refused:
        protect(COUNTS | BEFORE, [LINE, THEN], policy=FIVE, ties=TIES, released=released)
    (problem,) = refused.value.problems
    assert problem.code == "disclosure.cannot-be-protected"


def test_a_cell_of_the_same_name_stays_as_it_was_released():
    cells = {"a": 3, "b": 20, "c": 30, "all": 53}
    released = {"a": SUPPRESSED, "c": SUPPRESSED, "all": shown(53)}
    safe = protect(cells, [LINE], policy=FIVE, released=released)
    assert hidden_of(safe) == {"a", "c"}


def test_a_cell_told_to_nobody_protects_and_needs_no_protection():
    cells = {"a": 3, "b": 20, "c": 30, "all": 53}
    safe = protect(cells, [LINE], policy=FIVE, released={"b": MISSING})
    assert hidden_of(safe) == {"a"}
    assert safe["b"] == MISSING


def test_a_tie_that_the_counts_break_is_refused():
    with pytest.raises(UserError) as refused:
        protect({"a": 9, "b": 20}, [], policy=FIVE, ties=[Tie(left="a", right="b", at_most=3)])
    assert [problem.code for problem in refused.value.problems] == ["disclosure.tie-broken"]


@pytest.mark.parametrize(
    ("cells", "relations", "ties", "code"),
    [
        ({"a": 2.5}, [], [], "disclosure.fraction"),
        ({"a": float("nan")}, [], [], "disclosure.fraction"),
        ({"a": 10**12}, [], [], "disclosure.too-large"),
        (
            {"a": 2, "all": 4},
            [Relation(total="all", parts=("a", "a"))],
            [],
            "disclosure.part-twice",
        ),
        ({"a": 2}, [Relation(total="a", parts=("a",))], [], "disclosure.part-twice"),
        ({"a": 2}, [], [Tie(left="a", right="a", at_most=1)], "disclosure.tie-wrong"),
        ({"a": 2, "b": 2}, [], [Tie(left="a", right="b", at_most=-1)], "disclosure.tie-wrong"),
        ({"a": 2}, [], [Tie(left="a", right="b", at_most=1)], "disclosure.unknown-cell"),
    ],
)
def test_what_is_no_table_is_refused(cells, relations, ties, code):
    with pytest.raises(UserError) as refused:
        protect(cells, relations, policy=FIVE, ties=ties)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_one_row_hides_its_small_cell_and_another():
    assert (
        len(
            hidden_of(
                protect(
                    {"a": 3, "b": 20, "all": 23},
                    [Relation(total="all", parts=("a", "b"))],
                    policy=FIVE,
                )
            )
        )
        == 2
    )


def test_without_a_total_only_what_is_small_is_hidden():
    assert hidden_of(protect({"a": 3, "b": 20}, [], policy=FIVE)) == {"a"}


def test_a_table_of_noughts_is_shown_where_noughts_are():
    safe = protect({"a": 0, "b": 0, "c": 0, "all": 0}, [LINE], policy=FIVE)
    assert {number.status for number in safe.values()} == {Status.ZERO}


def test_a_table_of_noughts_is_hidden_whole_where_the_topic_is_sensitive():
    cells = {"a": 0, "b": 0, "c": 0, "all": 0}
    safe = protect(cells, [LINE], policy=policy_of(5, sensitive=True))
    assert hidden_of(safe) == set(cells)


CROSSING = [
    Relation(total="north", parts=("n1", "x")),
    Relation(total="south", parts=("s1", "y")),
    Relation(total="towns", parts=("x", "y")),
    Relation(total="country", parts=("n1", "s1")),
    Relation(total="all", parts=("north", "south")),
    Relation(total="all", parts=("towns", "country")),
]


def test_hierarchies_that_cross_are_protected_together():
    """Areas by region and by kind: each way of adding up helps the attacker."""
    cells = {"n1": 3, "x": 40, "s1": 50, "y": 60}
    cells |= {"north": 43, "south": 110, "towns": 100, "country": 53, "all": 153}
    safe = protect(cells, CROSSING, policy=FIVE)
    assert hidden_of(safe) == {"n1", "x", "s1", "y"}
    assert audit(safe, CROSSING, policy=FIVE, exact=cells).safe
