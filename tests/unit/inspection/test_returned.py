"""The return says no more of a child than a reference, a category and a wide band of age."""

from datetime import date

import pytest

from sixpoint.inspection.returned import ANY_AGE, NOT_KNOWN, Dealt, age_band, deal, wide_bands

AS_AT = date(2017, 7, 31)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2017, 7, 31), "under 5"),
        (date(2012, 8, 1), "under 5"),
        (date(2012, 7, 31), "5 to 11"),
        (date(2005, 8, 1), "5 to 11"),
        (date(2005, 7, 31), "12 to 15"),
        (date(2001, 8, 1), "12 to 15"),
        (date(2001, 7, 31), "16 and over"),
        (date(1990, 1, 1), "16 and over"),
        (date(2017, 8, 1), NOT_KNOWN),
        (None, NOT_KNOWN),
    ],
)
def test_a_band_begins_on_the_birthday(born: date | None, band: str) -> None:
    assert age_band(born, AS_AT) == band


def test_a_child_of_29_february_is_a_year_older_on_1_march() -> None:
    born = date(2012, 2, 29)
    assert age_band(born, date(2017, 2, 28)) == "under 5"
    assert age_band(born, date(2017, 3, 1)) == "5 to 11"


def test_a_band_with_few_children_is_not_said_and_cannot_be_worked_out() -> None:
    groups = [("a", "under 5")] * 2 + [("a", "5 to 11")] * 9 + [("a", "12 to 15")] * 20
    bands = wide_bands(groups, fewest=5)
    assert bands.count(ANY_AGE) == 11
    assert "under 5" not in bands
    assert bands.count("12 to 15") == 20


def test_bands_with_enough_children_are_said() -> None:
    groups = [("a", "under 5")] * 5 + [("b", "under 5")] * 7
    assert wide_bands(groups, fewest=5) == ["under 5"] * 12


def test_a_child_keeps_its_reference_and_new_children_get_new_numbers() -> None:
    first = deal(["a", "b", "c"], Dealt(prefix="INV", seed=7, known={}))
    known = dict(zip(["a", "b", "c"], first, strict=True))

    later = deal(["b", "d", "c", "e"], Dealt(prefix="INV", seed=99, known=known))

    assert (later[0], later[2]) == (known["b"], known["c"])
    assert sorted([later[1], later[3]]) == ["INV-00004", "INV-00005"]


def test_references_are_dealt_in_an_order_that_the_seed_shuffles() -> None:
    ids = [f"P{number:03}" for number in range(50)]

    one = deal(ids, Dealt(prefix="INV", seed=1, known={}))
    other = deal(ids, Dealt(prefix="INV", seed=2, known={}))

    assert sorted(one) == sorted(other) == [f"INV-{n:05d}" for n in range(1, 51)]
    assert one != other != sorted(other)
