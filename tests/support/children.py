"""Everything in an invented partnership's extracts and truth that finds a child."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.support.searching import Run, run_of

ALONE = ("chi", "scn", "postcode", "address")
"""Columns that find a child by themselves; names do so together."""


def canaries(truth: Path) -> list[str]:
    """The names planted so that a leak cannot be taken for chance."""
    lines = (truth / "canaries.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]


def what_finds_them(partnership: Path, truth: Path) -> frozenset[Run]:
    """Identifiers, postcodes, addresses and full names both ways round, spoilt ones too."""
    found: set[Run] = set()
    for name in canaries(truth):
        found.add(run_of(name))
        found.update((word,) for word in run_of(name))
    for row in _people(partnership):
        for column in ALONE:
            found.update(_written(row.get(column, "")))
        forename, surname = row["forename"], row["surname"]
        if forename and surname:
            found.add(run_of(f"{forename} {surname}"))
            found.add(run_of(f"{surname} {forename}"))
    return frozenset(found - {()})


def _written(value: str) -> Iterator[Run]:
    """The value as it stands, and without the spaces."""
    yield run_of(value)
    yield run_of("".join(run_of(value)))


def _people(partnership: Path) -> Iterator[dict[str, str]]:
    for path in sorted((partnership / "extracts").glob("*/people.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
