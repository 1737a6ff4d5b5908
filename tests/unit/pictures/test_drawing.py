"""Charts: the same bytes, safe texts, and words that say what is drawn."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from sixpoint.pictures import style, svg
from sixpoint.pictures.draw_bars import draw_deprivation, draw_groups
from sixpoint.pictures.draw_levels import draw_levels
from sixpoint.pictures.draw_tally import draw_tally
from sixpoint.pictures.draw_trend import draw_trend
from sixpoint.pictures.tabulate_matrix import Counts, tabulate_matrix
from sixpoint.pictures.types import Level, Limits, Picture, Point, Step, Tally, Tone
from sixpoint.terms.cells import MISSING, SUPPRESSED, SafeNumber, Status

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\"'&"
SCALE = [Step(level=2, label="very good"), Step(level=1, label="weak")]


def number(value: float) -> SafeNumber:
    return SafeNumber(status=Status.SHOWN, value=value)


def point(label: str, value: SafeNumber, *signals: str) -> Point:
    return Point(label=label, value=value, signals=signals)


def trend(title: str = "Concerns discussed") -> Picture:
    points = [
        point("2016-Q1", number(70)),
        point("2016-Q2", SUPPRESSED),
        point("2016-Q3", MISSING),
        point("2016-Q4", number(91), "outside"),
    ]
    limits = [Limits(centre=75, lower=60, upper=90)]
    return draw_trend(points, name="trend", title=title, unit="%", limits=limits)


def bars(title: str = "Reviews") -> Picture:
    values = (
        number(68),
        number(74.5),
        SUPPRESSED,
        MISSING,
        SafeNumber(status=Status.ZERO, value=0),
    )
    points = [point(str(at), value) for at, value in enumerate(values, start=1)]
    return draw_deprivation(points, name="bars", title=title, unit="%")


def groups(title: str = "Attendance") -> Picture:
    points = [point(title, number(88.1)), point("all children", number(94.2))]
    return draw_groups(points, name="groups", title=title, unit="%")


def levels(title: str = "Leadership") -> Picture:
    rows = [
        Level(indicator="9.4", title=title, level=2),
        Level(indicator="5.4", title="Involving", level=None, basis="stated by a release"),
    ]
    return draw_levels(rows, name="levels", title=title, scale=SCALE)


def tally(title: str = "Tally") -> Picture:
    counts = Tally(steps=((SCALE[0], 7), (SCALE[1], 0)), unknown=1)
    return draw_tally(counts, name="tally", title=title)


ALL = [trend, bars, groups, levels, tally]
every_chart = pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)


@every_chart
def test_same_chart_is_the_same_bytes(draw: Callable[[], Picture]) -> None:
    one, other = draw(), draw()
    assert one == other
    assert (one.svg, one.narrow) == (other.svg, other.narrow)


@every_chart
def test_every_chart_is_as_vega_lite_asks(
    draw: Callable[[], Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    held_against_the_schema: list[dict[str, Any]] = []

    def check(chart: Any, **_: str) -> str:
        held_against_the_schema.append(chart.to_dict(validate=True))
        return ""

    monkeypatch.setattr(svg, "to_svg", check)
    picture = draw()
    assert not held_against_the_schema, "nothing is drawn before somebody looks"
    assert picture.svg == picture.narrow == ""
    assert len(held_against_the_schema) == 2


@every_chart
def test_chart_is_named_and_described_inside_itself(draw: Callable[[], Picture]) -> None:
    picture = draw()
    for drawn in (picture.svg, picture.narrow):
        root = ElementTree.fromstring(drawn)
        title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None and words is not None
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert words.text == picture.alt


@every_chart
def test_two_drawings_of_a_chart_share_no_id(draw: Callable[[], Picture]) -> None:
    picture = draw()
    wide, narrow = (
        {element.get("id") for element in ElementTree.fromstring(drawn).iter()} - {None}
        for drawn in (picture.svg, picture.narrow)
    )
    assert wide and narrow and not wide & narrow


@every_chart
def test_markup_in_a_title_stays_text(draw: Callable[[str], Picture]) -> None:
    picture = draw(HOSTILE)
    for drawn in (picture.svg, picture.narrow):
        root = ElementTree.fromstring(drawn)
        assert not list(root.iter(f"{SVG}script"))
        assert "<script" not in drawn


@every_chart
def test_chart_asks_for_nothing_from_outside(draw: Callable[[], Picture]) -> None:
    svg = draw().svg.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in svg and "url(" not in svg and "href" not in svg


def test_words_of_bars_say_every_value_and_tell_hidden_from_nought() -> None:
    assert bars().alt == (
        "Bar chart: Reviews. 1, most deprived: 68%; 2: 74.5%; 3: hidden to protect children; "
        "4: not known; 5, least deprived: 0%."
    )


def test_hidden_bar_is_not_shown_as_nought() -> None:
    picture = bars()
    column = [row[1].text for row in picture.table.rows]
    assert column == ["68%", "74.5%", "*", "not known", "0%"]
    texts = [element.text for element in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]
    assert "* hidden to protect children" in texts
    assert "not known" in texts
    assert texts.count("0%") == 1


def test_words_of_a_trend_say_its_ends_its_signals_and_its_gaps() -> None:
    alt = trend().alt
    assert "from 70% to 91%" in alt
    assert "Signals: outside the limits in 2016 Q4 (91%)." in alt
    assert "Hidden to protect children: 2016 Q2." in alt
    assert "Not known: 2016 Q3." in alt


def test_trend_leaves_a_gap_and_says_what_its_signs_mean() -> None:
    picture = trend()
    texts = [element.text for element in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]
    assert texts.count("*") == 1 and texts.count("?") == 1
    assert picture.key == (
        "◆ a signal: more than chance would give",
        "* hidden to protect children",
        "? not known",
    )


def test_quarters_become_a_table_of_years() -> None:
    table = trend().table
    assert table.columns == ("Year", "Q1", "Q2", "Q3", "Q4")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2016", "70%", "*", "not known", "91% ◆"]
    ]


def test_unknown_level_is_said_and_not_drawn_as_a_level() -> None:
    picture = levels()
    assert "5.4 Involving: not known, stated by a release" in picture.alt
    assert [row[1].text for row in picture.table.rows] == ["Very good (2)", "Not known"]
    assert "not known" in picture.svg


def test_tally_says_every_step_nought_included() -> None:
    assert tally().alt == "Chart: Tally. Very good: 7; weak: 0; not known: 1."


def test_matrix_shows_holes_and_contradictions() -> None:
    table = tabulate_matrix(
        {("1.1", "figures"): Counts(strengths=2, weaknesses=1)},
        indicators=[("1.1", "Wellbeing")],
        kinds=[("figures", "Figures"), ("staff", "Interviews")],
        caption="Sources",
    )
    _, both, hole = table.rows[0]
    assert (both.text, both.tone) == ("2 strengths, 1 weakness †", Tone.CONTRADICTORY)
    assert (hole.text, hole.tone) == ("none", Tone.EMPTY)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [style.INK, style.QUIET, style.MAIN, style.SIGNAL])
def test_text_stands_out_from_its_ground(colour: str) -> None:
    assert contrast(colour, style.WHITE) >= 4.5
    assert contrast(colour, style.BAND) >= 4.5


def test_marks_that_carry_meaning_stand_out_from_white() -> None:
    assert contrast(style.SOFT, style.WHITE) >= 3


def test_the_key_names_no_sign_that_is_not_in_the_chart() -> None:
    hidden = Point(label="2016-Q1", value=SUPPRESSED, provisional=True)
    drawn = Point(label="2016-Q2", value=number(5), provisional=True)
    keys = [draw_trend([one], name="n", title="t", unit="%").key for one in (hidden, drawn)]
    assert ["provisional" in " ".join(key) for key in keys] == [False, True]
