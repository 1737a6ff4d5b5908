"""Times checking: how long a million rows take, read and with every rule of their table.

    .venv/bin/python benchmarks/check.py [--rows 1000000] [--threads 2]

The rows are made in memory and written to a temporary folder; a few in a thousand have a fault of
each kind, so that failing rows are fetched too. There is no peer to compare with: the rules are
ours. Prints seconds per step, and per million rows.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.packs.load import load_datasets
from sixpoint.records.read import read_files
from sixpoint.validation.validate import validate

PACK = "scotland-extracts/1"
FAULTS = 0.002


def _attendance(rows: int) -> Iterator[str]:
    chance = random.Random(6)
    yield "attendance_id,person_id,term_start,possible,attended\n"
    for number in range(rows):
        person, term = number // 15, number % 15
        day = f"{2012 + term // 3}-{(8, 1, 4)[term % 3]:02}-15"
        faulty = chance.random() < FAULTS
        attended = chance.choice(["200", "many", "", "-1"]) if faulty else "142"
        yield f"A{number},P{person},{day},150,{attended}\n"


def _people(rows: int) -> Iterator[str]:
    """Addresses are quoted, as they hold commas: the careful way of reading."""
    chance = random.Random(7)
    yield "person_id,forename,surname,date_of_birth,sex,postcode,address,scn,school,stage\n"
    for number in range(rows):
        day = "31/12/2009" if chance.random() < FAULTS else f"2009-{number % 12 + 1:02}-15"
        place = f'"{number % 90 + 1} Invented Street, Invermore"'
        yield f"P{number},Ann,Invented,{day},F,ZZ1 {number % 9 + 1}AB,{place},,SCH1,P4\n"


TABLES = {"education.attendance": _attendance, "education.people": _people}


@contextmanager
def _timed(what: str, rows: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{what:<34}{rows:>10,} rows{seconds:>8.2f} s{seconds * 1e6 / rows:>8.2f} s/million")


def run(rows: int, threads: int) -> None:
    """Reads and checks each table by itself, then both with the rules between them."""
    pack = load_datasets(PACK)
    with tempfile.TemporaryDirectory() as name:
        files = {id_: Path(name) / f"{id_}.csv" for id_ in TABLES}
        for id_, path in files.items():
            with path.open("w") as file:
                file.writelines(TABLES[id_](rows))
        for ids in [["education.attendance"], ["education.people"], list(TABLES)]:
            chosen = {id_: files[id_] for id_ in ids}
            rules = [rule for rule in pack.rules if rule.dataset in ids]
            total, label = rows * len(ids), " + ".join(id_.partition(".")[2] for id_ in ids)
            with open_duckdb(threads=threads) as engine:
                with _timed(f"read {label}", total):
                    records = read_files(
                        engine, files=chosen, datasets=pack.datasets, folder=Path(name)
                    )
                with _timed(f"check {label}, {len(rules)} rules", total):
                    checked = validate(records, rules, as_at=date(2017, 7, 31))
            print(f"    {len(checked.issues):,} issues\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    run(chosen.rows, chosen.threads)
