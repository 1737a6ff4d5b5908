"""FEBRL 4 without identifier: as good as the model of Splink's own tutorial, in the same run."""

import pyarrow as pa
import pytest

from tests.support.febrl import f1_of_ours, f1_of_tutorial, load_febrl


@pytest.fixture(scope="module")
def febrl() -> list[pa.Table]:
    return load_febrl()


def test_an_identifier_that_is_often_wrong_does_no_harm(febrl: list[pa.Table]) -> None:
    assert f1_of_ours(febrl, identifier=True) > 0.998


def test_f1_is_at_least_that_of_splinks_tutorial_model(febrl: list[pa.Table]) -> None:
    ours, theirs = f1_of_ours(febrl), f1_of_tutorial(febrl)
    print(f"F1: ours {ours:.4f}, the tutorial's model {theirs:.4f}")
    assert ours >= theirs
    assert ours > 0.99
