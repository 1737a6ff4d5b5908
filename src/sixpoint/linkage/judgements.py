"""What people said of pairs of records, and what follows from it.

Two people judge each pair without seeing the other's answer; where they differ a third decides.
Takes judgements in the order in which they were given; gives decisions, how far people agreed,
and every contradiction at once. Nothing is deleted: a judgement that was withdrawn says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from sixpoint.terms.strict import strict

from .cluster import connect
from .types import Decision, Key

Pair = tuple[Key, Key]


class Says(StrEnum):
    """What a reviewer says of two records."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot tell"


class Why(StrEnum):
    """Why a pair was put to reviewers."""

    DOUBT = "doubt"
    """Left apart, though it may be one child."""
    DOUBTFUL_LINK = "doubtful link"
    """Linked, though not far above the threshold."""
    SAMPLE = "sample"
    """Drawn at random from all links, to see how many are right."""


@strict
class Asked:
    """One pair put to reviewers, under the number that their sheets show."""

    pair: str
    left: Key
    right: Key
    why: Why
    draw: int


@strict
class Draw:
    """One time that pairs were put to reviewers; `links` says how many the sample is of."""

    number: int
    links: int
    sampled: int
    doubts: int


@strict
class PairJudgement:
    """What one person said of one pair. `by` is a role, such as "records officer, health"."""

    left: Key
    right: Key
    says: Says
    by: str
    on: date
    withdrawn_by: str | None = None
    withdrawn_on: date | None = None


@strict
class DecisionsFile:
    """decisions.json: what was asked, and everything that was ever said."""

    format: Literal[1]
    draws: tuple[Draw, ...] = ()
    asked: tuple[Asked, ...] = ()
    judgements: tuple[PairJudgement, ...] = ()


NO_DECISIONS = DecisionsFile(format=1)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far two reviewers agreed on the pairs that both judged.

    `kappa` is Cohen's (Educational and Psychological Measurement 20, 1960): agreement beyond
    chance, 1 at best; None where chance alone would agree always.
    """

    pairs: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where each pair stands: `decided`; `waiting` for a second judgement; `disputed`, for a
    third to decide; `left_open`, of which those who looked cannot tell."""

    decided: tuple[Decision, ...]
    waiting: tuple[Pair, ...]
    disputed: tuple[Pair, ...]
    left_open: tuple[Pair, ...]


def pair_of(left: Key, right: Key) -> Pair:
    """The two records in the one order in which pairs are kept."""
    return (left, right) if left <= right else (right, left)


def in_force(judgements: Sequence[PairJudgement]) -> dict[Pair, list[PairJudgement]]:
    """The judgements of each pair that nobody withdrew, in the order given."""
    found: dict[Pair, list[PairJudgement]] = {}
    for one in judgements:
        if one.withdrawn_by is None:
            found.setdefault(pair_of(one.left, one.right), []).append(one)
    return found


def standing_of(judgements: Sequence[PairJudgement]) -> Standing:
    """What the judgements come to."""
    decided: list[Decision] = []
    others: dict[str, list[Pair]] = {"waiting": [], "disputed": [], "open": []}
    for pair, said in sorted(in_force(judgements).items()):
        outcome = _outcome([one.says for one in said])
        if isinstance(outcome, Says):
            same = outcome is Says.SAME
            decided.append(Decision(left=pair[0], right=pair[1], same=same))
        else:
            others[outcome].append(pair)
    return Standing(
        decided=tuple(decided),
        waiting=tuple(others["waiting"]),
        disputed=tuple(others["disputed"]),
        left_open=tuple(others["open"]),
    )


def _outcome(said: Sequence[Says]) -> Says | Literal["waiting", "disputed", "open"]:
    if len(said) < 2:
        return "waiting"
    if len(said) > 2:
        return "open" if said[2] is Says.CANNOT_TELL else said[2]
    if said[0] is not said[1]:
        return "disputed"
    return "open" if said[0] is Says.CANNOT_TELL else said[0]


def agreement_of(judgements: Sequence[PairJudgement]) -> Agreement:
    """How far the first two people to judge each pair agreed."""
    both = [(s[0].says, s[1].says) for s in in_force(judgements).values() if len(s) > 1]
    agreed = sum(one is other for one, other in both)
    return Agreement(pairs=len(both), agreed=agreed, kappa=_kappa(both))


def _kappa(both: Sequence[tuple[Says, Says]]) -> float | None:
    n = len(both)
    if not n:
        return None
    chance = sum(
        sum(one is said for one, _ in both) * sum(other is said for _, other in both)
        for said in Says
    ) / (n * n)
    if chance == 1:
        return None
    return (sum(one is other for one, other in both) / n - chance) / (1 - chance)


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Decisions that cannot all hold: `pairs` say why `what` follows."""

    what: str
    pairs: tuple[Pair, ...]


TWO_OF_ONE_AGENCY = "Together these decisions make two records of one agency one child."
SAME_AND_DIFFERENT = (
    "These decisions make two records one child, by way of others, that another decision keeps "
    "apart."
)


def contradictions(decisions: Sequence[Decision]) -> Iterator[Contradiction]:
    """Every way in which the decisions cannot all hold; each names decisions to look at again."""
    keys = sorted({key for one in decisions for key in (one.left, one.right)})
    numbers = {key: number for number, key in enumerate(keys)}
    same = [one for one in decisions if one.same]
    links = [(numbers[one.left], numbers[one.right]) for one in same]
    first = dict(zip(keys, connect(len(keys), links=links), strict=True))
    groups: dict[int, list[Key]] = {}
    for key, group in first.items():
        groups.setdefault(group, []).append(key)
    made_by: dict[int, list[Pair]] = {}
    for one in same:
        made_by.setdefault(first[one.left], []).append((one.left, one.right))
    for group, members in groups.items():
        if len({agency for agency, _ in members}) < len(members):
            yield Contradiction(what=TWO_OF_ONE_AGENCY, pairs=tuple(made_by[group]))
    for one in decisions:
        if not one.same and first[one.left] == first[one.right]:
            pairs = ((one.left, one.right), *made_by[first[one.left]])
            yield Contradiction(what=SAME_AND_DIFFERENT, pairs=pairs)


def numbers_asked(asked: Sequence[Asked]) -> Mapping[Pair, str]:
    """The number under which each pair was last put to reviewers."""
    return {pair_of(one.left, one.right): one.pair for one in asked}
