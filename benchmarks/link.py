"""Measures linkage against plain Splink on invented families: python benchmarks/link.py --help

Every size runs in a process of its own, on two threads, and writes a line of JSON under build/;
`--write` makes RESULTS-link.md of all the lines there.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from benchmarks.link_data import Confusions, Files, confuse, describe, true_pairs, without
from benchmarks.link_families import SHARES, make_agencies, make_files
from benchmarks.link_peers import judge_peers, run_splink
from benchmarks.link_registers import RATES, make_registers
from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.candidates import choose_blocks
from sixpoint.linkage.link import link
from sixpoint.linkage.standardise import standardise

FOLDER = Path(__file__).resolve().parents[1] / "build" / "link"
RESULTS = Path(__file__).with_name("RESULTS-link.md")
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
SEED = 1
KINDS = {
    "families": "two files of families, without identifiers",
    "identifiers": "two files of families, identifiers filled as agencies fill them",
    "registers": "two registers by the second generator, without identifiers",
    "agencies": "five agencies, identifiers filled, addresses",
}


def make(kind: str, size: int) -> Files:
    """The files of a kind."""
    if kind == "registers":
        return make_registers(records=size, seed=SEED)
    if kind == "agencies":
        return make_agencies(children=size, seed=SEED)
    return make_files(records=size, seed=SEED)


def measure(kind: str, size: int) -> dict[str, Any]:
    """One size of one kind: the peers where they apply, then ours."""
    files = make(kind, size)
    started = _processors()
    found: dict[str, Any] = {"kind": kind, "size": size, "ways": []}
    if kind in ("families", "registers"):
        scored = run_splink(files)
        for peer in judge_peers(files, scored):
            found["ways"].append(_way(peer.name, peer.found, scored.seconds, scored.work))
    found |= _ours(files, kind, found["ways"])
    found["others"] = _others(started, _processors())
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return found


def _processors() -> tuple[float, float, float]:
    """Seconds of the machine's processors so far: all, those that worked, and those for us."""
    every = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0]
    ticks = [int(number) for number in every.split()[1:9]]
    second = os.sysconf("SC_CLK_TCK")
    return sum(ticks) / second, (sum(ticks) - ticks[3] - ticks[4]) / second, time.process_time()


def _others(before: tuple[float, float, float], after: tuple[float, float, float]) -> float:
    """The share of the processors' time that went to others meanwhile."""
    every, busy, ours = (later - earlier for earlier, later in zip(before, after, strict=True))
    return round(max(0.0, busy - ours) / max(every, 0.01), 3)


def _way(name: str, found: Confusions, seconds: float, work: float) -> dict[str, Any]:
    return {"name": name, "seconds": seconds, "work": work, **asdict(found)}


def _ours(files: Files, kind: str, ways: list[dict[str, Any]]) -> dict[str, Any]:
    """Ours on the same columns: no address where the peers have none."""
    drop = {"families": ("address", "chi", "scn"), "registers": ("address", "chi", "scn")}
    with open_duckdb(threads=2, memory="4GB") as engine:
        people = {
            f"{name}": engine.ibis.create_table(
                f"file_{name}", without(file.people, *drop.get(kind, ()))
            )
            for name, file in files.files.items()
        }
        started, worked = time.perf_counter(), time.process_time()
        linked = link(engine, people, seed=SEED)
        seconds, work = time.perf_counter() - started, time.process_time() - worked
        confused = _confuse(files, fetch(engine, linked.people))
        ways.append(_way("Sixpoint", confused, seconds, work))
        clean = engine.ibis.create_table("clean", standardise(people))
        blocks = [asdict(block) for block in choose_blocks(engine, clean)]
    return {
        "records": linked.records,
        "children": len(files.population.household),
        "doubts": linked.in_doubt,
        "blocks": blocks,
    }


def _confuse(files: Files, people: Any) -> Confusions:
    """Every pair of records that one person holds."""
    agencies = people["agency"].to_pylist()
    numbers = [int(one[1:]) for one in people["person_id"].to_pylist()]
    child = np.array([files.files[a].child[n] for a, n in zip(agencies, numbers, strict=True)])
    person = np.unique(np.array(people["person"].to_pylist()), return_inverse=True)[1]
    order = np.lexsort((child, person))
    person, child = person[order], child[order]
    left, right = [], []
    for step in range(1, len(files.files)):
        same = np.flatnonzero(person[step:] == person[:-step])
        left.append(child[same])
        right.append(child[same + step])
    return confuse(
        files.population, np.concatenate(left), np.concatenate(right), true=true_pairs(files)
    )


