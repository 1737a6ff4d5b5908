"""What finds a child is found however it is written, and ordinary words are let through."""

from pathlib import Path

import ibis
import pytest

from sixpoint.inspection.privacy import identifiers_in, what_finds_a_child
from sixpoint.packs.load import load_datasets

FILE = Path("documents/plan.md")
PEOPLE = {
    "person_id": ["SW100009", "77"],
    "forename": ["Zoë Ann", "Grace"],
    "surname": ["Mac-Tavish", "May"],
    "date_of_birth": ["2009-05-03", "2010-01-01"],
    "postcode": ["ZV16 2AD", None],
    "address": ["6 Cooper Drive Kirkvellan", ""],
    "chi": ["4305090012", None],
    "scn": ["600179497", None],
}


def lines_found(text: str) -> list[int | None]:
    datasets = load_datasets("scotland-extracts/1").datasets
    known = identifiers_in(datasets, {"social_work.people": ibis.memtable(PEOPLE)})
    problems = what_finds_a_child({FILE: text}, known)
    for problem in problems:
        assert "Tavish" not in f"{problem.what} {problem.fix}"
        assert problem.file == FILE
    return [problem.line for problem in problems]


@pytest.mark.parametrize(
    "written",
    [
        "Zoë Ann Mac-Tavish",
        "zoe mactavish",
        "MACTAVISH, Zoe Ann",
        "Zoe_MacTavish",
        "Zo\u00ad\u200be Mac\u2011Tavish",
        "Grace\tMay",
        "ZV16 2AD",
        "zv162ad",
        "Z V 1 6 2 A D",
        "430509 0012",
        "4 3 0 5 0 9 0 0 1 2",
        "CHI4305090012",
        "４３０５０９００１２",
        "600-179-497",
        "6 Cooper Drive",
        "6, Cooper-Drive, Kirkvellan",
        "client SW100009",
        "sw 100009",
    ],
)
def test_an_identifier_is_found_however_it_is_written(written):
    assert lines_found(f"We met.\nThen {written} was seen.\n") == [2]


def test_a_name_broken_over_two_lines_is_found_where_it_begins():
    assert lines_found("We thank Zoe\nMacTavish for this.\n") == [1]


@pytest.mark.parametrize(
    "written",
    [
        "Grace is a word, and so is May.",
        "In May, 77 families asked for help.",
        "Cooper Drive has 6 houses.",
        "There were 4,305 requests, and 90,012 replies.",
        "Zoe was glad.",
        "It opened on 3 May 2009.",
        "",
    ],
)
def test_ordinary_words_and_numbers_are_let_through(written):
    assert lines_found(written) == []
