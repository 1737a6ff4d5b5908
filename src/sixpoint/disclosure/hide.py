"""Which further cells are hidden so that the small ones stay hidden.

In rounds: the cheapest choice that answers every attack so far, then the attacks that it leaves;
first with cells hidden by halves, which is quick and says how little could be lost at best, then
with whole ones. What whole numbers of children leave open after that is mended cell by cell.
"""

from collections.abc import Collection

import numpy as np

from .attack import Attack, Attackers, Need, attack_from_noughts
from .choice import Choice, least_losses
from .counts import Interval
from .probe import Probe
from .solver import WHOLE, Floats, Point, Row, Solver
from .table import Table

ROUNDS = 60
"""Enough by far; where it is not, what is left is mended."""

UNSURE = 60
"""With more cells than these hidden by parts, the best choice is not looked for, but a good one."""

FEW = 200
"""In tables of no more cells it is tried for each cell whether it may be shown again."""

STEPS = 20
"""How many steps it takes at least to hide them whole, the likeliest first."""

WORK = 30_000_000
"""How many small steps the rounds may take; a count, not a time, so that machines agree."""

NEAR = (0.05, 0.0)
"""How near the best each choice must be: nearness is wasted on choices that an attack will undo."""


def choose_hidden(table: Table) -> frozenset[int] | None:
    """The cells to hide: safe against the attack, with little lost.

    None where the table cannot be protected, because of what was published of it in the past.
    Where there is no other way out, all of the table is hidden.
    """
    from_noughts = attack_from_noughts(table)
    everything = table.everything()
    chosen = _by_rounds(table, from_noughts=from_noughts)
    hidden = None
    if chosen is not None:
        hidden = _mend(table, chosen - table.unpublished, from_noughts=from_noughts)
    # An attacker who starts from nothing has the last word.
    if hidden is not None and is_safe(table, hidden=hidden):
        return hidden
    if not (table.shown or table.unpublished) or is_safe(table, hidden=everything):
        return everything
    return None


def is_safe(table: Table, *, hidden: Collection[int]) -> bool:
    """Whether an attacker who begins with nothing but what is published fails everywhere."""
    return Attackers(table, hidden=hidden).is_safe()


def _by_rounds(table: Table, *, from_noughts: Attack) -> frozenset[int] | None:
    """The cheapest choice of cells, as far as movements by fractions are concerned."""
    if not table.rows:
        return table.primary
    choice, probe = Choice(table), Probe(table, from_noughts=from_noughts)
    choice.demand(probe.first_cuts())
    halves = choice.relaxed()
    for _ in range(probe.rounds_for(WORK)):
        if halves is None or not choice.demand(probe.cuts(halves)):
            break
        halves = choice.relaxed()
    if halves is None:
        return None
    unsure = np.count_nonzero((halves > WHOLE) & (halves < 1 - WHOLE))
    return (_exactly if unsure <= UNSURE else _step_by_step)(choice, probe)


def _exactly(choice: Choice, probe: Probe) -> frozenset[int] | None:
    """The best there is, by whole choices that cuts forbid until one stands."""
    chosen = None
    for within in NEAR:
        for _ in range(ROUNDS):
            whole = choice.whole(within=within)
            if whole is None:
                return None
            chosen = _cells(whole)
            if not choice.demand(probe.cuts(whole)):
                break
    return chosen


def _step_by_step(choice: Choice, probe: Probe) -> frozenset[int] | None:
    """A good choice where the best would take too long: the likeliest cells are hidden first."""
    chosen = None
    for _ in range(STEPS):
        whole = _likeliest(choice)
        if whole is None:
            return None
        chosen = _cells(whole)
        if not choice.demand(probe.cuts(whole)):
            break
    return chosen


