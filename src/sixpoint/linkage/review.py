"""Which pairs two people should look at, and the sheets on which they do.

A sheet shows the two records side by side and nothing else: not the score, not why the pair was
chosen, not what the other reviewer says. It holds names, so it stays with the partnership.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch

from .judgements import Asked, DecisionsFile, Draw, Pair, Why, in_force, pair_of
from .rules import Kind
from .types import Key, Linked

SURE = 0.99
"""An accepted link of a lower probability is doubtful: somebody should look at it too."""

SHOWN = (
    "forename",
    "surname",
    "date_of_birth",
    "sex",
    "postcode",
    "address",
    "chi",
    "scn",
    "identifier",
)
ROW = ("pair", "left_agency", "left_id", "right_agency", "right_id")
FILLED_IN = ("decision", "by", "on")
SHEET = (
    *ROW,
    *(f"{side}_{column}" for column in SHOWN for side in ("left", "right")),
    *FILLED_IN,
)

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f]")
"""Signs that turn the direction of writing could make one row read as another; line ends too."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How many pairs to put to reviewers: of those in doubt, and of all links at random."""

    doubts: int
    sample: int
    seed: int


def ask(engine: Engine, linked: Linked, *, so_far: DecisionsFile, wish: Wish) -> DecisionsFile:
    """The decisions with a new draw of pairs; none is asked again that two people have judged.

    The sample is drawn from all links, whether judged before or not, so that it speaks for them.
    """
    number = len(so_far.draws) + 1
    dice = random.Random(f"{wish.seed}:{number}")
    links = _pairs(engine, linked.pairs.filter(linked.pairs.how != Kind.DECIDED.value))
    sample = dict.fromkeys(dice.sample(links, min(wish.sample, len(links))), Why.SAMPLE)
    doubts = dict.fromkeys(_pairs(engine, linked.doubts), Why.DOUBT)
    doubtful = dict.fromkeys(_pairs(engine, doubtful_links(linked.pairs)), Why.DOUBTFUL_LINK)
    settled = {pair for pair, said in in_force(so_far.judgements).items() if len(said) > 1}
    open_ = {p: why for p, why in (doubtful | doubts).items() if p not in settled | sample.keys()}
    chosen = dice.sample(sorted(open_), min(wish.doubts, len(open_)))
    wanted = [*sample.items(), *((pair, open_[pair]) for pair in chosen)]
    dice.shuffle(wanted)
    last = len(so_far.asked)
    asked = [
        Asked(pair=f"R{n:05d}", left=pair[0], right=pair[1], why=why, draw=number)
        for n, (pair, why) in enumerate(wanted, start=last + 1)
    ]
    draw = Draw(number=number, links=len(links), sampled=len(sample), doubts=len(chosen))
    return DecisionsFile(
        format=1,
        draws=(*so_far.draws, draw),
        asked=(*so_far.asked, *asked),
        judgements=so_far.judgements,
    )


def doubtful_links(pairs: ir.Table) -> ir.Table:
    """The accepted links that are not far above the threshold."""
    return pairs.filter(pairs.how == Kind.MODEL.value, pairs.probability < SURE)


def _pairs(engine: Engine, pairs: ir.Table) -> list[Pair]:
    rows = fetch(engine, pairs.select("left_agency", "left_id", "right_agency", "right_id"))
    return sorted(
        pair_of((row["left_agency"], row["left_id"]), (row["right_agency"], row["right_id"]))
        for row in rows.to_pylist()
    )


def sheet(
    asked: Sequence[Asked], records: Mapping[Key, Sequence[str]], *, seed: int
) -> list[tuple[str, ...]]:
    """The rows of one reviewer's sheet, in an order of its own."""
    rows = list(_rows(asked, records))
    random.Random(seed).shuffle(rows)
    return rows


def _rows(
    asked: Sequence[Asked], records: Mapping[Key, Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    for one in asked:
        if one.left in records and one.right in records:
            both = zip(records[one.left], records[one.right], strict=True)
            values = [value for column in both for value in column]
            yield (one.pair, *one.left, *one.right, *values, *("" for _ in FILLED_IN))


def read_records(
    engine: Engine, people: Mapping[str, ir.Table], keys: Sequence[Key]
) -> dict[Key, tuple[str, ...]]:
    """What the agencies wrote of each of these records, a text for each column of SHOWN."""
    found: dict[Key, tuple[str, ...]] = {}
    for agency in sorted({agency for agency, _ in keys}):
        wanted = ibis.memtable({"person_id": sorted({id_ for a, id_ in keys if a == agency})})
        rows = fetch(engine, _texts(people[agency]).semi_join(wanted, "person_id"))
        for row in rows.to_pylist():
            found[agency, row["person_id"]] = tuple(_plain(row[column]) for column in SHOWN)
    return found


def _texts(table: ir.Table) -> ir.Table:
    columns = {
        column: table[column].cast("string") if column in table.columns else ibis.null("string")
        for column in SHOWN
    }
    return table.select(person_id=table.person_id.cast("string"), **columns)


def _plain(value: str | None) -> str:
    return _TURNING.sub(" ", value).strip() if value else ""


def read_keys(engine: Engine, people: Mapping[str, ir.Table]) -> set[Key]:
    """Every record there is."""
    return {
        (agency, id_)
        for agency, table in people.items()
        for id_ in fetch(engine, table.select(id=table.person_id.cast("string")))["id"].to_pylist()
    }
