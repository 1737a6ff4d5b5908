"""Which further cells are hidden so that the small ones stay hidden.

In rounds: the cheapest choice that answers every attack so far, then the attacks that it leaves;
first with cells hidden by halves, which is quick and says how little could be lost at best, then
with whole ones. What whole numbers of children leave open after that is mended cell by cell.
"""

from collections.abc import Collection

import numpy as np

from .attack import Attack, Attackers, attack_from_noughts
from .choice import Choice
from .improve import improved
from .probe import Probe
from .solver import WHOLE, Floats
from .table import Table
from .ways_out import WaysOut

ROUNDS = 60
"""Enough by far; where it is not, what is left is mended."""

UNSURE = 60
"""With more cells than these hidden by parts, in three dimensions, cuts are met without end."""

STEPS, STEPS_A_CELL = 20_000, 40
"""How many steps of the simplex method may go into looking for the best choice, by themselves or
for each cell until the first one stands; where they do not do, a good one is searched for."""

BRANCHES = 50
"""How far HiGHS branches for one choice; each is soon undone by an attack."""

FEW = 200
"""In tables of no more cells it is tried for each cell whether it may be shown again; and where no
choice is shown to be the best, a good one is searched for. In larger ones, near it will do."""

WORK = 30_000_000
"""How many small steps the rounds may take; a count, not a time, so that machines agree."""

NEAR = (0.1, 0.05, 0.01, 0.0)
"""How near the best each choice must be: nearness is wasted on choices that an attack will undo."""

ROUGHLY = 0.1
"""How near the best a choice must be that is only to begin with."""


class Choices:
    """What is hidden of each table, chosen once: the same table is given the same again."""

    def __init__(self) -> None:
        self._of: dict[Table, frozenset[int] | None] = {}

    def hidden(self, table: Table) -> frozenset[int] | None:
        """As `choose_hidden`."""
        if table not in self._of:
            self._of[table] = choose_hidden(table)
        return self._of[table]


def choose_hidden(table: Table) -> frozenset[int] | None:
    """The cells to hide: safe against the attack, with little lost.

    None where the table cannot be protected, because of what was published of it in the past.
    Where there is no other way out, all of the table is hidden.
    """
    from_noughts = attack_from_noughts(table)
    chosen = _by_rounds(table, from_noughts=from_noughts)
    hidden = None
    if chosen is not None:
        closed = table.closed(chosen - table.unpublished)
        hidden = _mend(table, closed, from_noughts=from_noughts)
    # An attacker who starts from nothing has the last word.
    if hidden is not None and is_safe(table, hidden=hidden):
        return hidden
    everything = _all_in_doubt(table)
    if not (table.shown or table.unpublished) or is_safe(table, hidden=everything):
        return everything
    return None


def _all_in_doubt(table: Table) -> frozenset[int]:
    """All that can be hidden, but for noughts that sums alone give away: they tell of nobody."""
    hidden = table.everything()
    company = table.closed([i for i in hidden if table.values[i]])
    while True:
        attackers = Attackers(table, hidden=hidden)
        noughts = (i for i in hidden - table.always - company if table.values[i] == 0)
        given_away = frozenset(index for index in noughts if attackers.unmet(index))
        if not given_away:
            return hidden
        hidden -= given_away


def is_safe(table: Table, *, hidden: Collection[int]) -> bool:
    """Whether an attacker who begins with nothing but what is published fails everywhere."""
    return Attackers(table, hidden=hidden).is_safe()


def _by_rounds(table: Table, *, from_noughts: Attack) -> frozenset[int] | None:
    """The cheapest choice of cells, as far as movements by fractions are concerned."""
    if not table.rows:
        return table.always
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
    lost_in_cuts = unsure > UNSURE and probe.is_deep
    chosen, is_best = (None, False) if lost_in_cuts else _exactly(choice, probe)
    if chosen is not None and (is_best or len(table.values) > FEW):
        return chosen
    whole = choice.whole(within=ROUGHLY, nodes=1)
    start = halves if whole is None else whole
    return improved(table, halves=halves, start=start, from_noughts=from_noughts)


def _exactly(choice: Choice, probe: Probe) -> tuple[frozenset[int] | None, bool]:
    """The best there is, by whole choices that cuts forbid until one stands, and that it is.

    Where it is too far to go, the nearest to the best that stood; None where none did.
    """
    stood, steps = None, max(STEPS, STEPS_A_CELL * probe.cells)
    for within in NEAR:
        branches = 1 if within >= ROUGHLY else BRANCHES
        for _ in range(ROUNDS):
            whole = choice.whole(within=within, nodes=branches)
            if whole is None or choice.steps > (steps if stood is None else STEPS):
                return stood, False
            chosen = _cells(whole)
            if not choice.demand(probe.cuts(whole)):
                stood = chosen
                break
    return stood, stood is not None


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
        way = ways.cheapest(need, hidden=hidden)
        if way is None or not way.cells:
            return None
        hidden |= way.cells
    few = len(table.values) <= FEW
    return _show_again(table, hidden) if few and hidden != before else hidden


def _show_again(table: Table, hidden: frozenset[int]) -> frozenset[int]:
    dearest_first = sorted(hidden - table.always, key=lambda i: (-table.loss[i], i))
    for index in dearest_first:
        fewer = table.shown_again(hidden, {index})
        if fewer != hidden and is_safe(table, hidden=fewer):
            hidden = fewer
    return hidden
