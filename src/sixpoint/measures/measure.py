"""Measures tables: every measure's cells at one reference day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sixpoint.packs.measures import Measure

from .base import Tables
from .cases import people_over, why_not
from .cells import read_cells
from .context import Context
from .doubt import Counting, Doubt, Ways, measure_doubt
from .gather import Numbered, batches, gather
from .periods import latest_at
from .types import ExactCell, ExactFigures, LeftOut, Moved
from .wanted import cells_wanted


def measure(
    measures: Sequence[Measure], tables: Tables, context: Context, *, ways: Ways | None = None
) -> ExactFigures:
    """The cells of every measure that can be counted, and why the others cannot.

    With `ways`, also how far links in doubt could move the latest of them. The same tables give
    the same figures on any number of threads.
    """
    whys = {one.id: why_not(one, tables, context) for one in measures}
    possible = [one for one in measures if whys[one.id] is None]
    doubt = Doubt(tables, ways) if ways else None
    batch = [_measure(one, tables, context, doubt=doubt) for one in batches(possible, tables)]
    return ExactFigures(
        as_at=context.as_at,
        latest=latest_at(context.as_at),
        cells=tuple(cell for one in batch for cell in one.cells),
        not_measured=tuple(why for why in whys.values() if why is not None),
        left_out=tuple(left for one in batch for left in one.left_out),
        moved=tuple(moved for one in batch for moved in one.moved),
    )


@dataclass(frozen=True, kw_only=True)
class _Measured:
    """What some of the measures gave."""

    cells: tuple[ExactCell, ...]
    left_out: tuple[LeftOut, ...]
    moved: tuple[Moved, ...]


def _measure(
    measures: Numbered, tables: Tables, context: Context, *, doubt: Doubt | None
) -> _Measured:
    wanted = [cell for one in measures.values() for cell in cells_wanted(one, context)]
    people = people_of(measures, tables, context)
    # Computed once: cells, what was left out and links in doubt all look at it.
    with gather(measures, tables, context).cache() as cases:
        cells = read_cells(cases, measures, wanted, people, context)
        counting = Counting(
            measures=measures, cases=cases, people=people, wanted=wanted, context=context
        )
        return _Measured(
            cells=cells,
            left_out=tuple(_left_out(cases, measures)),
            moved=measure_doubt(cells, counting, doubt),
        )


def people_of(
    measures: Numbered, tables: Tables, context: Context
) -> Mapping[str, ir.Table | None]:
    """Whom each rate is over, where that is a table of people."""
    return {one.id: people_over(one, tables, context) for one in measures.values() if one.is_rate}


def _left_out(cases: ir.Table, measures: Numbered) -> Iterator[LeftOut]:
    wrong = cases.filter(cases["wrong"].notnull(), ~cases["elsewhere"])
    counts = wrong.group_by("measure", "wrong").aggregate(rows=ibis._.count())
    for row in counts.order_by("measure", "wrong").to_pyarrow().to_pylist():
        yield LeftOut(measure=measures[row["measure"]].id, why=row["wrong"], rows=row["rows"])
