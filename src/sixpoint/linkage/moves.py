"""Who moved from one home to another, and who else did: what a family does together.

A child who moved and changed surname has little left that is its own. But where another child was
at the one postcode in the one agency and at the other in the other, these two homes are one
family's; two strangers hardly ever share such a pair of homes.
"""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST = 8.0
"""Bits that a move together may be worth; computed it would be more, but towns resettle streets."""
FEWEST = 30
"""Moves from which the worth is learnt; with fewer it is nothing."""


def weigh_moves(left: Ints, right: Ints, *, linked: Flags, homes: Ints) -> Floats:
    """For each pair of records the bits that others' moves say for it.

    `homes` numbers each record's postcode, -1 where it is missing; `linked` marks the sure links.
    """
    one, two = homes[left], homes[right]
    away = (one >= 0) & (two >= 0) & (one != two)
    every = int(homes.max(initial=0)) + 1
    moves, times = np.unique((one * every + two)[linked & away], return_counts=True)
    if len(moves) < FEWEST:
        return np.zeros(len(left))
    worth = _worth(moves, times, homes=homes, every=every)
    together = away & ~linked & np.isin(one * every + two, moves)
    return np.where(together, worth, 0.0)


def _worth(moves: Ints, times: Ints, *, homes: Ints, every: int) -> float:
    """How much more often one child's two homes are such a pair than two strangers' are."""
    of_home = np.bincount(homes[homes >= 0], minlength=every).astype(float)
    by_chance = (of_home[moves // every] * of_home[moves % every]).sum() / of_home.sum() ** 2
    shared = times[times > 1].sum() / times.sum()
    return float(np.clip(np.log2(max(shared, 1e-6) / max(by_chance, 1e-12)), 0.0, MOST))
