"""Measures tables: every measure's cells at one reference day."""

from collections.abc import Iterator, Sequence

from sixpoint.packs.measures import Measure

from .base import Tables
from .cases import build_cases
from .cells import fill_cells
from .context import Context
from .periods import latest_at
from .types import Cases, ExactFigures, LeftOut, NotMeasured
from .wanted import cells_wanted


def measure(measures: Sequence[Measure], tables: Tables, context: Context) -> ExactFigures:
    """The cells of every measure that can be counted, and why the others cannot.

    The same tables give the same figures on any number of threads.
    """
    built = {one.id: build_cases(one, tables, context) for one in measures}
    counted = [one for one in built.values() if isinstance(one, Cases)]
    wanted = [
        cell
        for one in measures
        if isinstance(built[one.id], Cases)
        for cell in cells_wanted(one, context)
    ]
    return ExactFigures(
        as_at=context.as_at,
        latest=latest_at(context.as_at),
        cells=fill_cells(wanted, counted, context),
        not_measured=tuple(one for one in built.values() if isinstance(one, NotMeasured)),
        left_out=tuple(left for one in counted for left in _left_out(one)),
    )


def _left_out(cases: Cases) -> Iterator[LeftOut]:
    counts = cases.left_out.group_by("why").aggregate(rows=cases.left_out.count()).order_by("why")
    for row in counts.to_pyarrow().to_pylist():
        yield LeftOut(measure=cases.measure, why=row["why"], rows=row["rows"])
