"""Whole numbers that satisfy sums, cheapest first. HiGHS does the work; see dependency reasons.

Solved as a linear programme from where the last one ended; only where that gives fractions, as an
integer one, since children come whole. No answer is taken on trust: numbers come back only if they
satisfy every row exactly.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray

from .counts import Interval

WHOLE = 1e-6
"""How far from a whole number HiGHS's answer may lie and still be taken for it."""

NODES = 2_000
"""How far HiGHS branches for one answer: a count, not a time, so that machines agree."""

NEARLY = 0.05
"""How much dearer than the cheapest an answer may be that is only to mend something."""

DUAL, PRIMAL = 1, 4
"""What HiGHS calls its ways to go on from the last answer: after new bounds, after new costs."""

Point = tuple[int, ...]
"""What every column may be, all at once."""

Floats = NDArray[np.float64]


class Way(StrEnum):
    """Which end of what is possible."""

    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Columns and their signs; their sum lies from `low` to `high`."""

    columns: tuple[int, ...]
    signs: tuple[int, ...]
    low: int = 0
    high: int = 0

    def sum_of(self, values: Sequence[int]) -> int:
        return sum(s * values[c] for c, s in zip(self.columns, self.signs, strict=True))


@dataclass(frozen=True, kw_only=True)
class Relaxed:
    """An answer that need not be whole, and what each row is worth at it."""

    columns: Floats
    duals: Floats


def new_highs() -> highspy.Highs:
    """HiGHS as we run it: quiet, and on one thread, for the same answer on every machine."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # HiGHS leaves it untyped
    highs.silent()
    highs.setOptionValue("threads", 1)
    return highs


class Solver:
    """Columns under rows, which bounds and costs are then laid on."""

    def __init__(self, columns: int, *, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._highs = new_highs()
        self._highs.setOptionValue("presolve", "off")  # it would cost more than these small steps
        self._highs.setOptionValue("mip_max_nodes", NODES)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._count = columns
        self._all = np.arange(columns, dtype=np.int32)
        self._lower, self._upper = np.zeros(columns), np.full(columns, highspy.kHighsInf)
        self._highs.addVars(columns, self._lower, self._upper)
        for row in rows:
            indexes = np.array(row.columns, dtype=np.int32)
            signs = np.array(row.signs, dtype=np.float64)
            self._highs.addRow(float(row.low), float(row.high), len(indexes), indexes, signs)

    def bound(self, lower: Floats, upper: Floats) -> None:
        """Lays bounds on every column."""
        self._lower, self._upper = lower, upper
        self._highs.changeColsBounds(self._count, self._all, lower, upper)

    def bound_whole(self, bounds: Sequence[Interval]) -> None:
        lower = np.array([low for low, _ in bounds], dtype=np.float64)
        upper = [highspy.kHighsInf if top is None else float(top) for _, top in bounds]
        self.bound(lower, np.array(upper))

    def cheapest(self, *, costs: Floats) -> Point | None:
        """Whole columns within the bounds, nearly the cheapest; None where there are none."""
        self._price(costs)
        self._highs.setOptionValue("mip_rel_gap", NEARLY)
        point = None if self._is_crossed() else self._whole()
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        return point

    def cheapest_by_parts(self, *, costs: Floats) -> Floats | None:
        """The cheapest columns within the bounds, fractions allowed; None where there are none."""
        self._price(costs)
        return None if self._is_crossed() else self._run()

    def _price(self, costs: Floats) -> None:
        self._highs.changeColsCost(self._count, self._all, costs)

    def _is_crossed(self) -> bool:
        return bool(np.any(self._lower > self._upper))

    def holding(self, column: int, number: int) -> Point | None:
        """Whole columns of which this one is that number."""
        low, high = self._lower[column], self._upper[column]
        if not low <= number <= high:
            return None
        self._highs.changeColBounds(column, float(number), float(number))
        point = self._whole()
        self._highs.changeColBounds(column, low, high)
        return point if point is not None and point[column] == number else None

    def extreme(self, column: int, way: Way) -> Point | None:
        """Whole columns of which this one is the least, or the most, it can be.

        None where there is no such end.
        """
        with self._priced(column, way):
            return self._whole()

    def relaxed(self, column: int, way: Way) -> Relaxed:
        """The same, fractions allowed, with what each row is worth."""
        with self._priced(column, way):
            self._highs.run()
            solution = self._highs.getSolution()
        return Relaxed(columns=np.array(solution.col_value), duals=np.array(solution.row_dual))

    @contextmanager
    def _priced(self, column: int, way: Way) -> Iterator[None]:
        """With this column alone to be made small or large."""
        # The last answer still fits and only the costs change: primal steps lead on from there.
        self._highs.setOptionValue("simplex_strategy", PRIMAL)
        self._highs.changeColCost(column, 1.0 if way is Way.LEAST else -1.0)
        yield
        self._highs.changeColCost(column, 0.0)
        self._highs.setOptionValue("simplex_strategy", DUAL)

    def _whole(self) -> Point | None:
        found = self._run()
        if found is not None and np.max(np.abs(found - np.round(found)), initial=0.0) > WHOLE:
            self._demand(highspy.HighsVarType.kInteger)
            self._highs.setOptionValue("presolve", "on")
            found = self._run()
            self._highs.setOptionValue("presolve", "off")
            self._demand(highspy.HighsVarType.kContinuous)
        if found is None:
            return None
        point = tuple(int(value) for value in np.round(found))
        return point if self._holds(point) else None

    def _run(self) -> Floats | None:
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def _holds(self, point: Point) -> bool:
        return all(row.low <= row.sum_of(point) <= row.high for row in self._rows)

    def _demand(self, sort: highspy.HighsVarType) -> None:
        sorts = np.full(self._count, sort)
        self._highs.changeColsIntegrality(self._count, self._all, sorts)
