"""Thirty trends with their sentences on one page, for a reader to look for a false one.

    .venv/bin/python benchmarks/trend_pictures.py      # writes build/trends/index.html

Invented series have something done to them that the title says; published ones are Scotland's,
with their source in the title; random ones have nothing to find but chance. Look at each picture,
read the sentence below its heading, and ask whether anything in it is not so.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sixpoint.cli.trend_page import Drawn, write_pictures
from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trend
from sixpoint.trends.propose import propose_chart
from sixpoint.trends.read import Named
from sixpoint.trends.types import Chart, Series

PLACE = Path(__file__).parent.parent / "build" / "trends"
SEED = 30

REGISTER = "gov.scot, children's social work statistics 2022-23, child protection register"
AFTERCARE = "plan2430.scot, Promise Progress Framework, aftercare"
DEVELOPMENT = "nationalperformance.gov.scot, child social and physical development"
MEETINGS = "gov.scot, children's social work statistics: child protection 2023-24"
PUBLISHED: tuple[tuple[str, str, Better, dict[str, float]], ...] = (
    (
        "Children on the child protection register",
        REGISTER,
        Better.NEITHER,
        {"31 July 2013": 2645, "31 July 2022": 2019, "31 July 2023": 2094},
    ),
    (
        "Eligible for aftercare and receiving it, per cent",
        AFTERCARE,
        Better.HIGHER,
        {
            "31 July 2019": 58,
            "31 July 2020": 57,
            "31 July 2021": 54,
            "31 July 2022": 51,
            "31 July 2023": 49,
        },
    ),
    (
        "Young people receiving aftercare",
        AFTERCARE,
        Better.NEITHER,
        {
            "31 July 2019": 3710,
            "31 July 2020": 4129,
            "31 July 2021": 3980,
            "31 July 2022": 4108,
            "31 July 2023": 4151,
        },
    ),
    (
        "Developmental concern at 27-30 months, per cent of reviews",
        DEVELOPMENT,
        Better.LOWER,
        {"2013-14": 19.2, "2019-20": 14.3, "2020-21": 14.9, "2021-22": 17.9},
    ),
    (
        "Planning meetings per 1,000 aged 0-17",
        MEETINGS,
        Better.NEITHER,
        {"2022-23": 4.1, "2023-24": 4.0},
    ),
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One picture to be: its title, its series and how it is drawn."""

    title: str
    series: Series
    chart: Chart
    better: Better
    baseline: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=PLACE)
    place = parser.parse_args().out
    cases = list(all_cases())
    write_pictures(place, [draw(case) for case in cases], exact=False)
    print(f"{len(cases)} pictures: {place / 'index.html'}")


def draw(case: Case) -> Drawn:
    trend = calculate_trend(
        case.series, chart=case.chart, better=case.better, baseline=case.baseline
    )
    return Drawn(named=Named(name=case.title, series=case.series), trend=trend)


def all_cases() -> Iterator[Case]:
    chosen = np.random.default_rng(SEED)
    yield from invented_values(chosen)
    yield from invented_counts(chosen)
    yield from published()
    yield from random(chosen)


def quarters(count: int) -> list[str]:
    return [f"{2010 + at // 4}-Q{at % 4 + 1}" for at in range(count)]


def months(count: int) -> list[str]:
    return [f"{2014 + at // 12}-{at % 12 + 1:02}" for at in range(count)]


def series(values: NDArray[np.float64] | list[float | None], **more: object) -> Series:
    listed = values.tolist() if isinstance(values, np.ndarray) else values
    return Series(values=listed, labels=quarters(len(listed)), **more)  # type: ignore[arg-type]


