"""Why two records were joined or not, for a reader who has never seen how linking works.

Gives levels of likeness and what they weigh, never a value. Takes an open linking, since a pair
that nobody compared has to be compared now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines.ask import fetch
from sixpoint.terms.problems import user_error

from .comparisons import Comparison
from .link import Linking
from .persons import probability_of
from .rules import Kind
from .score import score
from .types import Key

COLUMN_WORDS = {
    "forename": "Forename",
    "surname": "Surname",
    "dob": "Birthday",
    "sex": "Sex",
    "home": "Home",
    "chi": "CHI number",
    "scn": "Candidate number",
    "identifier": "Identifier",
}
LEVEL_WORDS = {
    "same": "the same",
    "other_form": "another form of the same name",
    "swapped": "the one in the other's place",
    "part": "one is a part of the other",
    "close": "a slip apart",
    "alike": "only alike",
    "slip": "a slip apart",
    "year_only": "the same year, and the day only stands for one",
    "filled_in": "the same, but a day that far too many have",
    "two_parts": "two of day, month and year the same",
    "of_many": "the same, but many live there",
    "postcode": "the same postcode, another address",
    "address": "the same address, another postcode",
    "near": "a postcode nearby",
    "different": "different",
}
NOT_KNOWN = "not known on one side, so it says nothing"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that was looked at: what was seen, and how many bits it speaks for or against.

    A bit doubles the odds that the two are one child; one less halves them.
    """

    what: str
    seen: str
    bits: float


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Whether two records are one person, why in sentences, and the steps behind the weight.

    `chance` is the model's own; None where there was nothing to compare.
    """

    joined: bool
    sentences: tuple[str, ...]
    steps: tuple[Step, ...]
    chance: float | None


def explain_pair(linking: Linking, left: Key, right: Key) -> Reason:
    """Why these two records were, or were not, joined."""
    numbers = {key: number for number, key in enumerate(linking.keys)}
    missing = [key for key in (left, right) if key not in numbers]
    if missing or left[0] == right[0]:
        raise user_error(
            "no-such-pair",
            what="These are no two records of two agencies.",
            fix="Name each as agency:id, with the agency's own id, such as health:H0012.",
        )
    one, two = sorted((numbers[left], numbers[right]))
    steps, weight = _steps(linking, one, two)
    first = linking.settled.first
    joined = first[one] == first[two]
    return Reason(
        joined=joined,
        sentences=tuple(_sentences(linking, one, two, joined=joined)),
        steps=steps,
        chance=None if weight is None else probability_of(weight),
    )


def _steps(linking: Linking, one: int, two: int) -> tuple[tuple[Step, ...], float | None]:
    """The steps, and the weight that they add up to."""
    model = linking.model
    if model is None:
        return (), None
    pair = pa.table(
        {
            "join_key_l": pa.array([one], pa.int64()),
            "join_key_r": pa.array([two], pa.int64()),
            "match_key": pa.array(["0"]),
        }
    )
    asked = linking.scratch.keep("asked", pair)
    scored = score(
        linking.scratch,
        linking.clean,
        candidates=asked,
        model=model,
        floor=None,
        terms=linking.terms,
    )
    rows = fetch(linking.scratch.engine, scored).to_pylist()
    if not rows:
        return (), None
    (row,) = rows
    steps = [Step(what="Before looking", seen=_odds(model.prior), bits=_bits(model.prior))]
    steps += [
        _step(comparison, row[f"gamma_{comparison.name}"]) for comparison in model.comparisons
    ]
    rest = row["weight"] - sum(step.bits for step in steps)
    if model.frequencies and round(rest, 2):
        seen = "rarer than most" if rest > 0 else "commoner than most"
        steps.append(Step(what="How common", seen=f"what agrees is {seen}", bits=rest))
    return tuple(steps), row["weight"]


def _odds(prior: float) -> str:
    return f"of any two records about one pair in {1 / prior:,.0f} is of one child"


def _bits(prior: float) -> float:
    return log2(prior / (1 - prior))


def _step(comparison: Comparison, gamma: int) -> Step:
    what = COLUMN_WORDS[comparison.name]
    if gamma < 0:
        return Step(what=what, seen=NOT_KNOWN, bits=0.0)
    level = comparison.levels[len(comparison.levels) - 1 - gamma]
    seen = LEVEL_WORDS.get(level.name, level.name.replace("_", " "))
    return Step(what=what, seen=seen, bits=log2(level.m / level.u))


KIND_WORDS = {
    Kind.DECIDED: "People looked at the two and decided that they are one child.",
    Kind.IDENTIFIER: (
        "They share an identifier, and neither forename nor birthday contradicts it; that goes "
        "before any weight."
    ),
    Kind.MODEL: "They are alike enough to be joined.",
    Kind.DOUBT: "They are in doubt: alike, but something speaks against joining without a look.",
    Kind.REFUSED: (
        "A rule, or people's decision, keeps them apart whatever the weight: something that is "
        "the child's own differs, as between twins, brothers and sisters."
    ),
    Kind.NONE: "They are not alike enough even to be in doubt.",
}


def _sentences(linking: Linking, one: int, two: int, *, joined: bool) -> Iterator[str]:
    yield "They were joined." if joined else "They were not joined."
    kind = _kind(linking.judged, linking, one, two)
    direct = _is_in(linking.settled.accepted, one, two)
    if kind is None:
        yield (
            "They were never compared: they share no identifier, nor enough of name, birthday and "
            "home."
        )
    else:
        yield KIND_WORDS[kind]
    if joined and not direct:
        yield "Each was joined to a record of a third agency, and so they are one child's."
    if not joined and kind in (Kind.MODEL, Kind.IDENTIFIER):
        yield (
            "But another record of the same agency is as good or better a match for one of them, "
            "or joining them would make two records of one agency one child."
        )
    if not joined and _is_in(linking.settled.doubts, one, two):
        yield "The pair is among those that people can be asked to look at."


def _kind(judged: ir.Table | None, linking: Linking, one: int, two: int) -> Kind | None:
    if judged is None:
        return None
    asked = judged.filter(judged.left == one, judged.right == two).select("kind")
    found = fetch(linking.scratch.engine, asked)["kind"].to_pylist()
    return Kind(found[0]) if found else None


def _is_in(pairs: pa.Table, one: int, two: int) -> bool:
    rows = zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)
    return any(row == (one, two) for row in rows)
