"""inspection.yaml held against its framework and programme."""

from dataclasses import replace
from pathlib import Path

from sixpoint.inspection.plan import as_planned, left_out, plan_problems, within_areas
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import load_framework
from sixpoint.reports.facts import Inspected, Inspection, StatedTally, Window
from tests.support.repository import ROOT


def framework(ref: str = "scotland-care-protection/2019") -> Framework:
    return load_framework(ref, shelf=ROOT / "packs")


def plan(programme: str | None, *indicators: str, bodies: tuple[str, ...] = ()) -> Inspection:
    return Inspection(
        format=1,
        id="nowhere",
        title="Nowhere",
        invented=True,
        partnership=Inspected(name="Nowhere", area="Nowhere"),
        framework="scotland-care-protection/2019",
        programme=programme,
        bodies=bodies,
        window=Window(words="once"),
        indicators=indicators,
    )


def codes(inspection: Inspection, held_against: Framework | None = None) -> list[str]:
    known = held_against or framework()
    return [p.code for p in plan_problems(inspection, known, file=Path("x"), lines={})]


def test_what_a_programme_evaluates_fills_an_empty_list() -> None:
    assert as_planned(plan("2018-20"), framework()).indicators == ("1.1", "2.1", "2.2", "9")
    assert as_planned(plan("2021-25"), framework()).indicators == ("2.1",)


def test_a_list_that_people_wrote_stays_as_it_is() -> None:
    assert as_planned(plan("2018-20", "2.1"), framework()).indicators == ("2.1",)


def test_indicators_that_are_only_counted_are_not_made_up() -> None:
    counted = replace(plan("2018-20"), indicators_counted=4)
    assert as_planned(counted, framework()).indicators == ()
    assert left_out(counted, framework()) == ()


def test_without_a_programme_nothing_is_filled_in() -> None:
    assert as_planned(plan(None), framework()).indicators == ()


def test_one_indicator_of_an_area_evaluated_as_a_whole_is_refused() -> None:
    assert codes(plan("2018-20", "2.1", "9.4")) == ["not-in-programme"]


def test_the_area_as_a_whole_is_refused_where_the_programme_has_its_indicators() -> None:
    assert codes(plan("2025-26", "9")) == ["not-in-programme"]


def test_a_programme_that_varies_takes_any_indicator_of_the_framework() -> None:
    older = framework("scotland-children/2014")
    assert codes(plan("2012-17", "5.4", "8.3"), older) == []
    assert codes(plan("2012-17", "5.9"), older) == ["unknown-indicator"]


def test_an_unknown_programme_is_one_problem_and_hides_no_other() -> None:
    assert codes(plan("2030", "5.9", bodies=("nobody",))) == [
        "unknown-programme",
        "unknown-indicator",
        "unknown-body",
    ]


def test_an_indicator_listed_twice_would_count_twice() -> None:
    assert codes(plan("2021-25", "2.1", "2.1")) == ["indicator-twice"]


def test_a_stated_level_outside_the_scale_is_refused() -> None:
    stated = replace(plan(None), stated_tally=StatedTally(levels={7: 1}, source="somewhere"))
    assert codes(stated) == ["level-outside-scale"]


def test_what_is_left_out_of_the_programme_is_known() -> None:
    assert left_out(plan("2018-20", "1.1", "9"), framework()) == ("2.1", "2.2")


def test_indicators_stand_within_their_area_where_it_has_the_level() -> None:
    within = within_areas(plan("2018-20", "2.1", "9"), framework())
    assert within == {"9.1": "9", "9.2": "9", "9.3": "9", "9.4": "9"}
