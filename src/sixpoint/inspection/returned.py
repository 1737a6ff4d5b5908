"""The pre-inspection return: who is on the list, by local reference, category and age band.

References are dealt in an order shuffled by the partnership's seed, never computed from an
identifier; which record each stands for is the key, which stays in the partnership's store.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from sixpoint.linkage.history import deal_numbers
from sixpoint.linkage.types import Linked
from sixpoint.terms.period import months_before

from .crossing_types import ReturnRow

Tables = Mapping[str, ir.Table]
SOCIAL_WORK = "social_work"
Bands = tuple[tuple[int, str], ...]
AGE_BANDS: Bands = (
    (5, "under 5"),
    (12, "5 to 11"),
    (16, "12 to 15"),
    (200, "16 and over"),
)
"""Each band as the age below which it holds, and its words, where no framework says others."""
NOT_KNOWN = "not known or not yet born"
ANY_AGE = "any age"
"""Stands for the bands of a category that hold too few children to hide among."""

BANDS = frozenset({*(words for _, words in AGE_BANDS), NOT_KNOWN, ANY_AGE})


@dataclass(frozen=True, kw_only=True)
class Returned:
    """The rows that cross, and the key that does not: reference, agency, person_id, person."""

    rows: tuple[ReturnRow, ...]
    key: tuple[tuple[str, str, str, str | None], ...]


@dataclass(frozen=True, kw_only=True)
class Dealt:
    """How references are dealt; `known` maps social work's ids to those dealt before."""

    prefix: str
    seed: int
    known: Mapping[str, str]


def on_register(tables: Tables, as_at: date) -> ir.Table:
    """On the child protection register on any day of the last twelve months."""
    table = tables["social_work.registrations"]
    since = months_before(as_at, 12)
    open_then = table.removed_on.isnull() | (table.removed_on >= since)
    return table.filter(table.registered_on <= as_at, open_then).select("person_id")


def investigated(tables: Tables, as_at: date) -> ir.Table:
    """Investigated after a discussion of the last two years."""
    table = tables["social_work.discussions"]
    recent = table.held_at.date() >= months_before(as_at, 24)
    decisions = ("investigation_single", "investigation_joint", "further_enquiries")
    return table.filter(recent, table.decision.isin(decisions)).select("person_id")


def looked_after(tables: Tables, as_at: date) -> ir.Table:
    """Looked after on the reference day."""
    table = tables["social_work.placements"]
    still = table.ended_on.isnull() | (table.ended_on >= as_at)
    return table.filter(table.started_on <= as_at, still).select("person_id")


def leaving_care(tables: Tables, as_at: date) -> ir.Table:
    """Eligible for aftercare by the reference day."""
    table = tables["social_work.aftercare"]
    return table.filter(table.eligible_on <= as_at).select("person_id")


POPULATIONS: Mapping[str, tuple[str, Callable[[Tables, date], ir.Table]]] = {
    "on_register": ("social_work.registrations", on_register),
    "investigated_not_registered": ("social_work.discussions", investigated),
    "looked_after": ("social_work.placements", looked_after),
    "leaving_care": ("social_work.aftercare", leaving_care),
}
"""Each population with the table it needs; a child stands in the first that holds for him."""


def make_return(
    tables: Tables,
    linked: Linked,
    *,
    as_at: date,
    dealt: Dealt,
    fewest: int,
    populations: Collection[str] = tuple(POPULATIONS),
    age_bands: Bands = AGE_BANDS,
) -> Returned:
    """The return of everybody in a population, one row a child, in the order of references.

    Where a band of a category holds fewer children than `fewest`, it is not said. A population
    that no table tells of stays empty.
    """
    children = _children(tables, linked, as_at, populations)
    groups = [(c, age_band(born, as_at, age_bands)) for _, _, c, born in children]
    bands = wide_bands(groups, fewest=fewest)
    references = deal([person_id for person_id, *_ in children], dealt)
    rows: list[ReturnRow] = []
    key: list[tuple[str, str, str, str | None]] = []
    for place in sorted(range(len(children)), key=lambda place: references[place]):
        person_id, person, category, _ = children[place]
        reference = references[place]
        rows.append(ReturnRow(reference=reference, category=category, age_band=bands[place]))
        key.append((reference, SOCIAL_WORK, person_id, person))
    gone = dealt.known.keys() - {person_id for person_id, *_ in children}
    key += [(dealt.known[person_id], SOCIAL_WORK, person_id, None) for person_id in gone]
    return Returned(rows=tuple(rows), key=tuple(sorted(key, key=lambda row: row[0])))


def deal(person_ids: Sequence[str], dealt: Dealt) -> list[str]:
    """Each child's reference: the one it had, else a new number, dealt in shuffled order.

    A child keeps its reference for good, so that a sample drawn from an earlier return still
    points at the same children.
    """
    new = [person_id for person_id in person_ids if person_id not in dealt.known]
    last = max((int(one.rpartition("-")[2]) for one in dealt.known.values()), default=0)
    numbers = deal_numbers(new, seed=dealt.seed, last=last)
    return [dealt.known.get(id_) or f"{dealt.prefix}-{numbers[id_]:05d}" for id_ in person_ids]


def _children(
    tables: Tables, linked: Linked, as_at: date, populations: Collection[str]
) -> list[tuple[str, str, str, date | None]]:
    """person_id, person, category and date of birth of each child, in a stable order."""
    if f"{SOCIAL_WORK}.people" not in tables:
        return []
    members = [
        make(tables, as_at).mutate(category=ibis.literal(name), place=ibis.literal(place))
        for place, (name, (needs, make)) in enumerate(POPULATIONS.items())
        if needs in tables and name in populations
    ]
    if not members:
        return []
    people = tables[f"{SOCIAL_WORK}.people"].select("person_id", "date_of_birth")
    links = linked.people.filter(linked.people.agency == SOCIAL_WORK).select("person_id", "person")
    union = ibis.union(*members) if len(members) > 1 else members[0]
    first = union.group_by("person_id").agg(category=union.category.argmin(union.place))
    found = first.inner_join(people, "person_id").inner_join(links, "person_id")
    ordered = found.order_by("person_id").select("person_id", "person", "category", "date_of_birth")
    return [tuple(row.values()) for row in ordered.to_pyarrow().to_pylist()]


def age_band(born: date | None, as_at: date, bands: Bands = AGE_BANDS) -> str:
    """The child's age on the reference day as a band wide enough to hide in.

    A child older than every band counts in the last.
    """
    if born is None or born > as_at:
        return NOT_KNOWN
    years = as_at.year - born.year - ((as_at.month, as_at.day) < (born.month, born.day))
    return next((words for below, words in bands if years < below), bands[-1][1])


def wide_bands(groups: Sequence[tuple[str, str]], *, fewest: int) -> list[str]:
    """The band of each child, given as category and band, or ANY_AGE where too few share it.

    The smallest bands of a category go together, and as many more as it takes for those without
    a band to be enough themselves.
    """
    merged: set[tuple[str, str]] = set()
    sizes = Counter(groups)
    for category in {category for category, _ in groups}:
        smallest = sorted((n, band) for (each, band), n in sizes.items() if each == category)
        hidden = 0
        for n, band in smallest:
            if n < fewest or 0 < hidden < fewest:
                merged.add((category, band))
                hidden += n
    return [ANY_AGE if group in merged else group[1] for group in groups]
