"""What a report says of how good links are: only what somebody measured, and how."""

import dataclasses

import pytest

from sixpoint.inspection.crossing_types import LinksMade, SafeShare
from sixpoint.inspection.links_said import links_made, say_links
from sixpoint.linkage.quality import Estimate, Quality, Truth
from sixpoint.linkage.types import Linked
from sixpoint.packs.disclosure import DisclosurePolicy
from tests.support.policies import policy_of

SIMPLE = policy_of(5)
NOTHING = Quality(
    format=1, links=9000, records=14000, sample=None, left_open=0, without_identifier=None,
    model_wrong=None,
)  # fmt: skip
TRUTH = Truth(found=8990, true=9040, twins=3, siblings=1, strangers=6, children=5000)
SAMPLE = Estimate(right=99, of=100, lower=0.9455, upper=0.9982)


@pytest.fixture
def linked() -> Linked:
    table = None
    return Linked(
        people=table, pairs=table, doubts=table, records=14000, persons=5000, by_decision=0,
        by_identifier=4000, by_model=5000, in_doubt=40,
    )  # fmt: skip


def said(linked: Linked, quality: Quality | None, policy: DisclosurePolicy = SIMPLE) -> str:
    return say_links(links_made(linked, quality, policy))


def test_where_nobody_looked_that_is_said(linked: Linked) -> None:
    assert "has not been measured on a sample" in said(linked, None)
    assert "truth" not in said(linked, None)


def test_a_partnership_without_truth_says_what_two_people_found(linked: Linked) -> None:
    words = said(linked, dataclasses.replace(NOTHING, sample=SAMPLE))
    assert "two people found 99% (95% interval 94% to 100%) right" in words
    assert "has not been measured" not in words and "invented" not in words


def test_invented_records_say_what_the_truth_says_rounded_down(linked: Linked) -> None:
    words = said(linked, dataclasses.replace(NOTHING, truth=TRUTH))
    assert "These records are invented" in words
    assert "at least 99% of the" in words
    assert "100%" not in words, "ten of the links are wrong"


def test_where_every_link_is_right_all_are_said_to_be(linked: Linked) -> None:
    perfect = dataclasses.replace(TRUTH, twins=0, siblings=0, strangers=0)
    words = said(linked, dataclasses.replace(NOTHING, truth=perfect))
    assert "the truth is known: all of the" in words


def test_shares_of_few_pairs_are_not_told(linked: Linked) -> None:
    few = dataclasses.replace(TRUTH, found=30, true=31)
    links: LinksMade = links_made(linked, dataclasses.replace(NOTHING, truth=few), SIMPLE)
    nothing: SafeShare | None = None
    assert (links.true_right, links.true_found) == (nothing, nothing)
