"""A safe choice of hidden cells, and from there to cheaper ones, where the best takes too long.

For each small cell that an attacker could work out, the cheapest further cells are hidden that
leave him in doubt. Then some hidden cells at a time are shown again, and what that undoes is
hidden anew, more cheaply if it can be (a search over large neighbourhoods: Shaw, CP98, LNCS 1520,
417-431). Proofs of doubt are kept: whole numbers for all cells, good until a cell that moves in
them is shown.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from random import Random

import numpy as np
from numpy.typing import NDArray

from .attack import Attack, Attackers, Need
from .solver import Floats, Solver, Way
from .table import Eyes, Table
from .ways_out import Known, WaysOut

Points = NDArray[np.float64]
Hidden = frozenset[int]

EPSILON = 1e-5

FAR = 2
"""How many thresholds away from the truth other numbers are looked for."""

TRIES, LEAST_TRIES = 400, 20
"""How many times some hidden cells are shown again: counts, not times, so that machines agree."""

WORK = 280_000
"""How many tries times cells there may be, since a try takes the longer the larger the table is."""

PATIENCE = 30
"""How many tries may come to nothing before the search ends among measures, whose many tables are
soon as good as they get; those of three dimensions are not, and there all tries are made."""

OFF = (0.4, 1.6)
"""Between what the prices are off."""

CHEAPER = 0.9
"""How much cheaper a cell is taken to be that would be hidden at best."""

ASTRAY = 0.02
"""How much more than the least met so far may be lost on the way to less, to begin with."""

AT_ONCE = (2, 14)
"""How many hidden cells are shown again at a time."""


@dataclass(frozen=True, kw_only=True)
class _State:
    """Hidden cells, and by eyes other numbers for the table that nothing told contradicts."""

    hidden: frozenset[int]
    points: dict[Eyes, Points]


def improved(table: Table, *, halves: Floats, start: Floats, from_noughts: Attack) -> Hidden | None:
    """A safe choice with little lost, as far as fractions are concerned.

    `halves` is how far each cell would be hidden at best if cells could be hidden by parts, which
    makes cells cheaper; `start` the same by whole cells, where some may be missing. None where
    nothing leaves an attacker in doubt.
    """
    search = _Search(table, from_noughts=from_noughts, prices=1 - CHEAPER * halves)
    begun = table.always | frozenset(np.flatnonzero(start > 0.5).tolist())
    state = search.completed(search.state_of(table.closed(begun - table.unpublished)))
    if state is None:
        return None
    tries = max(LEAST_TRIES, min(TRIES, WORK // len(table.values)))
    return _wandered(search, _fewer(search, state, tries=tries), tries=tries).hidden


def _fewer(search: "_Search", state: _State, *, tries: int) -> _State:
    """With no cell hidden that can be shown by itself, the dearest tried first."""
    in_vain = 0
    for index in search.dearest_first(state)[:tries]:
        better = search.better(state, {index}, at_most=search.loss(state.hidden))
        gained = better is not None and search.loss(better.hidden) < search.loss(state.hidden)
        in_vain = 0 if gained else in_vain + 1
        state = better or state
        if in_vain > search.patience:
            break
    return state


def _wandered(search: "_Search", state: _State, *, tries: int) -> _State:
    """The best that is met on a walk which may lose a little more, ever less so, to lose less."""
    best, random, in_vain = state, Random(tries), 0
    for left in range(tries, 0, -1):
        slack = 1 + ASTRAY * left / tries
        again = search.neighbours(state, random)
        at_most = slack * search.loss(best.hidden)
        state = search.better(state, again, at_most=at_most, random=random) or state
        in_vain += 1
        if search.loss(state.hidden) < search.loss(best.hidden):
            best, in_vain = state, 0
        if in_vain > search.patience:
            break
    return best


class _Search:
    """The search over one table."""

    def __init__(self, table: Table, *, from_noughts: Attack, prices: Floats) -> None:
        self._table, self._prices = table, prices
        self.patience = PATIENCE if table.under else TRIES
        self._truth = np.array(table.values, dtype=np.float64)
        self._solver = Solver(len(table.values), rows=table.rows)
        self._ways, self._known = WaysOut(table), Known(table)
        cells = range(len(table.values))
        self._width_shown = np.array([table.width(i, hidden=()) for i in cells])
        self._width_hidden = np.array([table.width(i, hidden=(i,)) for i in cells])
        self._asked = _asked_of_small(table, from_noughts)
        self._far = FAR * max(table.rule.below, table.rule.base or 0)
        self._lines = _lines(table)

    def state_of(self, hidden: frozenset[int]) -> _State:
        truth = self._truth.reshape(1, -1)
        return _State(hidden=hidden, points=dict.fromkeys(Eyes, truth))

    def completed(
        self, state: _State, *, at_most: float = np.inf, off: Floats | float = 1.0
    ) -> _State | None:
        """The same with more hidden until nothing is missing; None where it takes too much."""
        hidden, points = state.hidden, dict(state.points)
        while True:
            need = next(self._needs(hidden, points), None)
            if need is None:
                return _State(hidden=hidden, points=points)
            way = self._ways.cheapest(
                need, hidden=hidden, whole=False, at_prices=self._prices * off
            )
            if way is None or not way.cells - hidden:
                return None
            hidden |= way.cells
            if self.loss(hidden) > at_most + EPSILON:
                return None
            points[need.eyes] = np.vstack([points[need.eyes], way.numbers])

    def better(
        self,
        state: _State,
        again: Collection[int],
        *,
        at_most: float,
        random: Random | None = None,
    ) -> _State | None:
        """With these shown again, and others hidden; None where that loses more than it may.

        With `random`, cells are hidden at prices that are somewhat off, to come to other choices.
        """
        hidden = self._table.shown_again(state.hidden, again)
        kept = {eyes: self._still(points, hidden, eyes) for eyes, points in state.points.items()}
        trial = _State(hidden=hidden, points=kept)
        off = 1.0 if random is None else np.array([random.uniform(*OFF) for _ in self._truth])
        return self.completed(trial, at_most=at_most, off=off)

    def _still(self, points: Points, hidden: frozenset[int], eyes: Eyes) -> Points:
        """Those that what is told then does not contradict."""
        low, top = self._known.bounds(hidden, eyes=eyes)
        return points[np.all((points > low - EPSILON) & (points < top + EPSILON), axis=1)]

    def loss(self, hidden: Collection[int]) -> float:
        return self._table.lost(hidden)

    def dearest_first(self, state: _State) -> list[int]:
        further = state.hidden - self._table.always
        return sorted(further, key=lambda i: (-self._table.loss[i], i))

    def neighbours(self, state: _State, random: Random) -> frozenset[int]:
        """Some hidden cells that lie near each other in the table."""
        further = sorted(state.hidden - self._table.always)
        if not further:
            return frozenset()
        many, found = random.randint(*AT_ONCE), [random.choice(further)]
        for cell in found:
            beside = [c for line in self._lines[cell] for c in line if c in state.hidden]
            random.shuffle(beside)
            found += [c for c in dict.fromkeys(beside) if c not in found]
            if sum(c not in self._table.always for c in found) >= many:
                break
        return frozenset([c for c in found if c not in self._table.always][:many])

    def _needs(self, hidden: frozenset[int], points: dict[Eyes, Points]) -> Iterator[Need]:
        """What nothing proves yet, and could not be proven; what could is added to the points."""
        for index, number, eyes in self._asked:
            if not _is_between(points[eyes][:, index], number):
                self._bound(hidden, eyes)
                way = Way.LEAST if number < self._truth[index] else Way.MOST
                self._try(index, way, points=points, eyes=eyes)
                if not _is_between(points[eyes][:, index], number):
                    yield Need(index=index, options=((number, number),), eyes=eyes)
        widths = self._width_shown.copy()
        widths[sorted(hidden)] = self._width_hidden[sorted(hidden)]
        seen = points[Eyes.KNOWING]
        for index in np.flatnonzero(_width(seen) < widths).tolist():
            if _width(points[Eyes.KNOWING][:, index]) < widths[index]:
                yield from self._width(index, int(widths[index]), hidden=hidden, points=points)

    def _width(
        self, index: int, width: int, *, hidden: frozenset[int], points: dict[Eyes, Points]
    ) -> Iterator[Need]:
        self._bound(hidden, Eyes.KNOWING)
        for way in Way:
            self._try(index, way, points=points, eyes=Eyes.KNOWING)
        seen = points[Eyes.KNOWING][:, index]
        if _width(seen) < width:
            low, top = ceil(seen.min() - EPSILON), floor(seen.max() + EPSILON)
            options = (low + width, None), (0, max(0, top - width))
            yield Need(index=index, options=options, eyes=Eyes.KNOWING)

    def _try(self, index: int, way: Way, *, points: dict[Eyes, Points], eyes: Eyes) -> None:
        found = self._solver.relaxed(index, way).columns
        points[eyes] = np.vstack([points[eyes], found])

    def _bound(self, hidden: frozenset[int], eyes: Eyes) -> None:
        low, top = self._known.bounds(hidden, eyes=eyes)
        self._solver.bound(
            np.maximum(low, self._truth - self._far), np.minimum(top, self._truth + self._far)
        )


def _asked_of_small(table: Table, from_noughts: Attack) -> list[tuple[int, int, Eyes]]:
    """Each small cell, each number that must stay possible of it, and in whose eyes."""
    attackers = Attackers(table, hidden=table.primary, from_noughts=from_noughts)
    return [
        (index, number, attackers.eyes_for(index, number))
        for index in sorted(table.primary)
        for number in table.small_numbers(index, hidden=table.primary)
    ]


def _lines(table: Table) -> list[list[Sequence[int]]]:
    """The rows that each cell stands in."""
    lines: list[list[Sequence[int]]] = [[] for _ in table.values]
    for row in table.rows:
        for column in row.columns:
            lines[column].append(row.columns)
    return lines


def _is_between(seen: Points, number: int) -> bool:
    return bool(seen.min() <= number + EPSILON and seen.max() >= number - EPSILON)


def _width(seen: Points) -> Points:
    """How far apart the ends lie, for each column."""
    return np.asarray(seen.max(axis=0) - seen.min(axis=0) + EPSILON)
