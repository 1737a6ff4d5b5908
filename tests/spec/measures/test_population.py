"""Whom a rate is over, where numbers of children were supplied: each age once, or no rate."""

from collections.abc import Iterator

import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.measures.types import ExactCell
from tests.support.measured import by_group, by_label, figures_of

REGISTRATIONS = """
    registration_id | person_id | registered_on | removed_on
    R1              | P1        | 2016-01-01    |
    R2              | P2        | 2016-08-01    | 2017-03-31
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as engine:
        yield engine


def latest(engine: Engine, numbers: str) -> ExactCell:
    tables = {"social_work.registrations": REGISTRATIONS, "reference.population": numbers}
    return by_label(figures_of(engine, "on-the-register", tables))["latest"]


def numbers(*rows: str) -> str:
    return "\n".join(["year | age_from | age_to | simd_quintile | children | supplied_by", *rows])


def test_bands_that_hold_each_age_once_are_added_up(engine: Engine) -> None:
    cell = latest(engine, numbers("2017|0|4|all|100|x", "2017|5|15|all|300|x", "2017|16|17|all|9|"))
    assert (cell.amount, cell.out_of) == (1, 400)


@pytest.mark.parametrize(
    "rows",
    [
        ["2017|0|4|all|100|x"],  # ages missing
        ["2017|0|15|all|100|x", "2017|5|9|all|300|x"],  # ages twice
        ["2017|0|17|all|100|x"],  # a band that holds others too
        ["2016|0|15|all|100|x"],  # another year
        ["2017|0|15|all||x"],  # no number
        ["2017|0|15|1|100|x"],  # a part of the areas
    ],
)
def test_where_an_age_is_not_held_once_there_is_no_rate(engine: Engine, rows: list[str]) -> None:
    cell = latest(engine, numbers(*rows))
    assert cell.cases == 1
    assert (cell.amount, cell.out_of) == (None, None)


def test_each_quarter_is_over_the_children_of_its_last_days_year(engine: Engine) -> None:
    tables = {
        "social_work.registrations": REGISTRATIONS,
        "reference.population": numbers("2016|0|15|all|200|x", "2017|0|15|all|400|x"),
    }
    cells = by_label(figures_of(engine, "on-the-register", tables))
    assert (cells["2016-Q4"].amount, cells["2016-Q4"].out_of) == (2, 200)
    assert (cells["2017-Q1"].amount, cells["2017-Q1"].out_of) == (2, 400)
    assert (cells["2017-Q2"].amount, cells["2017-Q2"].out_of) == (1, 400)


def test_a_fifth_of_areas_is_over_its_own_children(engine: Engine) -> None:
    tables = {
        "social_work.registrations": REGISTRATIONS,
        "social_work.people": "person_id | surname | postcode\nP1 | Rowan | QX1 1AA",
        "reference.postcodes": "postcode | simd_quintile | in_area\nQX1 1AA | 1 | yes",
        "reference.population": numbers("2017|0|15|all|400|x", "2017|0|15|1|50|x"),
    }
    cells = by_group(figures_of(engine, "on-the-register", tables), "simd_quintile")
    assert (cells["1"].cases, cells["1"].out_of) == (1, 50)
    assert cells["2"].out_of is None, "nobody said how many children live there"
