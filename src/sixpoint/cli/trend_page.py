"""Trends as pictures: an SVG for each series, and a page with all of them, tables included."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sixpoint.files import write_text
from sixpoint.pictures.draw_trend import draw_trend
from sixpoint.pictures.pages import open_templates
from sixpoint.pictures.svg import safe_id
from sixpoint.pictures.types import Limits, Picture, Point
from sixpoint.pictures.words import plural
from sixpoint.terms.cells import MISSING, SafeNumber, Status
from sixpoint.trends.periods import notes_on
from sixpoint.trends.read import Named
from sixpoint.trends.types import COUNTED, Chart, Series, Trend

LINES = {Chart.RUN: "median", Chart.T: "centre line"}
SHARES = (Chart.P, Chart.PPRIME)
EXACT = "Exact figures: for the partnership only, and not for publication."


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A series with its trend."""

    named: Named
    trend: Trend


@dataclass(frozen=True, kw_only=True)
class OnPage:
    """A series on the page."""

    id: str
    title: str
    says: str
    picture: Picture


def write_pictures(folder: Path, drawn: Sequence[Drawn], *, exact: bool) -> None:
    """Writes `index.html` and an SVG for each series, named by the series and its number."""
    made = []
    for number, one in enumerate(drawn, start=1):
        id_ = f"{number:03}-{safe_id(one.named.name)[:60]}"
        picture = picture_of(one.named.series, one.trend, name=id_, title=one.named.name)
        says = " ".join((one.trend.sentence, *notes_on(one.named.series, one.trend.chart)))
        made.append(OnPage(id=id_, title=one.named.name, says=says, picture=picture))
    for one_page in made:
        write_text(folder / f"{one_page.id}.svg", one_page.picture.svg, private=exact)
    page = open_templates("sixpoint.cli").get_template("charts.html")
    text = page.render(
        page_title="Trends",
        description="Series on control charts",
        subtitle=f"{len(made)} {plural(len(made), 'series', 'series')}",
        created=None,
        notice=EXACT if exact else None,
        charts=made,
    )
    write_text(folder / "index.html", text, private=exact)


def picture_of(series: Series, trend: Trend, *, name: str, title: str) -> Picture:
    """The series as it is drawn; shares of 1 as percentages."""
    times = 100.0 if trend.chart in SHARES else 1.0
    labels = series.labels or [str(at) for at in range(1, len(series.values) + 1)]
    points = [
        Point(
            label=label,
            value=_number(value, times),
            signals=tuple(str(signal) for signal in trend.signals[at]),
            provisional=at in series.provisional,
        )
        for at, (label, value) in enumerate(zip(labels, series.values, strict=True))
    ]
    return draw_trend(
        points,
        name=name,
        title=title,
        unit="%" if trend.chart in SHARES else "",
        limits=_limits(series, trend, times=times),
        target=None if series.target is None else series.target * times,
    )


def _number(value: float | None, times: float) -> SafeNumber:
    if value is None:
        return MISSING
    return SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value * times)


def _limits(series: Series, trend: Trend, *, times: float) -> list[Limits]:
    """The segments that have limits; a lower one below nought is none where no value is."""
    never_below = min((value for value in series.values if value is not None), default=0) >= 0
    found = []
    for one in trend.segments:
        if one.centre is None:
            continue
        lower, upper = one.lower, one.upper
        if lower is None or (lower < 0 and never_below):
            lower = None
        if lower == upper:  # one point, or all alike: there is nothing to draw a band from
            lower = upper = None
        found.append(
            Limits(
                centre=one.centre * times,
                lower=None if lower is None else lower * times,
                upper=None if upper is None else upper * times,
                first=one.first,
                last=one.last,
                edges=_edges(trend, one.first, one.last, times=times),
                line=LINES.get(trend.chart, "average"),
            )
        )
    return found


def _edges(trend: Trend, first: int, last: int, *, times: float) -> tuple[tuple[float, float], ...]:
    """Each point's own limits where they differ; a point without a value has those before it."""
    if trend.chart not in COUNTED:
        return ()
    pairs = list(zip(trend.lower[first : last + 1], trend.upper[first : last + 1], strict=True))
    known = [(low, high) for low, high in pairs if low is not None and high is not None]
    if len(set(known)) < 2:
        return ()
    edges, before = [], known[0]
    for low, high in pairs:
        before = (low, high) if low is not None and high is not None else before
        edges.append((before[0] * times, before[1] * times))
    return tuple(edges)
