"""How good links are: counted against a truth, estimated with intervals where there is none."""

from datetime import date

import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.judgements import (
    NO_DECISIONS,
    Asked,
    DecisionsFile,
    Draw,
    PairJudgement,
    Says,
    Why,
)
from sixpoint.linkage.link import link
from sixpoint.linkage.quality import Child, against_truth, assess, wilson
from sixpoint.linkage.types import Key
from tests.support.linking import table_of


@pytest.mark.parametrize(
    ("right", "of", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_literature(
    right: int, of: int, lower: float, upper: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    found = wilson(right, of)
    assert found is not None
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


def test_of_nothing_there_is_no_share() -> None:
    assert wilson(0, 0) is None


def child(name: str, household: str, *twins: str) -> Child:
    return Child(child=name, household=household, twins=frozenset(twins))


def test_false_pairs_are_counted_by_whom_they_mistake() -> None:
    truth: dict[Key, Child] = {
        ("sw", "1"): child("isla", "H1", "evie"),
        ("h", "1"): child("isla", "H1", "evie"),
        ("e", "1"): child("evie", "H1", "isla"),
        ("sw", "2"): child("jack", "H1"),
        ("h", "2"): child("ella", "H1"),
        ("sw", "3"): child("noah", "H2"),
        ("h", "3"): child("liam", "H3"),
        ("e", "3"): child("noah", "H2"),
    }
    persons: dict[Key, str] = {
        ("sw", "1"): "P1",
        ("h", "1"): "P1",
        ("e", "1"): "P1",
        ("sw", "2"): "P2",
        ("h", "2"): "P2",
        ("sw", "3"): "P3",
        ("h", "3"): "P3",
        ("e", "3"): "P4",
        ("p", "9"): "P4",  # of whom the truth knows nothing
    }
    found = against_truth(persons, truth)
    assert (found.found, found.true) == (1, 2)
    assert (found.twins, found.siblings, found.strangers) == (2, 1, 1)


SURE = [
    {"id": 1, "forename": "Isla", "surname": "Reid", "born": "2009-03-17", "chi": "5703090024"},
    {"id": 2, "forename": "Evie", "surname": "Mackay", "born": "2009-03-17", "chi": "5703090040"},
]
OTHER = [
    {"id": 8, "forename": "Isla", "surname": "Reid", "born": "2009-03-17", "chi": "5703090024"},
    {"id": 9, "forename": "Evie", "surname": "Gordon", "born": "2009-03-17", "chi": "5703090040"},
]


def test_recall_is_of_pairs_found_again_with_their_identifiers_hidden() -> None:
    home = {"postcode": "QX1 2AB"}
    with open_duckdb(threads=1) as engine:
        people = {
            "sw": engine.ibis.create_table("sw", table_of([{**row, **home} for row in SURE])),
            "h": engine.ibis.create_table(
                "h", table_of([{**row, **(home if row["id"] == 8 else {})} for row in OTHER])
            ),
        }
        linked = link(engine, people, seed=1)
        assert linked.by_identifier == 2
        quality = assess(engine, people, linked, decisions=NO_DECISIONS, seed=1)
    found = quality.without_identifier
    assert found is not None
    # Evie's other surname and missing home leave nothing but her number to go by.
    assert (found.right, found.of) == (1, 2)
    assert quality.sample is None
    assert quality.model_wrong is None


def test_precision_is_of_the_last_sample_and_counts_only_what_people_decided() -> None:
    pairs = [(("sw", str(n)), ("h", str(n))) for n in range(4)]
    asked = tuple(
        Asked(pair=f"R{n}", left=a, right=b, why=Why.SAMPLE if n < 3 else Why.DOUBT, draw=1)
        for n, (a, b) in enumerate(pairs)
    )
    answers = [Says.SAME, Says.DIFFERENT, Says.CANNOT_TELL, Says.SAME]
    said = tuple(
        PairJudgement(left=a, right=b, says=answer, by=by, on=date(2017, 9, 1))
        for (a, b), answer in zip(pairs, answers, strict=True)
        for by in ("one", "two")
    )
    decisions = DecisionsFile(
        format=1,
        draws=(Draw(number=1, links=40, sampled=3, doubts=1),),
        asked=asked,
        judgements=said,
    )
    with open_duckdb(threads=1) as engine:
        people = {"sw": engine.ibis.create_table("sw", table_of(SURE))}
        linked = link(engine, people, seed=1)
        quality = assess(engine, people, linked, decisions=decisions, seed=1)
    assert quality.sample is not None
    assert (quality.sample.right, quality.sample.of, quality.left_open) == (1, 2, 1)
