"""How good the links are: measured where the truth is known, and estimated where it is not.

Precision comes from links drawn at random that two people looked at. Recall comes from pairs that
a shared identifier makes sure of: all is linked again without any identifier, and those pairs that
are found all the same are counted. It speaks for pairs like these; of children whom no two
agencies hold an identifier of it says nothing. What comes from the model's own probabilities says
so: among families it is too sure of itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Literal

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.terms.strict import strict

from .judgements import DecisionsFile, Why, pair_of, standing_of
from .link import link
from .rules import Kind
from .standardise import IDENTIFIERS
from .types import Key, Linked

Z = 1.959964
"""Of a 95% interval."""


@strict
class Estimate:
    """So many of so many, with the 95% interval of the share."""

    right: int
    of: int
    lower: float
    upper: float


@strict
class Truth:
    """Links against the truth that invented data has. `found` of `true` pairs; false ones by kind.

    Every pair of records in one person counts, whether linked directly or by way of another.
    """

    found: int
    true: int
    twins: int
    siblings: int
    strangers: int
    children: int


@strict
class Quality:
    """quality.json: how good the links of one run are. `links` and `records` tell which run.

    `sample` is of links that people looked at, `left_open` those of which they cannot tell;
    `without_identifier` is of pairs with their identifiers hidden. `model_wrong` is the share of
    its links that the model itself takes to be wrong; it is no measurement.
    """

    format: Literal[1]
    links: int
    records: int
    sample: Estimate | None
    left_open: int
    without_identifier: Estimate | None
    model_wrong: float | None
    truth: Truth | None = None


@dataclass(frozen=True, kw_only=True)
class Child:
    """Who a record truly is of, and the household and twins of that child."""

    child: str
    household: str
    twins: frozenset[str]


def wilson(right: int, of: int) -> Estimate | None:
    """The share with Wilson's interval (Journal of the American Statistical Association 22, 1927,
    209-212), which holds for small numbers and shares near one; None of nothing."""
    if not of:
        return None
    share, z2 = right / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    lower = 0.0 if not right else max(0.0, middle - half)
    upper = 1.0 if right == of else min(1.0, middle + half)
    return Estimate(right=right, of=of, lower=round(lower, 6), upper=round(upper, 6))


def assess(
    engine: Engine,
    people: Mapping[str, ir.Table],
    linked: Linked,
    *,
    decisions: DecisionsFile,
    seed: int,
    truth: Mapping[Key, Child] | None = None,
) -> Quality:
    """How good the links are, as far as it can be told; links all records once more."""
    sample, left_open = _sample(decisions)
    return Quality(
        format=1,
        links=linked.by_decision + linked.by_identifier + linked.by_model,
        records=linked.records,
        sample=sample,
        left_open=left_open,
        without_identifier=_without_identifier(engine, people, linked, seed=seed),
        model_wrong=_model_wrong(engine, linked),
        truth=None if truth is None else against_truth(_persons(engine, linked), truth),
    )


def _sample(decisions: DecisionsFile) -> tuple[Estimate | None, int]:
    """Of the links last drawn at random: how many people found right, and how many stay open."""
    last = decisions.draws[-1].number if decisions.draws else 0
    asked = [one for one in decisions.asked if one.draw == last and one.why is Why.SAMPLE]
    standing = standing_of(decisions.judgements)
    same = {(one.left, one.right): one.same for one in standing.decided}
    drawn = [pair_of(one.left, one.right) for one in asked]
    said = [same[pair] for pair in drawn if pair in same]
    return wilson(sum(said), len(said)), sum(pair in standing.left_open for pair in drawn)


def _without_identifier(
    engine: Engine, people: Mapping[str, ir.Table], linked: Linked, *, seed: int
) -> Estimate | None:
    sure = linked.pairs.filter(linked.pairs.how == Kind.IDENTIFIER.value)
    pairs = fetch(engine, sure.select("left_agency", "left_id", "right_agency", "right_id"))
    if not pairs.num_rows:
        return None
    hidden = {agency: _hide(table) for agency, table in people.items()}
    again = _persons(engine, link(engine, hidden, seed=seed))
    found = sum(
        again[row["left_agency"], row["left_id"]] == again[row["right_agency"], row["right_id"]]
        for row in pairs.to_pylist()
    )
    return wilson(found, pairs.num_rows)


def _hide(table: ir.Table) -> ir.Table:
    return table.drop(*(column for column in IDENTIFIERS if column in table.columns))


def _model_wrong(engine: Engine, linked: Linked) -> float | None:
    """What the model itself takes to be wrong of its links."""
    by_model = linked.pairs.filter(linked.pairs.how == Kind.MODEL.value)
    chances = fetch(engine, by_model.select("score"))["score"].to_pylist()
    return round(1 - sum(chances) / len(chances), 6) if chances else None


def _persons(engine: Engine, linked: Linked) -> dict[Key, str]:
    rows = fetch(engine, linked.people).to_pylist()
    return {(row["agency"], row["person_id"]): row["person"] for row in rows}


def against_truth(persons: Mapping[Key, str], truth: Mapping[Key, Child]) -> Truth:
    """Every pair of records in one person against who they truly are of."""
    known = [key for key in persons if key in truth]
    groups: dict[str, list[Child]] = {}
    for key in sorted(known):
        groups.setdefault(persons[key], []).append(truth[key])
    kinds = [_kind(one, other) for group in groups.values() for one, other in _pairs(group)]
    sizes: dict[str, int] = {}
    for key in known:
        sizes[truth[key].child] = sizes.get(truth[key].child, 0) + 1
    return Truth(
        found=kinds.count("found"),
        true=sum(size * (size - 1) // 2 for size in sizes.values()),
        twins=kinds.count("twins"),
        siblings=kinds.count("siblings"),
        strangers=kinds.count("strangers"),
        children=len(sizes),
    )


def _pairs(group: Sequence[Child]) -> Iterable[tuple[Child, Child]]:
    return combinations(group, 2)


def _kind(one: Child, other: Child) -> str:
    if one.child == other.child:
        return "found"
    if other.child in one.twins:
        return "twins"
    return "siblings" if one.household == other.household else "strangers"
