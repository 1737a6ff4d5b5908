"""Small tables of people, linked, and the groups that come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.link import link

Row = Mapping[str, object]
_TEXTS = ("forename", "surname", "sex", "postcode", "address", "chi", "scn", "identifier")


@dataclass(frozen=True)
class Outcome:
    """`groups` holds the ids of each person with more than one record."""

    groups: frozenset[frozenset[str]]
    people: dict[str, str]
    pairs: list[dict[str, object]]
    in_doubt: int


def link_tables(tables: Mapping[str, pa.Table], *, threads: int = 1, seed: int = 1) -> Outcome:
    """Who is who in the tables."""
    with open_duckdb(threads=threads, memory="2GB") as engine:
        people = {name: engine.ibis.create_table(f"t_{name}", t) for name, t in tables.items()}
        linked = link(engine, people, seed=seed)
        rows = linked.people.to_pyarrow().to_pylist()
        pairs = linked.pairs.to_pyarrow().to_pylist()
    persons: dict[str, set[str]] = {}
    for row in rows:
        persons.setdefault(row["person"], set()).add(f"{row['agency']}:{row['person_id']}")
    groups = frozenset(frozenset(ids) for ids in persons.values() if len(ids) > 1)
    names = {f"{row['agency']}:{row['person_id']}": row["person"] for row in rows}
    return Outcome(groups, names, pairs, linked.in_doubt)


def table_of(rows: Sequence[Row]) -> pa.Table:
    """The rows as people; what a row does not say is missing."""
    days = [_day(row.get("born")) for row in rows]
    texts = {
        column: pa.array([_text(row.get(column)) for row in rows], pa.string()) for column in _TEXTS
    }
    ids = pa.array([str(row["id"]) for row in rows], pa.string())
    return pa.table({"person_id": ids, "date_of_birth": pa.array(days, pa.date32()), **texts})


def link_text(text: str) -> Outcome:
    """Links people written as a table, one row a record: `agency id column column ...`.

    A full stop is a missing value, an underscore a space.
    """
    lines = [line.split() for line in text.strip().splitlines()]
    header, body = lines[0], lines[1:]
    rows = [dict(zip(header, line, strict=True)) for line in body]
    agencies = sorted({row["agency"] for row in rows})
    return link_tables({a: table_of([row for row in rows if row["agency"] == a]) for a in agencies})


def _text(value: object) -> str | None:
    return None if value in (None, ".") else str(value).replace("_", " ")


def _day(value: object) -> date | None:
    return None if value in (None, ".") else date.fromisoformat(str(value))


def groups_of(text: str) -> frozenset[frozenset[str]]:
    """`sw:1=h:1 sw:2=h:2=e:4` as the groups it says."""
    return frozenset(frozenset(group.split("=")) for group in text.split())
