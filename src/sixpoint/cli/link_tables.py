"""The part of `sixpoint link` that writes links.csv, people.csv and review.csv."""

from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.files import write_csv
from sixpoint.linkage.types import Linked

LINKS = ("left_file", "left_id", "right_file", "right_id", "probability", "why")
PERSONS = ("file", "id", "person")
TABLES = ("links", "people", "review")


def write_tables(engine: Engine, linked: Linked, folder: Path) -> None:
    """Writes the three, for their owner's eyes only."""
    people = fetch(engine, linked.people.order_by("agency", "person_id"))
    columns = (LINKS, PERSONS, LINKS)
    tables = (_pairs(engine, linked.pairs), people, _pairs(engine, linked.doubts))
    for name, header, table in zip(TABLES, columns, tables, strict=True):
        rows = zip(*table.to_pydict().values(), strict=True)
        write_csv(folder / f"{name}.csv", header, rows, private=True)


def _pairs(engine: Engine, pairs: ir.Table) -> pa.Table:
    names = ("left_agency", "left_id", "right_agency", "right_id")
    return fetch(engine, pairs.order_by(*names).select(*names, "score", "why"))
