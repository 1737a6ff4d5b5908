"""Which pairs are linked: how sure it must be, and who is nobody's rival any more."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.choose import choose

PROBABLE = 2.3
"""Bits of a probability of 0.83."""


@pytest.fixture
def engine() -> Iterator[Engine]:
    with open_duckdb(threads=1) as opened:
        yield opened


def chosen(engine: Engine, rows: list[tuple[int, int, float]], *columns: str) -> dict[str, bool]:
    """Records 0 and 1 are one agency's, 2 and 3 the other's; pairs by whether they are linked."""
    judged = {
        "left": [left for left, _, _ in rows],
        "right": [right for _, right, _ in rows],
        "kind": ["model"] * len(rows),
        "weight": [weight for _, _, weight in rows],
        "family": [40.0] * len(rows),
        **{f"gamma_{column}": [-1] * len(rows) for column in columns},
    }
    people = {"record": range(4), "agency": list("aabb"), "postcode": list("wxyz")}
    found = choose(
        engine,
        engine.ibis.create_table("judged", pa.table(judged)),
        engine.ibis.create_table("people", pa.table({k: list(v) for k, v in people.items()})),
    )
    pairs = zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True)
    return {f"{a}-{b}": one for (a, b), one in zip(pairs, found["chosen"].to_pylist(), strict=True)}


def test_a_probable_pair_is_linked_where_agencies_share_no_numbers(engine: Engine) -> None:
    assert chosen(engine, [(0, 2, PROBABLE)], "forename") == {"0-2": True}


@pytest.mark.parametrize("number", ["chi", "scn", "identifier"])
def test_where_agencies_share_numbers_it_is_left_to_people(engine: Engine, number: str) -> None:
    assert chosen(engine, [(0, 2, PROBABLE)], "forename", number) == {"0-2": False}


def test_a_surer_pair_is_linked_beside_numbers_too(engine: Engine) -> None:
    assert chosen(engine, [(0, 2, 4.0)], "chi") == {"0-2": True}


def test_two_that_claim_one_record_equally_are_both_left_to_people(engine: Engine) -> None:
    assert chosen(engine, [(0, 2, 9.0), (1, 2, 9.0)]) == {"0-2": False, "1-2": False}


def test_whoever_is_found_is_no_rival_any_more(engine: Engine) -> None:
    rows = [(0, 2, 30.0), (0, 3, 9.0), (1, 3, 9.0)]
    assert chosen(engine, rows) == {"0-2": True, "1-3": True}
