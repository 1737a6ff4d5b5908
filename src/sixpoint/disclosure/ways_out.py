"""The cheapest further cells to hide so that an attacker is left in doubt of one number.

Takes a table, what is hidden of it and what he ought to hold possible; gives cells to hide, and
numbers for all cells that prove his doubt.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attack import Need
from .choice import least_losses
from .counts import Interval
from .solver import WHOLE, Floats, Row, Solver
from .table import NONE, Eyes, Table

NOTHING = np.array([], dtype=np.intp)
"""No cells."""


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """Cells to hide, and the numbers that every cell of the table could then be."""

    cells: frozenset[int]
    numbers: Floats


class Known:
    """What a reader knows of each cell by itself, as arrays of the least and the most."""

    def __init__(self, table: Table) -> None:
        cells = range(len(table.values))
        self._shown = _ends(table.known(hidden=()))
        self._floors = np.array([table.floor(i, hidden=()) for i in cells], dtype=np.float64)
        self._tops = np.full(len(cells), np.inf)
        self._under = np.array(table.under or [NONE for _ in cells])

    def bounds(self, hidden: Collection[int], *, eyes: Eyes) -> tuple[Floats, Floats]:
        """With these cells hidden, and all that goes with them."""
        low, top = (ends.copy() for ends in self._shown)
        at = sorted(hidden)
        low[at], top[at] = self.floors(hidden, eyes=eyes)[at], self._tops[at]
        return low, top

    def floors(self, hidden: Collection[int], *, eyes: Eyes) -> Floats:
        """The least that each cell could be if it were hidden beside these."""
        if eyes is Eyes.UNKNOWING:
            return np.zeros(len(self._floors))
        is_hidden = np.zeros(len(self._floors) + 1, dtype=bool)  # the last one stands for NONE
        is_hidden[sorted(hidden)] = True
        return np.where(is_hidden[self._under], 0.0, self._floors)


def _ends(known: Sequence[Interval]) -> tuple[Floats, Floats]:
    low = [float(least) for least, _ in known]
    top = [np.inf if most is None else float(most) for _, most in known]
    return np.array(low), np.array(top)


class WaysOut:
    """Finds other numbers for a table that leave an attacker in doubt, changing little.

    Each cell is what a reader knows of it, plus what it goes above that, less what it goes below:
    three columns. Cells that go above or below must be hidden, and cost what hiding them loses.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._count = count = len(table.values)
        self._solver = Solver(3 * count, rows=[_thrice(row, count) for row in table.rows])
        self._known = Known(table)
        self._may_hide = np.array([table.may_hide(i) for i in range(count)])
        above = [table.goes_with(i) for i in range(count)]
        self._above = np.array([NONE if each is None else each for each in above])
        self._least = np.array(least_losses(table))
        self._loss, self._company = np.array(table.loss), np.array(table.company)

    def cheapest(
        self,
        need: Need,
        *,
        hidden: Collection[int],
        whole: bool = True,
        at_prices: Floats | float = 1.0,
    ) -> WayOut | None:
        """The further cells to hide so that the need is met; None where nothing meets it.

        Unless `whole`, by numbers that need not be whole, which is quicker and proves less.
        `at_prices` makes cells dearer or cheaper than what hiding them loses.
        """
        way = self._way_out(need, hidden, whole=whole, at_prices=at_prices, loose=NOTHING)
        loose = np.flatnonzero(self._above != NONE)
        loose = loose[~np.isin(self._above[loose], sorted(hidden))]
        if way is None and loose.size:
            return self._way_out(need, hidden, whole=whole, at_prices=at_prices, loose=loose)
        return way

    def _way_out(
        self,
        need: Need,
        hidden: Collection[int],
        *,
        whole: bool,
        at_prices: Floats | float,
        loose: NDArray[np.intp],
    ) -> WayOut | None:
        """The cheapest; the cells `loose` may be nought, if what they go with is hidden too."""
        best: tuple[float, Floats] | None = None
        moves = self._losses(hidden)
        moves[loose] = moves[loose] + moves[self._above[loose]]
        prices = moves * at_prices
        costs = np.concatenate([np.zeros(self._count), prices, prices])
        for option in need.options:
            self._solver.bound(*self._bounds(need, option, hidden=hidden, loose=loose))
            solve = self._solver.cheapest if whole else self._solver.cheapest_by_parts
            columns = solve(costs=costs)
            if columns is None:
                continue
            cost = float(moves[sorted(self._moved(columns))].sum())
            if best is None or cost < best[0]:
                best = cost, np.array(columns, dtype=np.float64)
        return None if best is None else self._way(best[1], need, hidden=hidden)

    def _way(self, columns: Floats, need: Need, *, hidden: Collection[int]) -> WayOut:
        known, above, below = columns.reshape(3, -1)
        numbers, moved = known + above - below, sorted(self._moved(columns))
        floors = self._known.floors(hidden, eyes=need.eyes)
        beyond = [i for i in moved if not self._may_hide[i] or numbers[i] < floors[i] - WHOLE]
        with_them = {int(self._above[i]) for i in beyond} - {NONE}
        return WayOut(cells=self._table.closed(with_them.union(moved)), numbers=numbers)

    def _losses(self, hidden: Collection[int]) -> Floats:
        """What hiding each cell would lose now."""
        lost = np.isin(self._company, self._company[sorted(hidden)])
        return self._least + np.where(lost, 0.0, self._loss)

    def _bounds(
        self, need: Need, option: Interval, *, hidden: Collection[int], loose: NDArray[np.intp]
    ) -> tuple[Floats, Floats]:
        low, top = self._known.bounds(hidden, eyes=need.eyes)
        floors = self._known.floors(hidden, eyes=need.eyes)
        floors[loose] = 0.0
        moves = self._may_hide.copy()
        moves[loose] = True
        moves[[need.index, *hidden]] = False
        above = np.where(moves, np.inf, 0.0)
        below = np.where(moves, np.maximum(0.0, low - floors), 0.0)
        low[need.index] = max(low[need.index], option[0])
        if option[1] is not None:
            top[need.index] = min(top[need.index], option[1])
        nought = np.zeros(2 * self._count)
        return np.concatenate([low, nought]), np.concatenate([top, above, below])

    def _moved(self, columns: Sequence[float] | Floats) -> frozenset[int]:
        _, above, below = np.reshape(columns, (3, -1))
        return frozenset(np.flatnonzero(above + below > WHOLE).tolist())


def _thrice(row: Row, count: int) -> Row:
    """The row over cells in three columns: as known, above that, below that."""
    return Row(
        columns=tuple(c + offset for offset in (0, count, 2 * count) for c in row.columns),
        signs=(*row.signs, *row.signs, *(-sign for sign in row.signs)),
        low=row.low,
        high=row.high,
    )