def invented_values(chosen: np.random.Generator) -> Iterator[Case]:
    """Measurements with something done to them."""
    flat = np.round(chosen.normal(50, 4, 24), 1)
    shifted = flat + np.repeat([0.0, 9.0], 12)
    steps = np.round(np.linspace(60, 40, 20) + chosen.normal(0, 0.3, 20), 1)
    spike = flat.copy()
    spike[15] = 80
    late = flat.copy()
    late[-1] = 75
    ended = flat - np.repeat([0.0, 9.0, 0.0], 8)
    holes: list[float | None] = [None if at in (5, 6, 17) else v for at, v in enumerate(flat)]
    days = np.round(chosen.gamma(4, 3, 20), 1)
    x, high, low, no = Chart.XMR, Better.HIGHER, Better.LOWER, Better.NEITHER
    yield Case(title="Invented: nothing done", series=series(flat), chart=x, better=high)
    yield Case(title="Invented: up halfway", series=series(shifted), chart=x, better=high)
    yield Case(
        title="Invented: up halfway, limits of the first 12",
        series=series(shifted),
        chart=x,
        better=low,
        baseline=12,
    )
    yield Case(
        title="Invented: up halfway, new baseline there",
        series=series(shifted, rebase={12}, target=50.0),
        chart=x,
        better=high,
    )
    yield Case(title="Invented: a steady fall", series=series(steps), chart=x, better=low)
    yield Case(title="Invented: one spike", series=series(spike), chart=x, better=no)
    yield Case(title="Invented: the last is high", series=series(late), chart=x, better=low)
    yield Case(title="Invented: down for a while", series=series(ended), chart=x, better=high)
    yield Case(title="Invented: quarters missing", series=series(holes), chart=x, better=high)
    yield Case(
        title="Invented: days waited, two provisional, target 10",
        series=series(days, provisional={18, 19}, target=10.0),
        chart=x,
        better=low,
    )
    yield Case(title="Invented: run chart", series=series(shifted), chart=Chart.RUN, better=high)
    yield Case(title="Invented: all nought", series=series([0.0] * 14), chart=x, better=low)
    yield Case(title="Invented: one quarter", series=series([12.0]), chart=x, better=low)
    rare = [0.0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
    yield Case(title="Invented: mostly nought", series=series([*rare]), chart=x, better=low)


def invented_counts(chosen: np.random.Generator) -> Iterator[Case]:
    """Counts over denominators, and rare events."""
    over = chosen.integers(40, 160, 30)
    share = np.where(np.arange(30) < 18, 0.55, 0.75)
    loose = np.clip(share + chosen.normal(0, 0.08, 30), 0, 1)
    many = over * 200
    rate = np.where(np.arange(30) < 20, 0.004, 0.002)
    for title, numbers, below, better in (
        ("Invented: share met, up after 18 months", chosen.binomial(over, share), over, 1),
        ("Invented: shares that vary more", chosen.binomial(many, loose), many, 1),
        ("Invented: events for each child, halved", chosen.poisson(many * rate), many, 0),
    ):
        one = Series(
            values=(numbers / below).tolist(),
            denominators=below.astype(float).tolist(),
            labels=months(30),
            target=0.6 if better else None,
        )
        chart = propose_chart(one) if better else Chart.U
        yield Case(
            title=f"{title} ({chart})",
            series=one,
            chart=chart,
            better=Better.HIGHER if better else Better.LOWER,
        )
    between = [*chosen.geometric(0.05, 14), *chosen.geometric(0.01, 8)]
    labels = [f"event {at}" for at in range(1, 23)]
    yield Case(
        title="Invented: cases between events, rarer at the end (g)",
        series=Series(values=[float(each) for each in between], labels=labels),
        chart=Chart.G,
        better=Better.HIGHER,
    )
    yield Case(
        title="Invented: days between events (t)",
        series=Series(values=np.round(chosen.exponential(20, 22), 1).tolist(), labels=labels),
        chart=Chart.T,
        better=Better.HIGHER,
    )


def published() -> Iterator[Case]:
    """Scotland's published figures."""
    for title, source, better, points in PUBLISHED:
        one = Series(values=list(points.values()), labels=list(points))
        yield Case(title=f"{title} ({source})", series=one, chart=Chart.XMR, better=better)


def random(chosen: np.random.Generator) -> Iterator[Case]:
    """Nothing but chance."""
    for number in range(1, 7):
        values = np.round(chosen.normal(100, 10, 8 * number), 0)
        better = (Better.HIGHER, Better.LOWER)[number % 2]
        title = f"Random: {len(values)} quarters of chance, {better} is better"
        yield Case(title=title, series=series(values), chart=Chart.XMR, better=better)


if __name__ == "__main__":
    main()
