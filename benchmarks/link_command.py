"""Measures the command itself: `sixpoint link A.csv B.csv --out DIR` on two invented files.

Prints the seconds, the processor's work and the most memory of the command, start-up, reading of
the files and writing of the tables included.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyarrow.csv as pc

from benchmarks.link_data import without
from benchmarks.link_families import make_files

SEED = 1
COMMAND = Path(sys.executable).with_name("sixpoint")


def write_files(folder: Path, *, records: int) -> list[Path]:
    """Two files of people without identifiers, as an agency would hand them over."""
    paths = []
    for name, file in make_files(records=records, seed=SEED).files.items():
        people = without(file.people, "chi", "scn")
        names = ["id" if name == "person_id" else name for name in people.column_names]
        paths.append(folder / f"{name}.csv")
        pc.write_csv(people.rename_columns(names), paths[-1])
    return paths


def main() -> None:
    """Prints one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        paths = write_files(Path(place), records=given.records)
        started = time.perf_counter()
        subprocess.run(
            [COMMAND, "link", *map(str, paths), "--out", str(Path(place) / "out"), "--quiet"],
            check=True,
        )
        seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{given.records:,} records a file: {seconds:.1f} s, {used.ru_utime + used.ru_stime:.1f} s"
        f" of work, {used.ru_maxrss / 1e6:.2f} GB"
    )


if __name__ == "__main__":
    main()
