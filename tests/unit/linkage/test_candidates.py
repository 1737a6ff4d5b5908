"""Which pairs are compared: counted first, each once, never within an agency."""

from collections.abc import Sequence

import pytest

from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage import candidates
from sixpoint.linkage.candidates import Block, choose_blocks, find_candidates
from sixpoint.linkage.scratch import scratch_tables
from sixpoint.linkage.standardise import standardise
from tests.support.linking import Row, table_of

NAMES = ("Isla", "Evie", "Jack", "Rory", "Skye", "Orla", "Finn")


def _rows(agency: int) -> list[Row]:
    return [
        {"id": n, "forename": NAMES[n % 7], "surname": f"Sur{chr(97 + n % 11)}{agency}"}
        | {"born": f"2009-{1 + n % 12:02d}-17", "postcode": f"QX{n % 5} 1AA"}
        for n in range(60)
    ]


def _compared(rows: Sequence[Sequence[Row]]) -> tuple[tuple[Block, ...], list[tuple[int, int]]]:
    with open_duckdb(threads=1) as engine, scratch_tables(engine) as scratch:
        people = {
            f"a{n}": engine.ibis.create_table(f"t{n}", table_of(r)) for n, r in enumerate(rows)
        }
        clean = scratch.keep("people", standardise(people))
        blocks = choose_blocks(engine, clean)
        pairs = fetch(engine, find_candidates(scratch, clean, blocks))
    found = zip(pairs["join_key_l"].to_pylist(), pairs["join_key_r"].to_pylist(), strict=True)
    return blocks, sorted(found)


def test_pairs_are_of_two_agencies_and_each_is_there_once() -> None:
    _, pairs = _compared([_rows(0), _rows(1), _rows(2)])
    assert len(set(pairs)) == len(pairs) > 0
    assert all(left // 60 < right // 60 for left, right in pairs)


def test_the_number_said_is_the_number_made() -> None:
    rows = [_rows(0), _rows(1)]
    blocks, pairs = _compared(rows)
    born = [[row["born"] for row in table] for table in rows]
    expected = sum(one == other for one in born[0] for other in born[1])
    said = {block.name: block.pairs for block in blocks}
    assert said["birthday"] == expected
    assert len(pairs) <= sum(said.values())


def test_too_many_pairs_take_the_next_tighter_combination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 100)
    monkeypatch.setattr(candidates, "PAIRS_PER_RECORD", 0.5)
    blocks, _ = _compared([_rows(0), _rows(1)])
    of_birthday = next(block for block in blocks if block.name.startswith("birthday"))
    assert of_birthday.name == "birthday, first letter of forename"
    assert of_birthday.pairs <= 100
    assert of_birthday.refused == (("birthday", 300),)


def test_what_too_many_share_is_not_used_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 10)
    monkeypatch.setattr(candidates, "PAIRS_PER_RECORD", 0.01)
    monkeypatch.setattr(candidates, "CAPS", (50, 4))
    blocks, pairs = _compared([_rows(0), _rows(1)])
    assert {block.most for block in blocks} <= {50, 4}
    assert len(pairs) < 60 * 60 / 4
