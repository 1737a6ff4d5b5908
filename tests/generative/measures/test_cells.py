"""Figures of all measures at once: as counted by hand, and the same on one thread and on two."""

from dataclasses import replace
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.packs.measures import FOLLOWED, GapOverTime, Grouping, Kind, Window
from tests.support.counted_by_hand import check_by_hand, figures_of
from tests.support.measures import MEASURES
from tests.support.random_rows import make_limits, rows_for, shorten_wait


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32))
def test_cells_are_those_counted_by_hand_on_one_thread_and_on_two(seed: int) -> None:
    chance = Random(seed)
    measures = [
        replace(
            shorten_wait(chance, one),
            groupings=tuple(Grouping),
            gaps_over_time=tuple(
                GapOverTime(grouping=grouping, window=chance.choice(list(Window)))
                for grouping in sorted(FOLLOWED)
                if one.kind is not Kind.STOCK
            ),
        )
        for one in MEASURES.values()
    ]
    rows = rows_for(chance, *measures)
    limits = {k: v for one in measures for k, v in make_limits(chance, one).items()}
    with open_duckdb(threads=1) as engine:
        figures, context = figures_of(engine, measures, rows, limits)
        filled = check_by_hand(figures, context, measures, rows, limits)
    event(f"about {filled // 50 * 50} cells with cases")
    with open_duckdb(threads=2) as engine:
        assert figures_of(engine, measures, rows, limits)[0] == figures
