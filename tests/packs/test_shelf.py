"""Every shipped pack loads clean and holds what its sources say."""

from datetime import date

import pytest

from sixpoint.packs.check import check_all, check_pack
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import load_framework, load_processes, load_published
from sixpoint.packs.shelf import default_shelf, packs_on

SHELF = default_shelf()
PACKS = packs_on(SHELF)
FRAMEWORKS = [
    "scotland-children/2014",
    "scotland-care-protection/2019",
    "scotland-child-protection/2009",
]


def test_the_shelf_holds_the_packs_of_the_first_edition() -> None:
    assert {
        *FRAMEWORKS,
        "scotland-extracts/1",
        "scotland-measures/1",
        "scotland-processes/1",
        "published-inspections/1",
    } <= set(PACKS)


@pytest.mark.parametrize("ref", PACKS)
def test_every_pack_loads_without_a_problem(ref: str) -> None:
    assert check_pack(SHELF / ref) == []


@pytest.fixture(scope="module", params=FRAMEWORKS)
def framework(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


class TestEveryFramework:
    def test_places_each_of_its_indicators_under_a_heading(self, framework: Framework) -> None:
        assert framework.indicators
        for indicator in framework.indicators:
            assert framework.heading_for(indicator.id) is not None

    def test_reads_adequate_and_satisfactory_as_one_level(self, framework: Framework) -> None:
        adequate, satisfactory = map(framework.level_called, ("Adequate", "satisfactory"))
        assert adequate is not None
        assert adequate.level == 3
        assert adequate == satisfactory

    def test_has_six_levels(self, framework: Framework) -> None:
        assert [level.level for level in framework.scale] == [6, 5, 4, 3, 2, 1]

    def test_cites_an_address_for_everything_confirmed(self, framework: Framework) -> None:
        confirmed = [one for one in framework.indicators if one.confirmed]
        assert confirmed
        for indicator in confirmed:
            assert all(one.startswith("http") for one in framework.addresses_of(indicator))
            assert framework.addresses_of(indicator)


@pytest.mark.parametrize("ref", FRAMEWORKS[:2])
def test_both_scottish_frameworks_have_22_indicators_in_10_areas_and_6_questions(ref: str) -> None:
    framework = load_framework(ref)
    assert len(framework.indicators) == 22
    assert len(framework.areas) == 10
    assert len(framework.key_questions) == 6


def test_nine_titles_of_2014_are_confirmed_and_no_number_is() -> None:
    framework = load_framework("scotland-children/2014")
    confirmed = [one.id for one in framework.indicators if one.confirmed]
    assert confirmed == ["1.1", "2.1", "2.2", "5.1", "5.2", "5.3", "6.2", "6.3", "9.4"]
    assert not any(one.number_confirmed for one in framework.indicators)


def test_the_later_framework_has_its_own_titles_and_the_earlier_one_s_scale() -> None:
    earlier = load_framework("scotland-children/2014")
    later = load_framework("scotland-care-protection/2019")
    assert later.title_of("5.3") == "Care planning, managing risk and effective intervention"
    assert later.scale == earlier.scale
    assert later.content_hash != earlier.content_hash


@pytest.mark.parametrize(
    ("programme", "indicators", "areas", "questions"),
    [
        ("2018-20", ("1.1", "2.1", "2.2"), ("9",), 5),
        ("2021-25", ("2.1",), (), 4),
        ("2025-26", ("2.1", "5.3", "5.4", "9.2"), (), 3),
    ],
)
def test_three_programmes_on_one_framework_evaluate_different_things(
    programme: str, indicators: tuple[str, ...], areas: tuple[str, ...], questions: int
) -> None:
    found = load_framework("scotland-care-protection/2019").programme(programme)
    assert found is not None
    assert (found.indicators, found.areas) == (indicators, areas)
    assert len(found.questions) == len(found.narrative_only) == questions


@pytest.mark.parametrize(
    ("programme", "weeks"), [("2018-20", 35), ("2021-25", 22), ("2025-26", 21)]
)
def test_each_programme_has_its_timetable(programme: str, weeks: int) -> None:
    framework = load_framework("scotland-care-protection/2019")
    found = framework.programme(programme)
    assert found is not None
    timetable = framework.timetable(found.timetable or "")
    assert timetable is not None
    assert timetable.weeks == weeks
    assert timetable.school_holidays_count is False


@pytest.mark.parametrize(
    ("day", "name"), [(date(2022, 9, 7), "Her Majesty's"), (date(2022, 9, 8), "His Majesty's")]
)
def test_a_body_is_called_by_the_name_it_had_that_day(day: date, name: str) -> None:
    body = load_framework("scotland-children/2014").body("hmics")
    assert body is not None
    assert body.name_on(day) == f"{name} Inspectorate of Constabulary in Scotland"


def test_an_indicator_no_report_placed_stands_with_its_key_question() -> None:
    framework = load_framework("scotland-children/2014")
    headings = [framework.heading_for(id_) for id_ in ("5.3", "5.4", "9.2")]
    assert [one.id for one in headings if one] == [
        "working-together",
        "working-together",
        "leadership",
    ]


class TestPublishedResults:
    pack = load_published("published-inspections/1")

    def test_nineteen_tallies_sum_to_172_levels(self) -> None:
        tallies = [one for one in self.pack.tallies if one.programme == "2012-17"]
        sums = [sum(one.levels[level] for one in tallies) for level in (6, 5, 4, 3, 2, 1)]
        assert len(tallies) == 19
        assert sums == [3, 46, 64, 44, 14, 1]
        assert sum(one.indicators for one in tallies) == 172

    def test_nine_tallies_are_of_the_older_child_protection_inspections(self) -> None:
        tallies = [one for one in self.pack.tallies if one.programme == "2009-12"]
        assert len(tallies) == 9
        assert {one.indicators for one in tallies} == {6}
        assert sum(one.published is None for one in tallies) == 8

    def test_43_levels_of_which_four_are_inferred(self) -> None:
        assert len(self.pack.levels) == 43
        assert sum(one.basis == "inferred" for one in self.pack.levels) == 4

    def test_orkney_s_leadership_was_a_level_of_the_whole_area(self) -> None:
        orkney = [one for one in self.pack.levels if one.area == "Orkney"]
        assert [one.evaluated for one in orkney] == ["1.1", "2.1", "2.2", "9"]
        assert orkney[-1].whole_area == "9"

    def test_north_lanarkshire_s_ten_levels_are_counted_and_not_named(self) -> None:
        named = [
            one
            for one in self.pack.levels
            if one.area == "North Lanarkshire" and one.programme == "2012-17"
        ]
        (tally,) = [one for one in self.pack.tallies if one.area == "North Lanarkshire"]
        assert named == []
        assert (tally.indicators, tally.levels[5], tally.levels[4]) == (10, 7, 3)


def test_every_edition_says_something_of_every_process() -> None:
    pack = load_processes("scotland-processes/1")
    assert [edition.id for edition in pack.editions] == ["national-2014", "national-2021"]
    for edition in pack.editions:
        assert {one.process for one in edition.limits} == {one.id for one in pack.processes}


def test_no_edition_starts_a_clock_for_sharing_a_decision_or_holding_a_discussion() -> None:
    pack = load_processes("scotland-processes/1")
    for edition in pack.editions:
        for process in ("decision-shared", "concern-to-discussion"):
            limit = edition.limit(process)
            assert limit is not None
            assert not limit.starts_clock


def test_no_date_in_force_is_claimed_without_a_source() -> None:
    for edition in load_processes("scotland-processes/1").editions:
        assert edition.in_force_from is None
        assert not edition.confirmed


def test_checking_all_finds_nothing() -> None:
    assert check_all(SHELF) == []
