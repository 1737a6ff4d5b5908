"""Waits of which some have not ended, against a published example.

E. J. Freireich et al., Blood 21 (1963), 699-716; E. A. Gehan, Biometrika 52 (1965), 203-223: the
weeks of remission of 42 patients. The median is 23 weeks for those treated, 8 for the others.
"""

from collections.abc import Iterator, Sequence

import ibis
import pyarrow as pa
import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.survival import lengths_of, quantiles_of, waits_of_row

Wait = tuple[float, bool]
"""How long, and whether it ended."""

TREATED: tuple[Wait, ...] = (
    *((week, True) for week in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *((week, False) for week in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
)
OTHERS = tuple(
    (week, True) for week in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


def median(engine: Engine, waits: Sequence[Wait]) -> float | None:
    table = pa.table(
        {
            "measure": ["m"] * len(waits),
            "group": ["all"] * len(waits),
            "value": pa.array([length for length, _ in waits], pa.float64()),
            "ended": pa.array([int(ended) for _, ended in waits], pa.int64()),
        }
    )
    rows = engine.ibis.create_table(ibis.util.gen_name("waits"), table, temp=True)
    lengths = lengths_of(rows).mutate(grouping=ibis.literal("all"))
    found = quantiles_of(lengths).to_pyarrow().to_pylist()
    return waits_of_row(found[0])["median"] if found else None


def test_the_published_medians_come_out(engine: Engine) -> None:
    assert median(engine, TREATED) == 23
    assert median(engine, OTHERS) == 8


def test_without_open_waits_it_is_the_median_everybody_knows(engine: Engine) -> None:
    assert median(engine, [(1, True), (2, True), (9, True)]) == 2
    assert median(engine, [(6, True), (24, True)]) == 15


def test_who_still_waits_makes_it_later_than_leaving_them_out(engine: Engine) -> None:
    ended: list[Wait] = [(10, True), (20, True), (30, True)]
    assert median(engine, ended) == 20
    assert median(engine, [*ended, (40, False)]) == 25


def test_where_half_still_wait_nobody_knows_it(engine: Engine) -> None:
    assert median(engine, [(10, True), (20, False)]) is None
    assert median(engine, [(10, False), (20, False)]) is None
