"""How alike brothers, sisters and twins are: the other thing that two like records can be.

A linkage model knows two cases, one child and two strangers, and takes a family's surname, home
and, for twins, birthday for the child's own. Here is the third case. What a family's children
share is seen within an agency, where records are of different children: those that share surname
and postcode. Gives the bits by which a pair is rather one child than two of a family.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log2
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines.ask import fetch

from .comparisons import Comparison
from .model import Likeness, Model
from .score import score
from .scratch import Scratch

FIXED: dict[str, Mapping[str, float]] = {
    "forename": {"same": 0.0005, "other_form": 0.008, "swapped": 0.0001, "part": 0.003,
                 "close": 0.004, "alike": 0.04, "different": 0.9444},
    "dob": {"same": 0.017, "filled_in": 0.0001, "swapped": 0.0002, "slip": 0.004,
            "year_only": 0.001, "two_parts": 0.0077, "different": 0.97},
    "sex": {"same": 0.5, "different": 0.5},
    "chi": {"same": 0.01, "different": 0.99},
    "scn": {"same": 0.01, "slip": 0.001, "different": 0.989},
    "identifier": {"same": 0.01, "slip": 0.001, "different": 0.989},
}  # fmt: skip
"""What is believed of a family's children until the data says more: the makers' judgement. A number
copied from a brother or sister is believed of one pair in a hundred."""

PAIRS_PER_LINK = 0.9
"""Pairs of one family across two agencies, for each child that both know; until the data says."""

LEARNT = ("forename", "dob", "sex")
MOST_PAIRS = 100_000
BELIEF = 50
"""The fixed values count like so many pairs that were seen."""
MOST_IN_HOME = 8
"""More of one surname at one postcode are no household."""


@dataclass(frozen=True)
class _Seen:
    """Pairs of a family seen within agencies: how many in all, and by level and comparison."""

    pairs: float
    levels: Mapping[str, Mapping[str, float]]


def learn_family(scratch: Scratch, people: ir.Table, *, model: Model) -> Model:
    """The model with what families are like, and with twins taken out of what it learnt.

    Pairs chosen by birthday hold twins, whom expectation maximisation takes for one child that
    changed its forename: so many are taken away again as the agencies' own twins say.
    """
    records = fetch(scratch.engine, people.agg(n=ibis._.count()))["n"][0].as_py()
    seen = _see(scratch, people, model=model)
    names = {comparison.name for comparison in model.comparisons}
    likeness = {name: _believed(name, seen) for name in FIXED if name in names}
    per_link = PAIRS_PER_LINK
    if seen.levels:
        per_link = max(2 * seen.pairs / records / model.overlap, 0.0005)
    family = Likeness(pairs_per_link=float(f"{per_link:.3g}"), levels=likeness)
    taught = tuple(_without_twins(c, family) for c in model.comparisons)
    return replace(model, comparisons=taught if model.taught else model.comparisons, family=family)


TWINS_PER_LINK = 0.001
"""Fewer twins than this for each link, and the records are plainly of no families: among Scottish
children there are more than ten times as many."""


def are_families(model: Model) -> bool:
    """Whether siblings must be expected among these people; yes, unless they plainly are none."""
    twins = model.family.levels.get("dob", {}).get("same", 1.0)
    return not model.taught or model.family.pairs_per_link * twins >= TWINS_PER_LINK


def weigh_family(scored: ir.Table, *, model: Model) -> Any:
    """For each scored pair the bits by which it is one child rather than two of a family."""
    if not are_families(model):
        return ibis.literal(100.0)
    start: Any = ibis.literal(-log2(model.family.pairs_per_link))
    for comparison in model.comparisons:
        if comparison.name in model.family.levels:
            start = start + _bits(scored, comparison, model.family.levels[comparison.name])
    return start.round(6)


def _bits(scored: ir.Table, comparison: Comparison, likeness: Mapping[str, float]) -> Any:
    gamma = scored[f"gamma_{comparison.name}"]
    worth = [
        (comparison.gamma(level.name), log2(level.m / likeness[level.name]))
        for level in comparison.levels
    ]
    return gamma.cases(*worth, else_=0.0)


def _see(scratch: Scratch, people: ir.Table, *, model: Model) -> _Seen:
    """Counts the levels that pairs of one agency, surname and postcode reach."""
    if not model.taught or not {"surname", "home"} <= {c.name for c in model.comparisons}:
        return _Seen(0.0, {})
    pairs = scratch.keep("families", _pairs_at_home(people))
    every = fetch(scratch.engine, pairs.agg(n=ibis._.count()))["n"][0].as_py()
    if not every:
        return _Seen(0.0, {})
    step = -(-every // MOST_PAIRS)
    some = pairs.filter((pairs.join_key_l * 7919 + pairs.join_key_r) % step == 0)
    # Only the levels are wanted, whatever a name is worth.
    plain = replace(model, frequencies=False)
    scored = score(scratch, people, candidates=some, model=plain, floor=None)
    gammas = [f"gamma_{name}" for name in LEARNT if f"gamma_{name}" in scored.columns]
    rows = fetch(scratch.engine, scored.group_by(gammas).agg(n=ibis._.count())).to_pylist()
    known = {comparison.name: comparison for comparison in model.comparisons}
    apart = [row for row in rows if not _one_child_twice(row, known)]
    share = sum(row["n"] for row in apart) / max(1, sum(row["n"] for row in rows))
    levels = {name: _counted(apart, known[name]) for name in LEARNT if name in known}
    return _Seen(every * share, levels)


def _pairs_at_home(people: ir.Table) -> ir.Table:
    # One number in place of three texts.
    shared = people.agency + "," + people.surname + "," + people.postcode
    home = people.filter(shared.notnull()).select("record", home=shared.hash())
    small = home.group_by("home").agg(n=ibis._.count())
    small = small.filter(small.n > 1, small.n <= MOST_IN_HOME).select("home")
    some = home.semi_join(small, "home")
    other = some.view()
    pairs = some.join(other, [some.home == other.home, some.record < other.record])
    return pairs.select(
        join_key_l=some.record, join_key_r=other.record, match_key=ibis.literal("0")
    )


def _one_child_twice(row: Mapping[str, int], known: Mapping[str, Comparison]) -> bool:
    """A child that an agency holds twice is no brother of itself."""

    def at(name: str, *levels: str) -> bool:
        return name in known and row[f"gamma_{name}"] in map(known[name].gamma, levels)

    same_name = at("forename", "same", "other_form", "swapped")
    return same_name and at("dob", "same", "filled_in", "swapped", "slip", "year_only")


def _counted(rows: list[dict[str, int]], comparison: Comparison) -> Mapping[str, float]:
    return {
        level.name: float(
            sum(
                row["n"]
                for row in rows
                if row[f"gamma_{comparison.name}"] == comparison.gamma(level.name)
            )
        )
        for level in comparison.levels
    }


def _believed(name: str, seen: _Seen) -> Mapping[str, float]:
    counts = seen.levels.get(name, {})
    all_seen = sum(counts.values())
    return {
        level: float(f"{(counts.get(level, 0.0) + BELIEF * share) / (all_seen + BELIEF):.4g}")
        for level, share in FIXED[name].items()
    }


def _without_twins(comparison: Comparison, family: Likeness) -> Comparison:
    if comparison.name != "forename":
        return comparison
    of_family = family.levels["forename"]
    same_day = family.levels["dob"]["same"] if "dob" in family.levels else 0.0
    twins = family.pairs_per_link * same_day * 0.5
    left = [
        max(level.m - twins * of_family[level.name], level.m / 4) for level in comparison.levels
    ]
    return replace(
        comparison,
        levels=tuple(
            replace(level, m=float(f"{m / sum(left):.4g}"))
            for level, m in zip(comparison.levels, left, strict=True)
        ),
    )
