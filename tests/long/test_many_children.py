"""A hundred thousand children: the same promises hold as for a few."""

import csv
import resource
from collections import Counter
from pathlib import Path

import pytest

from sixpoint.cli.app import run
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.analyse import Analysis, analyse
from sixpoint.inspection.cross import CROSSING, cross
from sixpoint.inspection.crossing import read_crossing
from sixpoint.inspection.store import SPILL

CHILDREN = 100_000
MEMORY_GB = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "partnership"
    assert run(["synthesise", str(folder), "--children", str(CHILDREN), "--seed", "5", "-q"]) == 0
    return folder


def people_of(analysis: Analysis) -> dict[tuple[str, str], str]:
    rows = analysis.linked.people.to_pyarrow().to_pylist()
    return {(row["agency"], row["person_id"]): row["person"] for row in rows}


def test_many_children_are_linked_measured_and_sent_in_bounded_memory(folder: Path) -> None:
    with open_duckdb(memory="5GB", spill=folder / SPILL) as engine:
        analysis = analyse(folder, engine=engine, say=lambda _: None)
        written = cross(analysis, folder)
        people = people_of(analysis)

    assert written == folder / CROSSING
    assert len(read_crossing(written).figures) == len(analysis.figures)
    assert not analysis.exact.not_measured
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000
    assert peak < MEMORY_GB
    check_links(people, folder.parent / "truth" / "children.csv")


def check_links(people: dict[tuple[str, str], str], truth: Path) -> None:
    """Two children who share a pseudonym are the worst there is: one in ten thousand at most."""
    with truth.open(encoding="utf-8", newline="") as file:
        child_of = {(row["agency"], row["person_id"]): row["child"] for row in csv.DictReader(file)}
    together: dict[str, Counter[str]] = {}
    for record, person in people.items():
        if record in child_of:
            together.setdefault(person, Counter())[child_of[record]] += 1
    mixed = sum(len(children) > 1 for children in together.values())
    assert len(together) > CHILDREN / 2
    assert mixed <= len(together) / 10_000
