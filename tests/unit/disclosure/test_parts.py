"""Cells that can move, part by part, against all of them at once."""

from random import Random

import numpy as np
import pytest

from sixpoint.disclosure.hide import Choices, choose_hidden
from sixpoint.disclosure.parts import Parts
from sixpoint.disclosure.solver import Row, Solver, Way
from sixpoint.disclosure.table import make_tables
from tests.support.random_tables import make_case


@pytest.mark.parametrize("seed", range(6))
def test_a_cell_moves_as_far_in_its_part_as_in_the_whole_table(seed: int):
    random, cells = Random(seed), 12
    rows = [
        Row(columns=(*three,), signs=(-1, 1, 1), low=-1, high=1)
        for three in (random.sample(range(cells), 3) for _ in range(7))
    ]
    free = np.array([random.random() < 0.7 for _ in range(cells)])
    low, high = np.where(free, -3.0, 0.0), np.where(free, 4.0, 0.0)
    whole, parts = Solver(cells, rows=rows), Parts(rows, low, high)
    whole.bound(low, high)
    for cell in range(cells):
        for way in Way:
            found = parts.furthest(cell, way)
            moved = dict(zip(found.cells.tolist(), found.by.tolist(), strict=True))
            far = whole.relaxed(cell, way).columns[cell]
            assert moved.get(cell, 0.0) == pytest.approx(far)


def test_cells_that_no_row_ties_are_in_parts_of_their_own():
    rows = [Row(columns=(0, 1), signs=(1, 1)), Row(columns=(2, 3), signs=(1, 1))]
    parts = Parts(rows, np.full(4, -1.0), np.full(4, 1.0))
    found = parts.furthest(3, Way.MOST)
    assert found.cells.tolist() == [2, 3]
    assert found.by.tolist() == [-1.0, 1.0]
    assert found.rows.tolist() == [1]


def test_what_cannot_move_moves_nothing():
    parts = Parts([Row(columns=(0, 1), signs=(1, 1))], np.zeros(2), np.array([0.0, 1.0]))
    assert parts.furthest(0, Way.MOST).cells.size == 0


def test_a_table_is_looked_at_once_and_gets_what_it_got_before():
    case = make_case(3)
    rule = case.policy.rule_for("any")
    (table, *_), (same, *_) = (make_tables(case.cells, case.relations, rule=rule) for _ in "ab")
    choices = Choices()
    assert choices.hidden(same) is choices.hidden(table)
    assert choices.hidden(table) == choose_hidden(table)
