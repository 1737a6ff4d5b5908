"""What the auditor says of published tables, with published ranges where there are some.

The ranges are those of sdcTools/sdcTable (test-protectTable.r and test-simpleheuristic.R), whose
attacker takes every hidden cell for nought or more, as ours does where the topic is sensitive.
"""

import pytest

from sixpoint.disclosure.audit import AuditReport, Verdict, audit, refuse_unsafe
from sixpoint.disclosure.types import Relation, Tie
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status
from sixpoint.terms.problems import UserError
from tests.spec.disclosure.test_adversarial_tables import (
    ATTACKED,
    BY_COUNTY,
    BY_SIZE,
    FOUR_BY_TWO,
    SMALL,
    TWO_EVERYWHERE,
    linked,
)
from tests.support.policies import policy_of


def published(cells: dict[str, int], *hidden: str) -> dict[str, SafeNumber]:
    return {
        name: SUPPRESSED
        if name in hidden
        else SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)
        for name, value in cells.items()
    }


def ranges(report: AuditReport) -> dict[str, tuple[int, int | None]]:
    return {cell.name: (cell.least, cell.most) for cell in report.cells}


def test_the_ranges_are_those_that_others_published():
    cells, relations = FOUR_BY_TWO
    shown = published(cells, "Af", "Am", "Cf", "Cm")
    report = audit(shown, relations, policy=policy_of(3, sensitive=True))
    assert ranges(report) == {"Af": (0, 12), "Am": (8, 20), "Cf": (0, 12), "Cm": (10, 22)}
    assert report.safe


def test_where_noughts_are_shown_no_hidden_cell_is_taken_for_one():
    cells, relations = FOUR_BY_TWO
    report = audit(published(cells, "Af", "Am", "Cf", "Cm"), relations, policy=policy_of(3))
    assert ranges(report) == {"Af": (1, 11), "Am": (9, 19), "Cf": (1, 11), "Cm": (11, 21)}


def test_a_cell_that_can_be_worked_out_though_two_are_hidden_in_each_line_is_named():
    cells, relations = ATTACKED
    policy = policy_of(3, sensitive=True)
    before = audit(published(cells, *TWO_EVERYWHERE), relations, policy=policy)
    assert before.exact == ("wb",)
    assert ranges(before)["wb"] == (47, 47)
    after = audit(published(cells, *TWO_EVERYWHERE, "xd"), relations, policy=policy)
    assert ranges(after)["wb"] == (0, 78)
    assert after.exact == ()


def test_tables_safe_alone_and_unsafe_together():
    cells, relations = linked(BY_COUNTY, BY_SIZE)
    report = audit(published(cells, *SMALL), relations, policy=policy_of(4), exact=cells)
    assert "K" in report.exact
    assert not report.safe


LINE = [Relation(total="all", parts=("a", "b", "c"))]


@pytest.mark.parametrize(
    ("cells", "hidden", "verdict", "impossible"),
    [
        ({"a": 3, "b": 20, "c": 30, "all": 53}, "ab", Verdict.SAFE, ()),
        ({"a": 3, "b": 20, "c": 30, "all": 53}, "a", Verdict.EXACT, (1, 2, 4)),
        ({"a": 1, "b": 2, "c": 30, "all": 33}, "ab", Verdict.NARROWED, (3, 4)),
        ({"a": 1, "b": 1, "c": 30, "all": 32}, "ab", Verdict.EXACT, (2, 3, 4)),
    ],
)
def test_a_small_cell_must_leave_every_small_number(cells, hidden, verdict, impossible):
    """Two cells that make three are each one or two; that make two, each one."""
    report = audit(published(cells, *hidden), LINE, policy=policy_of(5), exact=cells)
    first = report.cells[0]
    assert (first.verdict, first.impossible) == (verdict, impossible)


