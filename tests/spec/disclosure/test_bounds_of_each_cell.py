"""A reader gives every hidden cell a bound of its own, and so does whoever hides cells from him.

Noughts are shown. So a hidden cell is one or more, unless all that is counted with it is hidden
together: of a group too small to count, nobody says either that none was met.
"""

from sixpoint.disclosure.audit import audit
from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.types import Relation
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from tests.support.cp_attacker import attack
from tests.support.policies import policy_of

FIVE = policy_of(5)
YEAR = Relation(total="year", parts=("q1", "q2", "q3", "q4"))
GROUPS = [
    Relation(total="all cases", parts=("a cases", "b cases", "c cases")),
    Relation(total="all met", parts=("a met", "b met", "c met")),
    *(Relation(total=f"{g} cases", parts=(f"{g} met", f"{g} not")) for g in ("all", "a", "b", "c")),
    Relation(total="all not", parts=("a not", "b not", "c not")),
]
UNDER = {f"{g} {what}": f"{g} cases" for g in ("all", "a", "b", "c") for what in ("met", "not")}


def of_groups(**groups: tuple[int, int]) -> dict[str, int]:
    """Cases, met and not met of each group and of all, from met and not met."""
    groups = {
        **groups,
        "all": (sum(m for m, _ in groups.values()), sum(n for _, n in groups.values())),
    }
    named = {f"{g} met": met for g, (met, _) in groups.items()}
    named |= {f"{g} not": unmet for g, (_, unmet) in groups.items()}
    return named | {f"{g} cases": sum(both) for g, both in groups.items()}


def hiding(cells: dict[str, int], *hidden: str) -> dict[str, SafeNumber]:
    return {
        name: SUPPRESSED
        if name in hidden
        else SafeNumber(status=Status.SHOWN if n else Status.ZERO, value=n)
        for name, n in cells.items()
    }


def hidden_in(safe: dict[str, SafeNumber]) -> set[str]:
    return {name for name, number in safe.items() if not number.visible}


def test_one_hidden_nought_does_not_make_the_others_possible_noughts():
    # Five in the year, and each hidden quarter but the last is one or more: none of them is four.
    cells = {"q1": 1, "q2": 1, "q3": 3, "q4": 0, "year": 5}
    report = audit(hiding(cells, "q1", "q2", "q3", "q4"), [YEAR], policy=FIVE, exact=cells)
    assert {cell.name: (cell.least, cell.most) for cell in report.cells} == {
        "q1": (1, 3),
        "q2": (1, 3),
        "q3": (1, 3),
        "q4": (0, 2),
    }
    assert report.narrowed == ("q1", "q2", "q3", "q4")


def test_so_the_year_is_hidden_too():
    cells = {"q1": 1, "q2": 1, "q3": 3, "q4": 0, "year": 5}
    safe = protect(cells, [YEAR], policy=FIVE, primary=["q4"])
    assert hidden_in(safe) == set(cells)
    assert audit(safe, [YEAR], policy=FIVE, exact=cells).safe


def test_another_solver_with_these_bounds_holds_every_small_number_possible():
    cells = {"q1": 1, "q2": 1, "q3": 3, "q4": 0, "year": 5}
    safe = protect(cells, [YEAR], policy=FIVE, primary=["q4"])
    (left,) = attack(
        [
            {
                "cells": {name: [0 if n == 0 else 1, 99] for name, n in cells.items()},
                "sums": [["year", list(YEAR.parts)]],
                "ties": [],
                "ask": {name: {"numbers": [1, 2, 3, 4]} for name in ("q1", "q2", "q3")},
            }
        ]
    )
    assert hidden_in(safe) == set(cells)
    assert all({1, 2, 3, 4} <= set(numbers) for numbers in left.values())


def test_of_a_group_whose_cases_are_hidden_nobody_says_that_none_was_met():
    cells = of_groups(a=(0, 3), b=(20, 30), c=(40, 40))
    safe = protect(cells, GROUPS, policy=FIVE, primary=["a met"], under=UNDER)
    assert {"a cases", "a met", "a not"} <= hidden_in(safe)
    assert audit(safe, GROUPS, policy=FIVE, exact=cells, under=UNDER).safe


def test_what_is_counted_among_hidden_cases_is_hidden_with_them_and_left_in_doubt():
    cells = of_groups(a=(1, 2), b=(9, 8), c=(0, 40))
    safe = protect(cells, GROUPS, policy=FIVE, under=UNDER)
    hidden = hidden_in(safe)
    beside = [g for g in ("b", "c") if f"{g} cases" in hidden]
    assert beside
    assert all({f"{g} met", f"{g} not"} <= hidden for g in beside)
    assert audit(safe, GROUPS, policy=FIVE, exact=cells, under=UNDER).safe


def test_met_among_cases_shown_is_one_or_more_and_among_hidden_cases_may_be_none():
    cells = of_groups(a=(2, 9), b=(2, 1), c=(30, 30))
    shown = hiding(
        cells, "a met", "a not", "b met", "b not", "b cases", "all cases", "all met", "all not"
    )
    report = audit(shown, GROUPS, policy=FIVE, exact=cells, under=UNDER)
    least = {cell.name: cell.least for cell in report.cells}
    assert least["a met"] == 1
    assert least["b met"] == 0
