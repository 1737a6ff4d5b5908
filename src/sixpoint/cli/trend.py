"""`sixpoint trend`: series on their charts, with signals and a sentence for each."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import typer
from pydantic import TypeAdapter

from sixpoint.files.columns import LARGEST
from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trends
from sixpoint.trends.chance import Chance, weigh_chance
from sixpoint.trends.of_cells import series_of
from sixpoint.trends.periods import notes_on
from sixpoint.trends.propose import propose_charts
from sixpoint.trends.read import Named, read_series
from sixpoint.trends.say_chance import chance_in_words
from sixpoint.trends.types import Chart, Segment, Series, Trend

from .console import ending, err, out, print_json, without_collecting
from .exact import exact_figures
from .given import partnership_in
from .outputs_series import ChanceSaid, PointSaid, SegmentSaid, TrendOutput, TrendSaid
from .trend_page import Drawn, write_pictures

EPILOG = ending(
    "sixpoint trend reviews.csv --better higher",
    "sixpoint trend reviews.csv --chart p --baseline 24 --json",
    "sixpoint trend days-between.csv --chart t --out charts",
    "sixpoint trend build/demo/partnership",
    codes="0 done, signals or not; 2 could not run; 3 wrong use.",
)
_POINTS = TypeAdapter(tuple[PointSaid, ...])
"""Makes the points of a series at once, in half the time that one by one takes."""
SHOWN = 40
"""So many series are printed one by one; of more, those with signals."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("trend", epilog=EPILOG)(trend)


@without_collecting()
def trend(
    what: str = typer.Argument(
        ..., help="A CSV of series, period, and value or numerator and denominator; or a folder."
    ),
    chart: Chart | None = typer.Option(
        None, help="The kind of chart; unless given, the one that suits the numbers."
    ),
    baseline: int | None = typer.Option(
        None, min=2, help="Take limits from the first so many points of each segment."
    ),
    screen_outliers: bool = typer.Option(
        True,
        "--screen-outliers/--no-screen-outliers",
        help="Leave extreme moving ranges out of the limits.",
    ),
    better: Better = typer.Option(Better.NEITHER, help="Which way is better."),
    target: float | None = typer.Option(None, help="Say whether this value will be met."),
    as_at: datetime | None = typer.Option(
        None,
        formats=["%Y-%m-%d"],
        help="The day after which no period may begin; today unless given.",
    ),
    save: Path | None = typer.Option(None, "--out", help="Draw every series into this folder."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
) -> int:
    """Put series on control charts: limits, signals, and a sentence that may be quoted.

    A column rebase is true at the first point of a new baseline, provisional where a point may
    still change. Of a partnership's folder every measure is drawn, exact: it stays inside.
    """
    if target is not None and not abs(target) <= LARGEST:
        raise typer.BadParameter("--target is not a number, or too large.")
    folder = partnership_in([what])
    if folder is None:
        day = as_at.date() if as_at else date.today()
        given = read_series(Path(what), chart=chart, as_at=day, target=target)
        directed = [(one, better) for one in given]
    else:
        directed = _of_partnership(folder)
    drawn = _draw(directed, chart=chart, baseline=baseline, screen_outliers=screen_outliers)
    chance = weigh_chance([one.trend for one in drawn], screen_outliers=screen_outliers)
    if save is not None:
        write_pictures(save, drawn, exact=folder is not None)
    if as_json:
        print_json(_document(drawn, chance, exact=folder is not None))
    else:
        _print(drawn, chance, save=save, exact=folder is not None)
    return 0


def _of_partnership(folder: Path) -> list[tuple[Named, Better]]:
    """Every measure of the partnership that has quarters, with which way is better."""
    analysis = exact_figures(folder)
    found = [
        (series_of(measure, analysis.exact.cells), measure.better)
        for measure in analysis.packs.measures.measures
    ]
    return [(named, better) for named, better in found if named is not None]


def _draw(
    directed: Sequence[tuple[Named, Better]],
    *,
    chart: Chart | None,
    baseline: int | None,
    screen_outliers: bool,
) -> list[Drawn]:
    """The trends in the order of the series; those on one kind of chart are worked out together."""
    many = [named.series for named, _ in directed]
    charts = [chart] * len(many) if chart else propose_charts(many)
    kinds = [(one, better) for one, (_, better) in zip(charts, directed, strict=True)]
    trends: dict[int, Trend] = {}
    for kind in dict.fromkeys(kinds):
        places = [at for at, one in enumerate(kinds) if one == kind]
        made = calculate_trends(
            [directed[at][0].series for at in places],
            chart=kind[0],
            better=kind[1],
            baseline=baseline,
            screen_outliers=screen_outliers,
        )
        trends.update(zip(places, made, strict=True))
    return [Drawn(named=named, trend=trends[at]) for at, (named, _) in enumerate(directed)]


def _document(drawn: Sequence[Drawn], chance: Chance, *, exact: bool) -> TrendOutput:
    return TrendOutput(
        series=tuple(trend_said(one.named, one.trend) for one in drawn),
        looked_at=ChanceSaid(
            series=chance.series,
            points=chance.points,
            with_signals=chance.with_signals,
            with_signals_by_chance=round(chance.with_signals_by_chance, 2),
            signals=chance.signals,
            signals_by_chance=round(chance.signals_by_chance, 2),
            by_rule={signal: round(number, 2) for signal, number in chance.by_rule.items()},
        ),
        exact=exact,
    )


def trend_said(named: Named, trend: Trend) -> TrendSaid:
    """One series as the document holds it."""
    labels = list(named.series.labels or ())
    return TrendSaid(
        series=named.name,
        chart=trend.chart,
        segments=tuple(_segment_said(one, labels) for one in trend.segments),
        points=_POINTS.validate_python(_points(named.series, labels, trend)),
        sentence=trend.sentence,
        assurance=trend.assurance,
        notes=notes_on(named.series, trend.chart),
    )


def _segment_said(one: Segment, labels: Sequence[str]) -> SegmentSaid:
    return SegmentSaid(
        first=labels[one.first],
        last=labels[one.last],
        centre=one.centre,
        lower=one.lower,
        upper=one.upper,
        points=one.points,
        trial=one.trial,
    )


def _points(series: Series, labels: Sequence[str], trend: Trend) -> list[dict[str, object]]:
    rows = zip(labels, series.values, trend.signals, trend.lower, trend.upper, strict=True)
    return [
        {
            "period": label,
            "value": value,
            "signals": signals,
            "lower": lower,
            "upper": upper,
            "meaning": trend.meanings[at],
            "provisional": at in series.provisional,
        }
        for at, (label, value, signals, lower, upper) in enumerate(rows)
    ]


def _print(drawn: Sequence[Drawn], chance: Chance, *, save: Path | None, exact: bool) -> None:
    shown = drawn
    if len(drawn) > SHOWN:
        shown = [one for one in drawn if any(one.trend.signals)][:SHOWN]
    for one in shown:
        out.print(f"{one.named.name} ({one.trend.chart} chart)", style="bold", markup=False)
        out.print(
            " ".join((one.trend.sentence, *notes_on(one.named.series, one.trend.chart))),
            markup=False,
        )
    if len(shown) < len(drawn):
        out.print(f"{len(drawn) - len(shown)} more series are not shown; --json has them all.")
    out.print(chance_in_words(chance), markup=False)
    if save is not None:
        out.print(f"{save / 'index.html'}", markup=False)
    if exact:
        err.print("These figures are exact. `sixpoint analyse` makes those that may leave.")
