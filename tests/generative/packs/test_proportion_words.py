"""Proportion words: each share has exactly one, and the bounds are where they are said to be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixpoint.packs.load import load_framework

FRAMEWORK = load_framework("scotland-children/2014")


@given(st.fractions(min_value=0, max_value=100))
def test_every_share_has_exactly_one_word(percent: Fraction) -> None:
    assert sum(word.holds(percent) for word in FRAMEWORK.proportion_words) == 1


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_word_grows_with_the_share(share: tuple[int, int]) -> None:
    part, whole = share
    order = [word.word for word in FRAMEWORK.proportion_words]
    here = order.index(FRAMEWORK.proportion_word(part, whole))
    more = order.index(FRAMEWORK.proportion_word(min(part + 1, whole), whole))
    assert here <= more


@pytest.mark.parametrize(
    ("part", "whole", "word"),
    [
        (0, 100, "few"),
        (1499, 10_000, "few"),
        (15, 100, "less than half"),
        (4999, 10_000, "less than half"),
        (50, 100, "the majority"),
        (745, 1000, "the majority"),
        (7499, 10_000, "the majority"),
        (75, 100, "most"),
        (90, 100, "most"),
        (9001, 10_000, "almost all"),
        (9999, 10_000, "almost all"),
        (7, 7, "all"),
    ],
)
def test_each_bound_belongs_to_the_word_it_is_said_to(part: int, whole: int, word: str) -> None:
    assert FRAMEWORK.proportion_word(part, whole) == word


@pytest.mark.parametrize(("part", "whole"), [(-1, 10), (11, 10)])
def test_a_share_outside_the_whole_has_no_word(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="between nothing and the whole"):
        FRAMEWORK.proportion_word(part, whole)
