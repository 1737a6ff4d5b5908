"""Keeps the links that hold against all that else they could be.

A pair can be one child, two strangers, two of a family, or one of its records can belong to
another record of the other agency. Each of these has its odds; a link is kept where they are small
together. What is sure is settled first: an agency holds a child once, so a record that has found
its other half is nobody's rival any more.
"""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .moves import weigh_moves
from .rules import ACCEPT_IN_FAMILY, REVIEW, Kind, least_to_link

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST = 60.0
"""Bits beyond which nothing is surer."""
ROUNDS = 6
LEAST_ABSENT = 0.1
"""At least this share of an agency's children is taken to be unknown to another agency."""
ENOUGH = 500
"""With fewer records nothing is concluded from how many have found another half."""


@dataclass(frozen=True)
class _Pairs:
    """Pairs that may be linked or stand in the way. `groups`: of both sides, the record and the
    agency it faces, as a number; `sides`: the agencies; `least`: bits from which one is linked."""

    groups: tuple[Ints, Ints]
    sides: tuple[Ints, Ints]
    left: Ints
    right: Ints
    strangers: Floats
    family: Floats
    may: Flags
    decided: Flags
    least: float


def choose(engine: Engine, judged: ir.Table, people: ir.Table) -> pa.Table:
    """The pairs that are linked or in doubt, in order: left, right, kind, weight, chosen.

    `weight` is in bits and counts everything: strangers, family, rivals, and how likely it is that
    a record has no other half at all. `people` are the standardised records.
    """
    wanted = judged.filter(judged.kind.isin(_MAY_STAND))
    columns = ("left", "right", "kind", "weight", "family")
    rows = fetch(engine, wanted.select(*columns).order_by("left", "right"))
    records = fetch(engine, people.order_by("record").select("agency", "postcode"))
    agencies, homes = (_numbered(records[column]) for column in ("agency", "postcode"))
    compared = (name.removeprefix("gamma_") for name in judged.columns)
    pairs = _compete(rows, agencies, least=least_to_link(compared))
    chosen, bits = _choose(pairs, np.bincount(agencies), homes)
    doubtful = ~chosen & ((bits >= REVIEW) | ~pairs.may)
    found = rows.select(["left", "right", "kind"]).append_column("weight", pa.array(bits))
    return found.append_column("chosen", pa.array(chosen)).filter(pa.array(chosen | doubtful))


_MAY_STAND = [kind.value for kind in (Kind.DECIDED, Kind.IDENTIFIER, Kind.MODEL, Kind.DOUBT)]


def _numbered(texts: pa.ChunkedArray) -> Ints:
    """Equal texts by equal numbers, missing ones by -1."""
    indices = texts.combine_chunks().dictionary_encode().indices
    numbers: Ints = pc.fill_null(indices, -1).to_numpy().astype(np.int64)
    return numbers


def _are(rows: pa.Table, kind: Kind) -> Flags:
    return np.asarray(pc.equal(rows["kind"], kind.value).to_numpy())


def _compete(rows: pa.Table, agencies: Ints, *, least: float) -> _Pairs:
    """A group is one record facing one agency: at most one of that agency's records is its own."""
    left, right = rows["left"].to_numpy(), rows["right"].to_numpy()
    every = int(agencies.max(initial=0)) + 1
    codes = np.concatenate([left * every + agencies[right], right * every + agencies[left]])
    # Numbered in order without sorting: which there are, counted up.
    there = np.zeros(len(agencies) * every, dtype=bool)
    there[codes] = True
    groups = (np.cumsum(there) - 1)[codes]
    return _Pairs(
        groups=(groups[: len(left)], groups[len(left) :]),
        sides=(agencies[left], agencies[right]),
        left=left,
        right=right,
        strangers=rows["weight"].to_numpy(),
        family=rows["family"].to_numpy(),
        may=~_are(rows, Kind.DOUBT),
        decided=_are(rows, Kind.DECIDED),
        least=least,
    )


def _choose(pairs: _Pairs, sizes: Ints, homes: Ints) -> tuple[Flags, Floats]:
    """Which pairs are linked, and what each is worth in the end, in bits."""
    chosen = pairs.decided.copy()
    open_ = ~chosen & ~_taken(pairs, chosen)
    strength, absent = _strength(pairs, 0.0), np.ones(len(chosen))
    bits = strength.copy()
    for patient in (False, True):
        if patient:
            # What is sure says how full the agencies are, and who moved where.
            absent = _absent(pairs, chosen, sizes)
            moves = weigh_moves(pairs.left, pairs.right, linked=chosen, homes=homes)
            strength = _strength(pairs, moves)
        for _ in range(ROUNDS):
            bits[open_], in_family = _bits(pairs, strength, absent, open_)
            new = open_ & pairs.may & (bits >= pairs.least)
            new[open_] &= in_family >= ACCEPT_IN_FAMILY
            if not new.any():
                break
            chosen |= new
            open_ &= ~new & ~_taken(pairs, new)
    bits[~open_ & ~chosen] = -MOST
    return chosen, bits.round(6)


def _strength(pairs: _Pairs, moves: Floats | float) -> Floats:
    """Bits against strangers and family together."""
    doubts = np.exp2(-np.clip(pairs.strangers + moves, -MOST, MOST))
    doubts += np.exp2(-np.clip(pairs.family, -MOST, MOST))
    strength: Floats = -np.log2(doubts)
    return strength


def _bits(pairs: _Pairs, strength: Floats, absent: Floats, open_: Flags) -> tuple[Floats, Floats]:
    """The odds of each open pair in bits: against all else it could be; against family alone.

    Rivals count as family, which they mostly are.
    """
    one, two = (groups[open_] for groups in pairs.groups)
    own, odds = strength[open_], np.exp2(strength[open_])
    sums = np.bincount(np.concatenate([one, two]), np.concatenate([odds, odds]))
    rivals = np.maximum(sums[one] + sums[two] - 2 * odds, 0.0)
    rivals *= np.exp2(-own)
    family = np.exp2(-np.clip(pairs.family[open_], -MOST, MOST))
    return (
        -np.log2(absent[open_] * np.exp2(-own) + rivals),
        -np.log2(absent[open_] * family + rivals),
    )


def _taken(pairs: _Pairs, chosen: Flags) -> Flags:
    """Pairs of which a record has found its other half in that agency."""
    held = np.zeros(1 + max(int(groups.max(initial=0)) for groups in pairs.groups), dtype=bool)
    for groups in pairs.groups:
        held[groups[chosen]] = True
    one, two = pairs.groups
    return np.asarray(held[one] | held[two])


def _absent(pairs: _Pairs, chosen: Flags, sizes: Ints) -> Floats:
    """How likely it is that neither record has an other half, by the agencies of the pair.

    Two different children are only taken for one where the one's own record is not there, and the
    other's neither. Agencies that know nearly the same children leave little room for that.
    """
    one, two = pairs.sides
    every = len(sizes)
    links = np.bincount(one[chosen] * every + two[chosen], minlength=every * every)
    found = links[one * every + two]
    shares = [
        np.where(sizes[side] < ENOUGH, 1.0, np.clip(1 - found / sizes[side], LEAST_ABSENT, 1.0))
        for side in (one, two)
    ]
    return np.asarray(shares[0] * shares[1])
