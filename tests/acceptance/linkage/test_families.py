"""Invented families of a whole area: few children missed, almost none mistaken for another."""

import pytest

from tests.support.families import Families, Quality, judge_links, make_families
from tests.support.linking import Outcome, link_tables

CHILDREN = 5000


@pytest.fixture(scope="module")
def families() -> Families:
    return make_families(children=CHILDREN, seed=20170731)


@pytest.fixture(scope="module")
def outcome(families: Families) -> Outcome:
    return link_tables(families.tables, threads=2)


@pytest.fixture(scope="module")
def quality(families: Families, outcome: Outcome) -> Quality:
    rows = []
    for key, person in outcome.people.items():
        agency, _, person_id = key.partition(":")
        rows.append({"agency": agency, "person_id": person_id, "person": person})
    return judge_links(families, rows)


def test_links_are_right_and_most_are_found(quality: Quality) -> None:
    print(quality)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.98


def test_twins_and_siblings_are_not_taken_for_one_child(
    families: Families, quality: Quality
) -> None:
    assert sum(child.twin is not None for child in families.child_of.values()) > 100
    assert quality.twins <= 1
    assert quality.siblings <= 2


def test_one_thread_and_two_give_the_same_people_and_pairs(
    families: Families, outcome: Outcome
) -> None:
    assert link_tables(families.tables, threads=1) == outcome


def test_every_agency_has_at_most_one_record_in_a_person(outcome: Outcome) -> None:
    assert outcome.groups
    for group in outcome.groups:
        assert len({key.partition(":")[0] for key in group}) == len(group)
