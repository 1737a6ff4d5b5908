"""Which measures tell of each other: those whose counts are the same, or nearly so.

Two measures of the same discussions count the same cases; requests that were not refused are those
that another measure follows. What one hides, a reader would take from the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations, product

from sixpoint.measures.types import EVERYBODY, LATEST
from sixpoint.packs.disclosure import CountRule
from sixpoint.packs.measures import Kind, Measure

from .types import Relation

Place = tuple[str, str, str]
"""Grouping, group and label: one cell of a measure."""

CASES, MET, UNMET, PENDING, OVER = "cases", "met", "not met", "pending", "over"
NOW = (EVERYBODY, EVERYBODY, LATEST)
NEARLY = 0.05
"""How far two measures' cases may lie apart everywhere and still be taken for the same ones."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One measure's counts by place and by what is counted there, and the rule for them."""

    measure: Measure
    rule: CountRule
    numbers: Mapping[tuple[Place, str], int]

    @property
    def named(self) -> dict[str, int]:
        return {self.name(place, what): n for (place, what), n in self.numbers.items()}

    def name(self, place: Place, what: str) -> str:
        return " | ".join((self.measure.id, *place, what))

    def column(self, what: str) -> dict[Place, int]:
        return {place: n for (place, each), n in self.numbers.items() if each == what}


def families(counted: Sequence[Counted]) -> list[list[Counted]]:
    """The measures, those together that tell of each other under one rule."""
    found: list[list[Counted]] = []
    for one in counted:
        near = [family for family in found if any(_tell_of(one, other) for other in family)]
        rest = [family for family in found if family not in near]
        found = [*rest, [*(other for family in near for other in family), one]]
    return found


def _tell_of(one: Counted, other: Counted) -> bool:
    if one.rule.topic != other.rule.topic:
        return False
    pair = [one, other]
    return any(True for found in (ties(pair), twins(pair), nested(pair), left(pair)) for _ in found)


def ties(family: Sequence[Counted]) -> Iterator[Relation]:
    """Counts of different measures that are the same number wherever both stand."""
    for one, other in combinations(family, 2):
        for mine, theirs in product((CASES, MET, UNMET), repeat=2):
            places = list(_shared(one.column(mine), other.column(theirs)))
            if all(one.numbers[p, mine] == other.numbers[p, theirs] for p in places):
                for place in places:
                    part = other.name(place, theirs)
                    yield Relation(total=one.name(place, mine), parts=(part,))
        yield from _still_open(one, other)
        yield from _still_open(other, one)


def _still_open(closed: Counted, open_: Counted) -> Iterator[Relation]:
    """Cases that one measure has counted already while the other waits for some of them."""
    if closed.measure.base != open_.measure.base or closed.numbers.get((NOW, PENDING)) != 0:
        return
    parts = (CASES, PENDING)
    if all((NOW, part) in open_.numbers for part in parts):
        total = closed.numbers[NOW, CASES]
        if total and total == sum(open_.numbers[NOW, part] for part in parts):
            names = tuple(open_.name(NOW, part) for part in parts)
            yield Relation(total=closed.name(NOW, CASES), parts=names)


def twins(family: Sequence[Counted]) -> Iterator[tuple[str, str]]:
    """Cases of different measures so near each other that who knows one knows the other."""
    for one, other in combinations(family, 2):
        mine, theirs = one.column(CASES), other.column(CASES)
        if one.measure.children_counted is not other.measure.children_counted:
            continue
        apart = {p: abs(mine[p] - theirs[p]) for p in _shared(mine, theirs)}
        if all(n < max(one.rule.below, NEARLY * mine[place]) for place, n in apart.items()):
            for place in (p for p, n in apart.items() if n < one.rule.below):
                names = one.name(place, CASES), other.name(place, CASES)
                yield names
                yield names[::-1]


@dataclass(frozen=True, kw_only=True)
class Nested:
    """Cases of one measure among which are those of others; `rest` are those of none.

    It is None where nothing is left anywhere: then the whole is the sum of its parts.
    """

    whole: str
    parts: tuple[str, ...]
    rest: int | None


def nested(family: Sequence[Counted]) -> Iterator[Nested]:
    """Measures of the same records, one of which counts some of the other's cases everywhere.

    Nobody publishes how many are left; whoever takes one from the other has it.
    """
    for one in family:
        others = [each for each in family if each is not one and _records(each) == _records(one)]
        inside = [each for each in others if _rests(one, [each])]
        # Several parts may overlap, and then nobody knows the rest; we cannot tell, and hide it.
        pairs: Iterator[tuple[Counted, ...]] = combinations(inside, 2)
        several = [pair for pair in pairs if _rests(one, pair)]
        if len(inside) > 2 and _rests(one, inside):
            several.append(tuple(inside))
        for parts in [*((each,) for each in inside), *several]:
            rests = _rests(one, parts)
            for place, rest in rests.items():
                names = tuple(each.name(place, CASES) for each in parts)
                left_over = rest if any(rests.values()) else None
                yield Nested(whole=one.name(place, CASES), parts=names, rest=left_over)


def _rests(whole: Counted, parts: Sequence[Counted]) -> dict[Place, int]:
    """What the parts leave of the whole in each place; none where they do not fit into it."""
    mine, theirs = whole.column(CASES), [part.column(CASES) for part in parts]
    if not all(any(True for _ in _shared(mine, column)) for column in theirs):
        return {}
    places = [place for place in mine if all(place in column for column in theirs)]
    rests = {place: mine[place] - sum(column[place] for column in theirs) for place in places}
    fit = rests and min(rests.values()) >= 0
    return rests if fit and (any(rests.values()) or len(parts) > 1) else {}


@dataclass(frozen=True, kw_only=True)
class Left:
    """How many went between two days: those of the first and who came, less those of the second."""

    before: str
    came: str
    now: str
    went: int
    both: int
    """Those of the first day, and who came."""


NOT_WHO_CAME = frozenset({Kind.STOCK, Kind.FOLLOW_UP})
"""Kinds whose cases of a quarter are not those that began in it."""


def left(family: Sequence[Counted]) -> Iterator[Left]:
    """Who is on a register at two days and came onto it between: a reader knows how many left it.

    Where fewer than none would have left, other children are counted, and nobody can tell.
    """
    for stock, came in permutations(family, 2):
        is_stock = stock.measure.kind is Kind.STOCK and came.measure.kind not in NOT_WHO_CAME
        if is_stock and _records(stock) == _records(came):
            found = list(_left(stock, came))
            yield from found if all(one.went >= 0 for one in found) else ()


def _left(stock: Counted, came: Counted) -> Iterator[Left]:
    days, flow = stock.column(CASES), came.column(CASES)
    quarters = sorted(place for place in days if place[0] == EVERYBODY and place[2] != LATEST)
    for before, now in pairwise(quarters):
        if now in flow:
            both = days[before] + flow[now]
            yield Left(
                before=stock.name(before, CASES),
                came=came.name(now, CASES),
                now=stock.name(now, CASES),
                went=both - days[now],
                both=both,
            )


def _records(counted: Counted) -> tuple[str, str]:
    return counted.measure.base, counted.measure.children_counted


def _shared(mine: Mapping[Place, int], theirs: Mapping[Place, int]) -> Iterator[Place]:
    """Places that both columns have; none where there is nothing to compare."""
    places = [place for place in mine if place in theirs]
    if any(mine[place] and theirs[place] for place in places):
        yield from places
