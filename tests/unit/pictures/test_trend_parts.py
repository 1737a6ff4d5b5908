"""What a trend shows besides its points: baselines, own limits, targets, what may change."""

from dataclasses import replace
from xml.etree import ElementTree

from sixpoint.pictures.draw_trend import draw_trend
from sixpoint.pictures.types import Limits, Picture, Point
from sixpoint.terms.cells import SafeNumber, Status

SVG = "{http://www.w3.org/2000/svg}"


def points(*values: float, provisional: int = 0) -> list[Point]:
    return [
        Point(
            label=f"month {at}",
            value=SafeNumber(status=Status.SHOWN, value=value),
            provisional=at > len(values) - provisional,
        )
        for at, value in enumerate(values, start=1)
    ]


def texts(picture: Picture) -> list[str | None]:
    return [element.text for element in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]


def test_a_target_is_named_in_the_chart_and_in_words() -> None:
    limits = [Limits(centre=5, lower=2, upper=8)]
    picture = draw_trend(points(4, 6), name="t", title="T", unit="days", limits=limits, target=7)
    assert "Target 7 days" in texts(picture)
    assert "The target is 7 days." in picture.alt
    assert "Target: 7 days." in picture.table.notes


def test_names_of_lines_never_lie_over_each_other() -> None:
    limits = [Limits(centre=5, lower=4.99, upper=5.01)]
    picture = draw_trend(points(0, 10), name="t", title="T", unit="", limits=limits, target=5)
    heights = [
        float(element.get("transform", "").rpartition(",")[2].rstrip(")"))
        for element in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")
        if (element.text or "").startswith(("Target", "Upper", "Average", "Lower"))
    ]
    assert len(heights) == 4
    apart = [
        after - before for before, after in zip(sorted(heights), sorted(heights)[1:], strict=False)
    ]
    assert min(apart) > 14


def test_points_with_limits_of_their_own_have_them_in_the_table() -> None:
    limits = [Limits(centre=50, lower=40, upper=60, edges=((40, 60), (45, 55)))]
    picture = draw_trend(points(48, 52), name="t", title="T", unit="%", limits=limits)
    assert picture.table.columns == ("Period", "Percentage", "Lower limit", "Upper limit")
    assert [cell.text for cell in picture.table.rows[1]] == ["month 2", "52%", "45%", "55%"]
    assert "each point has limits of its own, at the last from 45% to 55%" in picture.alt


def test_a_provisional_point_is_marked_in_chart_table_and_words() -> None:
    picture = draw_trend(points(4, 6, provisional=1), name="t", title="T", unit="")
    assert "Provisional: month 2." in picture.alt
    assert picture.table.rows[1][1].text == "6 ○"
    assert picture.key == ("○ provisional: may still change, and sets no limits",)


def test_a_run_chart_has_a_median_and_no_limits() -> None:
    limits = [Limits(centre=5, lower=None, upper=None, line="median")]
    picture = draw_trend(points(4, 6), name="t", title="T", unit="", limits=limits)
    assert "Median 5" in texts(picture)
    assert not [text for text in texts(picture) if "limit" in (text or "")]
    assert "The median is 5." in picture.alt


def test_words_say_how_far_limits_go_where_points_follow_that_have_none() -> None:
    limits = Limits(centre=50.0, lower=40.0, upper=60.0, first=0, last=1)
    given = points(50.0, 51.0, 70.0, provisional=1)
    picture = draw_trend(given, name="a", title="Cases", unit="", limits=[limits])
    assert "Up to month 2 the average is 50, with limits from 40 to 60." in picture.alt


def test_points_that_are_all_alike_are_told_once() -> None:
    picture = draw_trend(points(100.0, 100.0, 100.0), name="a", title="Met", unit="%")
    assert "It is 100% throughout." in picture.alt
    assert "lowest" not in picture.alt


def test_two_runs_on_two_sides_are_not_told_as_one() -> None:
    given = [replace(one, signals=("shift",)) for one in points(*[1.0] * 7, *[9.0] * 7)]
    picture = draw_trend(given, name="a", title="Cases", unit="", limits=[])
    runs = "runs on one side of the centre line in month 1 to month 14"
    assert f"Signals: points in {runs}." in picture.alt
