"""Who would be one person if every link in doubt were kept, and if every one were dropped.

In doubt is a link between the two review thresholds: one that was accepted though not far above
the lower, and a pair that was left apart though it may be one child.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .cluster import cluster, connect
from .review import doubtful_links
from .types import Key, Linked

Groups = Sequence[int]
"""For each record the first of its group."""


@dataclass(frozen=True, kw_only=True)
class PersonsInDoubt:
    """The records whose person hangs on a link in doubt, three ways: agency, person_id, person.

    Names in `kept` and `dropped` are of this table only, and no pseudonyms. They are None where
    nobody would be another person than he is.
    """

    as_linked: ir.Table
    kept: ir.Table | None
    dropped: ir.Table | None


def persons_in_doubt(engine: Engine, linked: Linked) -> PersonsInDoubt:
    """Who is who among them: as linked, with all links in doubt kept, and with all dropped."""
    rows = fetch(engine, linked.people).to_pylist()
    keys = [(row["agency"], row["person_id"]) for row in rows]
    number = {key: place for place, key in enumerate(keys)}
    base = _groups([row["person"] for row in rows])
    doubtful = _pairs(engine, doubtful_links(linked.pairs), number)
    sure = set(_pairs(engine, linked.pairs, number)) - set(doubtful)
    kept = _joined(keys, base, links=_pairs(engine, linked.doubts, number))
    dropped = connect(len(keys), links=sure) if doubtful else base
    moved = [r for r in range(len(keys)) if kept[r] != base[r] or dropped[r] != base[r]]
    # Whoever they came from or went to is in doubt too: every group is there whole, all ways.
    touched = {kept[r] for r in moved}
    chosen = [r for r in range(len(keys)) if kept[r] in touched]
    return PersonsInDoubt(
        as_linked=_table(engine, keys, [row["person"] for row in rows], chosen),
        kept=_way(engine, keys, kept, base, chosen),
        dropped=_way(engine, keys, dropped, base, chosen),
    )


def _way(
    engine: Engine, keys: Sequence[Key], groups: Groups, base: Groups, chosen: Sequence[int]
) -> ir.Table | None:
    if all(groups[record] == base[record] for record in chosen):
        return None
    return _table(engine, keys, [f"D{first}" for first in groups], chosen)


def _groups(names: Sequence[str]) -> list[int]:
    first: dict[str, int] = {}
    return [first.setdefault(name, place) for place, name in enumerate(names)]


def _pairs(engine: Engine, pairs: ir.Table, number: Mapping[Key, int]) -> list[tuple[int, int]]:
    """The pairs as numbers of records, the likeliest first."""
    rows = fetch(
        engine, pairs.select("left_agency", "left_id", "right_agency", "right_id", "score")
    ).to_pylist()
    found = []
    for row in rows:
        left = number[row["left_agency"], row["left_id"]]
        right = number[row["right_agency"], row["right_id"]]
        found.append((-row["score"], min(left, right), max(left, right)))
    return [(left, right) for _, left, right in sorted(found)]


def _joined(keys: Sequence[Key], base: Groups, *, links: Iterable[tuple[int, int]]) -> Groups:
    """The groups with the links kept too, as far as no group gets two records of one agency."""
    agencies = {agency: place for place, agency in enumerate(sorted({a for a, _ in keys}))}
    inside = [(first, record) for record, first in enumerate(base) if first != record]
    return cluster([agencies[agency] for agency, _ in keys], links=[*inside, *links], refused=())


def _table(
    engine: Engine, keys: Sequence[Key], names: Sequence[str], chosen: Sequence[int]
) -> ir.Table:
    columns = {
        "agency": pa.array([keys[r][0] for r in chosen], pa.string()),
        "person_id": pa.array([keys[r][1] for r in chosen], pa.string()),
        "person": pa.array([names[r] for r in chosen], pa.string()),
    }
    return keep(engine, "persons_in_doubt", pa.table(columns))
