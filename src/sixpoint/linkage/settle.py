"""From chosen links to persons, and the pairs that a person should look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .cluster import Pair, cluster, connect
from .rules import Kind

Firsts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """`first`: for each record the first of its person; `accepted`: the links within persons;
    `in_doubt`: pairs that were not linked though they might be one child."""

    accepted: pa.Table
    in_doubt: int
    first: Sequence[int]


def settle(
    engine: Engine, *, judged: ir.Table, chosen: ir.Table, agencies: Sequence[int]
) -> Settled:
    """Who is one person, links strongest first; `agencies` numbers each record's agency."""
    pairs = fetch(engine, chosen.order_by("left", "right"))
    accepted = pairs.filter(pairs["chosen"])
    links = _strongest_first(accepted)
    loose = np.array(connect(len(agencies), links=links), dtype=np.int64)
    refused = _refused_within(fetch(engine, _refused(judged)), loose)
    first = cluster(agencies, links=links, refused=refused)
    return Settled(
        accepted=accepted.filter(_together(accepted, np.array(first, dtype=np.int64))),
        in_doubt=_count_doubts(pairs, agencies=agencies, first=first),
        first=first,
    )


def _strongest_first(accepted: pa.Table) -> list[Pair]:
    order = [("strength", "descending"), ("left", "ascending"), ("right", "ascending")]
    rows = accepted.sort_by(order)
    return list(zip(rows["left"].to_pylist(), rows["right"].to_pylist(), strict=True))


def _refused(judged: ir.Table) -> ir.Table:
    return judged.filter(judged.kind == Kind.REFUSED.value).select("left", "right")


def _refused_within(refused: pa.Table, loose: Firsts) -> set[Pair]:
    """The refused pairs that some chain of links would bring together; few of many."""
    near = refused.filter(_together(refused, loose))
    return set(zip(near["left"].to_pylist(), near["right"].to_pylist(), strict=True))


def _together(pairs: pa.Table, first: Firsts) -> pa.Array:
    return pa.array(first[pairs["left"].to_numpy()] == first[pairs["right"].to_numpy()])


def _count_doubts(pairs: pa.Table, *, agencies: Sequence[int], first: Sequence[int]) -> int:
    """Pairs that could still be joined; one whose ends found others of the agencies is settled."""
    held: dict[int, set[int]] = {}
    for record, root in enumerate(first):
        held.setdefault(root, set()).add(agencies[record])
    sides = zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)
    return sum(held[first[left]].isdisjoint(held[first[right]]) for left, right in sides)
