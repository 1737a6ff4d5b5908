"""How measures would move if all links in doubt were kept, or all dropped.

Only the latest cases of children in doubt are given their child again, and stand in for what they
were; those of everybody else are taken as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir

from sixpoint.packs.measures import ChildrenCounted, Measure

from .base import Tables
from .cases import people_over, with_children
from .cells import read_cells
from .children import children_of, placements_of
from .context import Context
from .gather import SUPPLIED, Numbered, gather_as_supplied, union
from .types import EVERYBODY, LATEST, ExactCell, Moved
from .wanted import Wanted

Place = tuple[str, str, str]
"""Measure, grouping, group: a latest cell."""
RECORD = ("agency", "person_id")


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The records of children in doubt, three ways; each has agency, person_id, person.

    `as_linked` has their pseudonyms; the two others any names, and are None where the children
    would be the same as they are linked.
    """

    as_linked: ir.Table
    kept: ir.Table | None
    dropped: ir.Table | None


def rests_on_links(measure: Measure, grouping: str) -> bool:
    """Whether a cell of that grouping hangs on who is who across agencies."""
    if grouping != EVERYBODY or measure.again is not None:
        return True
    return measure.children_counted is ChildrenCounted.LIVING_IN


@dataclass(frozen=True)
class Doubt:
    """Who is in doubt, and the tables that their cases are in."""

    tables: Tables
    ways: Ways


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What was counted as everybody is linked: gathered cases, and whom rates are over."""

    measures: Numbered
    cases: ir.Table
    people: Mapping[str, ir.Table | None]
    wanted: Sequence[Wanted]
    context: Context


def measure_doubt(
    cells: Sequence[ExactCell], counting: Counting, doubt: Doubt | None
) -> tuple[Moved, ...]:
    """The latest cells that rest on links, as both extremes would make them.

    `cells` were read from what is being counted.
    """
    if doubt is None:
        return ()
    latest = [
        one
        for one in counting.wanted
        if one.label == LATEST and rests_on_links(one.measure, str(one.grouping))
    ]
    base = {_place(cell): cell for cell in cells if cell.label == LATEST}
    hit = _hit(counting, doubt)
    again = _Again(
        counting=replace(
            counting,
            measures=hit,
            wanted=[one for one in latest if one.measure in hit.values()],
        ),
        doubt=doubt,
    )
    kept, dropped = (again.cells(way) for way in (doubt.ways.kept, doubt.ways.dropped))
    return tuple(
        Moved(
            cell=base[place],
            kept=kept.get(place, base[place]),
            dropped=dropped.get(place, base[place]),
        )
        for place in ((one.measure.id, str(one.grouping), one.group) for one in latest)
    )


def _hit(counting: Counting, doubt: Doubt) -> dict[int, Measure]:
    """The measures that count a child in doubt, or are over some: with few in doubt, few are."""
    theirs = counting.cases.semi_join(doubt.ways.as_linked, RECORD).select("measure").distinct()
    found = set(theirs.to_pyarrow()["measure"].to_pylist())
    return {
        number: one
        for number, one in counting.measures.items()
        if number in found or counting.people.get(one.id) is not None
    }


@dataclass(frozen=True, kw_only=True)
class _Again:
    """Counts everybody, the children in doubt one way and the others as they are."""

    counting: Counting
    doubt: Doubt

    def cells(self, way: ir.Table | None) -> dict[Place, ExactCell]:
        """The latest cells; none where the children are the same as they are linked."""
        if way is None or not self.counting.wanted:
            return {}
        counting, context = self.counting, self._context(way)
        measures = counting.measures
        others = self._others(counting.cases.filter(self._asked(counting.cases)))
        theirs = with_children(self._as_supplied(context), context)
        both = others.union(theirs.filter(self._asked(theirs)).select(*others.columns))
        people = {one.id: self._people(one, context) for one in measures.values()}
        with both.cache() as cases:
            cells = read_cells(cases, measures, counting.wanted, people, context)
        return {_place(cell): cell for cell in cells}

    def _asked(self, cases: ir.Table) -> ir.Value:
        return cases["latest"] & cases["measure"].isin(list(self.counting.measures))

    def _others(self, rows: ir.Table) -> ir.Table:
        return rows.anti_join(self.doubt.ways.as_linked, RECORD)

    def _as_supplied(self, context: Context) -> ir.Table:
        """What the cases of children in doubt say; only what happens again hangs on the way."""
        as_linked, measures = self.doubt.ways.as_linked, self.counting.measures
        follow = {number: one for number, one in measures.items() if one.again is not None}
        cases = self.counting.cases
        once = cases.filter(cases["measure"].notin(list(follow))) if follow else cases
        parts = [once.semi_join(as_linked, RECORD).select(*SUPPLIED)]
        if follow:
            again = gather_as_supplied(follow, self.doubt.tables, context)
            parts.append(again.semi_join(as_linked, RECORD).select(*SUPPLIED))
        return union(parts)

    def _context(self, way: ir.Table) -> Context:
        """The context in which nobody else is known; placements are those of everybody.

        A rate is over everybody too, and asks who of them is looked after.
        """
        children = children_of(self.doubt.tables, way).cache()
        ours = placements_of(self.doubt.tables, way)
        placements = self.counting.context.placements
        if placements is not None and ours is not None:
            others = placements.anti_join(self.doubt.ways.as_linked, "person")
            placements = others.union(ours.select(*others.columns)).cache()
        return replace(self.counting.context, children=children, placements=placements)

    def _people(self, measure: Measure, context: Context) -> ir.Table | None:
        before = self.counting.people.get(measure.id)
        ours = people_over(measure, self.doubt.tables, context)
        if before is None or ours is None:
            return None
        ours = ours.filter(ours["person"].notnull())
        others = self._others(before)
        return others.union(ours.select(*others.columns))


def _place(cell: ExactCell) -> Place:
    return (cell.measure, cell.grouping, cell.group)
