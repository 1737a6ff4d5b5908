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
from .rules import LEAD, Kind

Firsts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """`first`: for each record the first of its person; `accepted`: the links within persons;
    `doubts`: pairs that were not linked though they might be one child, as `accepted` has them."""

    accepted: pa.Table
    doubts: pa.Table
    first: Sequence[int]


def settle(
    engine: Engine, *, judged: ir.Table, chosen: pa.Table, agencies: Sequence[int]
) -> Settled:
    """Who is one person, links strongest first; `agencies` numbers each record's agency."""
    accepted = chosen.filter(chosen["chosen"])
    loose = np.array(connect(len(agencies), links=_links(accepted)), dtype=np.int64)
    decided = _decided(accepted, records=len(agencies))
    near = _near(fetch(engine, _apart(judged)), loose)
    refused = _refused(near, accepted=accepted, decided=decided)
    accepted = accepted.filter(_unrivalled(accepted, refused))
    first = cluster(agencies, links=_strongest_first(accepted), refused=refused)
    return Settled(
        accepted=accepted.filter(_together(accepted, np.array(first, dtype=np.int64))),
        doubts=chosen.filter(_in_doubt(chosen, agencies=agencies, first=first)),
        first=first,
    )


def _links(pairs: pa.Table) -> list[Pair]:
    return list(zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True))


def _strongest_first(accepted: pa.Table) -> list[Pair]:
    """What people decided, then identifiers, then the rest by weight."""
    first = [Kind.DECIDED.value, Kind.IDENTIFIER.value]
    rank = pc.fill_null(pc.index_in(accepted["kind"], pa.array(first)), len(first))
    order = [("rank", "ascending"), ("weight", "descending")]
    order += [("left", "ascending"), ("right", "ascending")]
    return _links(accepted.append_column("rank", rank).sort_by(order))


def _apart(judged: ir.Table) -> ir.Table:
    refused = judged.kind == Kind.REFUSED.value
    if "apart" in judged.columns:
        refused = refused | judged.apart
    return judged.filter(refused).select("left", "right")


def _near(apart: pa.Table, loose: Firsts) -> pa.Table:
    """The pairs kept apart that some chain of links would bring together; few of many."""
    return apart.filter(_together(apart, loose))


def _unrivalled(accepted: pa.Table, refused: set[Pair]) -> pa.Array:
    """Links but those of a record that two others claim, who are two children, about equally.

    A baby without a name is as like the one twin as the other, who may be of another agency.
    """
    claimed = {record for pair in refused for record in pair}
    claims: dict[int, dict[int, float]] = {}
    for left, right, weight in zip(
        *(accepted[c].to_pylist() for c in ("left", "right", "weight")), strict=True
    ):
        for one, other in ((left, right), (right, left)):
            if one in claimed:
                claims.setdefault(one, {})[other] = weight
    dropped: set[Pair] = set()
    for one, two in refused:
        for record in claims.get(one, {}).keys() & claims.get(two, {}).keys():
            if abs(claims[one][record] - claims[two][record]) < LEAD:
                dropped |= {tuple(sorted((one, record))), tuple(sorted((two, record)))}  # type: ignore[arg-type]
    sure = (Kind.DECIDED.value, Kind.IDENTIFIER.value)
    kinds = accepted["kind"].to_pylist()
    pairs = zip(_links(accepted), kinds, strict=True)
    return pa.array([kind in sure or pair not in dropped for pair, kind in pairs], pa.bool_())


def _decided(accepted: pa.Table, *, records: int) -> Firsts:
    """For each record the first of those that people's decisions alone make one child."""
    rows = accepted.filter(pc.equal(accepted["kind"], Kind.DECIDED.value))
    links = zip(rows["left"].to_pylist(), rows["right"].to_pylist(), strict=True)
    return np.array(connect(records, links=links), dtype=np.int64)


def _refused(near: pa.Table, *, accepted: pa.Table, decided: Firsts) -> set[Pair]:
    """The pairs that may not come together; what people decided, or was linked, goes before."""
    linked = set(_links(accepted)) if near.num_rows else set()
    return {
        (left, right)
        for left, right in _links(near)
        if decided[left] != decided[right] and (left, right) not in linked
    }


def _together(pairs: pa.Table, first: Firsts) -> pa.Array:
    return pa.array(first[pairs["left"].to_numpy()] == first[pairs["right"].to_numpy()])


def _in_doubt(pairs: pa.Table, *, agencies: Sequence[int], first: Sequence[int]) -> pa.Array:
    """Pairs that could still be joined; one whose ends found others of the agencies is settled."""
    held: dict[int, set[int]] = {}
    for record, root in enumerate(first):
        held.setdefault(root, set()).add(agencies[record])
    sides = zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)
    return pa.array([held[first[a]].isdisjoint(held[first[b]]) for a, b in sides], pa.bool_())
