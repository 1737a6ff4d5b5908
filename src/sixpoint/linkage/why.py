"""Why two records were joined or not, for a reader who has never seen how linking works.

Two records that are alike can be one child's, two strangers', or two children's of one family.
One child is weighed against each of the other two, and the weaker balance counts. Gives levels of
likeness and what they weigh, never a value. Takes an open linking, since a pair that nobody
compared has to be compared now.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines.ask import fetch
from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict

from .comparisons import SHARED_IDENTIFIERS, Comparison
from .family import are_families
from .link import Linking
from .model import Model
from .persons import probability_of
from .rules import ACCEPT_IN_FAMILY, Kind, judge, least_to_link
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


@strict
class Step:
    """One thing that was looked at: what was seen, and how many bits it speaks for or against.

    A bit doubles the odds that the two are one child; one less halves them.
    """

    what: str
    seen: str
    bits: float


@strict
class Reason:
    """Whether two records are one person, why in sentences, and the steps behind the weight.

    `against`: what one child is weighed against in the steps, the likelier of the two. `chance` is
    the method's own; None where there was nothing to compare. `rivals`: whether it counts the other
    records that fit.
    """

    joined: bool
    sentences: tuple[str, ...]
    against: str
    steps: tuple[Step, ...]
    chance: float | None
    rivals: bool


STRANGERS = "two strangers who happen to be alike"
FAMILY = "two children of one family"


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The two records, and the pair as it was judged; None where nothing can be compared."""

    linking: Linking
    one: int
    two: int
    judged: Mapping[str, Any] | None

    @property
    def compared(self) -> bool:
        """Whether the pair was compared before anybody asked."""
        looked = self.linking.looked
        return looked is not None and _row(self.linking, looked, self) is not None

    @property
    def kind(self) -> Kind | None:
        """What the pair might become when it was judged."""
        judged = self.linking.judged
        row = None if judged is None else _row(self.linking, judged.select(*_PLACE, "kind"), self)
        return None if row is None else Kind(row["kind"])

    def among(self, pairs: pa.Table) -> float | None:
        """The weight that the pair has there, if it is there."""
        columns = (pairs[name].to_pylist() for name in ("left", "right", "weight"))
        rows = zip(*columns, strict=True)
        return next((w for left, right, w in rows if (left, right) == (self.one, self.two)), None)


_PLACE = ("left", "right")


def _row(linking: Linking, table: ir.Table, asked: _Asked) -> dict[str, Any] | None:
    rows = fetch(
        linking.scratch.engine,
        table.filter(table.left == asked.one, table.right == asked.two),
    ).to_pylist()
    return rows[0] if rows else None


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
    asked = _Asked(linking=linking, one=one, two=two, judged=_judge(linking, one, two))
    first = linking.settled.first
    joined = first[one] == first[two]
    against, steps = _steps(linking.model, asked.judged)
    final = _final(asked, joined=joined)
    weight = asked.judged["strength"] if final is None and asked.judged else final
    return Reason(
        joined=joined,
        sentences=tuple(_sentences(asked, joined=joined)),
        against=against,
        steps=steps,
        chance=None if weight is None else probability_of(weight),
        rivals=final is not None,
    )


def _judge(linking: Linking, one: int, two: int) -> Mapping[str, Any] | None:
    """The pair compared and judged now, by model and rules alone."""
    model = linking.model
    if model is None:
        return None
    pair = pa.table(
        {
            "join_key_l": pa.array([one], pa.int64()),
            "join_key_r": pa.array([two], pa.int64()),
            "match_key": pa.array(["0"]),
        }
    )
    scored = score(
        linking.scratch,
        linking.clean,
        candidates=linking.scratch.keep("asked", pair),
        model=model,
        floor=None,
        terms=linking.terms,
    )
    row: Mapping[str, Any] = fetch(linking.scratch.engine, judge(scored, model=model)).to_pylist()[
        0
    ]
    return row


def _final(asked: _Asked, *, joined: bool) -> float | None:
    """The weight with all rivals counted; None where the pair did not come so far."""
    settled = asked.linking.settled
    return asked.among(settled.accepted if joined else settled.doubts)


def _steps(model: Model | None, row: Mapping[str, Any] | None) -> tuple[str, tuple[Step, ...]]:
    """Against what one child is weighed, and the steps that add up to the weaker balance."""
    if model is None or row is None:
        return STRANGERS, ()
    if are_families(model) and row["family"] < row["weight"]:
        return FAMILY, tuple(_against_family(model, row))
    return STRANGERS, tuple(_against_strangers(model, row))


def _against_strangers(model: Model, row: Mapping[str, Any]) -> Iterator[Step]:
    start = log2(model.prior / (1 - model.prior))
    seen = f"of any two records about one pair in {1 / model.prior:,.0f} is of one child"
    steps = [Step(what="Before looking", seen=seen, bits=start)]
    steps += [_step(one, row[f"gamma_{one.name}"], worth=_u(one)) for one in model.comparisons]
    yield from steps
    rest = row["weight"] - sum(step.bits for step in steps)
    if model.frequencies and round(rest, 2):
        seen = "rarer than most" if rest > 0 else "commoner than most"
        yield Step(what="How common", seen=f"what agrees is {seen}", bits=rest)


def _against_family(model: Model, row: Mapping[str, Any]) -> Iterator[Step]:
    family = model.family
    seen = (
        f"for each child that two agencies know, about {family.pairs_per_link:.2g} pairs of "
        "brothers and sisters"
    )
    yield Step(what="Before looking", seen=seen, bits=-log2(family.pairs_per_link))
    for comparison in model.comparisons:
        gamma = row[f"gamma_{comparison.name}"]
        if comparison.name in family.levels:
            yield _step(comparison, gamma, worth=family.levels[comparison.name])
        else:
            yield Step(what=COLUMN_WORDS[comparison.name], seen=SHARED, bits=0.0)


