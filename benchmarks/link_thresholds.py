"""Measures what share of pairs between the review thresholds are right: by band of probability.

Invented records only, by both generators, without identifiers: what was linked by the model, and
what was left in doubt, against the truth. So it can be judged which links people should look at.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.link_data import Files, without
from benchmarks.link_families import make_files
from benchmarks.link_registers import make_registers
from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.link import link

SEED = 1
BANDS = (0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.000001)


def bands_of(files: Files) -> list[tuple[str, int, int]]:
    """For links and pairs in doubt, by band: what, how many, and how many right."""
    with open_duckdb(threads=2, memory="4GB") as engine:
        people = {
            name: engine.ibis.create_table(
                f"f_{name}", without(file.people, "address", "chi", "scn")
            )
            for name, file in files.files.items()
        }
        linked = link(engine, people, seed=SEED)
        tables = {"linked": linked.pairs, "in doubt": linked.doubts}
        rows = {name: fetch(engine, table).to_pylist() for name, table in tables.items()}
    found = []
    for name, pairs in rows.items():
        for low, high in zip(BANDS, BANDS[1:], strict=False):
            some = [pair for pair in pairs if low <= pair["score"] < high]
            right = sum(
                _child(files, pair, "left") == _child(files, pair, "right") for pair in some
            )
            if some:
                found.append((f"{name}, {low:g} to {min(high, 1):g}", len(some), right))
    return found


def _child(files: Files, pair: dict[str, str], side: str) -> int:
    return int(files.files[pair[f"{side}_agency"]].child[int(pair[f"{side}_id"][1:])])


def main() -> None:
    """Prints a table for each generator."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=30_000)
    given = parser.parse_args()
    for name, make in (("families", make_files), ("registers", make_registers)):
        print(f"## {name}, {given.records:,} records a file\n")
        print("| pairs | how many | right | share |\n| --- | ---: | ---: | ---: |")
        for band, pairs, right in bands_of(make(records=given.records, seed=SEED)):
            print(f"| {band} | {pairs:,} | {right:,} | {right / pairs:.3f} |", flush=True)
        print()


if __name__ == "__main__":
    main()
