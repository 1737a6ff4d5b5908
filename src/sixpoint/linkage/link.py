"""Links the records of several agencies that are one child's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.terms.problems import user_error

from .choose import choose
from .compare import NOTHING_KNOWN, Known, Say, compare
from .history import name_groups
from .model import Model
from .persons import name_persons
from .scratch import Scratch, scratch_tables
from .settle import Settled, settle
from .standardise import standardise
from .types import Key, Keys, Linked


@dataclass(frozen=True, kw_only=True)
class Linking:
    """Linking with all that it made on the way, for as long as its working tables live.

    `clean`: the standardised records, numbered; `keys` names each record by its number. `looked`
    has every pair looked at, by left and right; `judged` those that are not far from alike, with
    weight, family, strength, kind and a gamma for each comparison; None where there was nothing to
    compare. `model` is None there too. `terms` says how often names
    were when the model was learnt; None where it was learnt from these records.
    """

    scratch: Scratch
    clean: ir.Table
    keys: Sequence[Key]
    model: Model | None
    terms: ir.Table | None
    looked: ir.Table | None
    judged: ir.Table | None
    settled: Settled
    linked: Linked


def link(
    engine: Engine,
    people: Mapping[str, ir.Table],
    *,
    seed: int,
    say: Say = lambda _: None,
    known: Known = NOTHING_KNOWN,
) -> Linked:
    """Who is who across the agencies; `seed` shuffles new pseudonyms and draws random pairs.

    Each table has `person_id` (unique in its agency) and any of forename, surname, date_of_birth,
    sex, postcode, address, chi, scn and identifier. `say` hears what is going on, never a value.
    """
    with open_linking(engine, people, seed=seed, say=say, known=known) as linking:
        return linking.linked


@contextmanager
def open_linking(
    engine: Engine,
    people: Mapping[str, ir.Table],
    *,
    seed: int,
    say: Say = lambda _: None,
    known: Known = NOTHING_KNOWN,
) -> Iterator[Linking]:
    """The same with everything that was made on the way; it is gone when the block ends."""
    if not people:
        raise user_error(
            "no-people", what="There are no people to link.", fix="Give at least one table."
        )
    with scratch_tables(engine) as scratch:
        say("Standardising names, dates and identifiers")
        clean = scratch.keep("people", standardise(people))
        rows = fetch(engine, clean.order_by("record").select("agency", "person_id"))
        _refuse_repeated_ids(rows)
        keys = Keys(rows)
        compared = compare(scratch, clean, keys=keys, seed=seed, say=say, known=known)
        clean = compared.people
        say("Choosing links")
        settled = _settle(engine, clean, judged=compared.judged, rows=rows)
        say("Giving out pseudonyms")
        secret = seed if known.secret is None else known.secret
        names = name_groups(keys, settled.first, known=known.identity, seed=secret)
        linked = name_persons(
            engine, rows=rows, settled=settled, judged=compared.judged, names=names
        )
        yield Linking(
            scratch=scratch,
            clean=clean,
            keys=keys,
            model=compared.model,
            terms=compared.terms,
            looked=compared.looked,
            judged=compared.judged,
            settled=settled,
            linked=replace(linked, kept=compared.kept),
        )


def _refuse_repeated_ids(rows: pa.Table) -> None:
    """The rows are in the order of agency and id, so that the same stand side by side."""
    same = [pc.equal(rows[c][1:], rows[c][:-1]) for c in ("agency", "person_id")]
    repeated = pc.any(pc.and_(*same)).as_py()
    if repeated or rows["person_id"].null_count:
        raise user_error(
            "repeated-person-id",
            what="An agency's people have missing or repeated ids.",
            fix="Give every row of an agency's table an id of its own.",
        )


def _settle(engine: Engine, clean: ir.Table, *, judged: ir.Table | None, rows: pa.Table) -> Settled:
    if judged is None:
        return Settled(accepted=_NO_LINKS, doubts=_NO_LINKS, first=np.arange(rows.num_rows))
    agencies = rows["agency"].combine_chunks().dictionary_encode().indices.to_numpy()
    chosen = choose(engine, judged, clean)
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
