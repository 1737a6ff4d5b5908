"""What people decided of pairs of records stands above what model and rules say of them.

Takes decisions that agree among themselves; gives the judged pairs with them in force.
"""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from .rules import Kind
from .scratch import Scratch
from .types import Decision, Key

BONUS = 2000.0
"""Puts what people decided before every identifier."""


def number_decisions(
    decisions: Sequence[Decision], records: Mapping[Key, int]
) -> list[tuple[int, int, bool]]:
    """The decisions whose records are both there, as numbers of records, the smaller first."""
    found = []
    for one in decisions:
        if one.left in records and one.right in records:
            left, right = sorted((records[one.left], records[one.right]))
            found.append((left, right, one.same))
    return sorted(found)


def as_table(scratch: Scratch, numbered: Sequence[tuple[int, int, bool]]) -> ir.Table:
    """left, right, same."""
    left, right, same = zip(*numbered, strict=True) if numbered else ((), (), ())
    columns = {
        "left": pa.array(left, pa.int64()),
        "right": pa.array(right, pa.int64()),
        "same": pa.array(same, pa.bool_()),
    }
    return scratch.keep("decided", pa.table(columns))


def add_candidates(candidates: ir.Table, decided: ir.Table) -> ir.Table:
    """The pairs to compare, with those that were decided."""
    more = decided.select(join_key_l="left", join_key_r="right", match_key=ibis.literal("0"))
    return candidates.union(more, distinct=True).order_by("join_key_l", "join_key_r")


def apply_decisions(judged: ir.Table, decided: ir.Table) -> ir.Table:
    """The judged pairs; one that was decided is linked or refused as people said."""
    both = judged.left_join(decided, ["left", "right"])
    kind = ibis.cases(
        (both.same, Kind.DECIDED.value),
        (~both.same, Kind.REFUSED.value),
        else_=both.kind,
    )
    strength = both.weight + BONUS
    return both.select(
        *(column for column in judged.columns if column not in ("kind", "strength")),
        kind=kind,
        strength=both.same.fill_null(False).ifelse(strength, both.strength),
    )


def judge_decided_only(decided: ir.Table) -> ir.Table:
    """The decided pairs as judged ones, where nothing else can be compared."""
    return decided.select(
        "left",
        "right",
        weight=ibis.literal(0.0),
        family=ibis.literal(0.0),
        kind=decided.same.ifelse(Kind.DECIDED.value, Kind.REFUSED.value),
        strength=ibis.literal(BONUS),
    )
