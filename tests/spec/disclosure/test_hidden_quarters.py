"""What is said of a trend whose hidden quarters are the worse ones."""

from dataclasses import replace

from tests.support.figures import cell, measure_of, safe_of
from tests.support.policies import policy_of

POLICY = policy_of(5)
LABELS = [f"{year}-Q{quarter}" for year in (2015, 2016) for quarter in (1, 2, 3, 4)]
WITH_TARGET = replace(measure_of(), target=90)


def trend_of(*late: int) -> str:
    """The sentence of quarters of forty cases with so many late; two to four are hidden."""
    cells = [cell(40, 40 - n, label=label) for n, label in zip(late, LABELS, strict=True)]
    return safe_of(cells, policy=POLICY, measure=WITH_TARGET)["trend"].sentence


def test_quarters_without_anybody_late_are_not_told_as_if_they_were_all_quarters():
    assert "too few quarters can be shown" in trend_of(0, 3, 2, 0, 4, 3, 2, 0)


def test_a_target_is_not_spoken_of_beside_hidden_quarters():
    sentence = trend_of(0, 0, 0, 0, 0, 0, 3, 3)
    assert "hidden to protect children" in sentence
    assert "met" not in sentence.partition(": ")[2]


def test_where_nothing_is_hidden_the_target_is_spoken_of():
    assert "met" in trend_of(0, 0, 0, 0, 0, 0, 0, 0).partition(": ")[2]
