"""What two reviewers say, what a third decides, and what cannot hold together."""

from datetime import date

import pytest

from sixpoint.linkage.judgements import (
    PairJudgement,
    Says,
    agreement_of,
    contradictions,
    standing_of,
)
from sixpoint.linkage.types import Decision, Key

DAY = date(2017, 9, 1)
A, B, C, D = (("sw", "1"), ("h", "1"), ("e", "1"), ("h", "2"))
SAME, DIFFERENT, OPEN = Says.SAME, Says.DIFFERENT, Says.CANNOT_TELL


def said(*answers: Says, left: Key = A, right: Key = B) -> list[PairJudgement]:
    return [
        PairJudgement(left=left, right=right, says=answer, by=f"reviewer {n}", on=DAY)
        for n, answer in enumerate(answers)
    ]


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ((SAME,), "waiting"),
        ((SAME, SAME), True),
        ((DIFFERENT, DIFFERENT), False),
        ((SAME, DIFFERENT), "disputed"),
        ((SAME, OPEN), "disputed"),
        ((OPEN, OPEN), "open"),
        ((SAME, DIFFERENT, DIFFERENT), False),
        ((DIFFERENT, OPEN, SAME), True),
        ((SAME, DIFFERENT, OPEN), "open"),
    ],
)
def test_two_who_agree_decide_and_where_they_differ_a_third_does(
    answers: tuple[Says, ...], where: bool | str
) -> None:
    standing = standing_of(said(*answers))
    decided = [one.same for one in standing.decided]
    assert decided == ([where] if isinstance(where, bool) else [])
    assert (len(standing.waiting), len(standing.disputed), len(standing.left_open)) == (
        where == "waiting",
        where == "disputed",
        where == "open",
    )


def test_the_order_in_which_a_pair_is_named_does_not_matter() -> None:
    judgements = [*said(SAME), *said(SAME, left=B, right=A)]
    assert [one.same for one in standing_of(judgements).decided] == [True]


def test_what_was_withdrawn_no_longer_counts() -> None:
    first, second = said(SAME, SAME)
    taken_back = PairJudgement(
        left=A, right=B, says=SAME, by="x", on=DAY, withdrawn_by="manager", withdrawn_on=DAY
    )
    assert standing_of([first, taken_back]).decided == ()
    assert standing_of([first, taken_back, second]).decided != ()


def test_kappa_is_the_one_of_the_textbook() -> None:
    """Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. (1981), table 13.1 as 100
    pairs in three categories: 75, 1, 4 / 5, 4, 1 / 0, 0, 10 agree in 89, kappa 0.676."""
    table = [(75, 1, 4), (5, 4, 1), (0, 0, 10)]
    kinds = (SAME, DIFFERENT, OPEN)
    judgements: list[PairJudgement] = []
    for row, one in zip(table, kinds, strict=True):
        for times, other in zip(row, kinds, strict=True):
            for _ in range(times):
                number = str(len(judgements))
                judgements += said(one, other, left=("a", number), right=("b", number))
    agreement = agreement_of(judgements)
    assert (agreement.pairs, agreement.agreed) == (100, 89)
    assert agreement.kappa == pytest.approx(0.676, abs=0.001)


def test_where_all_answers_are_alike_kappa_cannot_be_told() -> None:
    agreement = agreement_of(said(SAME, SAME))
    assert (agreement.pairs, agreement.agreed, agreement.kappa) == (1, 1, None)


def decide(left: Key, right: Key, same: bool = True) -> Decision:
    return Decision(left=left, right=right, same=same)


def test_a_circle_that_says_same_same_and_different_is_a_contradiction() -> None:
    (found,) = contradictions([decide(A, B), decide(B, C), decide(A, C, same=False)])
    assert set(found.pairs) == {(A, B), (B, C), (A, C)}


def test_two_records_of_one_agency_cannot_be_one_child() -> None:
    (found,) = contradictions([decide(A, B), decide(A, D), decide(C, ("p", "9"))])
    assert set(found.pairs) == {(A, B), (A, D)}


def test_every_contradiction_is_found_at_once() -> None:
    pairs = [decide(A, B), decide(A, D), decide(B, C), decide(A, C, same=False)]
    assert len(list(contradictions(pairs))) == 2


def test_a_circle_of_the_same_child_is_none() -> None:
    assert not list(contradictions([decide(A, B), decide(B, C), decide(A, C)]))
