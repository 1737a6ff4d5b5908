"""An attacker who knows everything published, how the cells add up, and the policy.

He knows that a hidden cell is not a nought where noughts are shown, and how far a rounded one may
lie from what is shown. Protected means: of a small cell he must hold every small number possible;
of a cell hidden to protect others, a range as wide as the threshold; of a rounded one, at least
half of what rounds to it.
"""

from collections.abc import Collection, Iterator, Sequence

from .counts import Interval
from .solver import Solver
from .table import Table

Point = tuple[int, ...]
"""What every cell may be, all at once."""


class Attack:
    """The attack on one table, with what it found possible.

    Hiding more takes nothing away from that, so one attack serves while cells are being hidden.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._solver = Solver(len(table.values), rows=rows_of(table))
        self._seen: list[set[int]] = [{value} for value in table.values]

    def remember(self, point: Sequence[int]) -> None:
        """Takes note of a point that is possible now."""
        for seen, value in zip(self._seen, point, strict=True):
            seen.add(value)

    def forget(self) -> None:
        """Starts anew, as one must when a cell is shown again."""
        self._seen = [{value} for value in self._table.values]

    def unmet(self, index: int, *, hidden: Collection[int]) -> tuple[Interval, ...]:
        """What he ought to hold possible of the cell and does not: one of these would do.

        Empty where the cell is protected, or needs no protection.
        """
        return next(self._gaps(index, hidden=hidden), ())

    def _gaps(self, index: int, *, hidden: Collection[int]) -> Iterator[tuple[Interval, ...]]:
        rule, value = self._table.rule, self._table.values[index]
        if index in hidden and index in self._table.primary and value < rule.below:
            first = 0 if rule.sensitive or value == 0 else 1
            for number in range(first, rule.below):
                if not self._reaches(index, number, hidden=hidden):
                    yield ((number, number),)
        elif width := self._width(index, hidden=hidden):
            least, most = self._range(index, within=width, hidden=hidden)
            if most - least < width:
                yield (least + width, None), (0, most - width)

    def _width(self, index: int, *, hidden: Collection[int]) -> int:
        """How wide the range must be that he is left with."""
        rule = self._table.rule
        if index in hidden:
            return max(rule.below, rule.base or 0)
        least, most = self._table.known(index, hidden=hidden)
        return 0 if rule.base is None or least == most else (rule.base + 1) // 2 - 1

    def _reaches(self, index: int, number: int, *, hidden: Collection[int]) -> bool:
        if number not in self._seen[index]:
            costs = [0.0] * len(self._table.values)
            self._solve(index, (number, number), costs=costs, hidden=hidden)
        return number in self._seen[index]

    def _range(self, index: int, *, within: int, hidden: Collection[int]) -> tuple[int, int]:
        """The least and the most the cell may be, as far as `within` either side of the truth."""
        value = self._table.values[index]
        seen = self._seen[index]
        for towards in (-1.0, 1.0):
            if max(seen) - min(seen) < within:
                costs = [0.0] * len(self._table.values)
                costs[index] = towards
                window = (max(0, value - within), value + within)
                self._solve(index, window, costs=costs, hidden=hidden)
        return min(seen), max(seen)

    def _solve(
        self,
        index: int,
        window: Interval,
        *,
        costs: Sequence[float],
        hidden: Collection[int],
    ) -> None:
        bounds = [self._table.known(i, hidden=hidden) for i in range(len(self._table.values))]
        bounds[index] = both(bounds[index], window)
        if point := self._solver.cheapest(bounds, costs=costs):
            self.remember(point)


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
