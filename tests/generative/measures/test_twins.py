"""Every measure of the pack, counted by the engine and by hand, over tables drawn at random."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.cases import build_cases
from sixpoint.measures.example_tables import context_of, tables_of
from sixpoint.measures.reference import count_plainly
from sixpoint.measures.reference_rows import (
    PlainContext,
    age_band_of,
    disabled_of,
    ethnic_group_of,
    is_looked_after,
    rural_of,
    sex_of,
    simd_of,
)
from sixpoint.measures.types import Cases
from sixpoint.packs.measures import Measure
from tests.support.measures import DATASETS, MEASURES, plain_context
from tests.support.random_rows import AS_AT, HOLIDAYS, PERIOD, make_limits, rows_for, shorten_wait


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


@pytest.mark.parametrize("id_", sorted(MEASURES))
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_engine_counts_the_same_cases_as_the_plain_twin(
    id_: str, seed: int, engine: Engine
) -> None:
    chance = Random(seed)
    measure = shorten_wait(chance, MEASURES[id_])
    rows = rows_for(chance, measure)
    limits = make_limits(chance, measure)
    context = context_of(
        typed := tables_of(rows, DATASETS, engine=engine),
        DATASETS,
        as_at=AS_AT,
        engine=engine,
        limits=limits,
        period=PERIOD,
    )
    built = build_cases(measure, typed, context)
    assert isinstance(built, Cases)
    plain = plain_context(rows, as_at=AS_AT, limits=limits, holidays=HOLIDAYS, first=PERIOD.start)
    event(f"{len(counted_by_hand(measure, plain)[0])} cases")
    assert counted_by_engine(built) == counted_by_hand(measure, plain)
    assert rows_by_engine(built) == rows_by_hand(measure, plain)


def counted_by_engine(built: Cases) -> tuple[list[tuple[object, ...]], list[str]]:
    found = built.cases.order_by("case").to_pyarrow().to_pylist()
    wrong = built.left_out.order_by("case").to_pyarrow().to_pylist()
    return [tuple(row.values()) for row in found], [row["case"] for row in wrong]


def counted_by_hand(
    measure: Measure, plain: PlainContext
) -> tuple[list[tuple[object, ...]], list[str]]:
    cases = sorted(count_plainly(measure, plain), key=lambda one: one.case)
    counted = [
        (
            one.case,
            one.person,
            one.at,
            one.met,
            one.value,
            one.ended,
            one.out_of,
            one.reason,
            one.until <= plain.as_at,
            simd_of(one.person, plain),
            sex_of(one.person, plain),
            disabled_of(one.person, plain),
            ethnic_group_of(one.person, plain),
            rural_of(one.person, plain),
            age_band_of(one.person, one.at, plain),
            "looked after" if is_looked_after(one.person, one.at, plain) else "not looked after",
        )
        for one in cases
        if not one.wrong
    ]
    return counted, [one.case for one in cases if one.wrong]


def rows_by_engine(built: Cases) -> set[tuple[str, str, int]]:
    counted = set(built.cases.to_pyarrow()["case"].to_pylist())
    rows = built.rows.to_pyarrow().to_pylist()
    return {(r["case"], r["dataset"], r["line"]) for r in rows if r["case"] in counted}


def rows_by_hand(measure: Measure, plain: PlainContext) -> set[tuple[str, str, int]]:
    return {
        (one.case, dataset, line)
        for one in count_plainly(measure, plain)
        if not one.wrong
        for dataset, line in one.rows
    }
