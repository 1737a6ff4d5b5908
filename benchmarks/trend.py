"""How long trends take: a million points, in one series and in very many.

    .venv/bin/python benchmarks/trend.py

Each line is the median of three runs of the library, then one run of the whole command on a CSV
of the same points, starting Python and writing JSON included. The values are drawn from a seed
and mean nothing.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from sixpoint.packs.measures import Better
from sixpoint.trends.calculate import calculate_trends
from sixpoint.trends.chance import weigh_chance
from sixpoint.trends.types import Chart, Series

SEED = 2014
SHAPES = (1, 1_000, 10_000, 50_000)
CHARTS = (Chart.XMR, Chart.PPRIME, Chart.T)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--points", type=int, default=1_000_000)
    points = parser.parse_args().points
    print(f"| {points:,} points in | xmr | pprime | t | sixpoint trend --json |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for many in SHAPES:
        series = make_series(many, points=points)
        seconds = [median_of(3, partial(run, series, chart)) for chart in CHARTS]
        seconds.append(whole_command(series))
        print(f"| {many:,} series | " + " | ".join(f"{one:.1f} s" for one in seconds) + " |")


def make_series(many: int, *, points: int) -> list[Series]:
    """Shares of some hundred cases, with a shift in every tenth series."""
    chosen = np.random.default_rng(SEED)
    length = points // many
    over = chosen.integers(80, 400, (many, length)).astype(float)
    shares = np.where(np.arange(many) % 10 == 0, 0.45, 0.4)[:, None] * np.ones(length)
    shares[:, : length // 2] = 0.4
    met = chosen.binomial(over.astype(int), shares) / over
    return [
        Series(values=values.tolist(), denominators=each.tolist())
        for values, each in zip(met, over, strict=True)
    ]


def run(series: list[Series], chart: Chart) -> None:
    weigh_chance(calculate_trends(series, chart=chart, better=Better.HIGHER))


def median_of(times: int, work: Callable[[], None]) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def whole_command(series: list[Series]) -> float:
    """The command on a file of the same points."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "series.csv"
        with file.open("w", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(["series", "period", "value"])
            for number, one in enumerate(series):
                writer.writerows([number, at, value] for at, value in enumerate(one.values, 1))
        command = [str(Path(sys.executable).parent / "sixpoint"), "trend", str(file), "--json"]
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
