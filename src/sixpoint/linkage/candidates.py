"""Which pairs of records are looked at: those of two agencies that share a telling combination.

Each combination is counted before it is used. One that would make too many pairs gives way to the
next, tighter one of its ladder; and whatever is shared by more records than a block may hold tells
nothing, and is left out: so many children born on 1 January, because somebody typed no birthday.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .scratch import Scratch
from .standardise import IDENTIFIERS

CAPS = (300, 100, 30, 10)
"""Records that one block may hold: the first number with which the pairs are few enough."""
PAIRS_PER_RECORD = 1.5
"""A combination may make so many pairs for each record that there is."""
FEW = 20_000
"""So many pairs are never too many."""
MANY = 200_000
SAMPLE = 32
"""Of so many records one block in thirty-two is counted, drawn by its hash."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A combination that is used: its name, the most records that may share it, and about how many
    pairs it makes, with how many the looser ones of its ladder would have made."""

    name: str
    most: int
    pairs: int
    refused: tuple[tuple[str, int], ...] = ()


def choose_blocks(engine: Engine, people: ir.Table) -> tuple[Block, ...]:
    """The combinations to use for these people, each counted."""
    records = fetch(engine, people.agg(n=ibis._.count()))["n"][0].as_py()
    limit = max(FEW, int(PAIRS_PER_RECORD * records))
    sample = SAMPLE if records > MANY else 1
    blocks = (
        _climb(rungs, count=partial(_count, engine, people, of=of, sample=sample), limit=limit)
        for of, rungs in _ladders(people)
    )
    # What makes no pair need not be looked for; of a sample nobody knows.
    return tuple(block for block in blocks if block.pairs or sample > 1)


def find_candidates(scratch: Scratch, people: ir.Table, blocks: Sequence[Block]) -> ir.Table:
    """Pairs to compare, each once: join_key_l < join_key_r, records of two agencies."""
    keys = {name: key for _, rungs in _ladders(people) for name, key in rungs}
    parts = [_pairs(scratch, people, keys[block.name], most=block.most) for block in blocks]
    if not parts:
        none = people.filter(ibis.literal(False))
        parts = [none.select(join_key_l="record", join_key_r="record")]
    together = reduce(lambda one, two: one.union(two), parts)
    # Splink wants to see a match_key.
    return together.distinct().mutate(match_key=ibis.literal("0"))


Rungs = list[tuple[str, Any]]


def _ladders(people: ir.Table) -> list[tuple[Any, Rungs]]:
    """What two records must share to be compared, loosest first; a missing part makes no key.

    With each ladder what all its combinations hold, by which a sample of blocks is drawn.
    """
    t = people
    both = (t.forename_root, t.surname_root)
    # Either order, because agencies swap forename and surname. A missing name makes no key, which
    # the engine's least() alone would not see to.
    complete = t.forename_root.notnull() & t.surname.notnull()
    names = complete.ifelse(ibis.least(*both) + "," + ibis.greatest(*both), ibis.null("string"))
    return [
        *((t[column], [(column, t[column])]) for column in IDENTIFIERS),
        *_of_birthday(t),
        *_of_home(t),
        (
            names,
            [
                ("names in either order", names),
                ("names in either order, year of birth", names + t.dob.substr(0, 4)),
                ("names in either order, month of birth", names + t.dob.substr(0, 6)),
            ],
        ),
    ]


def _of_birthday(t: ir.Table) -> list[tuple[Any, Rungs]]:
    return [
        (
            t.dob,
            [
                ("birthday", t.dob),
                ("birthday, first letter of forename", t.dob + t.forename_root.substr(0, 1)),
                ("birthday, first three letters of forename", t.dob + t.forename_root.substr(0, 3)),
                ("birthday, forename", t.dob + t.forename_root),
            ],
        ),
        (
            t.dob,
            [
                ("birthday, first two letters of surname", t.dob + t.surname.substr(0, 2)),
                ("birthday, first four letters of surname", t.dob + t.surname.substr(0, 4)),
                ("birthday, surname", t.dob + t.surname),
            ],
        ),
    ]


def _of_home(t: ir.Table) -> list[tuple[Any, Rungs]]:
    home, year = t.postcode, t.dob.substr(0, 4)
    initial = t.surname + t.forename_root.substr(0, 1)
    street = t.address.substr(0, 12)  # with or without the town at the end
    return [
        (
            home,
            [
                ("postcode", home),
                ("postcode, year of birth", home + year),
                ("postcode, birthday", home + t.dob),
            ],
        ),
        (home, [("forename, postcode", t.forename_root + home)]),
        (home, [("surname, first letter of forename, postcode", initial + home)]),
        (
            street,
            [
                ("first twelve letters of address", street),
                ("address", t.address),
                ("postcode, address", home + t.address),
            ],
        ),
        (t.address, [("forename, address", t.forename_root + t.address)]),
        (t.address, [("surname, address", t.surname + t.address)]),
    ]


def _climb(ladder: Rungs, *, count: Callable[[Any], list[int]], limit: int) -> Block:
    """The loosest combination, and the largest blocks of the tightest, that make few enough."""
    refused: list[tuple[str, int]] = []
    for name, key in ladder:
        counts = count(key)
        if counts[0] <= limit:
            return Block(name=name, most=CAPS[0], pairs=counts[0], refused=tuple(refused))
        refused.append((name, counts[0]))
    most, pairs = next(
        (one for one in zip(CAPS, counts, strict=True) if one[1] <= limit), (CAPS[-1], counts[-1])
    )
    return Block(name=name, most=most, pairs=pairs, refused=tuple(refused))


def _count(engine: Engine, people: ir.Table, key: Any, *, of: Any, sample: int) -> list[int]:
    """About how many pairs of two agencies share the key, by the most records in a block."""
    drawn = people.filter(of.hash().abs() % sample == 0) if sample > 1 else people
    some = _keyed(drawn, key)
    per_agency = some.group_by("key", "agency").agg(n=ibis._.count())
    blocks = per_agency.group_by("key").agg(
        size=ibis._.n.sum(), squares=(ibis._.n * ibis._.n).sum()
    )
    pairs = (blocks["size"] * blocks["size"] - blocks.squares) // 2
    sums = {f"most_{most}": pairs.sum(where=blocks["size"] <= most) for most in CAPS}
    found = fetch(engine, blocks.agg(**sums)).to_pylist()[0]
    return [sample * int(found[f"most_{most}"] or 0) for most in CAPS]


def _keyed(people: ir.Table, key: Any) -> ir.Table:
    """Numbers in place of texts: shorter, and all that is asked is whether two are the same."""
    return people.filter(key.notnull()).select(
        "record", agency=people.agency.hash(), key=key.hash().abs()
    )


def _pairs(scratch: Scratch, people: ir.Table, key: Any, *, most: int) -> ir.Table:
    keyed = scratch.keep("keyed", _keyed(people, key))
    sizes = keyed.group_by("key").agg(
        size=ibis._.count(), first=ibis._.agency.min(), last=ibis._.agency.max()
    )
    useful = sizes.filter(sizes["size"] <= most, sizes["first"] != sizes["last"]).select("key")
    some = keyed.semi_join(useful, "key")
    other = some.view()
    pairs = some.join(
        other, [some.key == other.key, some.agency != other.agency, some.record < other.record]
    )
    found = scratch.keep("block", pairs.select(join_key_l=some.record, join_key_r=other.record))
    scratch.drop(keyed)
    return found
