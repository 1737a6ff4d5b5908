"""Where the best choice takes too long, a good one is searched for: tables of three dimensions."""

from itertools import product
from random import Random

import numpy as np

from sixpoint.disclosure.attack import attack_from_noughts
from sixpoint.disclosure.hide import choose_hidden, is_safe
from sixpoint.disclosure.improve import improved
from sixpoint.disclosure.table import Table, make_tables
from tests.support.policies import policy_of
from tests.support.random_tables import margins, sums_of


def a_table(sizes: tuple[int, ...]) -> Table:
    """Invented counts, one in eight of them small."""
    random = Random(1)
    labels = [[f"{'abc'[place]}{n}" for n in range(size)] for place, size in enumerate(sizes)]
    counts = {
        key: random.randint(1, 4) if random.random() < 0.125 else random.randint(5, 60)
        for key in product(*labels)
    }
    cells, relations = sums_of(counts, margins(labels))
    (table,) = make_tables(cells, relations, rule=policy_of(5).rule_for("any"))
    return table


def searched(table: Table, *, start: frozenset[int]) -> frozenset[int]:
    cells = len(table.values)
    hidden = improved(
        table,
        halves=np.zeros(cells),
        start=np.array([float(i in start) for i in range(cells)]),
        from_noughts=attack_from_noughts(table),
    )
    assert hidden is not None
    return hidden


def test_what_the_search_comes_to_is_safe_and_hides_all_that_is_small():
    table = a_table((3, 3, 3))
    hidden = choose_hidden(table)
    assert hidden is not None
    assert table.primary < hidden
    assert is_safe(table, hidden=hidden)
    assert is_safe(table, hidden=searched(table, start=frozenset()))


def test_the_search_shows_again_what_need_not_be_hidden():
    table = a_table((3, 3, 3))
    everything = table.everything()
    assert table.lost(searched(table, start=everything)) < table.lost(everything) / 4


def test_the_search_comes_near_the_best_where_the_best_is_known():
    table = a_table((3, 3, 3))
    best = choose_hidden(table)
    assert best is not None
    found = searched(table, start=frozenset())
    assert table.lost(best) <= table.lost(found) <= 1.1 * table.lost(best)


def test_the_search_comes_to_the_same_each_time():
    table = a_table((3, 3, 3))
    assert searched(table, start=frozenset()) == searched(table, start=frozenset())
