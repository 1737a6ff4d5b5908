"""Compares pairs of records: all of them, or only what is new where an earlier run was kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .candidates import choose_blocks, find_candidates
from .comparisons import COMPARISONS, Comparison
from .decided import (
    add_candidates,
    apply_decisions,
    as_table,
    judge_decided_only,
    number_decisions,
)
from .family import learn_family
from .history import NOBODY_YET, Identity
from .kept import Kept, read_run
from .learn import make_model
from .model import Model
from .resume import Past, compare_with_past, keep_run, resume, with_the_unlikely
from .rules import judge
from .score import score
from .scratch import Scratch
from .types import Decision, Key

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known before: who was whom, and what people decided of pairs.

    `secret` shuffles new pseudonyms in the place of the seed. `kept` is the folder in which an
    earlier run was kept; `keep` says that this one is to be.
    """

    identity: Identity = NOBODY_YET
    decisions: Sequence[Decision] = ()
    secret: int | None = None
    kept: Path | None = None
    keep: bool = False


NOTHING_KNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Every pair looked at with what it may become; None where there is nothing to compare.

    `people`: the records as they were compared; `terms`: how often names were when the model was
    learnt, None where it was learnt now; `kept`: what the next run needs, where it was asked for.
    """

    people: ir.Table
    judged: ir.Table | None
    looked: ir.Table | None = None
    model: Model | None = None
    terms: ir.Table | None = None
    kept: Kept | None = None


def compare(
    scratch: Scratch,
    people: ir.Table,
    *,
    keys: Sequence[Key],
    seed: int,
    say: Say,
    known: Known,
) -> Compared:
    """Every pair of records that may be one child's, with what people decided in force."""
    numbered = _numbered(known.decisions, keys)
    decided = as_table(scratch, numbered)
    used = usable(scratch.engine, people)
    candidates = _candidates(scratch, people, decided=decided if numbered else None)
    if not used or not fetch(scratch.engine, candidates.limit(1)).num_rows:
        only = scratch.keep("judged", judge_decided_only(decided)) if numbered else None
        return Compared(people=people, judged=only)
    past = take_up(scratch, people, known=known, used=used, seed=seed, say=say)
    if past is None:
        model = _learn(scratch, people, used=used, seed=seed, say=say)
        say("Comparing pairs of records")
        scored = score(scratch, people, candidates=candidates, model=model)
        looked = with_the_unlikely(candidates, scored)
    else:
        people, model = past.people, past.model
        say("Comparing pairs with a new or changed record")
        looked = scratch.keep("looked", compare_with_past(scratch, past, candidates=candidates))
        scored = looked.filter(looked.weight.notnull())
    judged = judge(scored, model=model)
    judged = apply_decisions(judged, decided) if numbered else judged
    keep = partial(keep_run, scratch.engine, people, looked=looked, model=model, past=past)
    return Compared(
        people=people,
        judged=scratch.keep("judged", judged),
        looked=looked,
        model=model,
        terms=None if past is None else past.kept.terms,
        kept=keep(seed=seed) if known.keep else None,
    )


def _learn(
    scratch: Scratch, people: ir.Table, *, used: Sequence[Comparison], seed: int, say: Say
) -> Model:
    say("Learning what agreement is worth")
    model = make_model(scratch.engine, people, comparisons=tuple(used), seed=seed)
    return learn_family(scratch, people, model=model)


def _numbered(decisions: Sequence[Decision], keys: Sequence[Key]) -> list[tuple[int, int, bool]]:
    if not decisions:
        return []
    return number_decisions(decisions, {key: number for number, key in enumerate(keys)})


def _candidates(scratch: Scratch, people: ir.Table, *, decided: ir.Table | None) -> ir.Table:
    found = find_candidates(scratch, people, choose_blocks(scratch.engine, people))
    return scratch.keep("candidates", found if decided is None else add_candidates(found, decided))


def take_up(
    scratch: Scratch,
    people: ir.Table,
    *,
    known: Known,
    used: Sequence[Comparison],
    seed: int,
    say: Say,
) -> Past | None:
    """The run that was kept, if it still holds; says which of the two it is."""
    if known.kept is None or not known.kept.exists():
        return None
    kept = read_run(scratch.engine, known.kept)
    found = (
        "what the last run kept is not there whole"
        if kept is None
        else resume(scratch, people, kept=kept, used=used, seed=seed)
    )
    if isinstance(found, str):
        say(f"Comparing everything anew: {found}")
        return None
    new = found.records - found.unchanged
    say(f"{found.unchanged:,} records are as they were; {new:,} are new or changed")
    return found


def usable(engine: Engine, clean: ir.Table) -> tuple[Comparison, ...]:
    """The comparisons of which at least two agencies hold a part."""
    columns = sorted({column for comparison in COMPARISONS for column in comparison.needs})
    filled = clean.group_by("agency").agg(**{c: clean[c].count() for c in columns})
    counts = fetch(engine, filled).to_pydict()
    shared = {c for c in columns if sum(n > 0 for n in counts[c]) >= 2}
    return tuple(c for c in COMPARISONS if shared & set(c.needs))
