"""Keeps the links in which both records are each other's best by a clear lead."""

import ibis
import ibis.expr.types as ir

from .rules import LEAD, Kind


def choose(judged: ir.Table, people: ir.Table) -> ir.Table:
    """The judged pairs with `chosen`: mutual best links of a kind that may be linked.

    A link by identifier needs no lead: the identifier is the child's own. Nor does one that people
    decided.
    """
    pairs = _with_agencies(judged, people)
    # A pair in doubt competes, so that what it makes uncertain is not linked on its back.
    sure = [Kind.DECIDED, Kind.IDENTIFIER]
    rivals = pairs.filter(pairs.kind.isin([*sure, Kind.MODEL, Kind.DOUBT]))
    from_left = ibis.window(
        group_by=[rivals.left, rivals.right_agency],
        order_by=[rivals.strength.desc(), rivals.right],
    )
    from_right = ibis.window(
        group_by=[rivals.right, rivals.left_agency],
        order_by=[rivals.strength.desc(), rivals.left],
    )
    ranked = rivals.mutate(
        left_rank=ibis.row_number().over(from_left),
        right_rank=ibis.row_number().over(from_right),
        left_next=rivals.strength.lead().over(from_left),
        right_next=rivals.strength.lead().over(from_right),
    )
    best = (ranked.left_rank == 0) & (ranked.right_rank == 0)
    next_best = ibis.greatest(ranked.left_next.fill_null(-1e9), ranked.right_next.fill_null(-1e9))
    clear = (ranked.strength - next_best >= LEAD) | ranked.kind.isin(sure)
    may = ranked.kind.isin([*sure, Kind.MODEL])
    return ranked.select("left", "right", "kind", "weight", "strength", chosen=best & clear & may)


def _with_agencies(judged: ir.Table, people: ir.Table) -> ir.Table:
    left = people.select(left="record", left_agency="agency")
    right = people.select(right="record", right_agency="agency")
    return judged.join(left, "left").join(right, "right")
