"""Scores the pairs that are looked at, with Splink and the model."""

import ibis
import ibis.expr.types as ir
from splink import Linker

from sixpoint.engines.ask import fetch

from .comparisons import Comparison
from .model import Model
from .scratch import Scratch, name_of
from .splinking import ask_splink, open_linker

SLICE = 4_000_000
"""Pairs scored at a time: Splink keeps every compared column beside each, which takes memory."""


FLOOR = -14.0
"""Match weight below which a pair is not even kept: less than one in sixteen thousand."""


def score(
    scratch: Scratch,
    people: ir.Table,
    *,
    candidates: ir.Table,
    model: Model,
    floor: float | None = FLOOR,
    terms: ir.Table | None = None,
) -> ir.Table:
    """Each pair with its weight (rounded, in bits) and, per comparison, the level it reached.

    Pairs of a lesser weight than `floor` are left out. `terms` (what, value, times) says how often
    names were when the model was learnt; without it the people's own are counted.
    """
    sizes = candidates.agg(pairs=ibis._.count(), last=candidates.join_key_l.max())
    size = fetch(scratch.engine, sizes).to_pylist()[0]
    slices = max(1, -(-size["pairs"] // SLICE))
    step = (size["last"] or 0) // slices + 1
    with open_linker(scratch.engine, people, model=model) as linker:
        if terms is not None and model.frequencies:
            _use_terms(scratch, linker, people=people, terms=terms, comparisons=model.comparisons)
        parts = [
            _score_slice(
                scratch,
                linker,
                pairs=candidates.filter(
                    candidates.join_key_l.between(number * step, (number + 1) * step - 1)
                ),
                comparisons=model.comparisons,
                floor=floor,
            )
            for number in range(slices)
        ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _use_terms(
    scratch: Scratch,
    linker: Linker,
    *,
    people: ir.Table,
    terms: ir.Table,
    comparisons: tuple[Comparison, ...],
) -> None:
    """Lets the linker take names for as common as they were; one not seen then counts as once."""
    levels = [level for comparison in comparisons for level in comparison.levels]
    for column in sorted({level.frequency_of for level in levels if level.frequency_of}):
        then = terms.filter(terms.what == column).select("value", "times")
        every = fetch(scratch.engine, then.agg(n=then.times.sum()))["n"][0].as_py() or 1
        now = people.filter(people[column].notnull()).select(value=people[column]).distinct()
        new = now.anti_join(then, "value").mutate(times=ibis.literal(1, "int64"))
        both = then.mutate(times=then.times.cast("int64")).union(new)
        share = (both.times.cast("float64") / ibis.literal(every)).cast("float64")
        told = both.select(**{column: both.value, f"tf_{column}": share})
        table = scratch.keep("frequencies", told)
        given = linker._db_api.table_to_splink_dataframe(f"terms_{column}", name_of(table))
        linker.table_management.register_term_frequency_lookup(given, column)


def _score_slice(
    scratch: Scratch,
    linker: Linker,
    *,
    pairs: ir.Table,
    comparisons: tuple[Comparison, ...],
    floor: float | None,
) -> ir.Table:
    """The scores of some pairs, without the columns that were compared."""
    part = scratch.keep("part", pairs)
    blocked = linker._db_api.table_to_splink_dataframe("part", name_of(part))
    linker.table_management.register_blocked_pairs_for_predict(blocked)
    predicted = ask_splink(
        lambda: linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
    )
    wide = scratch.engine.ibis.table(predicted.physical_name)
    slim = wide.select(
        left="record_l",
        right="record_r",
        # Sums of floats are rounded, or a link could hang on the number of threads.
        weight=wide.match_weight.round(6),
        **{f"gamma_{c.name}": wide[f"gamma_{c.name}"].cast("int8") for c in comparisons},
    )
    kept = scratch.keep("scored", slim)
    predicted.drop_table_from_database_and_remove_from_cache()
    scratch.drop(part)
    return kept
