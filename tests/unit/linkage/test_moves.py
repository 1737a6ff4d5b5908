"""What others' moves say of a pair whose homes differ."""

import numpy as np

from sixpoint.linkage.moves import FEWEST, weigh_moves

FAMILIES = 200


def _pairs(alone: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Two children of each family, all moved alike; the second of the first families is not yet
    linked, and `alone` more pairs go between homes of different families."""
    left = np.arange(2 * FAMILIES)
    right = left + 2 * FAMILIES
    homes = np.concatenate([left // 2, FAMILIES + left // 2])
    linked = np.ones(2 * FAMILIES, dtype=bool)
    linked[1:20:2] = False
    strangers = np.arange(alone)
    left = np.concatenate([left, strangers])
    right = np.concatenate([right, 2 * FAMILIES + 2 * strangers + 100])
    return left, right, np.concatenate([linked, np.zeros(alone, dtype=bool)]), homes


def test_a_child_whose_brother_made_the_same_move_gains() -> None:
    left, right, linked, homes = _pairs(alone=10)
    bits = weigh_moves(left, right, linked=linked, homes=homes)
    assert (bits[1:20:2] > 5).all()


def test_strangers_whose_homes_nobody_shares_gain_nothing() -> None:
    left, right, linked, homes = _pairs(alone=10)
    bits = weigh_moves(left, right, linked=linked, homes=homes)
    assert (bits[2 * FAMILIES :] == 0).all()
    assert (bits[: 2 * FAMILIES][linked[: 2 * FAMILIES]] == 0).all()


def test_of_few_moves_nothing_is_concluded() -> None:
    left, right, linked, homes = _pairs(alone=0)
    few = FEWEST // 2
    linked[2 * few :] = False
    assert (weigh_moves(left, right, linked=linked, homes=homes) == 0).all()


def test_a_missing_home_moves_nowhere() -> None:
    left, right, linked, homes = _pairs(alone=0)
    homes[1] = -1
    assert weigh_moves(left, right, linked=linked, homes=homes)[1] == 0
