"""Names each person by a pseudonym that says nothing, and each link by how it was made."""

import random

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .rules import Kind, explain
from .settle import Settled
from .types import Linked


def name_persons(
    engine: Engine, *, rows: pa.Table, settled: Settled, judged: ir.Table | None, seed: int
) -> Linked:
    """The linked people; pseudonyms run in an order that the seed shuffles."""
    first_records = sorted(set(settled.first))
    random.Random(seed).shuffle(first_records)
    pseudonyms = {first: f"P{number}" for number, first in enumerate(first_records, start=1)}
    persons = pa.array([pseudonyms[first] for first in settled.first], pa.string())
    accepted = settled.accepted if judged is None else _explained(engine, settled, judged)
    pairs = _pairs(rows, accepted)
    how = pairs["how"].to_pylist()
    return Linked(
        people=keep(engine, "linked_people", rows.append_column("person", persons)),
        pairs=keep(engine, "linked_pairs", pairs),
        records=rows.num_rows,
        persons=len(pseudonyms),
        by_identifier=how.count(Kind.IDENTIFIER.value),
        by_model=how.count(Kind.MODEL.value),
        in_doubt=settled.in_doubt,
    )


def _explained(engine: Engine, settled: Settled, judged: ir.Table) -> pa.Table:
    """The accepted links with `why`, in order."""
    accepted = keep(engine, "linkage_accepted", settled.accepted.select(["left", "right"]))
    try:
        table = judged.join(accepted, ["left", "right"])
        explained = table.select("left", "right", "kind", "weight", why=explain(table))
        return fetch(engine, explained.order_by("left", "right"))
    finally:
        engine.ibis.drop_table(accepted.op().name, force=True)


def _pairs(rows: pa.Table, accepted: pa.Table) -> pa.Table:
    left, right = rows.take(accepted["left"]), rows.take(accepted["right"])
    kinds = accepted["kind"].to_pylist()
    chances = [_probability(weight) for weight in accepted["weight"].to_pylist()]
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
            "why": accepted["why"],
        }
    )


def _probability(weight: float) -> float:
    """The probability that a match weight in bits stands for."""
    return round(1 / (1 + 2 ** -max(-100.0, min(100.0, weight))), 6)