def write(folder: Path, results: Path) -> None:
    """The table of all that was measured."""
    rows = sorted(
        (json.loads(path.read_text()) for path in folder.glob("*.json")),
        key=lambda row: (list(KINDS).index(row["kind"]), row["size"]),
    )
    parts = [_HEAD]
    for kind, title in KINDS.items():
        some = [row for row in rows if row["kind"] == kind]
        if some:
            parts += [f"## {title[0].upper()}{title[1:]}\n", _table(some)]
            parts += [_against_the_best(row) for row in some if len(row["ways"]) > 1] + [""]
    parts += _more(folder / "more")
    counted = max((row for row in rows if row["kind"] == "families"), key=lambda r: r["size"])
    parts += ["## What is compared, counted\n", _blocks(counted)]
    parts += ["## The first error model\n", describe(SHARES), ""]
    parts += ["## The second error model\n", describe(RATES), ""]
    results.write_text("\n".join(parts), encoding="utf-8")


_HEAD = """# How good linkage is, against plain Splink

Invented children only. `python benchmarks/link.py --sizes 10000 100000` measures again,
`--write` makes this page. Two threads of a two-core machine; *others* says what share of its
processors' time went to other work meanwhile, which makes seconds longer. *Work* is seconds of
processor time, of both threads together. *At its best* is the threshold at which a peer's F1 is
highest, which nobody could know without the truth; ours is the default: 0.7, and 0.9 where
agencies share numbers (ADR 0027).
*Error* is 1 - F1. Memory is of the whole process, the invention of the children and the peers' run
included. The first error model was committed before the method was tuned; nothing was
tuned on the second.
"""


def _more(folder: Path) -> list[str]:
    """What link_febrl.py and link_resume.py left."""
    parts = []
    if (folder / "febrl.json").exists():
        found = json.loads((folder / "febrl.json").read_text())
        parts += [
            "## FEBRL 4 without its identifier\n",
            "`python benchmarks/link_febrl.py`, both in one run. The peer is the detailed model of"
            " Splink's own tutorial at its best threshold; ours is the default.\n",
            "| way | F1 |",
            "| --- | ---: |",
            f"| Splink's tutorial | {found['tutorial']:.4f} |",
            f"| Sixpoint | {found['ours']:.4f} |",
            "",
        ]
    if (folder / "resume.md").exists():
        parts += [
            "## New extracts where the last run was kept\n",
            "`python benchmarks/link_resume.py`: medians of rounds in turn.",
            (folder / "resume.md").read_text(encoding="utf-8"),
        ]
    return parts


def _against_the_best(row: dict[str, Any]) -> str:
    """Ours beside the peer of the least error, in one line."""
    *peers, ours = row["ways"]
    best = max(peers, key=lambda way: _confusions(way).f1)
    found, other = _confusions(ours), _confusions(best)
    families, others = found.twins + found.siblings, other.twins + other.siblings
    return (
        f"- {row['size']:,}: error {(1 - found.f1) / (1 - other.f1):.2f} of the best peer's, wrong"
        f" twins and siblings {families} against {others}, recall"
        f" {100 * (found.recall - other.recall):+.2f} points, seconds"
        f" {ours['seconds'] / best['seconds']:.2f} times, work"
        f" {ours['work'] / best['work']:.2f} times; others {_share(row)}."
    )


def _share(row: dict[str, Any]) -> str:
    return f"{100 * row['others']:.0f} %" if "others" in row else "not counted"


def _confusions(way: dict[str, Any]) -> Confusions:
    return Confusions(**{key: way[key] for key in way.keys() - {"seconds", "work", "name"}})


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| records a file | way | error | precision | recall | twins | siblings | cousins"
        " | strangers | seconds | work | memory |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        for way in row["ways"]:
            seconds, work, name = (way[key] for key in ("seconds", "work", "name"))
            found = _confusions(way)
            memory = f"{row['peak']:.1f} GB" if name == "Sixpoint" else ""
            lines.append(
                f"| {row['size']:,} | {name} | {1 - found.f1:.4f} | {found.precision:.4f}"
                f" | {found.recall:.4f} | {found.twins:,} | {found.siblings:,}"
                f" | {found.cousins:,} | {found.strangers:,} | {seconds:.1f}"
                f" | {work:.1f} | {memory} |"
            )
    return "\n".join([*lines, ""])


def _blocks(row: dict[str, Any]) -> str:
    lines = [
        f"Of {row['records']:,} records; about, where one block in thirty-two was counted.\n",
        "| two records share | pairs | most in a block | too many pairs, so not used |",
        "| --- | ---: | ---: | --- |",
    ]
    for block in row["blocks"]:
        if block["pairs"]:
            refused = "; ".join(f"{name}: {pairs:,}" for name, pairs in block["refused"])
            lines.append(f"| {block['name']} | {block['pairs']:,} | {block['most']} | {refused} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measures the sizes asked for, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=["families"])
    parser.add_argument("--write", action="store_true", help="make RESULTS-link.md")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if given.one:
        kind, size = given.one[0], int(given.one[1])
        (FOLDER / f"{kind}-{size}.json").write_text(json.dumps(measure(kind, size), default=int))
    elif given.write:
        write(FOLDER, RESULTS)
    else:
        for kind in given.kinds:
            for size in given.sizes:
                subprocess.run([sys.executable, __file__, "--one", kind, str(size)], check=True)


if __name__ == "__main__":
    main()
