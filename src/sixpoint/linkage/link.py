"""Links the records of several agencies that are one child's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.terms.problems import user_error

from .candidates import choose_blocks, find_candidates
from .choose import choose
from .comparisons import COMPARISONS, Comparison
from .decided import (
    add_candidates,
    apply_decisions,
    as_table,
    judge_decided_only,
    number_decisions,
)
from .family import learn_family
from .history import NOBODY_YET, Identity, name_groups
from .learn import make_model
from .model import Model
from .persons import name_persons
from .rules import judge
from .score import score
from .scratch import Scratch, scratch_tables
from .settle import Settled, settle
from .standardise import standardise
from .types import Decision, Key, Linked

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known before: who was whom, and what people decided of pairs.

    `secret` shuffles new pseudonyms in the place of the seed.
    """

    identity: Identity = NOBODY_YET
    decisions: Sequence[Decision] = ()
    secret: int | None = None


NOTHING_KNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Linking:
    """Linking with all that it made on the way, for as long as its working tables live.

    `clean`: the standardised records, numbered; `keys` names each record by its number. `judged`
    has every pair looked at: left, right, weight, kind, strength and a gamma for each comparison;
    None where there was nothing to compare. `model` is None there too.
    """

    scratch: Scratch
    clean: ir.Table
    keys: Sequence[Key]
    model: Model | None
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
        keys = list(zip(rows["agency"].to_pylist(), rows["person_id"].to_pylist(), strict=True))
        compared = _compare(scratch, clean, keys=keys, seed=seed, say=say, known=known)
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
            judged=compared.judged,
            settled=settled,
            linked=linked,
        )


def _refuse_repeated_ids(rows: pa.Table) -> None:
    distinct = rows.group_by(["agency", "person_id"]).aggregate([]).num_rows
    if distinct < rows.num_rows or rows["person_id"].null_count:
        raise user_error(
            "repeated-person-id",
            what="An agency's people have missing or repeated ids.",
            fix="Give every row of an agency's table an id of its own.",
        )


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """Every pair looked at with what it may become; None where there is nothing to compare."""

    judged: ir.Table | None
    model: Model | None = None


def _compare(
    scratch: Scratch,
    clean: ir.Table,
    *,
    keys: Sequence[Key],
    seed: int,
    say: Say,
    known: Known,
) -> _Compared:
    engine = scratch.engine
    numbers = {key: number for number, key in enumerate(keys)}
    numbered = number_decisions(known.decisions, numbers)
    decided = as_table(scratch, numbered)
    used = _usable(engine, clean)
    found = find_candidates(scratch, clean, choose_blocks(engine, clean))
    found = add_candidates(found, decided) if numbered else found
    candidates = scratch.keep("candidates", found)
    if not used or not fetch(engine, candidates.limit(1)).num_rows:
        only = scratch.keep("judged", judge_decided_only(decided)) if numbered else None
        return _Compared(judged=only)
    say("Learning what agreement is worth")
    model = make_model(engine, clean, comparisons=used, seed=seed)
    model = learn_family(scratch, clean, model=model)
    say("Comparing pairs of records")
    scored = score(scratch, clean, candidates=candidates, model=model)
    judged = judge(scored, model=model)
    judged = apply_decisions(judged, decided) if numbered else judged
    return _Compared(judged=scratch.keep("judged", judged), model=model)


def _usable(engine: Engine, clean: ir.Table) -> tuple[Comparison, ...]:
    """The comparisons of which at least two agencies hold a part."""
    columns = sorted({column for comparison in COMPARISONS for column in comparison.needs})
    filled = clean.group_by("agency").agg(**{c: clean[c].count() for c in columns})
    counts = fetch(engine, filled).to_pydict()
    shared = {c for c in columns if sum(n > 0 for n in counts[c]) >= 2}
    return tuple(c for c in COMPARISONS if shared & set(c.needs))


def _settle(engine: Engine, clean: ir.Table, *, judged: ir.Table | None, rows: pa.Table) -> Settled:
    if judged is None:
        return Settled(accepted=_NO_LINKS, doubts=_NO_LINKS, first=range(rows.num_rows))
    agencies = rows["agency"].combine_chunks().dictionary_encode().indices.to_pylist()
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
