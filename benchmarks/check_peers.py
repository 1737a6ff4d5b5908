"""Times checking against the validators that others use, each in an environment of its own.

    .venv/bin/python benchmarks/check_peers.py [--rounds 5] [--children 10000] [--peers 903 ...]
        [--data FOLDER]

- csc-validator-be-903: the pandas validator of English councils, on its own returns of invented
  children with all rules of its newest year, report and list of issues included; against ours on
  an invented partnership with every rule of the pack, and the issues written to CSV. The data
  differ, so what is compared is seconds for each row and rule: all rows times all rules that ran.
- frictionless and pandera (on pandas, Polars, and Ibis on DuckDB): the same five rules on one table
  that all of them read from the same CSV, to a list with line and key; Polars also at its laxest.

Each run is a process of its own, ours and the peer's in turn; medians, and the ratios of each
round. Importing is not timed, on either side. The environments are made under build/peers when
they are not there. With --data what is invented stays, so that rounds may be run one by one.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sixpoint.engines import Engine

HERE = Path(__file__).parent
PEERS = HERE.parent / "build" / "peers"
UV = HERE.parent / ".uv" / "bin" / "uv"
NEEDS = {
    "be903": ["csc-validator-be-903"],
    "frictionless": ["frictionless"],
    "pandera": ["pandera[polars,ibis]", "ibis-framework[duckdb]", "sqlglot<30.18"],
}
SAME_RULES = ("ED-ATT-01", "ED-ATT-02", "ED-ATT-03", "ED-ATT-04", "ED-ATT-07")
ROWS = {
    "frictionless": 100_000,
    "pandas": 1_000_000,
    "polars": 1_000_000,
    "polars-lax": 1_000_000,
    "ibis": 1_000_000,
}


def environment(name: str) -> Path:
    """The Python that has the peer; made on first use."""
    python = PEERS / name / "bin" / "python"
    if not python.exists():
        subprocess.run([UV, "venv", "-q", "-p", sys.executable, PEERS / name], check=True)
        subprocess.run([UV, "pip", "install", "-q", "-p", python, *NEEDS[name]], check=True)
    return python


def _run(*command: str | Path) -> dict[str, Any]:
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(text.strip().splitlines()[-1])
    return found


def _ours(*arguments: str | Path) -> dict[str, Any]:
    return _run(sys.executable, __file__, "--one", *arguments)


def _warm(engine: "Engine") -> None:
    """What is imported at the first question is not timed, as the peers' imports are not."""
    import ibis

    engine.ibis.to_pyarrow(ibis.memtable({"a": ["1"]}).mutate(b=ibis._.a.try_cast("int64")))


def ours_whole(folder: Path, out: Path) -> dict[str, Any]:
    """The invented partnership with all rules, to the issues as CSV."""
    from sixpoint.engines.duckdb import open_duckdb
    from sixpoint.files.csv_columns import write_csv_columns
    from sixpoint.inspection.partnership import read_partnership
    from sixpoint.packs.load import load_datasets
    from sixpoint.records.read import read_extracts
    from sixpoint.validation.issues import gather_issues
    from sixpoint.validation.types import Outcome
    from sixpoint.validation.validate import validate

    about = read_partnership(folder)
    pack = load_datasets(about.packs.datasets)
    with open_duckdb(threads=2) as engine:
        _warm(engine)
        start = time.perf_counter()
        records = read_extracts(
            engine, folder=folder, datasets=pack.datasets, expected=about.expected
        )
        checked = validate(records, pack.rules, as_at=about.as_at)
        issues = gather_issues(records.issues, checked.issues)
        write_csv_columns(out / "issues.csv", issues.columns(), private=True)
        seconds = time.perf_counter() - start
    rows = sum(source.rows for source in records.files)
    rules = sum(one.outcome is not Outcome.NOT_RUN for one in checked.results)
    return {"rows": rows, "rules": rules, "check": seconds, "issues": len(issues)}


