"""What a pair may become: the score against strangers and family, and the few rules above it.

`docs/explanation/linkage.md` says each rule in plain words.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from .comparisons import COMPARISONS, SHARED_IDENTIFIERS, Comparison, Level
from .family import are_families, weigh_family
from .model import Model

ACCEPT = 1.222392
"""Bits from which a pair is linked: a probability of 0.7, all counted."""

ACCEPT_BESIDE_NUMBERS = 3.169925
"""The same where agencies share numbers: a probability of 0.9. Most children are found by number
there, so that a stricter bound misses few, and a person can look at those (ADR 0027)."""

ACCEPT_IN_FAMILY = 5.6
"""Bits that a link must have against family and rivals alone: a probability of 0.98. Whoever is
taken for a brother or sister is a child the same people know."""

REVIEW = -2.0
"""Bits from which a pair that is not linked is called in doubt: a probability of 0.2."""

LEAD = 3.0
"""How far, in bits, a record's link must lead another's claim to it: eight to one."""

LEAST = -14.0
"""A pair of less is not even anybody's rival."""


class Kind(StrEnum):
    """What a scored pair is, before each record's best is chosen."""

    DECIDED = "decided"
    IDENTIFIER = "identifier"
    MODEL = "model"
    DOUBT = "doubt"
    REFUSED = "refused"
    NONE = "none"


class Seen:
    """The levels that the pairs of a scored table reached, by name."""

    def __init__(self, scored: ir.Table) -> None:
        self._scored = scored
        self._known: dict[str, Comparison] = {c.name: c for c in COMPARISONS}

    def at(self, comparison: str, *levels: str) -> Any:
        """Whether the pair reached one of the levels; false where nothing can be said."""
        gammas = [self._known[comparison].gamma(level) for level in levels]
        return self._gamma(comparison).isin(gammas)

    def missing(self, comparison: str) -> Any:
        return self._gamma(comparison) == -1

    def _gamma(self, comparison: str) -> Any:
        column = f"gamma_{comparison}"
        return self._scored[column] if column in self._scored.columns else ibis.literal(-1)


def judge(scored: ir.Table, *, model: Model) -> ir.Table:
    """The scored pairs with what they may become.

    `family`: bits by which it is one child rather than two of a family; `strength`: bits against
    strangers and family together; `kind`: what it may become at most; `apart`: whether the two may
    never come together by way of others, because they look like two children. Among people who are
    plainly no families the score alone decides.
    """
    seen = Seen(scored)
    weighed = scored.mutate(family=weigh_family(scored, model=model))
    doubts = _power(-weighed.weight) + _power(-weighed.family)
    judged = weighed.mutate(strength=(-doubts.log2()).round(6))
    if not are_families(model):
        alone = (judged.strength >= LEAST).ifelse(Kind.MODEL.value, Kind.NONE.value)
        return judged.mutate(kind=alone, apart=ibis.literal(False))
    kind = _kind(seen, judged, model=model)
    return judged.mutate(kind=kind, apart=_apart(seen))


def _power(bits: Any) -> Any:
    return ibis.literal(2.0) ** ibis.least(ibis.greatest(bits, -100.0), 100.0)


def _kind(seen: Seen, judged: ir.Table, *, model: Model) -> Any:
    """First that fits holds."""
    same_identifier = _same_identifier(seen)
    likely, doubt, none = judged.strength >= REVIEW, Kind.DOUBT.value, Kind.NONE.value
    return ibis.cases(
        # A shared identifier that name or birthday contradicts, as when a twin's was copied:
        # somebody has to look.
        (same_identifier & _contradicted(seen), doubt),
        (same_identifier, Kind.IDENTIFIER.value),
        # Two valid numbers that differ, or another birthday without the same forename: never
        # linked without a person's word.
        (_never_alone(seen, model=model) & likely, doubt),
        (_never_alone(seen, model=model), none),
        (judged.strength >= LEAST, Kind.MODEL.value),
        else_=none,
    )


def _contradicted(seen: Seen) -> Any:
    """Another name, even one that only looks like this one, or another birthday."""
    return seen.at("forename", "different", "alike") | seen.at("dob", "different")


def _never_alone(seen: Seen, *, model: Model) -> Any:
    same_name = seen.at("forename", "same", "swapped", "close")
    other_number = ~_same_identifier(seen) & seen.at("chi", "different")
    never = (seen.at("dob", "different") & ~same_name) | other_number
    if shares_numbers(c.name for c in model.comparisons):
        # Where agencies share numbers, few true links are left to pairs that share none.
        never = never | seen.at("forename", "different") | seen.at("dob", "different")
    if not model.taught:
        # Too few records to know how many bear a name: neither surname nor home is too little.
        never = never | ~(_family(seen) | seen.at("forename", "swapped"))
    return never


def shares_numbers(comparisons: Iterable[str]) -> bool:
    """Whether two agencies at least hold numbers of one kind, by the names of what is compared."""
    return not {c.name for c in SHARED_IDENTIFIERS}.isdisjoint(comparisons)


def least_to_link(comparisons: Iterable[str]) -> float:
    """Bits from which a pair is linked, all counted."""
    return ACCEPT_BESIDE_NUMBERS if shares_numbers(comparisons) else ACCEPT


def _family(seen: Seen) -> Any:
    return seen.at("surname", "same", "part", "close") | seen.at(
        "home", "same", "postcode", "address"
    )


def _same_identifier(seen: Seen) -> Any:
    return reduce(or_, (seen.at(c.name, "same") for c in SHARED_IDENTIFIERS))


def _apart(seen: Seen) -> Any:
    """Another forename or birthday, or another sex where the forename is not the very same."""
    same_name = seen.at("forename", "same", "swapped")
    return (
        seen.at("forename", "different")
        | seen.at("dob", "different")
        | (seen.at("sex", "different") & ~same_name)
        | (seen.at("chi", "different") & ~same_name)
    )


_WORDS = {
    "forename": "forename",
    "surname": "surname",
    "dob": "birthday",
    "sex": "sex",
    "home": "home",
    "chi": "CHI",
    "scn": "SCN",
    "identifier": "identifier",
}


def explain(scored: ir.Table) -> Any:
    """What spoke for and against the pair: "forename same, birthday slip"; never a value."""
    known = [c for c in COMPARISONS if f"gamma_{c.name}" in scored.columns]
    parts = [
        ibis.cases(
            *(
                (scored[f"gamma_{c.name}"] == c.gamma(level.name), _said(c, level))
                for level in c.levels
            ),
            else_="",
        )
        for c in known
    ]
    return reduce(lambda text, part: text + part, parts).re_replace(", $", "")


def _said(comparison: Comparison, level: Level) -> str:
    return f"{_WORDS[comparison.name]} {level.name.replace('_', ' ')}, "