def _likeliest(choice: Choice) -> Floats | None:
    """Hides what the relaxed choice hides most of, a few at a time, until all is whole."""
    while (halves := choice.relaxed()) is not None:
        unsure = np.flatnonzero((halves > WHOLE) & (halves < 1 - WHOLE))
        if not len(unsure):
            break
        order = np.lexsort((unsure, -np.round(halves[unsure], 6)))
        choice.hide(unsure[order][: 1 + len(unsure) // STEPS].tolist())
    return halves


def _cells(hidden: Floats) -> frozenset[int]:
    return frozenset(np.flatnonzero(hidden > 0.5).tolist())


def _mend(table: Table, hidden: frozenset[int], *, from_noughts: Attack) -> frozenset[int] | None:
    """Hides more until no whole number is missing, then shows again what need not be hidden."""
    before, ways = hidden, WaysOut(table)
    while True:
        attackers = Attackers(table, hidden=hidden, from_noughts=from_noughts)
        needs = (attackers.unmet(index) for index in range(len(table.values)))
        need = next((need for need in needs if need), None)
        if need is None:
            break
        further = ways.cheapest(need, hidden=hidden)
        if not further:
            return None
        hidden |= further
    few = len(table.values) <= FEW
    return _show_again(table, hidden) if few and hidden != before else hidden


def _show_again(table: Table, hidden: frozenset[int]) -> frozenset[int]:
    dearest_first = sorted(hidden - table.primary, key=lambda i: (-table.loss[i], i))
    for index in dearest_first:
        if is_safe(table, hidden=hidden - {index}):
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
        self._solver = Solver(3 * count, rows=[_thrice(row, count) for row in table.rows])

    def cheapest(self, need: Need, *, hidden: Collection[int]) -> frozenset[int]:
        """The further cells to hide so that the need is met; none where nothing meets it."""
        best: tuple[float, frozenset[int]] | None = None
        moves = self._losses(hidden)
        costs = [*[0.0] * len(moves), *moves, *moves]
        for option in need.options:
            bounds = self._bounds(need, option, hidden=hidden)
            columns = self._solver.cheapest(bounds, costs=costs)
            if columns is None:
                continue
            moved = self._moved(columns)
            cost = sum(moves[i] for i in moved)
            if best is None or cost < best[0]:
                best = cost, moved
        return frozenset() if best is None else best[1]

    def _losses(self, hidden: Collection[int]) -> list[float]:
        """What hiding each cell would lose now."""
        lost = {self._table.company[index] for index in hidden}
        cells = zip(self._table.company, self._table.loss, least_losses(self._table), strict=True)
        return [least + (0.0 if company in lost else loss) for company, loss, least in cells]

    def _bounds(self, need: Need, option: Interval, *, hidden: Collection[int]) -> list[Interval]:
        cells = range(len(self._table.values))
        known = self._table.known(hidden=hidden, floor=need.floor)
        still = [i == need.index or i in hidden or not self._table.may_hide(i) for i in cells]
        above: list[Interval] = [(0, 0 if still[i] else None) for i in cells]
        below: list[Interval] = [
            (0, 0 if still[i] else max(0, known[i][0] - need.floor)) for i in cells
        ]
        known[need.index] = _both(known[need.index], option)
        return [*known, *above, *below]

    def _moved(self, columns: Point) -> frozenset[int]:
        count = len(self._table.values)
        above, below = columns[count : 2 * count], columns[2 * count :]
        return frozenset(i for i in range(count) if above[i] or below[i])


def _thrice(row: Row, count: int) -> Row:
    """The row over cells in three columns: as known, above that, below that."""
    return Row(
        columns=tuple(c + offset for offset in (0, count, 2 * count) for c in row.columns),
        signs=(*row.signs, *row.signs, *(-sign for sign in row.signs)),
        low=row.low,
        high=row.high,
    )


def _both(one: Interval, other: Interval) -> Interval:
    """The numbers that are in both."""
    tops = [top for top in (one[1], other[1]) if top is not None]
    return max(one[0], other[0]), min(tops) if tops else None
