"""The last look before anything crosses: whole identifiers are found, however they are written."""

from pathlib import Path

import ibis
import pytest

from sixpoint.inspection.privacy import identifiers_in, what_finds_a_child
from sixpoint.packs.load import load_datasets

PEOPLE = {
    "person_id": ["SW100234", "SW100235"],
    "forename": ["Ann Marie", "Zebedee"],
    "surname": ["O'Lee", None],
    "date_of_birth": ["2009-01-02", "2010-03-04"],
    "sex": ["F", "M"],
    "postcode": ["ZV1 3AA", "ZV9 9ZZ"],
    "address": ["40 Meadow Court Kirkvellan", None],
    "chi": ["0201091234", None],
    "scn": [None, "123456789"],
}


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    datasets = load_datasets("scotland-extracts/1").datasets
    schema = dict.fromkeys(PEOPLE, "string")
    table = ibis.memtable(PEOPLE, schema=schema)
    return frozenset(identifiers_in(datasets, {"social_work.people": table}))


def lines(text: str, known: frozenset[str]) -> list[int | None]:
    return [problem.line for problem in what_finds_a_child({Path("a.md"): text}, known)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Marie O'Lee",
        "ANN-MARIE O'LEE",
        "We met ann marie o lee, who",
        "ZV1 3AA",
        "zv13aa",
        "at 40 Meadow Court, Kirkvellan",
        "CHI 0201091234.",
        "scn:123456789",
    ],
)
def test_what_finds_a_child_is_found(text: str, known: frozenset[str]) -> None:
    assert lines(f"One.\n{text}\nThree.", known) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Ann said that Lee was there.",
        "Zebedee",
        "Meadow Court",
        "2009-01-02",
        "201091234",
        "40 of 50 children",
        "",
    ],
)
def test_words_that_find_nobody_may_cross(text: str, known: frozenset[str]) -> None:
    assert lines(text, known) == []


def test_every_place_is_said_and_never_what_stands_there(known: frozenset[str]) -> None:
    texts = {Path("a.md"): "ZV1 3AA\n\nAnn Marie O'Lee", Path("b.md"): "fine\n0201091234"}
    found = what_finds_a_child(texts, known)
    assert [(str(p.file), p.line) for p in found] == [("a.md", 1), ("a.md", 3), ("b.md", 2)]
    said = " ".join(str(problem) for problem in found)
    assert not any(word in said for word in ("ZV1", "Ann Marie", "0201091234"))


def test_columns_that_a_table_lacks_are_no_trouble() -> None:
    datasets = load_datasets("scotland-extracts/1").datasets
    table = ibis.memtable({"person_id": ["P1"], "forename": ["Ann"]})
    assert "ann" not in identifiers_in(datasets, {"police.people": table})
