"""Why two records were or were not joined, in words that hold no value."""

from collections.abc import Iterator

import pytest

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.link import Linking, open_linking
from sixpoint.linkage.why import FAMILY, explain_pair
from sixpoint.pictures.draw_waterfall import Fall, draw_waterfall
from sixpoint.terms.problems import UserError
from tests.support.linking import Row, table_of

HOME = {"surname": "Reid", "postcode": "QX1 2AB", "address": "4 High Street"}
TABLES: dict[str, list[Row]] = {
    "h": [
        {"id": 1, "forename": "Isla", "born": "2009-03-17", "sex": "F", **HOME},
        {"id": 2, "forename": "Evie", "born": "2009-03-17", "sex": "F", **HOME},
    ],
    "sw": [
        {"id": 7, "forename": "Isla", "born": "2009-03-17", "sex": "F", **HOME},
        {"id": 8, "forename": "Noah", "born": "2012-01-09", "surname": "Gordon"},
    ],
}
VALUES = ("Isla", "Evie", "Noah", "Reid", "Gordon", "2009", "QX1", "High Street")


@pytest.fixture(scope="module")
def linking() -> Iterator[Linking]:
    with open_duckdb(threads=1) as engine:
        people = {name: engine.ibis.create_table(name, table_of(t)) for name, t in TABLES.items()}
        with open_linking(engine, people, seed=1) as opened:
            yield opened


def test_a_joined_pair_says_what_was_the_same_and_adds_up(linking: Linking) -> None:
    reason = explain_pair(linking, ("sw", "7"), ("h", "1"))
    assert reason.joined
    assert reason.sentences[0] == "They were joined."
    seen = {step.what: step.seen for step in reason.steps}
    assert seen["Forename"] == seen["Birthday"] == "the same"
    assert reason.chance is not None and reason.chance > 0.95


def test_a_twin_is_kept_apart_because_a_family_explains_the_likeness_better(
    linking: Linking,
) -> None:
    reason = explain_pair(linking, ("h", "2"), ("sw", "7"))
    assert not reason.joined
    assert reason.against == FAMILY
    assert "too little against two children of one family" in " ".join(reason.sentences)
    steps = {step.what: step for step in reason.steps}
    assert steps["Forename"].seen == "different" and steps["Forename"].bits < 0
    assert steps["Surname"].bits == steps["Home"].bits == 0
    assert reason.chance is not None and reason.chance < 0.8
    assert not reason.rivals


@pytest.mark.parametrize("pair", [("1", "7"), ("2", "7"), ("1", "8"), ("2", "8")])
def test_the_steps_add_up_to_the_balance_that_is_said(
    linking: Linking, pair: tuple[str, str]
) -> None:
    reason = explain_pair(linking, ("h", pair[0]), ("sw", pair[1]))
    balance = sum(step.bits for step in reason.steps)
    assert f"({balance:+.1f} bits)" in " ".join(reason.sentences)
    assert reason.against in " ".join(reason.sentences)


def test_a_pair_that_nobody_compared_says_so(linking: Linking) -> None:
    reason = explain_pair(linking, ("h", "1"), ("sw", "8"))
    assert not reason.joined
    assert "never compared" in " ".join(reason.sentences)


def test_no_value_of_a_record_is_in_a_reason(linking: Linking) -> None:
    for left, right in ((("h", "1"), ("sw", "7")), (("h", "2"), ("sw", "8"))):
        said = str(explain_pair(linking, left, right))
        assert not [value for value in VALUES if value in said]


@pytest.mark.parametrize("pair", [(("h", "9"), ("sw", "7")), (("h", "1"), ("h", "2"))])
def test_what_is_no_pair_of_two_agencies_is_refused(
    linking: Linking, pair: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    with pytest.raises(UserError) as raised:
        explain_pair(linking, *pair)
    assert raised.value.problems[0].code == "no-such-pair"


def test_the_picture_says_each_step_and_the_end_in_words_and_in_a_table() -> None:
    falls = [
        Fall(label="Before looking", seen="one pair in a thousand", moves=-10.0),
        Fall(label="Forename", seen="the same", moves=12.5),
    ]
    picture = draw_waterfall(falls, name="why", title="Why", unit="bits")
    assert picture.alt.endswith("In the end: +2.5 bits.")
    assert "Forename, the same: +12.5" in picture.alt
    assert [row[2].text for row in picture.table.rows] == ["-10.0", "+12.5", "+2.5"]
    assert picture.svg.count("<svg") == 1 and picture.alt in picture.svg


def test_a_copied_number_is_left_to_people_and_the_reason_says_what_contradicts_it() -> None:
    number = {"identifier": "AB123456"}
    tables: dict[str, list[Row]] = {
        "h": [TABLES["h"][0], dict(TABLES["h"][1]) | number],
        "sw": [dict(TABLES["sw"][0]) | number, TABLES["sw"][1]],
    }
    with open_duckdb(threads=1) as engine:
        people = {name: engine.ibis.create_table(name, table_of(t)) for name, t in tables.items()}
        with open_linking(engine, people, seed=1) as linking:
            twin = explain_pair(linking, ("h", "2"), ("sw", "7"))
            own = explain_pair(linking, ("h", "1"), ("sw", "7"))
    assert not twin.joined and own.joined
    assert twin.sentences[1] == (
        "They share the Identifier, but their forenames differ: the number may be a copied one, "
        "so look."
    )
