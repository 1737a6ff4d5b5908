"""Times checking 10 million rows of events by 80 rules against the same rules in hand-written SQL.

    .venv/bin/python benchmarks/check_rows.py [--rows 10000000] [--rounds 5] [--threads 2]
        [--data FOLDER]

`check_rows_data.sql` makes the CSV (nine tables of events and five of children, two cells in a
thousand spoilt), `check_rows_raw.sql` is the baseline, reviewed by somebody who doubted it: plain
DuckDB that loads each CSV once and goes once over each table, keeping every failing row. We
read the same files and check them by the same eighty rules of the pack, to the list of issues with
file, line, key, message and fix. Each run is a process of its own, the two in turn; reading is
timed, starting Python is not. The engine of both may hold 3 GB. A run fails unless both find the
same number of failing rows by every rule. Ends with a tenth of the rows, to see how time grows.
With --data the CSV stay, so that rounds may be run one by one.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACK = "scotland-extracts/1"
MEMORY = "3GB"
CHILDREN = 20
"""Rows of events for each child that they are about."""


def make(folder: Path, rows: int) -> None:
    """Writes the extracts, if they are not there."""
    import duckdb

    if folder.exists():
        return
    folder.mkdir(parents=True)

    text = (HERE / "check_rows_data.sql").read_text()
    named = {"{rows}": rows, "{children}": rows // CHILDREN, "{folder}": folder}
    for name, value in named.items():
        text = text.replace(name, str(value))
    duckdb.connect(":memory:").execute(text)


def run_raw(folder: Path, threads: int) -> dict[str, Any]:
    """The baseline: seconds to load and to check, and failing rows by rule."""
    import duckdb

    sql = (HERE / "check_rows_raw.sql").read_text().replace("{folder}", str(folder))
    load, rules = sql.split("-- RULES")
    connection = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": MEMORY})
    start = time.perf_counter()
    connection.execute(load)
    loaded = time.perf_counter()
    connection.execute(rules)
    checked = time.perf_counter()
    counts: dict[str, int] = {}
    tables = "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%_failing'"
    for (table,) in connection.execute(tables).fetchall():
        names = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()][2:]
        asked = ", ".join(f'count(*) FILTER ("{name}")' for name in names)
        found = connection.execute(f"SELECT {asked} FROM {table}").fetchone() or ()
        counts |= dict(zip(names, found, strict=True))
    return {"read": loaded - start, "check": checked - loaded, "counts": counts}


def run_ours(folder: Path, threads: int) -> dict[str, Any]:
    """Sixpoint: the same, to the list of issues."""
    from sixpoint.engines.duckdb import open_duckdb
    from sixpoint.packs.load import load_datasets
    from sixpoint.records.read import read_files
    from sixpoint.validation.validate import validate

    pack, codes = load_datasets(PACK), set(rule_codes())
    rules = [rule for rule in pack.rules if rule.code in codes]
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    with open_duckdb(threads=threads, memory=MEMORY) as engine:
        start = time.perf_counter()
        records = read_files(engine, files=files, datasets=pack.datasets, folder=folder)
        read = time.perf_counter()
        checked = validate(records, rules, as_at=date(2017, 7, 31))
        end = time.perf_counter()
    counts = {result.code: result.count for result in checked.results}
    issues = len(checked.issues)
    return {"read": read - start, "check": end - read, "counts": counts, "issues": issues}


def rule_codes() -> list[str]:
    """The rules of the baseline, by the names of its columns."""
    text = (HERE / "check_rows_raw.sql").read_text()
    return sorted({part.split('"')[1] for part in text.split(" AS ") if part.startswith('"')})


RUNS: dict[str, Callable[[Path, int], dict[str, Any]]] = {"raw": run_raw, "ours": run_ours}


def _in_its_own_process(name: str, folder: Path, threads: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", name, str(folder), "--threads", str(threads)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(text)
    return found


def _one(name: str, folder: Path, threads: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = RUNS[name](folder, threads)
    after = resource.getrusage(resource.RUSAGE_SELF)
    found["work"] = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    print(json.dumps(found | {"gigabytes": after.ru_maxrss / 1e6}))


def compare(data: Path, rows: int, rounds: int, threads: int) -> dict[str, float]:
    """Runs both in turn; prints medians; gives the median seconds of each."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in RUNS}
    folder = data / f"rows{rows}"
    make(folder, rows)
    for _ in range(rounds):
        for which in RUNS:
            runs[which].append(_in_its_own_process(which, folder, threads))
    counts = {which: all_[0]["counts"] for which, all_ in runs.items()}
    if counts["raw"] != counts["ours"]:
        raise SystemExit("The two do not find the same: the comparison means nothing.")
    print(f"\n{rows:,} rows, {len(counts['ours'])} rules, {rounds} rounds, {threads} threads")
    print("| | read | check | both | work of all cores | per row | memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    total = {}
    for which, all_ in runs.items():
        middle = {
            key: statistics.median(one[key] for one in all_) for key in ("read", "check", "work")
        }
        total[which] = statistics.median(one["read"] + one["check"] for one in all_)
        most = max(one["gigabytes"] for one in all_)
        print(
            f"| {which} | {middle['read']:.2f} s | {middle['check']:.2f} s | {total[which]:.2f} s "
            f"| {middle['work']:.2f} s | {total[which] / rows * 1e6:.2f} us | {most:.2f} GB |"
        )
    each = [
        (ours["read"] + ours["check"]) / (raw["read"] + raw["check"])
        for ours, raw in zip(runs["ours"], runs["raw"], strict=True)
    ]
    said = ", ".join(f"{one:.2f}" for one in each)
    print(f"ours / raw: median {statistics.median(each):.2f} (rounds: {said})")
    print(f"{runs['ours'][0]['issues']:,} issues")
    return total


def main() -> None:
    """Both sizes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--data", type=Path)
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        return _one(chosen.one[0], Path(chosen.one[1]), chosen.threads)
    with tempfile.TemporaryDirectory() as passing:
        data = chosen.data or Path(passing)
        many = compare(data, chosen.rows, chosen.rounds, chosen.threads)
        few = compare(data, chosen.rows // 10, chosen.rounds, chosen.threads)
    for which in RUNS:
        print(f"{which}: ten times the rows in {many[which] / few[which]:.1f} times the time")
    return None


if __name__ == "__main__":
    main()
