"""From chosen links to persons, and the pairs that a person should look at."""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .cluster import Ints, Pair, cluster, reach
from .rules import LEAD, Kind

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """`first`: for each record the first of its person; `accepted`: the links within persons;
    `doubts`: pairs that were not linked though they might be one child, as `accepted` has them."""

    accepted: pa.Table
    doubts: pa.Table
    first: Ints


def settle(engine: Engine, *, judged: ir.Table, chosen: pa.Table, agencies: Ints) -> Settled:
    """Who is one person, links strongest first; `agencies` numbers each record's agency."""
    of = agencies.astype(np.int64)
    accepted = chosen.filter(chosen["chosen"])
    first = reach(len(of), left=accepted["left"].to_numpy(), right=accepted["right"].to_numpy())
    apart = fetch(engine, _apart(judged))
    near = apart.filter(_together(apart, first))
    contested = _contested(first, near=near, agencies=of)
    if contested.any():
        members = np.flatnonzero(contested[first])
        some = accepted.filter(pa.array(contested[first[accepted["left"].to_numpy()]]))
        first = first.copy()
        first[members] = _untangle(some, near=near, agencies=of, members=members)
    return Settled(
        accepted=accepted.filter(_together(accepted, first)),
        doubts=chosen.filter(_in_doubt(chosen, agencies=of, first=first)),
        first=first,
    )


def _contested(first: Ints, *, near: pa.Table, agencies: Ints) -> Flags:
    """Whether what a record's links reach holds two records of an agency, or a pair kept apart."""
    contested = np.zeros(len(first), dtype=bool)
    codes, times = np.unique(first * (agencies.max(initial=0) + 1) + agencies, return_counts=True)
    contested[codes[times > 1] // (agencies.max(initial=0) + 1)] = True
    contested[first[near["left"].to_numpy()]] = True
    return contested


def _untangle(links: pa.Table, *, near: pa.Table, agencies: Ints, members: Ints) -> Ints:
    """The first record of each member's person, where links contradict each other."""
    decided = _decided(links, records=len(agencies))
    refused = _refused(near, accepted=links, decided=decided)
    ordered = _strongest_first(links.filter(_unrivalled(links, refused)))
    place = {record: number for number, record in enumerate(members.tolist())}
    found = cluster(
        agencies[members].tolist(),
        links=[(place[a], place[b]) for a, b in ordered],
        refused={(place[a], place[b]) for a, b in refused},
    )
    return members[np.array(found, dtype=np.int64)]


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


def _decided(links: pa.Table, *, records: int) -> Ints:
    """For each record the first of those that people's decisions alone make one child."""
    rows = links.filter(pc.equal(links["kind"], Kind.DECIDED.value))
    return reach(records, left=rows["left"].to_numpy(), right=rows["right"].to_numpy())


def _refused(near: pa.Table, *, accepted: pa.Table, decided: Ints) -> set[Pair]:
    """The pairs that may not come together; what people decided, or was linked, goes before."""
    linked = set(_links(accepted)) if near.num_rows else set()
    return {
        (left, right)
        for left, right in _links(near)
        if decided[left] != decided[right] and (left, right) not in linked
    }


def _together(pairs: pa.Table, first: Ints) -> pa.Array:
    return pa.array(first[pairs["left"].to_numpy()] == first[pairs["right"].to_numpy()])


AT_ONCE = 62
"""Agencies whose presence fits into the bits of one number."""


def _in_doubt(pairs: pa.Table, *, agencies: Ints, first: Ints) -> pa.Array:
    """Pairs that could still be joined; one whose ends found others of the agencies is settled."""
    left, right = (first[pairs[side].to_numpy()] for side in ("left", "right"))
    together = np.zeros(len(left), dtype=bool)
    for start in range(0, int(agencies.max(initial=0)) + 1, AT_ONCE):
        some = np.flatnonzero((agencies >= start) & (agencies < start + AT_ONCE))
        held = np.zeros(len(first), dtype=np.int64)
        np.bitwise_or.at(held, first[some], np.int64(1) << (agencies[some] - start))
        together |= (held[left] & held[right]) != 0
    return pa.array(~together)
