"""Compares only what is new: pairs of unchanged records keep what the last run saw of them.

Gives the very numbers that comparing everything with the kept model would give: the model, and how
often each name was, stay those of the run that learnt them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .comparisons import Comparison
from .kept import Kept, method_now, model_kept, model_of
from .model import Model
from .score import score
from .scratch import Scratch
from .standardise import COLUMNS

MOST_CHANGED = 0.1
"""Where more records than this are not as the model was learnt from, it is learnt anew."""
FREQUENCIES = ("forename", "surname", "dob", "postcode")
_TEXTS = tuple(column for column in COLUMNS if column not in ("record", "agency", "person_id"))


@dataclass(frozen=True, kw_only=True)
class Past:
    """The kept run as it applies now. `people`: the records with names counted as then; `same`:
    `before` and `record`, the two numbers of each unchanged record, and whether it was learnt
    from."""

    kept: Kept
    model: Model
    people: ir.Table
    same: ir.Table
    unchanged: int
    records: int


def resume(
    scratch: Scratch,
    people: ir.Table,
    *,
    kept: Kept,
    used: Sequence[Comparison],
    seed: int,
) -> Past | str:
    """The kept run, or in words why everything has to be compared anew."""
    about = kept.about
    if about.method != method_now() or about.seed != seed:
        return "the way of linking has changed since"
    agencies, names = agencies_of(scratch.engine, people), tuple(c.name for c in used)
    if about.agencies != agencies or about.comparisons != names:
        return "there are other agencies, or other columns, than there were"
    then = scratch.keep("people", count_as_then(people, kept.terms))
    same = scratch.keep("same", _same(then, kept.records))
    sizes = fetch(scratch.engine, same.agg(n=same.count(), learnt=same.learnt.sum())).to_pylist()[0]
    now = fetch(scratch.engine, then.agg(n=then.count()))["n"][0].as_py()
    if (sizes["learnt"] or 0) < (1 - MOST_CHANGED) * max(now, about.records):
        return "more than a tenth of the records are not as the model was learnt from"
    return Past(
        kept=kept,
        model=model_of(about),
        people=then,
        same=same,
        unchanged=sizes["n"],
        records=now,
    )


def agencies_of(engine: Engine, people: ir.Table) -> tuple[str, ...]:
    """The agencies that have records, in order."""
    found = fetch(engine, people.select("agency").distinct().order_by("agency"))
    return tuple(found["agency"].to_pylist())


def compare_with_past(scratch: Scratch, past: Past, *, candidates: ir.Table) -> ir.Table:
    """Every candidate as `look` gives it; only pairs that the last run did not see are compared."""
    old = past.kept.pairs
    left = past.same.select(left="before", one="record")
    right = past.same.select(right="before", two="record")
    both = old.inner_join(left, "left").inner_join(right, "right")
    columns = [column for column in old.columns if column not in ("left", "right")]
    seen = scratch.keep("seen", both.select(*columns, left="one", right="two"))
    wanted = candidates.select(left="join_key_l", right="join_key_r")
    new = scratch.keep(
        "new",
        candidates.anti_join(
            seen, [candidates.join_key_l == seen.left, candidates.join_key_r == seen.right]
        ),
    )
    again = seen.semi_join(wanted, ["left", "right"])
    asked = new.select(record="join_key_l").union(new.select(record="join_key_r")).distinct()
    people = scratch.keep("asked", past.people.semi_join(asked, "record"))
    fresh = look(scratch, people, candidates=new, model=past.model, terms=past.kept.terms)
    return again.select("left", "right", *columns).union(fresh.select("left", "right", *columns))


def look(
    scratch: Scratch,
    people: ir.Table,
    *,
    candidates: ir.Table,
    model: Model,
    terms: ir.Table | None,
) -> ir.Table:
    """Each candidate with its scores; nulls for those of less weight than the floor."""
    scored = score(scratch, people, candidates=candidates, model=model, terms=terms)
    return with_the_unlikely(candidates, scored)


def with_the_unlikely(candidates: ir.Table, scored: ir.Table) -> ir.Table:
    """Every candidate, with nulls for those that were of too little weight to be kept."""
    wanted = candidates.select(left="join_key_l", right="join_key_r")
    return wanted.left_join(scored, ["left", "right"]).drop("left_right", "right_right")


def count_terms(people: ir.Table) -> ir.Table:
    """How often each name, birthday and postcode is, and which birthdays and homes are too common.

    what, value, times; the records' own counts are made of it again by `count_as_then`.
    """
    counted = [
        people.filter(people[column].notnull())
        .group_by(value=people[column])
        .agg(times=ibis._.count())
        .select("value", "times", what=ibis.literal(column))
        for column in FREQUENCIES
    ]
    common = [
        people.filter(people[what])
        .select(value=value)
        .distinct()
        .select("value", times=ibis.literal(1, "int64"), what=ibis.literal(what))
        for what, value in (("dob_common", people.dob), ("home_common", _home(people)))
    ]
    return reduce(lambda one, two: one.union(two), [*counted, *common])


def count_as_then(people: ir.Table, terms: ir.Table) -> ir.Table:
    """The records, with names counted and common days and homes told as they were then."""

    def values(what: str) -> ir.Table:
        return terms.filter(terms.what == what)

    times = values("forename").select(forename="value", then="times")
    known = people.left_join(times, "forename")
    rest = [column for column in COLUMNS if column not in _RETOLD]
    told = known.select(
        *rest,
        forename_times=known.forename.notnull().ifelse(known.then.fill_null(1), 0).cast("int64"),
        dob_common=known.dob.isin(values("dob_common").value).fill_null(False),
        home_common=_home(known).isin(values("home_common").value).fill_null(False),
    )
    return told.select(*COLUMNS).order_by("record")


_RETOLD = ("forename_times", "dob_common", "home_common")


def _home(people: ir.Table) -> Any:
    return people.postcode.fill_null("") + "\n" + people.address.fill_null("")


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def sha256(text: str) -> str:  # type: ignore[empty-body]
    """DuckDB's own function."""


def fingerprinted(people: ir.Table) -> ir.Table:
    """record, agency, person_id, and the fingerprint of all that is compared."""
    texts = [people[column].cast("string").fill_null("\x1e") + "\x1f" for column in _TEXTS]
    return people.select("record", "agency", "person_id", fingerprint=sha256(reduce(add, texts)))


def _same(people: ir.Table, before: ir.Table) -> ir.Table:
    now = fingerprinted(people)
    then = before.rename(before="record")
    return now.inner_join(then, ["agency", "person_id", "fingerprint"]).select(
        "before", "record", "learnt"
    )


def keep_run(
    engine: Engine,
    people: ir.Table,
    *,
    looked: ir.Table,
    model: Model,
    past: Past | None,
    seed: int,
) -> Kept:
    """What the next run needs of this one, in tables that outlast the work."""
    records = fingerprinted(people)
    if past is None:
        records = records.mutate(learnt=True)
        number = fetch(engine, people.agg(n=people.count()))["n"][0].as_py()
        about = model_kept(
            model,
            seed=seed,
            records=number,
            agencies=agencies_of(engine, people),
            method=method_now(),
        )
        terms = count_terms(people)
    else:
        known = records.left_join(past.same.select("record", "learnt"), "record")
        records = known.mutate(learnt=known.learnt.fill_null(False)).drop("record_right")
        about, terms = replace(past.kept.about, tables={}), past.kept.terms
    return Kept(
        about=about,
        records=keep(engine, "kept_records", records),
        pairs=keep(engine, "kept_pairs", looked),
        terms=keep(engine, "kept_terms", terms),
    )