SHARED = "a family shares it, so it says nothing here"


def _u(comparison: Comparison) -> Mapping[str, float]:
    return {level.name: level.u for level in comparison.levels}


def _step(comparison: Comparison, gamma: int, *, worth: Mapping[str, float]) -> Step:
    what = COLUMN_WORDS[comparison.name]
    if gamma < 0:
        return Step(what=what, seen=NOT_KNOWN, bits=0.0)
    level = comparison.levels[len(comparison.levels) - 1 - gamma]
    seen = LEVEL_WORDS.get(level.name, level.name.replace("_", " "))
    return Step(what=what, seen=seen, bits=log2(level.m / worth[level.name]))


KIND_WORDS = {
    Kind.DECIDED: "People looked at the two and decided that they are one child.",
    Kind.REFUSED: "People looked at the two and decided that they are two children.",
    Kind.IDENTIFIER: (
        "They share an identifier, and neither forename nor birthday contradicts it; that goes "
        "before any weight."
    ),
}
AGAINST_A_LOOK = {
    "chi": "their CHI numbers are both valid and differ",
    "dob": "their birthdays differ",
    "forename": "their forenames differ",
}


def _sentences(asked: _Asked, *, joined: bool) -> Iterator[str]:
    settled = asked.linking.settled
    yield "They were joined." if joined else "They were not joined."
    if asked.kind in KIND_WORDS:
        yield KIND_WORDS[asked.kind]
    elif asked.kind is Kind.DOUBT:
        yield _why_a_look(asked)
    elif not asked.compared and not joined:
        yield (
            "They were never compared: they share no identifier, nor enough of name, birthday and "
            "home."
        )
    if asked.judged is not None:
        yield from _balances(asked, joined=joined)
        yield from _elsewhere(asked, joined=joined)
    if joined and asked.among(settled.accepted) is None:
        yield "Each was joined to a record of a third agency, and so they are one child's."
    if not joined and asked.among(settled.doubts) is not None:
        yield "The pair is among those that people can be asked to look at."


def _why_a_look(asked: _Asked) -> str:
    """Which rule leaves the pair to people, by what was seen of it."""
    row, model = asked.judged, asked.linking.model
    assert row is not None and model is not None
    seen = {one.name: _level_of(one, row[f"gamma_{one.name}"]) for one in model.comparisons}
    same = [COLUMN_WORDS[one.name] for one in SHARED_IDENTIFIERS if seen.get(one.name) == "same"]
    wrong = [words for name, words in AGAINST_A_LOOK.items() if seen.get(name) == "different"]
    if seen.get("forename") == "alike":
        wrong.append("their forenames are only alike")
    if same:
        but = _and(wrong)
        return f"They share the {same[0]}, but {but}: the number may be a copied one, so look."
    if wrong:
        return f"They are not joined without a look, whatever the weight, since {_and(wrong)}."
    return "So few records tell little, so these are not joined without a look."


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts)


def _level_of(comparison: Comparison, gamma: int) -> str | None:
    """The name of the level; None where nothing can be said."""
    return None if gamma < 0 else comparison.levels[len(comparison.levels) - 1 - gamma].name


def _elsewhere(asked: _Asked, *, joined: bool) -> Iterator[str]:
    """What the other records say, where it moves the balance by a bit or more."""
    final = _final(asked, joined=joined)
    assert asked.judged is not None
    moved = 0.0 if final is None else final - asked.judged["strength"]
    if abs(moved) < 1 or asked.kind is Kind.DECIDED:
        return
    if moved < 0:
        yield f"Other records that fit one of the two take {-moved:.1f} bits from that."
    else:
        yield (
            f"The other records add {moved:.1f} bits: most children of the two agencies have "
            "found their other record, which leaves few that these could be mistaken for, or "
            "others of the family are at the same two homes."
        )


def _balances(asked: _Asked, *, joined: bool) -> Iterator[str]:
    row, model = asked.judged, asked.linking.model
    assert row is not None and model is not None
    strangers, family = row["weight"], row["family"]
    least = least_to_link(one.name for one in model.comparisons)
    held = f"Held against {STRANGERS}, one child has {_odds(strangers)}"
    if not are_families(model):
        yield f"{held}. At least {_said(least)} is needed."
        return
    yield (
        f"{held}; held against {FAMILY}, {_odds(family)}. At least {_said(least)} is "
        f"needed in all, and {_said(ACCEPT_IN_FAMILY)} against a family."
    )
    enough = row["strength"] >= least and family >= ACCEPT_IN_FAMILY
    if joined or asked.kind not in (Kind.MODEL, Kind.IDENTIFIER, Kind.NONE, None):
        return
    if enough:
        yield (
            "Enough by themselves, but another record of the same agency is as good or better a "
            "match for one of them, or joining them would bring two children together."
        )
    else:
        yield f"That is too little against {FAMILY if family < strangers else STRANGERS}."


def _said(bits: float) -> str:
    return f"{2**bits:.2g} to 1"


def _odds(bits: float) -> str:
    """The balance as odds, and in bits."""
    times = "more than a thousand million" if abs(bits) > 30 else f"{2 ** abs(bits):,.0f}"
    way = "for" if bits >= 0 else "against"
    return f"odds of {times} to 1 {way} ({bits:+.1f} bits)"
