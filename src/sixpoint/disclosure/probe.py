"""Where a choice of hidden cells leaves too little in doubt, and what would mend it.

Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001): to leave a cell in doubt, other cells must be able to
move with it; the dual of how far it can move says of which cells at least so many must be hidden.
Takes a table and how far each cell is hidden (nought to one, fractions allowed); gives cuts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attack import Attack
from .counts import Interval
from .parts import Moved, Parts, Places
from .solver import Floats, Row, Way
from .table import NONE, Eyes, Table

EPSILON = 1e-6
BIG = 1e12
"""Further than anything moves."""

MANY_ROWS = 3
"""Cells in so many rows make tables of three dimensions, or linked ones."""

DEEP = 2.7
"""In how many rows cells stand on average, or more, in tables of three dimensions; two in two."""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What every good choice of hidden cells satisfies: weights times hidden make `at_least`."""

    weights: Floats
    at_least: float

    def misses(self, hidden: Floats) -> bool:
        return float(self.weights @ hidden) < self.at_least - 1e-4


@dataclass(frozen=True, kw_only=True)
class Move:
    """A small cell must be able to move so far one way, in those eyes."""

    index: int
    way: Way
    by: int
    eyes: Eyes


@dataclass(frozen=True, kw_only=True)
class Room:
    """How far cells can move down and up as far as a reader knows, while shown and while hidden.

    `down_more` and `up_more` are how much further while the cell `above`, with which the cell
    would be hidden, is hidden as well.
    """

    down_shown: Floats
    up_shown: Floats
    down_hidden: Floats
    up_hidden: Floats
    down_more: Floats
    up_more: Floats
    above: NDArray[np.intp]

    def bounds(self, hidden: Floats, *, limit: float) -> tuple[Floats, Floats]:
        """With nothing moving further than what is asked for, which makes good cuts."""

        with_others = np.where(self.above == NONE, 0.0, hidden[self.above])

        def between(shown: Floats, whole: Floats, more: Floats) -> Floats:
            low, high = np.minimum(shown, limit), np.minimum(whole, limit)
            further = np.minimum(whole + more, limit) - high
            return np.asarray(low + (high - low) * hidden + further * with_others)

        return (
            -between(self.down_shown, self.down_hidden, self.down_more),
            between(self.up_shown, self.up_hidden, self.up_more),
        )

    def along(self, push: Floats) -> tuple[Floats, Floats]:
        """What the push is worth through shown cells, and how much more through hidden ones."""
        up, down = np.maximum(push, 0), np.maximum(-push, 0)
        shown = up * self.up_shown + down * self.down_shown
        worth = up * self.up_hidden + down * self.down_hidden - shown
        more = up * self.up_more + down * self.down_more
        with_others = np.flatnonzero(more)
        np.add.at(worth, self.above[with_others], more[with_others])
        return shown, worth


