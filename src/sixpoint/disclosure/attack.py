"""An attacker who knows everything published, how the cells add up, and the policy.

He holds whole numbers possible or not: each that he holds possible is proven by numbers for all
cells that satisfy every sum exactly. Protected means: of a small cell he must hold every small
number possible; of a cell hidden to protect others, a range as wide as the threshold; of a rounded
one, at least half of what rounds to it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .counts import Interval
from .solver import Point, Row, Solver, Way
from .table import Eyes, Table


class Attack:
    """What whole numbers each cell may be, for one who knows intervals and rows.

    Only cells that are not known exactly become columns, and cells that no row ties together are
    attacked apart: the problems are small.
    """

    def __init__(
        self, rows: Sequence[Row], known: Sequence[Interval], *, truth: Point | None = None
    ) -> None:
        self._known = known
        self._groups = [_Group(cells, own, known) for cells, own in _groups(rows, known)]
        self._where = {cell: group for group in self._groups for cell in group.cells}
        if truth is not None:
            self.remember(truth)

    def remember(self, point: Point) -> None:
        """Takes note of numbers that fit; ones outside what is known are left out."""
        for group in self._groups:
            group.remember(point)

    def reaches(self, index: int, number: int) -> bool:
        """Whether the cell may be that number."""
        if index in self._where:
            return self._where[index].reaches(index, number)
        return self._known[index][0] == number

    def least(self, index: int) -> int | None:
        """The least the cell may be; None where nothing fits at all."""
        if index in self._where:
            return self._where[index].end(index, Way.LEAST)
        return self._known[index][0]

    def most(self, index: int) -> int | None:
        """The most the cell may be; None where there is no end."""
        if index in self._where:
            return self._where[index].end(index, Way.MOST)
        return self._known[index][0]

    def is_as_wide(self, index: int, width: int) -> bool:
        """Whether the least and the most that the cell may be lie that far apart."""
        if index in self._where:
            return self._where[index].is_as_wide(index, width)
        return width == 0


class _Group:
    """Cells that are not known and hang together."""

    def __init__(
        self, cells: Sequence[int], rows: Sequence[Row], known: Sequence[Interval]
    ) -> None:
        self.cells = cells
        self._known = [known[cell] for cell in cells]
        self._column = {cell: column for column, cell in enumerate(cells)}
        self._solver = Solver(len(cells), rows=rows)
        self._solver.bound_whole(self._known)
        self._seen: list[set[int]] = [set() for _ in cells]

    def remember(self, point: Point) -> None:
        mine = tuple(point[cell] for cell in self.cells)
        inside = all(
            low <= number and (top is None or number <= top)
            for number, (low, top) in zip(mine, self._known, strict=True)
        )
        if inside:
            self._take(mine)

    def _take(self, found: Point | None) -> None:
        for seen, number in zip(self._seen, found or (), strict=False):
            seen.add(number)

    def reaches(self, cell: int, number: int) -> bool:
        column = self._column[cell]
        if number not in self._seen[column]:
            self._take(self._solver.holding(column, number))
        return number in self._seen[column]

    def end(self, cell: int, way: Way) -> int | None:
        column = self._column[cell]
        point = self._solver.extreme(column, way)
        self._take(point)
        return None if point is None else point[column]

    def is_as_wide(self, cell: int, width: int) -> bool:
        """By what was seen already, if that will do; then by a step up or down from there."""
        seen = self._seen[self._column[cell]]
        if seen and max(seen) - min(seen) >= width:
            return True
        if seen and (
            self.reaches(cell, min(seen) + width) or self.reaches(cell, max(seen) - width)
        ):
            return True
        least = self.end(cell, Way.LEAST)
        if least is None:
            return False
        most = self.end(cell, Way.MOST)
        return most is None or most - least >= width


def _groups(
    rows: Sequence[Row], known: Sequence[Interval]
) -> Iterator[tuple[list[int], list[Row]]]:
    """The cells that are not known, those together that rows tie, each with its own rows."""
    unsure = [low != top for low, top in known]
    kept = [_of_unsure(row, known, unsure) for row in rows]
    kept = list(dict.fromkeys(row for row in kept if row.columns))
    root = {cell: cell for cell, is_unsure in enumerate(unsure) if is_unsure}

    def find(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = root[root[cell]]
            cell = root[cell]
        return cell

    for row in kept:
        for cell in row.columns[1:]:
            root[find(cell)] = find(row.columns[0])
    cells: dict[int, list[int]] = {}
    for cell in root:
        cells.setdefault(find(cell), []).append(cell)
    own: dict[int, list[Row]] = {top: [] for top in cells}
    for row in kept:
        own[find(row.columns[0])].append(row)
    for top, together in cells.items():
        column = {cell: i for i, cell in enumerate(together)}
        yield together, [_renumbered(row, column) for row in own[top]]


def _of_unsure(row: Row, known: Sequence[Interval], unsure: Sequence[bool]) -> Row:
    """The row over cells that are not known, less what the known ones make."""
    terms = list(zip(row.columns, row.signs, strict=True))
    made = sum(sign * known[cell][0] for cell, sign in terms if not unsure[cell])
    left = [(cell, sign) for cell, sign in terms if unsure[cell]]
    return Row(
        columns=tuple(cell for cell, _ in left),
        signs=tuple(sign for _, sign in left),
        low=row.low - made,
        high=row.high - made,
    )


def _renumbered(row: Row, column: dict[int, int]) -> Row:
    columns = tuple(column[cell] for cell in row.columns)
    return Row(columns=columns, signs=row.signs, low=row.low, high=row.high)


@dataclass(frozen=True, kw_only=True)
class Need:
    """What he ought to hold possible of a cell and does not: one of `options` would do."""

    index: int
    options: tuple[Interval, ...]
    eyes: Eyes


class Attackers:
    """The attack on one table with these cells hidden, by one who knows the policy.

    That a total is no less than how many of its parts are not nought, everybody knows where
    noughts are shown. Below that, only one who does not know it is held in doubt.
    `from_noughts` may be given where nothing is hidden together with others.
    """

    def __init__(
        self, table: Table, *, hidden: Collection[int], from_noughts: Attack | None = None
    ):
        self._table, self._hidden = table, table.closed(hidden)
        self._given = None if table.under else from_noughts

    @cached_property
    def _knowing(self) -> Attack:
        return self._attack(Eyes.KNOWING)

    @cached_property
    def _unknowing(self) -> Attack:
        return self._attack(Eyes.UNKNOWING)

    def _attack(self, eyes: Eyes) -> Attack:
        known = self._table.known(hidden=self._hidden, eyes=eyes)
        return Attack(self._table.rows, known, truth=self._table.values)

    @cached_property
    def _from_noughts(self) -> Attack:
        return self._given or attack_from_noughts(self._table, hidden=self._hidden)

    def unmet(self, index: int) -> Need | None:
        """The first thing that leaves the cell unprotected; None where it is safe."""
        return next(self._gaps(index), None)

    def is_safe(self, among: Iterable[int] | None = None) -> bool:
        cells = range(len(self._table.values)) if among is None else among
        return not any(self.unmet(index) for index in cells)

    def _gaps(self, index: int) -> Iterator[Need]:
        for number in self._table.small_numbers(index, hidden=self._hidden):
            if not self._knowing.reaches(index, number):
                eyes = self.eyes_for(index, number)
                if eyes is Eyes.KNOWING or not self._unknowing.reaches(index, number):
                    yield Need(index=index, options=((number, number),), eyes=eyes)
        width = self._table.width(index, hidden=self._hidden)
        if width and not self._knowing.is_as_wide(index, width):
            value = self._table.values[index]
            least = self._knowing.least(index)
            most = self._knowing.most(index)
            low, top = (value if end is None else end for end in (least, most))
            options = (low + width, None), (0, max(0, top - width))
            yield Need(index=index, options=options, eyes=Eyes.KNOWING)

    def eyes_for(self, index: int, number: int) -> Eyes:
        """In whose eyes the number must stay possible: in his, if he could think of it at all."""
        if self._table.rule.sensitive or self._from_noughts.reaches(index, number):
            return Eyes.KNOWING
        least = self._from_noughts.least(index)
        below = least is not None and number < least
        return Eyes.UNKNOWING if below else Eyes.KNOWING


def attack_from_noughts(table: Table, *, hidden: Collection[int] | None = None) -> Attack:
    """By one who sees which cells are nought, of those that are not hidden, and nothing else."""
    away = table.always if hidden is None else hidden
    known: list[Interval] = [
        (0, 0)
        if value == 0 and index not in away
        else (table.floor(index, hidden=away), None)
        if index not in table.unpublished
        else (0, None)
        for index, value in enumerate(table.values)
    ]
    return Attack(table.rows, known, truth=table.values)
