"""Which counts of the pack's measures are among each other: by definition, and never by chance."""

import pytest

from sixpoint.disclosure.family import counted_of
from sixpoint.disclosure.related import families, nested, ties
from sixpoint.disclosure.selections import CASES, MET, UNMET, of_same_events, selection_of
from sixpoint.measures.types import ExactCell
from sixpoint.packs.load import load_measures
from sixpoint.packs.measures import Measure
from tests.support.figures import cell
from tests.support.policies import policy_of

PACK = load_measures("scotland-measures/1")


def measure(id_: str) -> Measure:
    found = PACK.measure(id_)
    assert found is not None
    return found


def contains(whole: tuple[str, str], part: tuple[str, str]) -> bool:
    mine, theirs = (selection_of(measure(id_), what) for id_, what in (whole, part))
    return mine is not None and theirs is not None and mine.contains(theirs)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (("leavers-scqf-4", MET), ("leavers-scqf-5", MET)),
        (("leavers-scqf-5", MET), ("leavers-scqf-6", MET)),
        (("leavers-scqf-6", UNMET), ("leavers-scqf-4", UNMET)),
        (("care-leavers-settled-home", MET), ("care-leavers-all-four", MET)),
        (("care-leavers-named-worker", MET), ("care-leavers-all-four", MET)),
        (("care-leavers-work-or-study", CASES), ("care-leavers-all-four", CASES)),
        (("looked-after", CASES), ("looked-after-away-from-home", CASES)),
        (("looked-after-away-from-home", CASES), ("looked-after-in-residential-care", CASES)),
        (("help-refused-or-unavailable", MET), ("help-not-available", MET)),
        (("help-after-request", CASES), ("help-still-waited-for", MET)),
        (("registrations", CASES), ("core-group-in-time", CASES)),
    ],
)
def test_what_the_definitions_put_among_another_count(
    whole: tuple[str, str], part: tuple[str, str]
):
    assert contains(whole, part)
    assert not contains(part, whole)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Other codes, another day, other records, or on a day and over a time.
        (("looked-after-by-relatives", CASES), ("looked-after-in-residential-care", CASES)),
        (("leavers-scqf-4", CASES), ("leavers-positive-destination", CASES)),
        (("registered-again", CASES), ("registrations", CASES)),
        (("looked-after", CASES), ("moved-again", CASES)),
        (("camhs-wait", CASES), ("help-after-request", CASES)),
    ],
)
def test_what_is_not_among_each_other_whatever_the_numbers_are(
    one: tuple[str, str], other: tuple[str, str]
):
    assert not contains(one, other)
    assert not contains(other, one)


def test_offered_or_waiting_is_what_was_neither_refused_nor_missing():
    both = ("help-after-request", CASES), ("help-refused-or-unavailable", UNMET)
    assert contains(*both)
    assert contains(*both[::-1])


def test_placements_with_relatives_and_in_homes_are_apart():
    one, other = (
        selection_of(measure(f"looked-after-{place}"), CASES)
        for place in ("by-relatives", "in-residential-care")
    )
    assert one is not None
    assert other is not None
    assert one.is_apart_from(other)
    assert not one.is_apart_from(one)


def test_what_was_not_met_of_several_things_at_once_is_told_by_no_codes():
    assert selection_of(measure("care-leavers-all-four"), UNMET) is None
    assert selection_of(measure("who-took-part"), MET) is None


def test_a_concern_that_came_to_a_discussion_is_the_event_that_its_discussion_is():
    assert of_same_events(measure("concern-to-discussion"), measure("decision-shared"))
    assert not of_same_events(measure("concern-to-discussion"), measure("camhs-wait"))
    assert not of_same_events(measure("parenting-offered"), measure("counselling-offered"))


def counted(*named: tuple[str, ExactCell]):
    rule = policy_of(5).rule_for("any")
    return [counted_of([one], measure(id_), rule=rule) for id_, one in named]


def test_measures_that_count_as_many_by_chance_are_not_tied():
    found = counted(("camhs-wait", cell(12)), ("plan-in-place", cell(12, 7)))
    assert list(ties(found)) == []
    assert len(families(found)) == 2


def test_who_is_at_level_5_and_not_at_6_is_the_rest_of_both():
    found = counted(("leavers-scqf-5", cell(40, 27)), ("leavers-scqf-6", cell(40, 25)))
    assert len(families(found)) == 1
    rests = {(one.whole.split(" | ")[-1], one.rest) for one in nested(found)}
    assert rests == {("met", 2), ("not met", 2)}


def test_numbers_that_gainsay_a_definition_make_no_sum():
    # Thirty at level 6 and twenty at level 5: somebody counted other pupils.
    found = counted(("leavers-scqf-5", cell(40, 20)), ("leavers-scqf-6", cell(40, 30)))
    assert [one.rest for one in nested(found)] == []