class Probe:
    """Moves the cells of one table away from the truth, as far as what is hidden lets them."""

    def __init__(self, table: Table, *, from_noughts: Attack) -> None:
        self._table = table
        self.cells = len(table.values)
        self.is_deep = sum(len(row.columns) for row in table.rows) > DEEP * self.cells
        self._always = np.zeros(len(table.values), dtype=bool)
        self._always[sorted(table.always | table.unpublished)] = True
        self._rooms = {eyes: _room_of(table, eyes) for eyes in Eyes}
        self._rows = [_moved(row, table.values) for row in table.rows]
        self._columns, self._signs, self._starts = _flat(table.rows)
        self._low = np.array([row.low for row in self._rows], dtype=np.float64)
        self._high = np.array([row.high for row in self._rows], dtype=np.float64)
        cells = range(len(table.values))
        self._width_shown = np.array([float(table.width(i, hidden=())) for i in cells])
        self._width_hidden = np.array([float(table.width(i, hidden=(i,))) for i in cells])
        self.moves = tuple(self._moves_of(from_noughts))

    def _moves_of(self, from_noughts: Attack) -> Iterator[Move]:
        for index in sorted(self._table.primary):
            numbers = self._table.small_numbers(index, hidden=self._table.primary)
            value = self._table.values[index]
            if not len(numbers):
                continue
            if value < numbers[-1]:
                by = numbers[-1] - value
                yield Move(index=index, way=Way.MOST, by=by, eyes=Eyes.KNOWING)
            least = numbers[0]
            if not self._table.rule.sensitive and not from_noughts.reaches(index, least):
                least = from_noughts.least(index) or value
                yield Move(index=index, way=Way.LEAST, by=value - numbers[0], eyes=Eyes.UNKNOWING)
            if value > least:
                yield Move(index=index, way=Way.LEAST, by=value - least, eyes=Eyes.KNOWING)

    def rounds_for(self, work: int) -> int:
        """How many times all cuts may be looked for, at a step for each cell that is moved."""
        cells = len(self._table.values)
        return min(60, max(4, work // ((len(self.moves) + 1) * 3 * cells)))

    def first_cuts(self) -> Iterator[Cut]:
        """Of each row by itself: what a cell gains, others in the row must lose."""
        rows_of: dict[int, list[tuple[int, int]]] = {}
        for number, row in enumerate(self._table.rows):
            for column, sign in zip(row.columns, row.signs, strict=True):
                rows_of.setdefault(column, []).append((number, sign))
        for move in self.moves:
            for number, sign in rows_of.get(move.index, []):
                towards = sign if move.way is Way.MOST else -sign
                cut = self._cut_of_move(move, np.array([number]), np.array([float(towards)]))
                if cut is not None:
                    yield cut
        yield from self._cuts_of_rows(rows_of)

    def _cuts_of_rows(self, rows_of: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[Cut]:
        """Whoever is hidden in a row needs another that is; for cells of three rows or more.

        Tables of rows by columns do as well with those that turn out to be missed.
        """
        cells = range(len(self._always))
        may_hide = np.array([_can_move(self._table, i) for i in cells])
        goes = np.array([self._table.goes_with(i) is not None for i in cells])
        for index in np.flatnonzero((self._width_hidden > 0) & may_hide & ~self._always).tolist():
            for number, _ in rows_of[index] if len(rows_of.get(index, ())) >= MANY_ROWS else ():
                row = self._table.rows[number]
                others = [c for c in row.columns if c != index]
                loose = self._always[others] | (self._width_shown[others] > 0) | goes[others]
                if row.low == row.high and not np.any(loose):
                    weights = np.zeros(len(self._always))
                    weights[others] = may_hide[others]
                    weights[index] = -1.0
                    yield Cut(weights=weights, at_least=0.0)

    def cuts(self, hidden: Floats) -> Iterator[Cut]:
        """What the choice misses; none where an attacker is left in doubt enough."""
        yield from self._cuts_of_moves(hidden)
        yield from self._cuts_of_widths(hidden)

    def _cuts_of_moves(self, hidden: Floats) -> Iterator[Cut]:
        """What the choice misses so that small cells can move as far as they must."""
        kinds = sorted({(move.by, move.eyes) for move in self.moves})
        for by, eyes in kinds:
            parts = Parts(self._rows, *self._rooms[eyes].bounds(hidden, limit=by))
            low, high = np.zeros(len(hidden)), np.zeros(len(hidden))
            for move in self.moves:
                if (move.by, move.eyes) != (by, eyes):
                    continue
                reached = high if move.way is Way.MOST else -low
                if reached[move.index] >= by - EPSILON:
                    continue
                found = parts.furthest(move.index, move.way)
                _reach(low, high, found)
                if _how_far(found, move.index) < by - EPSILON:
                    cut = self._cut_of_move(move, found.rows, -found.duals)
                    if cut is not None and cut.misses(hidden):
                        yield cut

    def _cut_of_move(self, move: Move, rows: Places, duals: Floats) -> Cut | None:
        sign = 1.0 if move.way is Way.MOST else -1.0
        made, weights = self._worth(move.index, sign, rows, duals, eyes=move.eyes)
        return self._sharpened(weights, at_least=move.by - made)

    def _cuts_of_widths(self, hidden: Floats) -> Iterator[Cut]:
        """What the choice misses so that every other hidden or rounded cell is left a range."""
        asked = self._width_shown + (self._width_hidden - self._width_shown) * hidden
        limit = float(np.max(asked, initial=0.0))
        parts = Parts(self._rows, *self._rooms[Eyes.KNOWING].bounds(hidden, limit=limit))
        low, high = np.zeros(len(hidden)), np.zeros(len(hidden))
        for index in np.flatnonzero(asked > EPSILON).tolist():
            found: list[tuple[Way, Moved]] = []
            for way in Way:
                if high[index] - low[index] < asked[index] - EPSILON:
                    found.append((way, parts.furthest(index, way)))
                    _reach(low, high, found[-1][1])
            if high[index] - low[index] < asked[index] - EPSILON:
                cut = self._cut_of_width(index, found)
                if cut is not None and cut.misses(hidden):
                    yield cut

    def _cut_of_width(self, index: int, moved: Sequence[tuple[Way, Moved]]) -> Cut | None:
        """The cell needs a range if it is hidden, and another if it is shown."""
        worth = [
            self._worth(index, 1.0 if way is Way.MOST else -1.0, found.rows, -found.duals)
            for way, found in moved
        ]
        made = sum(each for each, _ in worth)
        weights = np.sum([each for _, each in worth], axis=0)
        own, weights[index] = float(weights[index]), 0.0
        shown = max(0.0, self._width_shown[index] - made)
        if self._always[index]:
            return self._sharpened(weights, at_least=self._width_hidden[index] - made)
        hidden = max(0.0, self._width_hidden[index] - made - own)
        if max(shown, hidden) <= EPSILON:
            return None
        weights = np.minimum(weights, max(shown, hidden))
        weights[index] = shown - hidden
        return Cut(weights=weights, at_least=shown)

    def _worth(
        self,
        index: int,
        sign: float,
        rows: Places,
        duals: Floats,
        *,
        eyes: Eyes = Eyes.KNOWING,
    ) -> tuple[float, Floats]:
        """How far the cell can move at most: what is certain, and what each hidden cell adds.

        `duals` are what these rows are worth; the others are worth nothing.
        """
        push = np.zeros(len(self._always))
        for row, dual in zip(rows.tolist(), duals.tolist(), strict=True):
            if dual:
                own = slice(self._starts[row], self._starts[row + 1])
                push[self._columns[own]] -= self._signs[own] * dual
        push[index] += sign
        push[np.abs(push) < 1e-9] = 0.0
        shown, more = self._rooms[eyes].along(push)
        made = float(shown.sum() + more[self._always].sum())
        made += float(np.sum(np.maximum(duals * self._low[rows], duals * self._high[rows])))
        return made, np.where(self._always, 0.0, more)

    @staticmethod
    def _sharpened(weights: Floats, *, at_least: float) -> Cut | None:
        """Whole cells are hidden, so no weight counts for more than all that is asked."""
        if at_least <= EPSILON:
            return None
        return Cut(weights=np.minimum(weights, at_least) / at_least, at_least=1.0)


def _room_of(table: Table, eyes: Eyes) -> Room:
    cells = range(len(table.values))
    goes_with = [table.goes_with(index) for index in cells]
    always = table.always | table.unpublished
    shown = table.known(hidden=(), eyes=eyes)
    floors = [table.floor(i, hidden=always, eyes=eyes) for i in cells]
    down_shown, up_shown = np.array([_around(table.values[i], shown[i]) for i in cells]).T
    down_hidden, up_hidden = np.array(
        [
            _around(table.values[i], (floors[i], None)) if _can_move(table, i) else (0.0, 0.0)
            for i in cells
        ]
    ).T
    down = np.maximum(down_hidden, down_shown)
    up = np.maximum(up_hidden, up_shown)
    with_others = np.array([above is not None for above in goes_with])
    return Room(
        down_shown=down_shown,
        up_shown=up_shown,
        down_hidden=down,
        up_hidden=up,
        down_more=np.where(with_others, np.array(table.values) - down, 0.0),
        up_more=np.where(with_others, BIG - up, 0.0),
        above=np.array([NONE if above is None else above for above in goes_with]),
    )


def _can_move(table: Table, index: int) -> bool:
    return table.may_hide(index) or index in table.always or index in table.unpublished


def _around(value: int, known: Interval) -> tuple[float, float]:
    low, top = known
    return float(max(0, value - low)), BIG if top is None else float(top - value)


def _moved(row: Row, values: Sequence[int]) -> Row:
    """The row over how far cells move, and not over what they are."""
    now = row.sum_of(values)
    return Row(columns=row.columns, signs=row.signs, low=row.low - now, high=row.high - now)


def _flat(rows: Sequence[Row]) -> tuple[Places, Floats, list[int]]:
    """All rows' columns and signs one after the other, and where each row begins."""
    columns = np.array([c for row in rows for c in row.columns], dtype=np.intp)
    signs = np.array([s for row in rows for s in row.signs], dtype=np.float64)
    return columns, signs, [0, *np.cumsum([len(row.columns) for row in rows]).tolist()]


def _reach(low: Floats, high: Floats, found: Moved) -> None:
    """Takes note of how far cells moved."""
    low[found.cells] = np.minimum(low[found.cells], found.by)
    high[found.cells] = np.maximum(high[found.cells], found.by)


def _how_far(found: Moved, index: int) -> float:
    return float(np.abs(found.by[found.cells == index]).sum())
