"""The cheapest further cells to hide so that an attacker is left in doubt of one number.

Takes a table, what is hidden of it and what he ought to hold possible; gives cells to hide, and
numbers for all cells that prove his doubt.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from .attack import Need
from .choice import least_losses
from .counts import Interval
from .solver import WHOLE, Floats, Row, Solver
from .table import Table


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """Cells to hide, and the numbers that every cell of the table could then be."""

    cells: frozenset[int]
    numbers: Floats


class Known:
    """What a reader knows of each cell by itself, as arrays of the least and the most."""

    def __init__(self, table: Table) -> None:
        cells = range(len(table.values))
        self._shown = _ends(table.known(hidden=(), floor=0))
        self._hidden = {floor: _ends(table.known(hidden=cells, floor=floor)) for floor in (0, 1)}

    def bounds(self, hidden: Collection[int], *, floor: int) -> tuple[Floats, Floats]:
        """With these cells hidden, in the eyes of one for whom no hidden cell is below `floor`."""
        low, top = (ends.copy() for ends in self._shown)
        at = sorted(hidden)
        low[at], top[at] = (ends[at] for ends in self._hidden[floor])
        return low, top


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
        best: tuple[float, Floats] | None = None
        moves = self._losses(hidden)
        prices = moves * at_prices
        costs = np.concatenate([np.zeros(self._count), prices, prices])
        for option in need.options:
            self._solver.bound(*self._bounds(need, option, hidden=hidden))
            solve = self._solver.cheapest if whole else self._solver.cheapest_by_parts
            columns = solve(costs=costs)
            if columns is None:
                continue
            cost = float(moves[sorted(self._moved(columns))].sum())
            if best is None or cost < best[0]:
                best = cost, np.array(columns, dtype=np.float64)
        return None if best is None else self._way(best[1])

    def _way(self, columns: Floats) -> WayOut:
        known, above, below = columns.reshape(3, -1)
        return WayOut(cells=self._moved(columns), numbers=known + above - below)

    def _losses(self, hidden: Collection[int]) -> Floats:
        """What hiding each cell would lose now."""
        lost = np.isin(self._company, self._company[sorted(hidden)])
        return self._least + np.where(lost, 0.0, self._loss)

    def _bounds(
        self, need: Need, option: Interval, *, hidden: Collection[int]
    ) -> tuple[Floats, Floats]:
        low, top = self._known.bounds(hidden, floor=need.floor)
        moves = self._may_hide.copy()
        moves[[need.index, *hidden]] = False
        above = np.where(moves, np.inf, 0.0)
        below = np.where(moves, np.maximum(0.0, low - need.floor), 0.0)
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
