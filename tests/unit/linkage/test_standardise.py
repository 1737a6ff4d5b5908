"""Names, days, postcodes and identifiers in one form."""

from typing import Any

import pyarrow as pa
import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.standardise import standardise


def _standardised(**columns: list[Any]) -> dict[str, list[Any]]:
    count = len(next(iter(columns.values())))
    table = pa.table({"person_id": [f"{n:03d}" for n in range(count)], **columns})
    with open_duckdb(threads=1) as engine:
        people = standardise({"a": engine.ibis.create_table("people", table)})
        found: dict[str, list[Any]] = people.to_pyarrow().to_pydict()
    return found


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("Zoë", "zoe"),
        ("  Mary-Jane ", "maryjane"),
        ("D'Arcy", "darcy"),
        ("Baby of Smith", None),
        ("Twin 2", None),
        ("unknown", None),
        ("", None),
        ("Newborn", None),
        ("B/O Sarah", None),
        ("Test", None),
        ("Babette", "babette"),
        ("Tess", "tess"),
        ("Una", "una"),
    ],
)
def test_forenames_lose_accents_and_marks_and_what_is_no_name(
    written: str, standard: str | None
) -> None:
    assert _standardised(forename=[written])["forename"] == [standard]


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("MacDonald", "mcdonald"),
        ("McDonald", "mcdonald"),
        ("Mackie", "mackie"),
        ("Macey", "macey"),
        ("O'Neil", "oneil"),
        ("Child", "child"),
    ],
)
def test_surnames_have_one_mac(written: str, standard: str) -> None:
    assert _standardised(surname=[written])["surname"] == [standard]


def test_nicknames_share_a_root_and_other_names_are_their_own() -> None:
    found = _standardised(forename=["Maggie", "Margaret", "Ailsa"])
    assert found["forename_root"] == ["margaret", "margaret", "ailsa"]


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        ("5703090024", True),
        ("570309 0024", True),
        ("5703090025", False),
        ("5713090024", False),
        ("0000000000", False),
        ("570309002", False),
        ("about five", False),
    ],
)
def test_a_chi_is_kept_only_with_a_possible_day_and_a_right_check_digit(
    written: str, valid: bool
) -> None:
    (chi,) = _standardised(chi=[written])["chi"]
    assert (chi == "5703090024") is valid
    assert valid or chi is None


@pytest.mark.parametrize("number", ["000000000", "123456789", "100000000", "987654321", "777777"])
def test_a_number_typed_to_fill_a_field_is_no_identifier(number: str) -> None:
    assert _standardised(scn=[number, "600179497"])["scn"] == [None, "600179497"]


def test_an_identifier_that_an_agency_used_twice_is_dropped_for_both() -> None:
    found = _standardised(identifier=["AB 1", "ab1", "ab2", None])
    assert found["identifier"] == [None, None, "AB2", None]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2009-03-17", "20090317"),
        ("20090317", "20090317"),
        ("17/03/2009", "20090317"),
        ("2009-02-30", None),
        ("17/03/09", None),
        ("soon", None),
        ("1900-01-01", None),
        ("9999-12-31", None),
        ("1900-01-02", "19000102"),
    ],
)
def test_days_as_text_are_read_only_where_they_are_clear(written: str, day: str | None) -> None:
    assert _standardised(date_of_birth=[written])["dob"] == [day]


def test_postcodes_and_sexes_have_one_form() -> None:
    found = _standardised(postcode=["qx1 2ab", "QX12AB", "-", None], sex=["f", "Male", "U", ""])
    assert found["postcode"] == ["QX12AB", "QX12AB", None, None]
    assert found["sex"] == ["F", "M", None, None]


def test_records_are_numbered_by_agency_and_id_whatever_the_order_of_rows() -> None:
    table = pa.table({"person_id": ["c", "a", "b"]})
    with open_duckdb(threads=2) as engine:
        tables = {n: engine.ibis.create_table(f"t{n}", table) for n in ("y", "x")}
        rows = standardise(tables).to_pyarrow().to_pylist()
    got = [(row["record"], row["agency"], row["person_id"]) for row in rows]
    expected = [(a, i) for a in "xy" for i in "abc"]
    assert got == [(n, *pair) for n, pair in enumerate(expected)]


def test_no_name_stands_in_two_groups_of_nicknames() -> None:
    from sixpoint.linkage import nicknames

    names = nicknames._GROUPS.split()
    assert len(names) == len(set(names)) == len(nicknames.ROOTS)
