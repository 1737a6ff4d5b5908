"""The cheapest choice of cells to hide that satisfies every cut found so far."""

from collections.abc import Iterable, Iterator

import highspy
import numpy as np

from .probe import Cut
from .solver import NODES, Floats, new_highs
from .table import Table

SOMETHING = 1e-3
"""What hiding costs where nothing is lost, so that nothing is hidden for nothing."""


def least_losses(table: Table) -> list[float]:
    """What hiding each cell costs even so: of cells already lost, the less worth go first."""
    top = max(table.loss, default=0.0) or 1.0
    return [SOMETHING * (1 + loss / top) for loss in table.loss]


def _with_others(table: Table) -> Iterator[Cut]:
    """Who is hidden takes along what is hidden with it."""
    for index in range(len(table.values)):
        above = table.goes_with(index)
        if above is not None and table.may_hide(index) and index not in table.always:
            weights = np.zeros(len(table.values))
            weights[index], weights[above] = 1.0, -1.0
            yield Cut(weights=weights, at_least=0.0)


class Choice:
    """One column for each cell: nought is shown, one is hidden."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._count = len(table.values)
        self._all = np.arange(self._count, dtype=np.int32)
        self._highs = new_highs()
        always = table.always | table.unpublished
        cells = range(self._count)
        lower = np.array([float(i in always) for i in cells])
        upper = np.array([float(i in always or table.may_hide(i)) for i in cells])
        self._highs.addVars(self._count, lower, upper)
        self._highs.changeColsCost(self._count, self._all, np.array(self._losses()))
        self._held: set[bytes] = set()
        self.steps = 0
        """How many steps of the simplex method went into whole choices so far."""
        self.demand(_with_others(table))

    def _losses(self) -> list[float]:
        """What hiding each cell loses; a company loses once, what the dearest of it is worth."""
        table = self._table
        lost = {table.company[index] for index in table.primary}
        members: dict[int, list[int]] = {}
        for index, company in enumerate(table.company):
            if company not in lost:
                members.setdefault(company, []).append(index)
        losses = least_losses(table)
        for together in members.values():
            if len(together) == 1:
                losses[together[0]] += table.loss[together[0]]
            else:
                self._lose_together(together)
        return losses

    def _lose_together(self, together: list[int]) -> None:
        column = self._highs.getNumCol()
        self._highs.addVar(0.0, highspy.kHighsInf)
        self._highs.changeColCost(column, 1.0)
        for index in together:
            indexes = np.array([column, index], dtype=np.int32)
            weights = np.array([1.0, -self._table.loss[index]])
            self._highs.addRow(0.0, highspy.kHighsInf, 2, indexes, weights)

    def demand(self, cuts: Iterable[Cut]) -> int:
        """Holds every choice to these from now on; gives how many are new."""
        return sum(self._demand(cut) for cut in cuts)

    def _demand(self, cut: Cut) -> bool:
        indexes = np.flatnonzero(np.abs(cut.weights) > 1e-9).astype(np.int32)
        weights = cut.weights[indexes]
        key = indexes.tobytes() + np.round([*weights, cut.at_least], 6).tobytes()
        if key in self._held:
            return False
        self._held.add(key)
        self._highs.addRow(cut.at_least, highspy.kHighsInf, len(indexes), indexes, weights)
        return True

    def relaxed(self) -> Floats | None:
        """How far to hide each cell, if cells could be hidden by halves."""
        return self._solve()

    def whole(self, *, within: float = 0.0, nodes: int = NODES) -> Floats | None:
        """Which cells to hide, dearer than the best by that share at most; None if none will do."""
        self._highs.setOptionValue("mip_rel_gap", within)
        self._highs.setOptionValue("mip_max_nodes", nodes)
        self._set(highspy.HighsVarType.kInteger)
        found = self._solve()
        self.steps += int(self._highs.getInfo().simplex_iteration_count)
        self._set(highspy.HighsVarType.kContinuous)
        return None if found is None else np.round(found)

    def _solve(self) -> Floats | None:
        self._highs.run()
        if (
            self._highs.getInfo().primal_solution_status
            != highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            return None
        return np.array(self._highs.getSolution().col_value)[: self._count]

    def _set(self, sort: highspy.HighsVarType) -> None:
        self._highs.changeColsIntegrality(self._count, self._all, np.full(self._count, sort))
