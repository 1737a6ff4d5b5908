"""Measures how much time new extracts take where the last run was kept.

Invented children of five agencies. Each share of records gets another surname, all else stays; the
run that takes up the kept one is measured beside a run that compares everything, in turn. What is
printed is left where `link.py --write` takes it up.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyarrow as pa

from benchmarks.link_families import make_agencies
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.compare import Known
from sixpoint.linkage.kept import write_run
from sixpoint.linkage.link import link

FOUND = Path(__file__).resolve().parents[1] / "build" / "link" / "more" / "resume.md"
SEED = 1
SHARES = (0, 100, 20)
"""Nothing changed; one record in a hundred; one in twenty."""


def changed(table: pa.Table, every: int) -> pa.Table:
    """One record in so many with another surname; none where `every` is 0."""
    if not every:
        return table
    names = table["surname"].to_pylist()
    names[::every] = [f"{name or ''}a" for name in names[::every]]
    place = table.column_names.index("surname")
    return table.set_column(place, "surname", pa.array(names, pa.string()))


def run(tables: Mapping[str, pa.Table], known: Known, folder: Path | None = None) -> float:
    """Seconds on the clock; the run is kept in the folder."""
    with open_duckdb(threads=2, memory="4GB") as engine:
        people = {name: engine.ibis.create_table(f"t_{name}", t) for name, t in tables.items()}
        started = time.perf_counter()
        linked = link(engine, people, seed=SEED, known=known)
        if folder is not None and linked.kept is not None:
            write_run(linked.kept, folder)
        return time.perf_counter() - started


def main() -> None:
    """Prints a table: every row is the median of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files = make_agencies(children=given.children, seed=SEED).files
    tables = {name: file.people for name, file in files.items()}
    records = sum(len(table) for table in tables.values())
    lines = [
        f"{given.children:,} invented children, {len(tables)} agencies, {records:,} records.\n",
        "| changed | all compared, s | kept run taken up, s | share of the time |",
        "| --- | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place) / "kept"
        run(tables, Known(keep=True), kept)
        for every in SHARES:
            now = {name: changed(table, every) for name, table in tables.items()}
            both = [(run(now, Known()), run(now, Known(kept=kept))) for _ in range(given.rounds)]
            full, quick = (statistics.median(one) for one in zip(*both, strict=True))
            share = "none" if not every else f"1 in {every}"
            lines.append(f"| {share} | {full:.1f} | {quick:.1f} | {quick / full:.2f} |")
    print("\n".join(lines))
    FOUND.parent.mkdir(parents=True, exist_ok=True)
    FOUND.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
