"""Questions to published results: what is not known is an answer, too."""

from datetime import date

import pytest

from sixpoint.packs.load import load_published
from sixpoint.packs.published import (
    Basis,
    PublishedLevel,
    Tally,
    age_of,
    levels_in,
    not_named,
    select_rows,
    select_tallies,
    select_without_levels,
)

PACK = load_published("published-inspections/1")


def test_an_indicator_is_found_by_year_with_the_unknown_beside_the_known() -> None:
    rows = select_rows(PACK, indicator="5.2", year=2016)
    assert [(row.area, row.level) for row in rows] == [
        ("Falkirk", None),
        ("Western Isles (Outer Hebrides)", None),
        ("Fife", None),
        ("Scottish Borders", None),
        ("South Ayrshire", 4),
    ]


def test_south_ayrshire_is_the_complete_profile() -> None:
    rows = select_rows(PACK, area="south ayrshire")
    assert levels_in(rows) == {3: 4, 4: 3, 2: 2}
    inferred = [row.indicator for row in rows if row.basis is Basis.INFERRED]
    assert inferred == ["1.1", "5.1", "5.3", "6.3"]


def test_known_and_unknown_rows_of_a_tally_add_up_to_it() -> None:
    for tally in select_tallies(PACK):
        rows = [
            row
            for row in select_rows(PACK, area=tally.area, programme=tally.programme)
            if row.published == tally.published
        ]
        assert len(rows) + not_named(tally, PACK) == tally.indicators


def test_north_lanarkshire_has_no_row_for_an_indicator_in_2015() -> None:
    assert select_rows(PACK, area="North Lanarkshire", year=2015) == ()
    (tally,) = select_tallies(PACK, area="North Lanarkshire", year=2015)
    assert not_named(tally, PACK) == 10


def test_satisfactory_counts_as_level_three() -> None:
    rows = select_rows(PACK, programme="2009-12", area="Argyll")
    assert [(row.label, row.level) for row in rows[-2:]] == [("satisfactory", 3)] * 2


def test_every_row_says_its_programme_and_source_and_its_date_or_that_it_has_none() -> None:
    rows = select_rows(PACK)
    assert len(rows) > 200
    for row in rows:
        assert row.programme
        assert row.source
        assert row.published is None or row.published[:4].isdigit()


def test_results_without_a_date_come_last_and_in_no_year() -> None:
    undated = [one.published is None for one in select_tallies(PACK)]
    assert undated == sorted(undated)
    assert any(undated)
    assert all(one.published for one in select_tallies(PACK, year=2011))


def test_an_area_is_found_by_another_of_its_names() -> None:
    assert select_rows(PACK, area="Na h-Eileanan") == select_rows(PACK, area="Outer Hebrides")


def test_inspections_without_any_level_are_listed() -> None:
    found = select_without_levels(PACK, programme="2021-25")
    assert [one.area for one in found] == [
        "East Renfrewshire",
        "West Dunbartonshire",
        "Highland",
        "Glasgow City",
        "Renfrewshire",
    ]


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2014-04-16", "Published in 2014: not a current judgement."),
        (None, "Of unknown date: not a current judgement."),
        ("2025-11", ""),
    ],
)
def test_an_old_result_is_not_a_current_judgement(published: str | None, said: str) -> None:
    assert age_of(published, today=date(2026, 11, 23), pack=PACK) == said


COMMON = {"area": "A", "published": "2016", "framework": "f/1", "programme": "p", "source": ("s",)}


def test_a_tally_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Tally(**COMMON, indicators=9, levels={5: 8}, basis=Basis.STATED)


def test_a_level_is_of_an_indicator_or_of_an_area_and_not_of_both() -> None:
    both = {"indicator": "9.1", "whole_area": "9"}
    for which in ({}, both):
        with pytest.raises(ValueError, match="either an indicator or a whole_area"):
            PublishedLevel(
                **COMMON, **which, title="t", label="good", basis=Basis.STATED, basis_text="stated"
            )
