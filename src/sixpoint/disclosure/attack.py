"""An attacker who knows everything published, how the cells add up, and the policy.

He knows that a hidden cell is not a nought where noughts are shown, and how far a rounded one may
lie from what is shown. Protected means: of a small cell he must hold every small number possible;
of a cell hidden to protect others, a range as wide as the threshold; of a rounded one, at least
half of what rounds to it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .counts import Interval
from .solver import Solver
from .table import Table

Point = tuple[int, ...]
"""What every cell may be, all at once."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What the attacker ought to hold possible of a cell and does not: one of `options` would do.

    `floor` is the least that hidden cells may be in his eyes.
    """

    index: int
    options: tuple[Interval, ...]
    floor: int


class Attack:
    """The attack on one table, with what it found possible.

    Hiding more takes nothing away from that, so one attack serves while cells are being hidden.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._solver = Solver(len(table.values), rows=rows_of(table))
        self._nothing = [0.0] * len(table.values)
        self._least = cache(self._least_of)
        self._seen: dict[int, list[set[int]]] = {}
        self.forget()

    def forget(self) -> None:
        """Starts anew, as one must when a cell is shown again."""
        self._seen = {floor: [{value} for value in self._table.values] for floor in (0, 1)}

    def remember(self, point: Sequence[int], *, floor: int) -> None:
        """Takes note of a point that is possible now, to one who holds that floor."""
        for seen, value in zip(self._seen[floor], point, strict=True):
            seen.add(value)

    def unmet(self, index: int, *, hidden: Collection[int]) -> Need | None:
        """The first thing that leaves the cell unprotected; None where it is safe."""
        return next(self._gaps(index, hidden=hidden), None)

    def _gaps(self, index: int, *, hidden: Collection[int]) -> Iterator[Need]:
        rule, value = self._table.rule, self._table.values[index]
        floor = self._table.floor(hidden)
        if index in hidden and index in self._table.primary and value < rule.below:
            first = 0 if rule.sensitive or value == 0 else 1
            for number in range(first, rule.below):
                # That a total is no less than how many of its parts are not nought, everybody
                # knows where noughts are shown. Below that only one who does not know it is held
                # in doubt.
                holds = floor if number >= self._least(index, floor) else 0
                if not self._reaches(index, number, hidden=hidden, floor=holds):
                    yield Need(index=index, options=((number, number),), floor=holds)
        elif width := self._width(index, hidden=hidden):
            least, most = self._range(index, within=width, hidden=hidden, floor=floor)
            if most - least < width:
                options = (least + width, None), (0, most - width)
                yield Need(index=index, options=options, floor=floor)

    def _least_of(self, index: int, floor: int) -> int:
        """The least a cell can be for one who sees nothing but which cells are nought."""
        if floor == 0:
            return 0
        bounds: list[Interval] = [(1, None) if value else (0, 0) for value in self._table.values]
        costs = list(self._nothing)
        costs[index] = 1.0
        point = self._solver.cheapest(bounds, costs=costs)
        return 0 if point is None else point[index]

    def _width(self, index: int, *, hidden: Collection[int]) -> int:
        """How wide the range must be that he is left with."""
        rule = self._table.rule
        if index in hidden:
            return max(rule.below, rule.base or 0)
        least, most = self._table.known(hidden=hidden, floor=0)[index]
        return 0 if rule.base is None or least == most else (rule.base + 1) // 2 - 1

    def _reaches(self, index: int, number: int, *, hidden: Collection[int], floor: int) -> bool:
        if number not in self._seen[floor][index]:
            bounds = self._table.known(hidden=hidden, floor=floor)
            self._solve(index, (number, number), bounds=bounds, costs=self._nothing, floor=floor)
        return number in self._seen[floor][index]

    def _range(
        self, index: int, *, within: int, hidden: Collection[int], floor: int
    ) -> tuple[int, int]:
        """The least and the most the cell may be, as far as `within` either side of the truth."""
        value = self._table.values[index]
        seen = self._seen[floor][index]
        for towards in (-1.0, 1.0):
            if max(seen) - min(seen) < within:
                costs = list(self._nothing)
                costs[index] = towards
                bounds = self._table.known(hidden=hidden, floor=floor)
                window = (max(0, value - within), value + within)
                self._solve(index, window, bounds=bounds, costs=costs, floor=floor)
        return min(seen), max(seen)

    def _solve(
        self,
        index: int,
        window: Interval,
        *,
        bounds: list[Interval],
        costs: Sequence[float],
        floor: int,
    ) -> None:
        bounds[index] = both(bounds[index], window)
        if point := self._solver.cheapest(bounds, costs=costs):
            self.remember(point, floor=floor)


def is_safe(table: Table, *, hidden: Collection[int], attack: Attack | None = None) -> bool:
    """Whether an attacker who begins with nothing but what is published fails everywhere."""
    fresh = attack or Attack(table)
    fresh.forget()
    return not any(fresh.unmet(index, hidden=hidden) for index in range(len(table.values)))


def rows_of(table: Table) -> list[tuple[list[int], list[int]]]:
    """The table's relations as columns and signs: parts less their total make nought."""
    return [([total, *parts], [-1] + [1] * len(parts)) for total, parts in table.relations]


def both(one: Interval, other: Interval) -> Interval:
    """The numbers that are in both."""
    tops = [top for top in (one[1], other[1]) if top is not None]
    return max(one[0], other[0]), min(tops) if tops else None
