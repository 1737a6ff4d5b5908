"""Which pairs of records are looked at: those of two agencies that share a telling combination.

Each combination is counted before it is used. One that would make too many pairs gives way to the
next, tighter one of its ladder; and whatever is shared by more records than a block may hold tells
nothing, and is left out: so many children born on 1 January, because somebody typed no birthday.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch, keep

from .scratch import Scratch, name_of
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
    filled = {f"of_{place}": of.count() for place, (of, _) in enumerate(_ladders(people))}
    sizes = fetch(engine, people.agg(n=ibis._.count(), **filled)).to_pylist()[0]
    # What nobody's record holds makes no pair.
    used = [place for place in range(len(filled)) if sizes[f"of_{place}"]]
    if not used:
        return ()
    limit = max(FEW, int(PAIRS_PER_RECORD * sizes["n"]))
    sample = SAMPLE if sizes["n"] > MANY else 1
    with _sample(engine, people, used, sample=sample) as drawn:
        blocks = _climb(engine, drawn, used, sample=sample, limit=limit)
    # What makes no pair need not be looked for; of a sample nobody knows.
    return tuple(block for block in blocks if block.pairs or sample > 1)


def find_candidates(scratch: Scratch, people: ir.Table, blocks: Sequence[Block]) -> ir.Table:
    """Pairs to compare, each once: join_key_l < join_key_r, records of two agencies."""
    if not blocks:
        none = people.filter(ibis.literal(False))
        pairs = none.select(join_key_l="record", join_key_r="record")
    else:
        keyed = scratch.keep("keyed", _all_keyed(scratch.engine, people, blocks))
        parts = [_pairs(keyed, f"key_{i}", most=block.most) for i, block in enumerate(blocks)]
        pairs = reduce(lambda one, two: one.union(two), parts).distinct()
    # Splink wants to see a match_key.
    return pairs.mutate(match_key=ibis.literal("0"))


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


@contextmanager
def _sample(
    engine: Engine, people: ir.Table, used: Sequence[int], *, sample: int
) -> Iterator[ir.Table]:
    """The records of which any block is counted."""
    if sample == 1:
        yield people
        return
    ladders = _ladders(people)
    some = people.filter(reduce(or_, (_in_sample(ladders[place][0], sample) for place in used)))
    drawn = keep(engine, "linkage_drawn", some)
    try:
        yield drawn
    finally:
        engine.ibis.drop_table(name_of(drawn), force=True)


def _climb(
    engine: Engine, drawn: ir.Table, used: Sequence[int], *, sample: int, limit: int
) -> list[Block]:
    """Of each ladder the loosest combination, and the largest blocks of the tightest, that make
    few enough pairs; what stands at the same height is counted at once."""
    ladders = [_ladders(drawn)[place] for place in used]
    counted: list[list[list[int]]] = [[] for _ in ladders]
    while True:
        open_ = [
            place
            for place, (_, rungs) in enumerate(ladders)
            if len(counted[place]) < len(rungs)
            and all(counts[0] > limit for counts in counted[place])
        ]
        if not open_:
            break
        keys = [(ladders[place][0], ladders[place][1][len(counted[place])][1]) for place in open_]
        for place, counts in zip(open_, _count(engine, drawn, keys, sample=sample), strict=True):
            counted[place].append(counts)
    return [
        _block([name for name, _ in rungs], counts, limit=limit)
        for (_, rungs), counts in zip(ladders, counted, strict=True)
    ]


def _block(names: Sequence[str], counted: Sequence[list[int]], *, limit: int) -> Block:
    """The last combination that was counted, and of its blocks those that make few enough."""
    *refused, counts = counted
    most, pairs = next(
        (one for one in zip(CAPS, counts, strict=True) if one[1] <= limit), (CAPS[-1], counts[-1])
    )
    loose = [one[0] for one in (refused if counts[0] <= limit else counted)]
    return Block(
        name=names[len(counted) - 1],
        most=most,
        pairs=pairs,
        refused=tuple(zip(names, loose, strict=False)),
    )


def _count(
    engine: Engine, drawn: ir.Table, keys: Sequence[tuple[Any, Any]], *, sample: int
) -> list[list[int]]:
    """About how many pairs of two agencies share each key, by the most records in a block."""
    sums = [
        _count_one(drawn.filter(_in_sample(of, sample)) if sample > 1 else drawn, key).mutate(
            place=ibis.literal(place)
        )
        for place, (of, key) in enumerate(keys)
    ]
    together = reduce(lambda one, two: one.union(two), sums)
    rows = fetch(engine, together.order_by("place")).to_pylist()
    return [[sample * int(row[f"most_{most}"] or 0) for most in CAPS] for row in rows]


def _in_sample(of: Any, sample: int) -> Any:
    return of.notnull() & (of.hash().abs() % sample == 0)


def _count_one(people: ir.Table, key: Any) -> ir.Table:
    some = people.filter(key.notnull()).select("agency", key=key.hash())
    per_agency = some.group_by("key", "agency").agg(n=ibis._.count())
    blocks = per_agency.group_by("key").agg(
        size=ibis._.n.sum(), squares=(ibis._.n * ibis._.n).sum()
    )
    pairs = (blocks["size"] * blocks["size"] - blocks.squares) // 2
    return blocks.agg(**{f"most_{most}": pairs.sum(where=blocks["size"] <= most) for most in CAPS})


def _all_keyed(engine: Engine, people: ir.Table, blocks: Sequence[Block]) -> ir.Table:
    """Numbers in place of texts: shorter, and all that is asked is whether two are the same.

    `agency` counts the agencies in the order in which their records are numbered.
    """
    keys = {name: key for _, rungs in _ladders(people) for name, key in rungs}
    starts = people.group_by("agency").agg(start=ibis._.record.min()).order_by("start")
    agencies = fetch(engine, starts)["agency"].to_pylist()
    return people.select(
        "record",
        agency=people.agency.cases(*((name, i) for i, name in enumerate(agencies))),
        **{
            f"key_{i}": keys[block.name].notnull().ifelse(keys[block.name].hash(), ibis.null())
            for i, block in enumerate(blocks)
        },
    )


def _pairs(keyed: ir.Table, key: str, *, most: int) -> ir.Table:
    """Records of two agencies that share a key, where it is not shared by too many."""
    some = keyed.filter(keyed[key].notnull()).select("record", "agency", key=keyed[key])
    sizes = some.group_by("key").agg(
        size=ibis._.count(), first=ibis._.agency.min(), last=ibis._.agency.max()
    )
    useful = sizes.filter(sizes["size"] <= most, sizes["first"] != sizes["last"]).select("key")
    last = some.agency.max().as_scalar()
    one = some.filter(some.agency < last).semi_join(useful, "key")
    two = some.filter(some.agency > 0).view()
    both = one.join(two, [one.key == two.key, one.agency < two.agency])
    return both.select(join_key_l=one.record, join_key_r=two.record)
