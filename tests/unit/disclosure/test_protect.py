"""What protect takes, gives and refuses."""

import numpy as np
import pytest

from sixpoint.disclosure.protect import MOST_TOGETHER, TOTAL, protect, protect_table
from sixpoint.disclosure.solver import Row, Solver
from sixpoint.disclosure.types import Relation
from sixpoint.terms.cells import Status
from sixpoint.terms.problems import UserError
from tests.support.policies import policy_of

POLICY = policy_of(5)


def test_cells_come_back_in_their_order():
    cells = {"b": 9, "a": 8, "all": 17}
    safe = protect(cells, [Relation(total="all", parts=("b", "a"))], policy=POLICY)
    assert list(safe) == ["b", "a", "all"]


def test_a_cell_that_nothing_is_tied_to_stands_alone():
    safe = protect({"a": 3, "b": 9}, [], policy=POLICY)
    assert (safe["a"].status, safe["b"].status) == (Status.SUPPRESSED, Status.SHOWN)


def test_what_must_be_hidden_for_another_reason_is_hidden_noughts_included():
    cells = {"met": 30, "not met": 0, "cases": 30, "others": 60, "all": 90}
    relations = [
        Relation(total="cases", parts=("met", "not met")),
        Relation(total="all", parts=("cases", "others")),
    ]
    safe = protect(cells, relations, policy=POLICY, primary={"met", "not met", "cases"})
    assert {name for name, n in safe.items() if not n.visible} == {
        "met",
        "not met",
        "cases",
        "others",
    }


def test_where_nothing_helps_all_of_it_is_hidden():
    """Twice the same number is even: that all is not 1 or 3 cannot be kept from anybody."""
    cells = {"one": 2, "other": 2, "none": 0, "all": 4, "apart": 20}
    relations = [
        Relation(total="all", parts=("one", "other", "none")),
        Relation(total="one", parts=("other",)),
    ]
    safe = protect(cells, relations, policy=POLICY)
    assert {name for name, n in safe.items() if n.visible} == {"apart"}


@pytest.mark.parametrize(
    ("cells", "relations", "codes"),
    [
        ({"a": -1}, [], ["disclosure.negative"]),
        ({"a": 1}, [Relation(total="b", parts=("a",))], ["disclosure.unknown-cell"]),
        ({"a": 1}, [Relation(total="a", parts=())], ["disclosure.no-parts"]),
        (
            {"a": 1, "b": 2, "all": 4},
            [Relation(total="all", parts=("a", "b"))],
            ["disclosure.does-not-add"],
        ),
        (
            {"a": -1, "b": 2},
            [Relation(total="b", parts=()), Relation(total="c", parts=("a",))],
            ["disclosure.negative", "disclosure.unknown-cell", "disclosure.no-parts"],
        ),
    ],
)
def test_tables_that_are_none_are_refused(cells, relations, codes):
    with pytest.raises(UserError) as error:
        protect(cells, relations, policy=POLICY)
    assert [problem.code for problem in error.value.problems] == codes


def test_a_two_way_table_gets_its_margins():
    counts = {
        ("yes", "staff"): 3,
        ("no", "staff"): 30,
        ("yes", "parents"): 20,
        ("no", "parents"): 40,
    }
    safe = protect_table(counts, policy=POLICY)
    assert safe[TOTAL, TOTAL].value == 93
    assert safe["yes", TOTAL].value == 23
    assert {pair for pair, number in safe.items() if not number.visible} == set(counts)


def test_a_pair_that_is_absent_counts_none():
    safe = protect_table({("yes", "staff"): 9, ("no", "parents"): 9}, policy=POLICY)
    assert safe["no", "staff"].status is Status.ZERO


def test_a_table_without_cells_has_a_total_of_none():
    assert protect_table({}, policy=POLICY)[TOTAL, TOTAL].status is Status.ZERO


def test_a_margin_is_not_a_group():
    with pytest.raises(UserError) as error:
        protect_table({(TOTAL, "staff"): 9}, policy=POLICY)
    assert [problem.code for problem in error.value.problems] == ["disclosure.total"]


def test_the_solver_takes_no_halves():
    """Three sums of two, each 3, would be met by halves only; with one to spare, by whole ones."""
    sums = [(0, 1, 3), (1, 2, 4), (0, 2, 5)]
    rows = [Row(columns=columns, signs=(1, 1, -1)) for columns in sums]
    solver = Solver(6, rows=rows)
    free, three = (0, None), (3, 3)
    solver.bound_whole([free] * 3 + [three] * 3)
    assert solver.cheapest(costs=np.ones(6)) is None
    solver.bound_whole([free] * 3 + [(3, None)] * 3)
    cheapest = solver.cheapest(costs=np.repeat([1.0, 0.0], 3))
    assert cheapest is not None
    assert sum(cheapest[:3]) == 5


def test_the_solver_finds_nothing_between_bounds_that_cross():
    solver = Solver(1, rows=[])
    solver.bound_whole([(3, 2)])
    assert solver.cheapest(costs=np.zeros(1)) is None


def test_more_counts_than_can_be_searched_are_refused_at_once():
    parts = [f"part {n}" for n in range(MOST_TOGETHER)]
    cells = dict.fromkeys(parts, 10) | {"small": 2, "some": 20, "all": 10 * MOST_TOGETHER + 2}
    relations = [
        Relation(total="all", parts=("small", *parts)),
        Relation(total="some", parts=tuple(parts[:2])),
    ]
    with pytest.raises(UserError) as error:
        protect(cells, relations, policy=POLICY)
    assert [problem.code for problem in error.value.problems] == ["disclosure.too-many-cells"]
