"""The cells of a table that can move, those together that rows tie, each part with its own solver.

In large tables few cells are hidden at all, and hidden ones far from each other have nothing to do
with each other. Takes rows, and how far each cell can move; gives how far one moves at most.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .solver import Floats, Row, Solver, Way

Places = NDArray[np.intp]


class Part:
    """Some cells that can move, and the rows that they stand in."""

    def __init__(self, cells: Sequence[int], rows: Sequence[int]) -> None:
        self.cells: Places = np.array(cells, dtype=np.intp)
        self.rows: Places = np.array(rows, dtype=np.intp)


class Moved:
    """How far the cells of one part moved, and what each of its rows is worth."""

    def __init__(self, cells: Places, by: Floats, rows: Places, duals: Floats) -> None:
        self.cells, self.by, self.rows, self.duals = cells, by, rows, duals


class Parts:
    """All that can move between these bounds; what cannot is in no part."""

    def __init__(self, rows: Sequence[Row], low: Floats, high: Floats) -> None:
        self._rows, self._low, self._high = rows, low, high
        self._solvers: dict[int, Solver] = {}

    @cached_property
    def _parts(self) -> tuple[list[Part], dict[int, int], list[list[int]]]:
        """The parts, the part of each cell, and the places in each row of those that can move."""
        free = (self._high > self._low).tolist()
        root = {cell: cell for cell, is_free in enumerate(free) if is_free}
        moving = [[i for i, c in enumerate(row.columns) if free[c]] for row in self._rows]

        def find(cell: int) -> int:
            while root[cell] != cell:
                root[cell] = root[root[cell]]
                cell = root[cell]
            return cell

        for row, places in zip(self._rows, moving, strict=True):
            for place in places[1:]:
                root[find(row.columns[place])] = find(row.columns[places[0]])
        cells: dict[int, list[int]] = {}
        for cell in root:
            cells.setdefault(find(cell), []).append(cell)
        own: dict[int, list[int]] = {top: [] for top in cells}
        for number, places in enumerate(moving):
            if places:
                own[find(self._rows[number].columns[places[0]])].append(number)
        parts = [Part(cells[top], own[top]) for top in cells]
        of_cell = {cell: n for n, top in enumerate(cells) for cell in cells[top]}
        return parts, of_cell, moving

    def furthest(self, cell: int, way: Way) -> Moved:
        """With this cell as far one way as the others let it go."""
        parts, of_cell, _ = self._parts
        if cell not in of_cell:
            nowhere = np.array([], dtype=np.intp)
            return Moved(nowhere, np.array([]), nowhere, np.array([]))
        number = of_cell[cell]
        part = parts[number]
        column = int(np.searchsorted(part.cells, cell))
        found = self._solver(number).relaxed(column, way)
        return Moved(part.cells, found.columns, part.rows, found.duals)

    def _solver(self, number: int) -> Solver:
        if number not in self._solvers:
            parts, _, moving = self._parts
            part = parts[number]
            column = {cell: place for place, cell in enumerate(part.cells.tolist())}
            rows = [_among(self._rows[row], moving[row], column) for row in part.rows.tolist()]
            solver = Solver(len(part.cells), rows=rows)
            solver.bound(self._low[part.cells], self._high[part.cells])
            self._solvers[number] = solver
        return self._solvers[number]


def _among(row: Row, places: Sequence[int], column: dict[int, int]) -> Row:
    """The row over the cells that can move."""
    return Row(
        columns=tuple(column[row.columns[place]] for place in places),
        signs=tuple(row.signs[place] for place in places),
        low=row.low,
        high=row.high,
    )
