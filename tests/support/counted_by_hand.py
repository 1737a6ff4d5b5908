"""Figures of measures over tables in text: as an engine counts them, held against the hand's."""

from sixpoint.engines import Engine
from sixpoint.measures.context import Context
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.limits import Limits
from sixpoint.measures.measure import measure
from sixpoint.measures.reference import count_plainly
from sixpoint.measures.reference_cells import cell_plainly
from sixpoint.measures.types import ExactFigures
from sixpoint.measures.wanted import cells_wanted
from sixpoint.packs.measures import Measure
from tests.support.measures import DATASETS, Text, plain_context
from tests.support.random_rows import AS_AT, HOLIDAYS, PERIOD

TOLERANCE = 1e-6


def figures_of(
    engine: Engine, measures: list[Measure], rows: Text, limits: Limits
) -> tuple[ExactFigures, Context]:
    """Every figure of the measures, all counted at once."""
    tables = tables_of(rows, DATASETS, engine=engine)
    context = context_of(tables, DATASETS, as_at=AS_AT, engine=engine, limits=limits, period=PERIOD)
    return measure(measures, tables, context), context


def check_by_hand(
    figures: ExactFigures, context: Context, measures: list[Measure], rows: Text, limits: Limits
) -> int:
    """How many cells have cases, once every cell of every measure but rates is the hand's."""
    plain = plain_context(rows, as_at=AS_AT, limits=limits, holidays=HOLIDAYS, first=PERIOD.start)
    cells = {(c.measure, c.grouping, c.group, c.label): c for c in figures.cells}
    filled = 0
    for one in measures:
        if one.is_rate:
            continue
        cases = list(count_plainly(one, plain))
        for wanted in cells_wanted(one, context):
            cell = cells[wanted.place]
            for name, number in cell_plainly(wanted, cases, plain).items():
                found = getattr(cell, name)
                same = found == number or (
                    isinstance(number, float | int)
                    and found is not None
                    and abs(found - number) < TOLERANCE
                )
                assert same, f"{wanted.place}: {name} is {found}, by hand {number}"
            filled += cell.cases > 0
    return filled
