"""From chosen links to persons, and the pairs that a person should look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .cluster import Pair, cluster, connect
from .rules import Kind

Firsts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """`first`: for each record the first of its person; `accepted`: the links within persons;
    `doubts`: pairs that were not linked though they might be one child, as `accepted` has them."""

    accepted: pa.Table
    doubts: pa.Table
    first: Sequence[int]


def settle(
    engine: Engine, *, judged: ir.Table, chosen: ir.Table, agencies: Sequence[int]
) -> Settled:
    """Who is one person, links strongest first; `agencies` numbers each record's agency."""
    pairs = fetch(engine, chosen.order_by("left", "right"))
    accepted = pairs.filter(pairs["chosen"])
    links = _strongest_first(accepted)
    loose = np.array(connect(len(agencies), links=links), dtype=np.int64)
    decided = _decided(accepted, records=len(agencies))
    refused = _refused_within(fetch(engine, _refused(judged)), loose, decided=decided)
    first = cluster(agencies, links=links, refused=refused)
    return Settled(
        accepted=accepted.filter(_together(accepted, np.array(first, dtype=np.int64))),
        doubts=pairs.filter(_in_doubt(pairs, agencies=agencies, first=first)),
        first=first,
    )


def _strongest_first(accepted: pa.Table) -> list[Pair]:
    order = [("strength", "descending"), ("left", "ascending"), ("right", "ascending")]
    rows = accepted.sort_by(order)
    return list(zip(rows["left"].to_pylist(), rows["right"].to_pylist(), strict=True))


def _refused(judged: ir.Table) -> ir.Table:
    return judged.filter(judged.kind == Kind.REFUSED.value).select("left", "right")


def _decided(accepted: pa.Table, *, records: int) -> Firsts:
    """For each record the first of those that people's decisions alone make one child."""
    rows = accepted.filter(pc.equal(accepted["kind"], Kind.DECIDED.value))
    links = zip(rows["left"].to_pylist(), rows["right"].to_pylist(), strict=True)
    return np.array(connect(records, links=links), dtype=np.int64)


def _refused_within(refused: pa.Table, loose: Firsts, *, decided: Firsts) -> set[Pair]:
    """The refused pairs that some chain of links would bring together; few of many.

    What people decided goes before what a rule refuses.
    """
    near = refused.filter(_together(refused, loose))
    pairs = zip(near["left"].to_pylist(), near["right"].to_pylist(), strict=True)
    return {(left, right) for left, right in pairs if decided[left] != decided[right]}


def _together(pairs: pa.Table, first: Firsts) -> pa.Array:
    return pa.array(first[pairs["left"].to_numpy()] == first[pairs["right"].to_numpy()])


def _in_doubt(pairs: pa.Table, *, agencies: Sequence[int], first: Sequence[int]) -> pa.Array:
    """Pairs that could still be joined; one whose ends found others of the agencies is settled."""
    held: dict[int, set[int]] = {}
    for record, root in enumerate(first):
        held.setdefault(root, set()).add(agencies[record])
    sides = zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)
    return pa.array([held[first[a]].isdisjoint(held[first[b]]) for a, b in sides], pa.bool_())
