"""What a pair may become, whatever its score: the rules that keep twins and siblings apart.

Surname, address and, for twins, the birthday are the family's, not the child's; the score counts
them as if they were the child's own. So a pair is linked only where forename, sex and birthday do
not speak against it. `docs/explanation/linkage.md` says each rule in plain words.
"""

from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .comparisons import COMPARISONS, SHARED_IDENTIFIERS, Comparison, Level

ACCEPT = 4.247928
"""Match weight from which a pair is linked: a probability of 0.95."""

ACCEPT_ADULTS = -1.0
"""The same among people who are plainly no families: a probability of a third is enough there,
since a link must also be the best of both records by a clear lead."""

REVIEW = -2.0
"""Match weight from which a pair that is not linked is called in doubt: a probability of 0.2."""

LEAD = 3.0
"""How far, in bits, a link must lead the next best of the same record in the same agency."""

FAMILY_RECORDS = 2000
TWINS_PER_RECORD = 0.0005
"""The family rules are dropped only for people who are plainly no families: an agency with this
many records, and in no agency more than this share born on one day with the same surname and
postcode. Of Scottish children about three in a hundred are twins, sixty times as many."""


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


def judge(scored: ir.Table, *, families: bool) -> ir.Table:
    """The scored pairs with `kind`, and `strength`: weight, identifiers before everything."""
    seen = Seen(scored)
    same_identifier = reduce(or_, (seen.at(c.name, "same") for c in SHARED_IDENTIFIERS))
    by_identifier = same_identifier & ~_contradicted(seen)
    by_score = ibis.cases(
        (scored.weight >= (ACCEPT if families else ACCEPT_ADULTS), Kind.MODEL.value),
        (scored.weight >= REVIEW, Kind.DOUBT.value),
        else_=Kind.NONE.value,
    )
    kind = ibis.cases(
        (by_identifier, Kind.IDENTIFIER.value),
        *(_family_rules(seen, scored, same_identifier) if families else ()),
        else_=by_score,
    )
    judged = scored.mutate(kind=kind)
    bonus = (judged.kind == Kind.IDENTIFIER.value).ifelse(1000.0, 0.0)
    return judged.mutate(strength=judged.weight + bonus)


def _contradicted(seen: Seen) -> Any:
    """A shared identifier that forename or birthday says is wrong, as when a twin's was copied."""
    return seen.at("forename", "different") | seen.at("dob", "different")


def _family_rules(seen: Seen, scored: ir.Table, same_identifier: Any) -> tuple[Any, ...]:
    """First that fits holds: (condition, kind)."""
    doubt, refused, model = Kind.DOUBT.value, Kind.REFUSED.value, Kind.MODEL.value
    same_name = seen.at("forename", "same", "swapped")
    other_identifier = ~same_identifier & (
        seen.at("chi", "different")
        | seen.at("scn", "different")
        | seen.at("identifier", "different")
    )
    family = seen.at("surname", "same", "part", "close") | seen.at(
        "home", "same", "postcode", "address"
    )
    likely = scored.weight >= ACCEPT
    return (
        # A shared identifier that forename or birthday contradicts: somebody has to look.
        (same_identifier, doubt),
        # Clearly another forename, or another birthday: a twin, a brother, a sister.
        (seen.at("forename", "different"), refused),
        (seen.at("dob", "different") & same_name & likely, doubt),
        (seen.at("dob", "different"), refused),
        # A slip in the sex is believed only where the forename is the very same.
        (seen.at("sex", "different") & ~same_name, refused),
        # Two valid identifiers that differ are two children, or one with two numbers.
        (other_identifier & ~(same_name & seen.at("dob", "same")), refused),
        (other_identifier & likely, doubt),
        # Without a forename on both sides nothing tells one twin from the other.
        (seen.missing("forename") & likely, doubt),
        # Forenames only alike (Ella, Elsie) on one birthday in one family may be twins.
        (seen.at("forename", "alike") & family & likely, doubt),
        # Neither surname nor home: another child of that name and birthday, or one who moved to a
        # new family. Only an identifier tells.
        (~family & ~seen.at("forename", "swapped") & likely, doubt),
        # Names and sex alone are borne by many: without a birthday it takes a home.
        (seen.missing("dob") & ~seen.at("home", "same", "postcode", "address") & likely, doubt),
        (likely, model),
    )


def are_families(engine: Engine, people: ir.Table) -> bool:
    """Whether siblings must be expected among these people; yes, unless they plainly are none."""
    sizes = people.group_by("agency").agg(records=ibis._.count())
    known = people.filter(people.surname.notnull(), people.dob.notnull(), people.postcode.notnull())
    same_day = known.group_by("agency", "surname", "postcode", "dob").agg(n=ibis._.count())
    twins = same_day.filter(same_day.n > 1).group_by("agency").agg(twins=ibis._.n.sum())
    found = fetch(engine, sizes.left_join(twins, "agency").select("records", "twins")).to_pylist()
    large = any(row["records"] >= FAMILY_RECORDS for row in found)
    many = any((row["twins"] or 0) > row["records"] * TWINS_PER_RECORD for row in found)
    return many or not large


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
