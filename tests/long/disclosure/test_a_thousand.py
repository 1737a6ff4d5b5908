"""A thousand random linked tables and ledgers, and another solver that works out nothing of them.

The same as tests/generative/disclosure/test_another_solver.py, with other numbers and more of them.
"""

import pytest

from tests.support.attacked import publish, publish_again, publish_in_turn, worked_out
from tests.support.random_tables import make_case

TABLES, LEDGERS, SEQUENCES, AT_ONCE = 800, 200, 30, 100


@pytest.mark.parametrize("first", range(10_000, 10_000 + TABLES, AT_ONCE))
def test_no_hidden_cell_of_random_linked_tables_is_worked_out(first: int):
    cases = [make_case(seed) for seed in range(first, first + AT_ONCE)]
    assert worked_out([(case, publish(case)) for case in cases]) == []


@pytest.mark.parametrize("first", range(20_000, 20_000 + LEDGERS, AT_ONCE))
def test_no_hidden_cell_is_worked_out_from_two_releases(first: int):
    twice = [publish_again(seed) for seed in range(first, first + AT_ONCE)]
    published = [each for each in twice if each is not None]
    assert len(published) > AT_ONCE / 2
    assert worked_out(published) == []


def test_no_hidden_cell_is_worked_out_from_up_to_six_releases_together():
    turns = [
        publish_in_turn(seed, times=3 + seed % 4) for seed in range(30_000, 30_000 + SEQUENCES)
    ]
    assert sum(len(turn) > 2 for turn in turns) > SEQUENCES / 4
    assert worked_out([turn[-1] for turn in turns]) == []
