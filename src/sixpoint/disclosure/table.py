"""Cells that sums and ties bind together, as one problem of hiding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sixpoint.packs.disclosure import CountRule
from sixpoint.terms.cells import SafeNumber, Status

from .counts import Interval, half_of_rounded, known_of_shown, must_hide
from .solver import Row
from .table_problems import refuse_tables
from .types import Relation, Tie


class Eyes(StrEnum):
    """Whose: one who knows under which policy noughts are shown, or one who knows of none."""

    KNOWING = "knowing"
    UNKNOWING = "unknowing"


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells by index, and rows that everybody knows to hold.

    `primary` are hidden whatever else is: too small by themselves, or hidden in the past. `shown`
    were shown in the past and cannot be hidden any more; `unpublished` are told to nobody and need
    no protection. `loss` is what hiding a cell costs, unless another of the same `company` is
    hidden: a share without its cases is lost already. `under` gives for each cell the one with
    which it is hidden, nought or not; one that is under itself may always be nought (NONE: none).
    """

    names: tuple[str, ...]
    values: tuple[int, ...]
    loss: tuple[float, ...]
    company: tuple[int, ...]
    rows: tuple[Row, ...]
    primary: frozenset[int]
    rule: CountRule
    shown: frozenset[int] = frozenset()
    unpublished: frozenset[int] = frozenset()
    under: tuple[int, ...] = ()

    @cached_property
    def always(self) -> frozenset[int]:
        """All that is hidden whatever else is: the primary ones, and what is hidden with them."""
        return self.closed(self.primary)

    @cached_property
    def _company_of(self) -> Mapping[int, frozenset[int]]:
        """By cell, all that is hidden with it."""
        found: dict[int, set[int]] = {}
        fixed = self.shown | self.unpublished
        for index, above in enumerate(self.under):
            if above not in (NONE, index) and index not in fixed:
                found.setdefault(above, set()).add(index)
        return {above: frozenset(indexes) for above, indexes in found.items()}

    def closed(self, hidden: Collection[int]) -> frozenset[int]:
        """These and all that is hidden with them."""
        company = (self._company_of.get(index, frozenset()) for index in hidden)
        return frozenset(hidden).union(*company)

    def shown_again(self, hidden: frozenset[int], again: Collection[int]) -> frozenset[int]:
        """With these shown, and what they would otherwise be hidden with."""
        with_them = {above for i in again if (above := self.goes_with(i)) is not None}
        shown = with_them.union(again) - self.always
        # What was hidden only with them is shown too, if it is nought.
        company = self.closed(shown) - shown
        noughts = {i for i in company if not self.may_hide(i)}
        return self.closed(hidden - shown - noughts)

    def floor(self, index: int, *, hidden: Collection[int], eyes: Eyes = Eyes.KNOWING) -> int:
        """The least the cell can be while it is hidden, as a reader has it.

        Noughts are shown unless the topic is sensitive, so it is one; nought where the cell is
        hidden with another whatever it is, or is told to be hidden although it is nought.
        """
        if eyes is Eyes.UNKNOWING or self.rule.sensitive or self.values[index] == 0:
            return 0
        return 0 if self.under and self.under[index] in hidden else 1

    def may_hide(self, index: int) -> bool:
        """Whether a cell may be hidden to protect others.

        A nought that the rule shows stays shown, else nobody could rely on noughts being shown.
        """
        if index in self.shown or index in self.unpublished:
            return False
        return self.values[index] > 0 or self.rule.sensitive

    def goes_with(self, index: int) -> int | None:
        """Another cell, not hidden as yet, with which this one would be hidden; None if none."""
        above = self.under[index] if self.under else NONE
        with_it = index in self._company_of.get(above, ()) and above not in self.always
        return above if with_it and self.may_hide(above) else None

    def lost(self, hidden: Collection[int]) -> float:
        """What is lost by hiding these, beyond what must be hidden; a company is lost once."""
        gone = {self.company[index] for index in self.primary}
        dearest: dict[int, float] = {}
        for index in hidden:
            company = self.company[index]
            if company not in gone:
                dearest[company] = max(dearest.get(company, 0.0), self.loss[index])
        return sum(dearest[company] for company in sorted(dearest))

    def everything(self) -> frozenset[int]:
        """All that can be hidden at all."""
        return frozenset(range(len(self.values))) - self.shown - self.unpublished

    def known(self, *, hidden: Collection[int], eyes: Eyes = Eyes.KNOWING) -> list[Interval]:
        """What a reader learns of each cell from how it is told, and those it is hidden with."""
        return [self._known_of(i, hidden=hidden, eyes=eyes) for i in range(len(self.values))]

    def _known_of(self, index: int, *, hidden: Collection[int], eyes: Eyes) -> Interval:
        if index in self.unpublished:
            return 0, None
        if index in hidden:
            return self.floor(index, hidden=hidden, eyes=eyes), None
        return known_of_shown(self.values[index], rule=self.rule)

    def small_numbers(self, index: int, *, hidden: Collection[int]) -> range:
        """The small numbers that must each stay possible of the cell, if it is small itself."""
        value = self.values[index]
        if index not in hidden or index not in self.primary or value >= self.rule.below:
            return range(0)
        return range(0 if self.rule.sensitive or value == 0 else 1, self.rule.below)

    def width(self, index: int, *, hidden: Collection[int]) -> int:
        """How far apart the least and the most must stay that the cell can be."""
        if index in self.unpublished or len(self.small_numbers(index, hidden=hidden)):
            return 0
        if index in hidden:
            # A nought that is hidden for another's sake is nobody, whoever works it out.
            needs = self.values[index] or self.rule.sensitive
            return max(self.rule.below, self.rule.base or 0) if needs else 0
        least, most = known_of_shown(self.values[index], rule=self.rule)
        if least == most:
            return 0
        return half_of_rounded(self.rule)


