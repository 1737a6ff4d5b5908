"""Figures of all measures at once: as counted by hand, and the same on one thread and on two."""

from dataclasses import replace
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.context import Context
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.limits import Limits
from sixpoint.measures.measure import measure
from sixpoint.measures.reference import count_plainly
from sixpoint.measures.reference_cells import cell_plainly
from sixpoint.measures.types import ExactFigures
from sixpoint.measures.wanted import cells_wanted
from sixpoint.packs.measures import Grouping, Measure
from tests.support.measures import DATASETS, MEASURES, Text, plain_context
from tests.support.random_rows import AS_AT, HOLIDAYS, PERIOD, make_limits, rows_for, shorten_wait

TOLERANCE = 1e-6


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32))
def test_cells_are_those_counted_by_hand_on_one_thread_and_on_two(seed: int) -> None:
    chance = Random(seed)
    measures = [
        replace(shorten_wait(chance, one), groupings=tuple(Grouping)) for one in MEASURES.values()
    ]
    rows = rows_for(chance, *measures)
    limits = {k: v for one in measures for k, v in make_limits(chance, one).items()}
    with open_duckdb(threads=1) as engine:
        figures, context = figures_of(engine, measures, rows, limits)
        check_by_hand(figures, context, measures, rows, limits)
    with open_duckdb(threads=2) as engine:
        assert figures_of(engine, measures, rows, limits)[0] == figures


def figures_of(
    engine: Engine, measures: list[Measure], rows: Text, limits: Limits
) -> tuple[ExactFigures, Context]:
    tables = tables_of(rows, DATASETS, engine=engine)
    context = context_of(tables, DATASETS, as_at=AS_AT, engine=engine, limits=limits, period=PERIOD)
    return measure(measures, tables, context), context


def check_by_hand(
    figures: ExactFigures, context: Context, measures: list[Measure], rows: Text, limits: Limits
) -> None:
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
    event(f"about {filled // 50 * 50} cells with cases")
