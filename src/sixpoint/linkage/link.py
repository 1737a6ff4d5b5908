"""Links the records of several agencies that are one child's."""

from collections.abc import Callable, Mapping

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.terms.problems import user_error

from .candidates import find_candidates
from .choose import choose
from .comparisons import COMPARISONS, Comparison
from .learn import make_model
from .persons import name_persons
from .rules import are_families, judge
from .score import score
from .scratch import Scratch, scratch_tables
from .settle import Settled, settle
from .standardise import standardise
from .types import Linked

Say = Callable[[str], None]


def link(
    engine: Engine,
    people: Mapping[str, ir.Table],
    *,
    seed: int,
    say: Say = lambda _: None,
) -> Linked:
    """Who is who across the agencies; `seed` shuffles the pseudonyms and draws random pairs.

    Each table has `person_id` (unique in its agency) and any of forename, surname, date_of_birth,
    sex, postcode, address, chi, scn and identifier. `say` hears what is going on, never a value.
    """
    if not people:
        raise user_error(
            "no-people", what="There are no people to link.", fix="Give at least one table."
        )
    with scratch_tables(engine) as scratch:
        say("Standardising names, dates and identifiers")
        clean = scratch.keep("people", standardise(people))
        rows = fetch(engine, clean.order_by("record").select("agency", "person_id"))
        _refuse_repeated_ids(rows)
        judged = _judge_pairs(scratch, clean, seed=seed, say=say)
        say("Choosing links")
        settled = _settle(engine, clean, judged=judged, rows=rows)
        say("Giving out pseudonyms")
        return name_persons(engine, rows=rows, settled=settled, judged=judged, seed=seed)


def _refuse_repeated_ids(rows: pa.Table) -> None:
    distinct = rows.group_by(["agency", "person_id"]).aggregate([]).num_rows
    if distinct < rows.num_rows or rows["person_id"].null_count:
        raise user_error(
            "repeated-person-id",
            what="An agency's people have missing or repeated ids.",
            fix="Give every row of an agency's table an id of its own.",
        )


def _judge_pairs(scratch: Scratch, clean: ir.Table, *, seed: int, say: Say) -> ir.Table | None:
    """Every pair looked at with what it may become; None where there is nothing to compare."""
    engine = scratch.engine
    used = _usable(engine, clean)
    candidates = scratch.keep("candidates", find_candidates(clean))
    if not used or not fetch(engine, candidates.limit(1)).num_rows:
        return None
    say("Learning what agreement is worth")
    model = make_model(engine, clean, comparisons=used, seed=seed)
    say("Comparing pairs of records")
    scored = score(scratch, clean, candidates=candidates, model=model)
    return scratch.keep("judged", judge(scored, families=are_families(engine, clean)))


def _usable(engine: Engine, clean: ir.Table) -> tuple[Comparison, ...]:
    """The comparisons of which at least two agencies hold a part."""
    columns = sorted({column for comparison in COMPARISONS for column in comparison.needs})
    filled = clean.group_by("agency").agg(**{c: clean[c].count() for c in columns})
    counts = fetch(engine, filled).to_pydict()
    shared = {c for c in columns if sum(n > 0 for n in counts[c]) >= 2}
    return tuple(c for c in COMPARISONS if shared & set(c.needs))


def _settle(engine: Engine, clean: ir.Table, *, judged: ir.Table | None, rows: pa.Table) -> Settled:
    if judged is None:
        return Settled(accepted=_NO_LINKS, in_doubt=0, first=range(rows.num_rows))
    agencies = rows["agency"].combine_chunks().dictionary_encode().indices.to_pylist()
    chosen = choose(judged, clean)
    return settle(engine, judged=judged, chosen=chosen, agencies=agencies)


_NO_LINKS = pa.table(
    {
        "left": pa.array([], pa.int64()),
        "right": pa.array([], pa.int64()),
        "kind": pa.array([], pa.string()),
        "weight": pa.array([], pa.float64()),
        "why": pa.array([], pa.string()),
    }
)