def ours_one_table(path: Path) -> dict[str, Any]:
    """The same five rules on the one table."""
    from datetime import date

    from sixpoint.engines.duckdb import open_duckdb
    from sixpoint.packs.load import load_datasets
    from sixpoint.records.read import read_files
    from sixpoint.validation.validate import validate

    pack = load_datasets("scotland-extracts/1")
    rules = [rule for rule in pack.rules if rule.code in SAME_RULES]
    with open_duckdb(threads=2) as engine:
        _warm(engine)
        start = time.perf_counter()
        files = {"education.attendance": path}
        records = read_files(engine, files=files, datasets=pack.datasets, folder=path.parent)
        checked = validate(records, rules, as_at=date(2017, 7, 31))
        seconds = time.perf_counter() - start
    return {"check": seconds, "issues": len(checked.issues)}


def against_903(rounds: int, children: int, folder: Path) -> None:
    """Prints a line for the English validator."""
    from sixpoint.synthetic.synthesise import synthesise

    python, made = environment("be903"), folder / f"children{children}"
    if not made.exists():
        synthesise(made / "partnership", truth=made / "truth", children=children, seed=7)
    ratios, peers, ours = [], [], []
    for _ in range(rounds):
        peers.append(_run(python, HERE / "check_peer_903.py", str(children)))
        ours.append(_ours("whole", made / "partnership", made))
        ratios.append(_each(peers[-1]) / _each(ours[-1]))
    _tell(f"903 validator, {children:,} children", peers, ours, ratios)


def _each(run: dict[str, Any]) -> float:
    seconds = float(run["check"]) + float(run.get("report", 0))
    return seconds / (float(run.get("rows", 1)) * float(run.get("rules", 1)))


def against_one_table(name: str, rounds: int, folder: Path) -> None:
    """Prints a line for a validator of single tables."""
    environment_name, *engine = ("frictionless",) if name == "frictionless" else ("pandera", name)
    python, path = environment(environment_name), folder / f"{name}.csv"
    if not path.exists():
        _make_table(path, ROWS[name])
    ratios, peers, ours = [], [], []
    for _ in range(rounds):
        script = HERE / f"check_peer_{environment_name}.py"
        peers.append(_run(python, script, path, *engine))
        ours.append(_ours("table", path, folder))
        ratios.append(_each(peers[-1]) / _each(ours[-1]))
    _tell(f"{' on '.join((environment_name, *engine))}, {ROWS[name]:,} rows", peers, ours, ratios)


def _make_table(path: Path, rows: int) -> None:
    import duckdb

    text = (HERE / "check_rows_data.sql").read_text()
    head, _, rest = text.partition("COPY ")
    table = next(part for part in rest.split("COPY ") if "education.attendance.csv" in part)
    named = {"{rows} * 40 // 100": rows, "{children}": rows // 8, "{folder}": path.parent}
    sql = head + "COPY " + table
    for name, value in named.items():
        sql = sql.replace(name, str(value))
    duckdb.connect(":memory:").execute(sql)
    shutil.move(path.parent / "education.attendance.csv", path)


def _tell(
    name: str, peers: list[dict[str, Any]], ours: list[dict[str, Any]], ratios: list[float]
) -> None:
    middle = [
        statistics.median(one["check"] + one.get("report", 0) for one in runs)
        for runs in (peers, ours)
    ]
    size = [f"{one.get('rows', '')} {one.get('rules', '')}".strip() for one in (peers[0], ours[0])]
    said = ", ".join(f"{one:.1f}" for one in ratios)
    print(
        f"| {name} | {middle[0]:.2f} s ({size[0]}) | {middle[1]:.2f} s ({size[1]}) "
        f"| {peers[0]['issues']:,} | {ours[0]['issues']:,} "
        f"| {statistics.median(ratios):.1f} ({said}) |",
        flush=True,
    )


def main() -> None:
    """All peers, or those named."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--children", type=int, default=10_000)
    options.add_argument("--peers", nargs="*", default=["903", *ROWS])
    options.add_argument("--data", type=Path)
    options.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        what, first, second = chosen.one
        whole = what == "whole"
        found = ours_whole(Path(first), Path(second)) if whole else ours_one_table(Path(first))
        return print(json.dumps(found))
    print("| peer | its time (rows, rules) | ours | its issues | ours | its / ours, row and rule |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in chosen.peers:
        with tempfile.TemporaryDirectory() as passing:
            folder = chosen.data or Path(passing)
            if name == "903":
                against_903(chosen.rounds, chosen.children, folder)
            else:
                against_one_table(name, chosen.rounds, folder)
    return None


if __name__ == "__main__":
    main()
