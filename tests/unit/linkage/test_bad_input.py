"""Whatever is filled in for want of knowledge: few pairs are compared, and few children joined."""

from collections.abc import Mapping, Sequence

import pytest

from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.candidates import FEW, PAIRS_PER_RECORD, choose_blocks, find_candidates
from sixpoint.linkage.scratch import scratch_tables
from sixpoint.linkage.standardise import standardise
from tests.support.families import make_families
from tests.support.linking import Row, link_tables, table_of

CHILDREN = 600


def _people() -> list[dict[str, object]]:
    """Invented children of health and social work, as rows; `truth` says who is who."""
    families = make_families(children=CHILDREN, seed=5)
    rows = []
    for agency in ("health", "social_work"):
        for row in families.tables[agency].to_pylist():
            child = families.child_of[agency, row["person_id"]]
            born = row["date_of_birth"]
            rows.append(
                {
                    **{c: row[c] for c in ("forename", "surname", "sex", "postcode", "address")},
                    "agency": agency,
                    "id": row["person_id"],
                    "born": None if born is None else born.isoformat(),
                    "truth": child.number,
                }
            )
    return rows


def _tables(rows: Sequence[Row]) -> dict[str, object]:
    agencies = sorted({str(row["agency"]) for row in rows})
    return {a: table_of([row for row in rows if row["agency"] == a]) for a in agencies}


def _quality(rows: Sequence[Row]) -> tuple[int, int]:
    """Groups that hold one child, and groups that hold two."""
    truth = {f"{row['agency']}:{row['id']}": row["truth"] for row in rows}
    groups = link_tables(_tables(rows), threads=2).groups  # type: ignore[arg-type]
    of_one = sum(len({truth[key] for key in group}) == 1 for group in groups)
    return of_one, len(groups) - of_one


def _pairs(tables: Mapping[str, object]) -> tuple[int, int]:
    """How many pairs would be compared, and how many records there are."""
    with open_duckdb(threads=2) as engine, scratch_tables(engine) as scratch:
        people = {n: engine.ibis.create_table(f"t_{n}", t) for n, t in tables.items()}
        clean = scratch.keep("people", standardise(people))
        found = find_candidates(scratch, clean, choose_blocks(engine, clean))
        return fetch(engine, found).num_rows, fetch(engine, clean).num_rows


FILLED_IN = {
    "everyone born on 1 January": {"born": "2010-01-01"},
    "one postcode for all": {"postcode": "QX1 1AA"},
    "one address for all": {"postcode": "QX1 1AA", "address": "1 High Street"},
    "no birthday": {"born": None},
    "no home": {"postcode": None, "address": None},
    "no sex": {"sex": None},
    "no surname": {"surname": None},
}


@pytest.mark.parametrize("what", FILLED_IN)
def test_a_column_that_says_nothing_joins_nobody_wrongly(what: str) -> None:
    right, wrong = _quality([row | FILLED_IN[what] for row in _people()])
    assert right >= 200
    assert wrong <= max(2, right // 100)


def test_baby_for_every_forename_leaves_twins_and_siblings_apart() -> None:
    right, wrong = _quality([row | {"forename": "Baby"} for row in _people()])
    assert right >= 200
    assert wrong <= right // 50


def test_empty_columns_join_nobody() -> None:
    blank = dict.fromkeys(("forename", "surname", "sex", "postcode", "address", "born"))
    assert _quality([row | blank for row in _people()]) == (0, 0)


@pytest.mark.parametrize("what", FILLED_IN)
def test_pairs_stay_few_whatever_is_filled_in(what: str) -> None:
    rows = [
        {"id": n, "forename": f"N{n % 40:c<9}", "surname": f"Sur{n % 70}", "born": "2009-03-17"}
        | {"sex": "F", "postcode": f"QX{n % 9} 1AA", "address": f"{n % 50} High Street"}
        | FILLED_IN[what]
        for n in range(3000)
    ]
    pairs, records = _pairs({"h": table_of(rows), "sw": table_of(rows)})
    assert pairs <= 12 * max(FEW, PAIRS_PER_RECORD * records)
    assert pairs < 3000 * 3000 / 40


def test_a_file_linked_with_itself_joins_each_record_with_its_own() -> None:
    rows = [row for row in _people() if row["agency"] == "health"]
    copies = [row | {"agency": agency} for agency in ("a", "b") for row in rows]
    right, wrong = _quality(copies)
    assert wrong == 0
    assert right >= 0.97 * len(rows)


def test_a_school_of_two_hundred_at_one_address_is_told_apart_by_name_and_birthday() -> None:
    school = {"postcode": "QX1 1AA", "address": "Hill School"}
    rows = _people()
    numbers = sorted({int(str(row["truth"])) for row in rows})[:200]
    housed = [row | school if row["truth"] in numbers else row for row in rows]
    right, wrong = _quality(housed)
    plain, _ = _quality(rows)
    assert wrong <= 2
    assert right >= 0.97 * plain


def test_names_in_other_scripts_and_with_accents_are_names() -> None:
    rows = [
        {"id": 1, "forename": "محمد", "surname": "الأحمد", "born": "2009-03-17", "sex": "M"},
        {"id": 2, "forename": "Зофія", "surname": "Коваль", "born": "2010-05-11", "sex": "F"},
        {"id": 3, "forename": "Łucja", "surname": "Żółć", "born": "2011-07-13", "sex": "F"},
    ]
    rows = [row | {"postcode": f"QX{n} 1AA"} for n, row in enumerate(rows)]
    written = [dict(row) for row in rows]
    written[0]["forename"] = "مُحَمَّد"
    written[2] |= {"forename": "Lucja", "surname": "Zolc"}
    outcome = link_tables({"h": table_of(rows), "sw": table_of(written)})
    assert outcome.groups == {frozenset({f"h:{n}", f"sw:{n}"}) for n in (1, 2, 3)}
    assert len({pair["why"] for pair in outcome.pairs}) == 1
