"""Fixed cases of every kind of measure on Spark, held against the plain twin, all at once."""

from dataclasses import replace
from random import Random

import pytest

from sixpoint.engines import Engine
from sixpoint.packs.measures import Grouping, Kind
from tests.support.counted_by_hand import check_by_hand, figures_of
from tests.support.measures import MEASURES
from tests.support.random_rows import make_limits, rows_for, shorten_wait

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:unclosed <socket\.socket:ResourceWarning"),
    pytest.mark.timeout(1800),
]

SEED = 20_170_120
CELLS = 400
"""So many cells, at least, have a case: else little would have been compared."""


def test_every_kind_is_counted_on_spark_as_by_hand(spark: Engine, engine: Engine) -> None:
    chance = Random(SEED)
    measures = [
        replace(shorten_wait(chance, one), groupings=tuple(Grouping)) for one in MEASURES.values()
    ]
    assert {one.kind for one in measures} == set(Kind)
    rows = rows_for(chance, *measures)
    limits = {k: v for one in measures for k, v in make_limits(chance, one).items()}
    figures, context = figures_of(spark, measures, rows, limits)
    assert check_by_hand(figures, context, measures, rows, limits) > CELLS
    # Rates, which the hand does not count, are DuckDB's.
    assert any(one.is_rate for one in measures)
    assert figures == figures_of(engine, measures, rows, limits)[0]
