"""Writes down who is one person, and each link with how it was made."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .rules import Kind, explain
from .settle import Settled
from .types import Linked

BY_PEOPLE = "decided by people"


def name_persons(
    engine: Engine,
    *,
    rows: pa.Table,
    settled: Settled,
    judged: ir.Table | None,
    names: Sequence[str],
) -> Linked:
    """The linked people; `names` holds the pseudonym of each record's person."""
    persons = pa.array(names, pa.string())
    pairs = _pairs(rows, _explained(engine, settled.accepted, judged))
    doubts = _pairs(rows, _explained(engine, settled.doubts, judged))
    how = pairs["how"].to_pylist()
    return Linked(
        people=keep(engine, "linked_people", rows.append_column("person", persons)),
        pairs=keep(engine, "linked_pairs", pairs),
        doubts=keep(engine, "linked_doubts", doubts),
        records=rows.num_rows,
        persons=len(set(names)),
        by_decision=how.count(Kind.DECIDED.value),
        by_identifier=how.count(Kind.IDENTIFIER.value),
        by_model=how.count(Kind.MODEL.value),
        in_doubt=doubts.num_rows,
    )


def _explained(engine: Engine, pairs: pa.Table, judged: ir.Table | None) -> pa.Table:
    """The pairs with `why`, in order."""
    if judged is None:
        return pairs
    some = keep(engine, "linkage_some", pairs.select(["left", "right", "kind", "weight"]))
    try:
        table = judged.drop("kind", "weight").join(some, ["left", "right"])
        return fetch(engine, _with_why(table).order_by("left", "right"))
    finally:
        engine.ibis.drop_table(some.op().name, force=True)


def _with_why(table: ir.Table) -> ir.Table:
    compared = any(column.startswith("gamma_") for column in table.columns)
    likeness = explain(table) if compared else ibis.literal("")
    apart = ibis.cases((likeness == "", ""), else_=", ")
    said = ibis.cases(
        (table.kind == Kind.DECIDED.value, likeness + apart + BY_PEOPLE), else_=likeness
    )
    return table.select("left", "right", "kind", "weight", why=said)


def _pairs(rows: pa.Table, pairs: pa.Table) -> pa.Table:
    left, right = rows.take(pairs["left"]), rows.take(pairs["right"])
    kinds = pairs["kind"].to_pylist()
    chances = [probability_of(weight) for weight in pairs["weight"].to_pylist()]
    probability = [
        chance if kind == Kind.MODEL else None for chance, kind in zip(chances, kinds, strict=True)
    ]
    return pa.table(
        {
            "left_agency": left["agency"],
            "left_id": left["person_id"],
            "right_agency": right["agency"],
            "right_id": right["person_id"],
            "how": pa.array(kinds, pa.string()),
            "probability": pa.array(probability, pa.float64()),
            "score": pa.array(chances, pa.float64()),
            "why": pairs["why"],
        }
    )


def probability_of(weight: float) -> float:
    """The probability that a match weight in bits stands for."""
    return round(1 / (1 + 2 ** -max(-100.0, min(100.0, weight))), 6)
