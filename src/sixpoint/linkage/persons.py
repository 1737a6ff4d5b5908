"""Writes down who is one person, and each link with how it was made."""

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .rules import Kind, explain
from .settle import Settled
from .types import Linked

Floats = npt.NDArray[np.float64]

BY_PEOPLE = "decided by people"


def name_persons(
    engine: Engine,
    *,
    rows: pa.Table,
    settled: Settled,
    judged: ir.Table | None,
    names: pa.Array,
) -> Linked:
    """The linked people; `names` holds the pseudonym of each record's person."""
    pairs = _pairs(rows, _explained(engine, settled.accepted, judged))
    doubts = _pairs(rows, _explained(engine, settled.doubts, judged))
    counts = pc.value_counts(pairs["how"].combine_chunks()).to_pylist()
    how = {one["values"]: int(one["counts"]) for one in counts}
    return Linked(
        people=keep(engine, "linked_people", rows.append_column("person", names)),
        pairs=keep(engine, "linked_pairs", pairs),
        doubts=keep(engine, "linked_doubts", doubts),
        records=rows.num_rows,
        persons=len(names.unique()),
        by_decision=how.get(Kind.DECIDED.value, 0),
        by_identifier=how.get(Kind.IDENTIFIER.value, 0),
        by_model=how.get(Kind.MODEL.value, 0),
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
    chances = pa.array(probabilities_of(pairs["weight"].to_numpy()))
    by_model = pc.equal(pairs["kind"], Kind.MODEL.value)
    return pa.table(
        {
            "left_agency": left["agency"],
            "left_id": left["person_id"],
            "right_agency": right["agency"],
            "right_id": right["person_id"],
            "how": pairs["kind"].cast(pa.string()),
            "probability": pc.if_else(by_model, chances, pa.scalar(None, pa.float64())),
            "score": chances,
            "why": pairs["why"],
        }
    )


def probability_of(weight: float) -> float:
    """The probability that a match weight in bits stands for."""
    return float(probabilities_of(np.array([weight]))[0])


def probabilities_of(weights: Floats) -> Floats:
    """The same of many, to six digits."""
    bits = np.clip(np.asarray(weights, dtype=np.float64), -100.0, 100.0)
    found: Floats = np.round(1 / (1 + np.exp2(-bits)), 6)
    return found
