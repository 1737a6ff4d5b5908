"""Whole numbers that satisfy sums, cheapest first. HiGHS does the work; see dependency reasons.

Solved as a linear programme from where the last one ended; only where that gives fractions, as an
integer one, since children come whole.
"""

from collections.abc import Sequence

import highspy
import numpy as np

from .counts import Interval

WHOLE = 1e-6
"""How far from a whole number HiGHS's answer may lie and still be taken for it."""

Row = tuple[Sequence[int], Sequence[int]]
"""Columns and their signs; together they make nought."""


class Solver:
    """Columns that are never negative, under rows that each sum to nought."""

    def __init__(self, columns: int, *, rows: Sequence[Row]) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # HiGHS leaves it untyped
        self._highs.silent()
        # One thread: the same answer on every machine, and the tables are small.
        self._highs.setOptionValue("threads", 1)
        self._all = np.arange(columns, dtype=np.int32)
        self._highs.addVars(columns, np.zeros(columns), np.full(columns, highspy.kHighsInf))
        for indexes, signs in rows:
            self._highs.addRow(
                0.0,
                0.0,
                len(indexes),
                np.array(indexes, dtype=np.int32),
                np.array(signs, dtype=np.float64),
            )

    def cheapest(
        self, bounds: Sequence[Interval], *, costs: Sequence[float]
    ) -> tuple[int, ...] | None:
        """The cheapest whole columns within the bounds, or None where there are none."""
        lower = np.array([low for low, _ in bounds], dtype=np.float64)
        upper = np.array([highspy.kHighsInf if top is None else top for _, top in bounds])
        if np.any(lower > upper):
            return None
        count = len(self._all)
        self._highs.changeColsBounds(count, self._all, lower, upper.astype(np.float64))
        self._highs.changeColsCost(count, self._all, np.array(costs, dtype=np.float64))
        found = self._run()
        if found is not None and np.max(np.abs(found - np.round(found))) > WHOLE:
            self._demand(highspy.HighsVarType.kInteger)
            found = self._run()
            self._demand(highspy.HighsVarType.kContinuous)
        return None if found is None else tuple(int(value) for value in np.round(found))

    def _run(self) -> np.ndarray | None:
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def _demand(self, sort: highspy.HighsVarType) -> None:
        sorts = np.full(len(self._all), sort)
        self._highs.changeColsIntegrality(len(self._all), self._all, sorts)
