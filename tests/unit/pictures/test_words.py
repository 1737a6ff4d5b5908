"""Numbers and lists as people write them."""

import pytest

from sixpoint.pictures.types import Step, Tally, Tone
from sixpoint.pictures.words import (
    cell_of,
    in_unit,
    list_in_words,
    notes_on,
    number_in_figures,
    number_in_words,
    plural,
    shown,
    tally_in_words,
)
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

VERY_GOOD, GOOD, WEAK = (
    Step(level=5, label="very good"),
    Step(level=4, label="good"),
    Step(level=2, label="weak"),
)
ZERO = SafeNumber(status=Status.ZERO, value=0)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (1, "one"), (10, "ten"), (20, "twenty"), (1204, "1,204")]
)
def test_number_is_a_word_up_to_twenty_and_figures_above(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_list_has_and_before_its_last(items: list[str], words: str) -> None:
    assert list_in_words(items) == words


@pytest.mark.parametrize(
    ("value", "figures"),
    [
        (83.0, "83"),
        (83.46, "83.5"),
        (1204, "1,204"),
        (-0.04, "-0.04"),
        (0.00182, "0.0018"),
        (1e-9, "0"),
        (0.1905, "0.19"),
        (0.166, "0.17"),
        (0.996, "1"),
        (-0.5, "-0.5"),
    ],
)
def test_figures_have_one_decimal_at_most_and_two_figures_below_one(
    value: float, figures: str
) -> None:
    assert number_in_figures(value) == figures


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (83, "%", "83%"),
        (12, "days", "12 days"),
        (1, "days", "1 day"),
        (4.2, "per 1,000", "4.2 per 1,000"),
    ],
)
def test_value_is_said_in_its_unit(value: float, unit: str, text: str) -> None:
    assert in_unit(value, unit) == text


def test_plural_follows_the_number() -> None:
    assert (plural(1, "child", "children"), plural(2, "child", "children")) == ("child", "children")
    assert plural(0, "indicator") == "indicators"


def test_hidden_missing_and_nought_are_three_different_things() -> None:
    assert [shown(n, "%") for n in (SUPPRESSED, MISSING, ZERO)] == ["*", "not known", "0%"]
    tones = [cell_of(n).tone for n in (SUPPRESSED, MISSING, ZERO)]
    assert tones == [Tone.HIDDEN, Tone.UNKNOWN, Tone.PLAIN]


def test_asterisk_is_explained_where_it_stands_and_only_there() -> None:
    assert notes_on([SUPPRESSED, ZERO]) == ("* hidden to protect children",)
    assert notes_on([ZERO, MISSING]) == ()


def test_tally_is_said_in_words() -> None:
    tally = Tally(steps=((VERY_GOOD, 7), (GOOD, 3), (WEAK, 0)))
    assert tally_in_words(tally) == (
        "Across ten quality indicators, inspectors found seven to be very good and three good."
    )


def test_tally_says_what_is_not_known() -> None:
    tally = Tally(steps=((VERY_GOOD, 1), (GOOD, 0)), unknown=2)
    assert tally_in_words(tally) == (
        "Across three quality indicators, inspectors found one to be very good. "
        "The level of two is not known."
    )