def test_a_large_cell_must_leave_a_range_as_wide_as_the_threshold():
    cells = {"a": 5, "b": 1, "c": 30, "all": 36}
    report = audit(published(cells, "a", "b"), LINE, policy=policy_of(5), exact=cells)
    assert ranges(report)["a"] == (1, 5)
    assert report.narrowed == ("a",)


def test_one_who_does_not_know_the_counts_asks_for_whatever_a_cell_may_be():
    cells = {"a": 5, "b": 1, "c": 30, "all": 36}
    report = audit(published(cells, "a", "b"), LINE, policy=policy_of(5))
    assert report.narrowed == ("a", "b")


def test_a_hidden_total_is_at_least_as_many_as_its_parts_and_that_tells_nothing_new():
    cells = {"a": 1, "b": 2, "total": 3, "rest": 30, "all": 33}
    relations = [
        Relation(total="total", parts=("a", "b")),
        Relation(total="all", parts=("total", "rest")),
    ]
    shown = published(cells, "a", "b", "total", "rest")
    report = audit(shown, relations, policy=policy_of(5), exact=cells)
    assert ranges(report)["total"][0] == 2
    assert report.safe


def test_a_cell_nobody_published_is_not_protected_but_keeps_others_open():
    shown = {"a": SUPPRESSED, "b": MISSING, "all": SafeNumber(status=Status.SHOWN, value=23)}
    relations = [Relation(total="all", parts=("a", "b"))]
    report = audit(shown, relations, policy=policy_of(5), exact={"a": 3, "b": 20, "all": 23})
    assert ranges(report) == {"a": (1, 23)}
    assert report.safe


def test_a_tie_narrows_what_a_refresh_hides():
    """Now 20 and then hidden: it differs by two at most."""
    shown = {"then": SUPPRESSED, "now": SafeNumber(status=Status.SHOWN, value=20)}
    ties = [Tie(left="now", right="then", at_most=2)]
    report = audit(shown, [], policy=policy_of(5), ties=ties, exact={"then": 19, "now": 20})
    assert ranges(report) == {"then": (18, 22)}
    assert report.narrowed == ("then",)


def test_a_rounded_cell_must_leave_half_of_what_rounds_to_it():
    def rounded(value: int) -> SafeNumber:
        return SafeNumber(status=Status.ROUNDED, value=value)

    policy = policy_of(5, base=10)
    alone = audit({"a": rounded(20)}, [], policy=policy)
    assert ranges(alone) == {"a": (15, 24)}
    assert alone.safe
    shown = {"a": rounded(20), "b": rounded(20), "all": rounded(30)}
    tight = audit(shown, [Relation(total="all", parts=("a", "b"))], policy=policy)
    assert ranges(tight)["a"] == (15, 19)
    assert tight.safe


def test_an_unsafe_table_is_refused_by_names_and_without_a_count():
    cells = {"a": 3, "b": 20, "c": 30, "all": 53}
    report = audit(published(cells, "a"), LINE, policy=policy_of(5), exact=cells)
    with pytest.raises(UserError) as refused:
        refuse_unsafe(report)
    (problem,) = refused.value.problems
    assert problem.code == "disclosure.not-safe"
    assert "'a'" in problem.what
    assert "3" not in f"{problem.what} {problem.fix}"


def test_what_fits_no_counts_could_not_be_checked_and_does_not_pass():
    shown = {"a": SUPPRESSED, "b": SafeNumber(status=Status.SHOWN, value=30)}
    shown["all"] = SafeNumber(status=Status.SHOWN, value=20)
    with pytest.raises(UserError) as refused:
        audit(shown, [Relation(total="all", parts=("a", "b"))], policy=policy_of(5))
    assert [problem.code for problem in refused.value.problems] == ["disclosure.could-not-audit"]


def test_nothing_hidden_and_nothing_rounded_is_safe():
    report = audit(published({"a": 9}), [], policy=policy_of(5))
    assert report.safe
    assert report.cells == ()
