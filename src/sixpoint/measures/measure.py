"""Measures tables: every measure's cells at one reference day."""

from collections.abc import Iterator, Sequence

from sixpoint.packs.measures import Measure

from .base import Tables
from .cases import build_cases
from .cells import gather_cases, read_cells
from .context import Context
from .doubt import Doubt, Ways, measure_doubt
from .periods import latest_at
from .types import Cases, ExactCell, ExactFigures, LeftOut, Moved, NotMeasured
from .wanted import Wanted, cells_wanted


def measure(
    measures: Sequence[Measure], tables: Tables, context: Context, *, ways: Ways | None = None
) -> ExactFigures:
    """The cells of every measure that can be counted, and why the others cannot.

    With `ways`, also how far links in doubt could move the latest of them. The same tables give
    the same figures on any number of threads.
    """
    built = {one.id: build_cases(one, tables, context) for one in measures}
    counted = [one for one in built.values() if isinstance(one, Cases)]
    wanted = [
        cell
        for one in measures
        if isinstance(built[one.id], Cases)
        for cell in cells_wanted(one, context)
    ]
    cells, moved = _count(wanted, counted, context, doubt=Doubt(tables, ways) if ways else None)
    return ExactFigures(
        as_at=context.as_at,
        latest=latest_at(context.as_at),
        cells=cells,
        not_measured=tuple(one for one in built.values() if isinstance(one, NotMeasured)),
        left_out=tuple(left for one in counted for left in _left_out(one)),
        moved=moved,
    )


def _count(
    wanted: Sequence[Wanted],
    built: Sequence[Cases],
    context: Context,
    *,
    doubt: Doubt | None,
) -> tuple[tuple[ExactCell, ...], tuple[Moved, ...]]:
    if not built:
        return (), ()
    with gather_cases(wanted, built, context).cache() as cases:
        cells = read_cells(cases, wanted, built, context)
        moved = measure_doubt(cells, built, context, cases=cases, wanted=wanted, doubt=doubt)
    return cells, moved


def _left_out(cases: Cases) -> Iterator[LeftOut]:
    counts = cases.left_out.group_by("why").aggregate(rows=cases.left_out.count()).order_by("why")
    for row in counts.to_pyarrow().to_pylist():
        yield LeftOut(measure=cases.measure, why=row["why"], rows=row["rows"])
