"""How measures would move if all links in doubt were kept, or all dropped.

Only the cases of children in doubt are made again, and stand in for what they were; those of
everybody else are taken as they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import ibis
import ibis.expr.types as ir

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.measure_parts import NUMBERS_OF_CHILDREN
from sixpoint.packs.measures import ChildrenCounted, Measure

from .base import Tables, keep
from .cases import build_cases
from .cells import gather_cases, read_cells
from .children import children_of, placements_of
from .context import Context
from .types import EVERYBODY, LATEST, Cases, ExactCell, Moved
from .wanted import Wanted

Place = tuple[str, str, str]
"""Measure, grouping, group: a latest cell."""


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


def measure_doubt(
    cells: Sequence[ExactCell],
    built: Sequence[Cases],
    context: Context,
    *,
    cases: ir.Table,
    wanted: Sequence[Wanted],
    doubt: Doubt | None,
) -> tuple[Moved, ...]:
    """The latest cells that rest on links, as both extremes would make them.

    `cases` holds the gathered cases of everybody; `cells` were read from it.
    """
    if doubt is None:
        return ()
    latest = [
        one
        for one in wanted
        if one.label == LATEST and rests_on_links(one.measure, str(one.grouping))
    ]
    base = {_place(cell): cell for cell in cells if cell.label == LATEST}
    hit = _hit([one.measure for one in latest], context, doubt)
    counting = _Counting(
        wanted=[one for one in latest if one.measure.id in hit],
        built={one.measure: one for one in built},
        cases=cases,
        context=context,
        doubt=doubt,
    )
    kept, dropped = (counting.cells(way) for way in (doubt.ways.kept, doubt.ways.dropped))
    return tuple(
        Moved(
            cell=base[place],
            kept=kept.get(place, base[place]),
            dropped=dropped.get(place, base[place]),
        )
        for place in ((one.measure.id, str(one.grouping), one.group) for one in latest)
    )


def _hit(measures: Iterable[Measure], context: Context, doubt: Doubt) -> set[str]:
    """The measures that count a child in doubt: with few in doubt, few do."""
    counts = [
        rows.aggregate(rows=ibis._.count()).mutate(measure=ibis.literal(one.id))
        for one in {one.id: one for one in measures}.values()
        for rows in _rows_counted(one, context, doubt)
    ]
    if not counts:
        return set()
    found = reduce(ir.Table.union, counts).to_pyarrow().to_pylist()
    return {row["measure"] for row in found if row["rows"]}


def _rows_counted(measure: Measure, context: Context, doubt: Doubt) -> Iterator[ir.Table]:
    """The rows of children in doubt that may be cases, and, for a rate, that it may be over."""
    tables, people = doubt.tables, doubt.ways.as_linked
    mine = _of_people(tables[measure.base], people, context.datasets[measure.base])
    yield keep(mine, measure.where).select(one=ibis.literal(1))
    if measure.population is not None and measure.population.dataset != NUMBERS_OF_CHILDREN:
        name = measure.population.dataset
        yield _of_people(tables[name], people, context.datasets[name]).select(one=ibis.literal(1))


def _of_people(table: ir.Table, people: ir.Table, dataset: Dataset) -> ir.Table:
    """The rows of these people."""
    assert dataset.person is not None
    mine = people.filter(people["agency"] == dataset.agency)
    return table.semi_join(mine.select(**{dataset.person: "person_id"}), dataset.person)


@dataclass(frozen=True, kw_only=True)
class _Counting:
    """Counts everybody, the children in doubt one way and the others as they are."""

    wanted: Sequence[Wanted]
    built: Mapping[str, Cases]
    cases: ir.Table
    context: Context
    doubt: Doubt

    def cells(self, people: ir.Table | None) -> dict[Place, ExactCell]:
        """The latest cells; none where the children are the same as they are linked."""
        if people is None or not self.wanted:
            return {}
        context = self._context(people)
        measures = {one.measure.id: one.measure for one in self.wanted}.values()
        theirs = [self._cases(one, context) for one in measures]
        others = self.cases.anti_join(self.doubt.ways.as_linked, "person")
        again = gather_cases(self.wanted, theirs, context)
        with others.union(again.select(*others.columns)).cache() as cases:
            cells = read_cells(cases, self.wanted, theirs, context)
        return {_place(cell): cell for cell in cells}

    def _context(self, people: ir.Table) -> Context:
        """The context in which nobody else is known; placements are those of everybody.

        A rate is over everybody too, and asks who of them is looked after.
        """
        children = children_of(self.doubt.tables, people).cache()
        ours = placements_of(self.doubt.tables, people)
        placements = self.context.placements
        if placements is not None and ours is not None:
            others = placements.anti_join(self.doubt.ways.as_linked, "person")
            placements = others.union(ours.select(*others.columns)).cache()
        return replace(self.context, children=children, placements=placements)

    def _cases(self, measure: Measure, context: Context) -> Cases:
        tables = self.doubt.tables
        base = _of_people(tables[measure.base], context.children, context.datasets[measure.base])
        built = build_cases(measure, {**tables, measure.base: base}, context)
        assert isinstance(built, Cases)
        cases = built.cases.filter(built.cases["person"].notnull())
        return replace(built, cases=cases, population=self._population(measure, built))

    def _population(self, measure: Measure, built: Cases) -> ir.Table | None:
        before = self.built[measure.id].population
        if before is None or built.population is None:
            return None
        others = before.anti_join(self.doubt.ways.as_linked, "person")
        ours = built.population.filter(built.population["person"].notnull())
        return others.union(ours.select(*others.columns))


def _place(cell: ExactCell) -> Place:
    return (cell.measure, cell.grouping, cell.group)
