"""The triangulation matrix as a page shows it: every kind of source against every indicator.

It counts, shows holes and kinds that disagree, and leads to the items. It computes no level.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.evidence.triangulate import Remark, Tally, remark_on
from sixpoint.packs.framework import EvidenceKind, Framework
from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.queries import chosen_indicators, pinned_framework

from .queries import kinds_of_source, tallies

NOTHING = Tally()


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One kind of source on one indicator."""

    kind: EvidenceKind
    tally: Tally

    @property
    def lean(self) -> str:
        """Which colour the cell has: both ways, one way, neither, or nothing there."""
        if self.tally.strengths and self.tally.weaknesses:
            return "both"
        if self.tally.strengths or self.tally.weaknesses:
            return "strength" if self.tally.strengths else "weakness"
        return "neutral" if self.tally.total else "none"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One indicator, or one whole area, across all kinds; `missing` are kinds that say nothing."""

    code: str
    title: str
    cells: tuple[Cell, ...]
    remark: Remark
    titles: Mapping[str, str]

    @property
    def strengths(self) -> int:
        return sum(one.tally.strengths for one in self.cells)

    @property
    def weaknesses(self) -> int:
        return sum(one.tally.weaknesses for one in self.cells)

    @property
    def missing(self) -> str:
        """Titles of the kinds that say nothing."""
        return self._titles(one.kind.id for one in self.cells if not one.tally.total)

    @property
    def for_it(self) -> str:
        """Titles of the kinds that speak of strengths alone."""
        return self._titles(self.remark.only_strengths)

    @property
    def against_it(self) -> str:
        """Titles of the kinds that speak of weaknesses alone."""
        return self._titles(self.remark.only_weaknesses)

    @property
    def divided(self) -> str:
        """Titles of the kinds in which items go both ways."""
        return self._titles(self.remark.divided)

    def _titles(self, kinds: Iterable[str]) -> str:
        return ", ".join(self.titles[one] for one in kinds)


@dataclass(frozen=True, kw_only=True)
class MatrixPage:
    """The whole: rows that the inspection evaluates, then others about which something is known."""

    kinds: tuple[EvidenceKind, ...]
    rows: tuple[Row, ...]
    others: tuple[Row, ...]

    @property
    def columns(self) -> int:
        """How many there are, with the indicator's and the remarks."""
        return len(self.kinds) + 2

    @property
    def empty(self) -> list[Row]:
        return [one for one in self.rows if one.remark.empty]

    @property
    def thin(self) -> list[Row]:
        return [one for one in self.rows if one.remark.thin]

    @property
    def contradictory(self) -> list[Row]:
        return [one for one in self.rows if one.remark.contradictory]


def matrix_for(by: Person, inspection: Inspection) -> MatrixPage:
    """The matrix of what somebody may open; without a framework it is empty."""
    pack = pinned_framework(inspection)
    if pack is None:
        return MatrixPage(kinds=(), rows=(), others=())
    kinds = kinds_of_source(inspection)
    counted = tallies(by, inspection, within=_areas_as_wholes(inspection, pack))
    codes = [(one.code, one.title) for one in chosen_indicators(inspection)]
    if not codes:
        codes = [(one.id, one.title) for one in pack.indicators]
    rows = [_row(code, title, kinds, counted, pack) for code, title in codes]
    rest = set(counted) - {code for code, _title in codes}
    known = [one.id for one in pack.indicators if one.id in rest]
    known += [one.id for one in pack.areas if one.id in rest]
    others = [_row(code, pack.title_of(code) or "", kinds, counted, pack) for code in known]
    return MatrixPage(kinds=kinds, rows=tuple(rows), others=tuple(others))


def _row(
    code: str,
    title: str,
    kinds: Sequence[EvidenceKind],
    counted: Mapping[str, Mapping[str, Tally]],
    pack: Framework,
) -> Row:
    said = counted.get(code, {})
    cells = tuple(Cell(kind=kind, tally=said.get(kind.id, NOTHING)) for kind in kinds)
    least = pack.method.sufficiency.kinds_of_source
    remark = remark_on({one.kind.id: one.tally for one in cells}, least=least)
    titles = {kind.id: kind.title for kind in kinds}
    return Row(code=code, title=title, cells=cells, remark=remark, titles=titles)


def _areas_as_wholes(inspection: Inspection, pack: Framework) -> dict[str, str]:
    """Indicators whose whole area is evaluated in their place, with the area."""
    chosen = {one.code for one in chosen_indicators(inspection)}
    return {
        one.id: one.area for one in pack.indicators if one.area in chosen and one.id not in chosen
    }
