"""Means and ratios that a total would give back: what is hidden of a few must stay so.

Who knows the mean of all and how many there are, and the means of all groups but one, knows that
one's. So where the mean of a few is hidden, others of the same sum are hidden beside it, the
smallest first, until those hidden are of enough cases together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sixpoint.measures.types import ExactCell
from sixpoint.terms.cells import SUPPRESSED

from .family import members_of, place_of
from .related import Place
from .values import SafeCell


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A mean and those that it is made of, each of some cases."""

    total: Place
    parts: Sequence[Place]


def without_means_of_few(
    safe: Mapping[Place, SafeCell], cells: Sequence[ExactCell], *, fewest: int
) -> dict[Place, SafeCell]:
    """The cells, with no mean left that gives a hidden one back.

    `cells` are the exact ones; `fewest` is of how many cases those hidden in a sum are together.
    """
    cases = {place_of(cell): cell.cases for cell in cells if cell.cases}
    lines = [line for cell in cells for line in _lines(cell, cells, cases)]
    hidden = {place for place in cases if not safe[place].value.visible}
    while more := [place for line in lines for place in _beside(line, hidden, cases, fewest)]:
        hidden.update(more)
    return {place: _hide(cell) if place in hidden else cell for place, cell in safe.items()}


def _lines(total: ExactCell, cells: Sequence[ExactCell], cases: Mapping[Place, int]) -> list[_Line]:
    members = ([place_of(c) for c in mine] for mine in members_of(total, cells))
    parts = [[place for place in mine if place in cases] for mine in members]
    own = place_of(total)
    return [_Line(total=own, parts=mine) for mine in parts if mine and own in cases]


def _beside(
    line: _Line, hidden: Collection[Place], cases: Mapping[Place, int], fewest: int
) -> list[Place]:
    """The smallest of those shown, where what is hidden in the line would be given back."""
    inside = [place for place in line.parts if place in hidden]
    if line.total in hidden:
        safe = bool(inside)
    else:
        enough = len(inside) > 1 and sum(cases[place] for place in inside) >= fewest
        safe = not inside or enough
    shown = [place for place in line.parts if place not in hidden]
    return [] if safe or not shown else [min(shown, key=lambda one: (cases[one], one))]


def _hide(cell: SafeCell) -> SafeCell:
    return replace(cell, value=SUPPRESSED, worth=None) if cell.value.visible else cell
