"""One count by itself, on both sides of every threshold."""

import pytest
from pydantic import ValidationError

from sixpoint.disclosure.counts import safe_count
from sixpoint.packs.disclosure import CountRule, DisclosurePolicy
from sixpoint.packs.load import load_measures
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from tests.support.policies import policy_of


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, SafeNumber(status=Status.ZERO, value=0)),
        (1, SUPPRESSED),
        (4, SUPPRESSED),
        (5, SafeNumber(status=Status.SHOWN, value=5)),
    ],
)
def test_a_count_below_five_is_hidden_and_nought_is_not(n, expected):
    assert safe_count(n, policy_of(5)) == expected


def test_nought_is_hidden_where_the_topic_is_sensitive():
    assert safe_count(0, policy_of(5, sensitive=True)) == SUPPRESSED


@pytest.mark.parametrize(("n", "shown"), [(10, 10), (14, 10), (15, 20), (497, 500)])
def test_a_trail_rounds_to_ten(n, shown):
    policy = load_measures("scotland-measures/1").policy
    assert safe_count(n, policy) == SafeNumber(status=Status.ROUNDED, value=shown)
    assert safe_count(9, policy) == SUPPRESSED
    assert safe_count(0, policy) == SafeNumber(status=Status.ZERO, value=0)


def test_a_topic_without_a_rule_of_its_own_takes_the_one_for_any():
    policy = load_measures("scotland-measures/1").policy
    assert safe_count(4, policy, topic="survey") == SUPPRESSED
    assert safe_count(5, policy, topic="survey").value == 5


def test_where_all_counts_are_rounded_nought_may_be_two():
    assert safe_count(0, policy_of(1, base=5)) == SafeNumber(status=Status.ROUNDED, value=0)
    assert safe_count(2, policy_of(1, base=5)) == safe_count(0, policy_of(1, base=5))


def test_a_negative_count_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not negative"):
        safe_count(-1, policy_of(5))


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"method": "suppress", "below": 0}, "below must be 1 or more"),
        ({"method": "suppress", "below": 2}, "below must be 3 or more"),
        ({"method": "suppress", "below": 5, "base": 5}, "base goes with method round"),
        ({"method": "round", "below": 5}, "base goes with method round"),
        ({"method": "round", "below": 1, "base": 2}, "base must be 3 or more"),
        ({"method": "round", "below": 2, "base": 10}, "at least half of base"),
        ({"method": "round", "below": 7, "base": 5}, "not be more than base"),
        ({"method": "round", "below": 1, "base": 5, "sensitive": True}, "sensitive"),
    ],
)
def test_a_rule_that_cannot_protect_is_refused(rule, says):
    with pytest.raises(ValidationError, match=says):
        CountRule(topic="any", source="test", **rule)


@pytest.mark.parametrize(
    ("topics", "median", "says"),
    [
        (("any",), 10, "lacks a rule for topic trail"),
        (("any", "trail", "any"), 10, "more than one rule"),
        (("any", "trail"), 2, "minimum_for_median"),
    ],
)
def test_a_policy_with_gaps_is_refused(topics, median, says):
    counts = tuple(
        CountRule(topic=topic, method="suppress", below=5, source="test") for topic in topics
    )
    with pytest.raises(ValidationError, match=says):
        DisclosurePolicy(
            format=1,
            counts=counts,
            minimum_for_median=median,
            percentage_decimals=0,
            ratio_decimals=1,
            duration_decimals=0,
            duration_figures=2,
        )