def make_tables(
    cells: Mapping[str, int],
    relations: Sequence[Relation],
    *,
    rule: CountRule,
    primary: Collection[str] = (),
    loss: Mapping[str, float] | None = None,
    together: Sequence[Collection[str]] = (),
    ties: Sequence[Tie] = (),
    released: Mapping[str, SafeNumber] | None = None,
    under: Mapping[str, str] | None = None,
) -> tuple[Table, ...]:
    """The cells, split into tables that nothing ties to each other.

    A cell and the one it is `under` stand in a row together, directly or through others.
    """
    past, above = released or {}, under or {}
    refuse_tables(cells, relations, ties, named={*primary, *past, *above, *above.values()})
    idle = {n for n in past if tells_of_nobody(cells[n], cells.get(above.get(n, n)), rule=rule)}
    idle -= set(primary)
    small = {name for name, value in cells.items() if must_hide(value, rule=rule)} | set(primary)
    costs = {name: float(value) for name, value in cells.items()} | dict(loss or {})
    company = {name: number for number, names in enumerate(together) for name in names}
    alone = {name: len(together) + number for number, name in enumerate(cells)}
    tables = []
    for names, own in _components(sorted(cells), _rows(relations, ties)):
        index = {name: i for i, name in enumerate(names)}
        hidden, shown, unpublished = (
            frozenset(index[name] for name in names if name in past and sort(past[name]))
            for sort in (_is_hidden, _is_shown, _is_unpublished)
        )
        hidden -= {index[name] for name in names if name in idle}
        of_itself = frozenset(index[name] for name in names if name in small)
        tables.append(
            Table(
                names=names,
                values=tuple(int(cells[name]) for name in names),
                loss=tuple(costs[name] for name in names),
                company=tuple(company.get(name, alone[name]) for name in names),
                rows=tuple(_indexed(row, index) for row in own),
                primary=of_itself - shown - unpublished | hidden,
                rule=rule,
                shown=shown,
                unpublished=unpublished,
                under=_places(names, above, index),
            )
        )
    return tuple(tables)


def _places(
    names: Sequence[str], under: Mapping[str, str], index: Mapping[str, int]
) -> tuple[int, ...]:
    """For each cell the place of the one it is under; nothing where none is under any."""
    if not any(name in under for name in names):
        return ()
    return tuple(index[under[name]] if name in under else NONE for name in names)


def tells_of_nobody(n: int, above: int | None, *, rule: CountRule) -> bool:
    """Whether it is a nought, hidden only with another that was not too small itself."""
    return n == 0 and not rule.sensitive and above is not None and above >= rule.below


def _is_hidden(number: SafeNumber) -> bool:
    return number.status is Status.SUPPRESSED


def _is_shown(number: SafeNumber) -> bool:
    return number.visible


def _is_unpublished(number: SafeNumber) -> bool:
    return number.status is Status.MISSING


NONE = -1
"""The cell that one is under which is under none."""

Named = tuple[tuple[str, ...], tuple[int, ...], int]
"""Cells of a row by name, their signs, and how far from nought their sum may lie."""


def _rows(relations: Sequence[Relation], ties: Sequence[Tie]) -> list[Named]:
    """A sum that two tables share is one row."""
    sums = [((r.total, *r.parts), (-1, *(1 for _ in r.parts)), 0) for r in relations]
    apart = [((tie.left, tie.right), (1, -1), tie.at_most) for tie in ties]
    return list(dict.fromkeys([*sums, *apart]))


def rows_by_name(
    index: Mapping[str, int], relations: Sequence[Relation], ties: Sequence[Tie]
) -> list[Row]:
    """Every sum and tie as a row over the cells' places."""
    return [_indexed(row, index) for row in _rows(relations, ties)]


def _indexed(row: Named, index: Mapping[str, int]) -> Row:
    names, signs, apart = row
    columns = tuple(index[name] for name in names)
    return Row(columns=columns, signs=signs, low=-apart, high=apart)


def _components(
    names: Sequence[str], rows: Sequence[Named]
) -> list[tuple[tuple[str, ...], list[Named]]]:
    """Cells that hang together, each with its rows."""
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for tied, _, _ in rows:
        for name in tied[1:]:
            root[find(name)] = find(tied[0])
    members: dict[str, list[str]] = {}
    for name in names:
        members.setdefault(find(name), []).append(name)
    own: dict[str, list[Named]] = {top: [] for top in members}
    for row in rows:
        own[find(row[0][0])].append(row)
    return [(tuple(together), own[top]) for top, together in members.items()]
