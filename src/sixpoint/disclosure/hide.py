"""Which further cells are hidden so that the small ones stay hidden."""

from collections.abc import Collection

from .attack import Attack, Need, both, is_safe, rows_of
from .counts import Interval
from .solver import Solver
from .table import Table

SOMETHING = 1e-3
"""What hiding costs where nothing is lost, so that nothing is hidden for nothing."""


def choose_hidden(table: Table) -> frozenset[int]:
    """The cells to hide: safe against the attack, with little lost.

    The cheapest way out is found for one unprotected cell after the other; then each cell that
    was hidden on the way is shown again if that is safe too. Where there is no way out, all of
    the table is hidden.
    """
    everything = frozenset(range(len(table.values)))
    attack = Attack(table)
    hidden = _hide_more(table, attack=attack)
    if hidden is None:
        return everything
    hidden = _show_again(table, hidden=hidden, attack=attack)
    # An attacker who starts from nothing has the last word.
    return hidden if is_safe(table, hidden=hidden) else everything


def _hide_more(table: Table, *, attack: Attack) -> frozenset[int] | None:
    ways = WaysOut(table)
    hidden = set(table.primary)
    rounded = [] if table.rule.base is None else range(len(table.values))
    queue = [*sorted(hidden), *rounded]
    for index in queue:
        while need := attack.unmet(index, hidden=hidden):
            found = ways.cheapest(need, hidden=hidden)
            if found is None:
                return None
            point, further = found
            attack.remember(point, floor=need.floor)
            hidden |= further
            queue.extend(sorted(further))
    return frozenset(hidden)


def _show_again(table: Table, *, hidden: frozenset[int], attack: Attack) -> frozenset[int]:
    dearest_first = sorted(hidden - table.primary, key=lambda i: (-table.loss[i], i))
    for index in dearest_first:
        if is_safe(table, hidden=hidden - {index}, attack=attack):
            hidden -= {index}
    return hidden


class WaysOut:
    """Finds other numbers for a table that leave an attacker in doubt, changing little.

    Each cell is what a reader knows of it, plus what it goes above that, less what it goes below:
    three columns. Cells that go above or below must be hidden, and cost what hiding them loses.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        count = len(table.values)
        rows = [
            (
                [*columns, *(c + count for c in columns), *(c + 2 * count for c in columns)],
                [*signs, *signs, *(-sign for sign in signs)],
            )
            for columns, signs in rows_of(table)
        ]
        self._solver = Solver(3 * count, rows=rows)

    def cheapest(
        self, need: Need, *, hidden: Collection[int]
    ) -> tuple[tuple[int, ...], frozenset[int]] | None:
        """Numbers that meet the need, and the further cells that must be hidden for them."""
        best: tuple[float, tuple[int, ...], frozenset[int]] | None = None
        moves = self._losses(hidden)
        costs = [*[0.0] * len(moves), *moves, *moves]
        for option in need.options:
            bounds = self._bounds(need, option, hidden=hidden)
            columns = self._solver.cheapest(bounds, costs=costs)
            if columns is None:
                continue
            point, moved = self._read(columns)
            cost = sum(moves[i] for i in moved)
            if best is None or cost < best[0]:
                best = cost, point, moved
        return None if best is None else best[1:]

    def _losses(self, hidden: Collection[int]) -> list[float]:
        """What hiding each cell would lose now."""
        lost = {self._table.company[index] for index in hidden}
        return [
            SOMETHING + (0.0 if company in lost else loss)
            for company, loss in zip(self._table.company, self._table.loss, strict=True)
        ]

    def _bounds(self, need: Need, option: Interval, *, hidden: Collection[int]) -> list[Interval]:
        cells = range(len(self._table.values))
        known = self._table.known(hidden=hidden, floor=need.floor)
        still = [i == need.index or i in hidden or not self._table.may_hide(i) for i in cells]
        above: list[Interval] = [(0, 0 if still[i] else None) for i in cells]
        below: list[Interval] = [
            (0, 0 if still[i] else max(0, known[i][0] - need.floor)) for i in cells
        ]
        known[need.index] = both(known[need.index], option)
        return [*known, *above, *below]

    def _read(self, columns: tuple[int, ...]) -> tuple[tuple[int, ...], frozenset[int]]:
        count = len(self._table.values)
        known, above, below = (columns[i * count : (i + 1) * count] for i in range(3))
        point = tuple(k + a - b for k, a, b in zip(known, above, below, strict=True))
        moved = frozenset(i for i in range(count) if above[i] or below[i])
        return point, moved
