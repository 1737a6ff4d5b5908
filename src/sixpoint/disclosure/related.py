"""Which measures tell of each other, as their definitions in the pack have it.

Two measures of the same discussions count the same cases; who left school at level 6 is among those
who left at level 5. What one hides, a reader would take from the other. That counts happen to be
the same says nothing: in a small partnership many are. See disclosure/selections.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations

from sixpoint.measures.periods import is_quarter
from sixpoint.measures.types import EVERYBODY, LATEST
from sixpoint.packs.disclosure import CountRule
from sixpoint.packs.measures import Kind, Measure

from .selections import (
    CASES,
    MET,
    UNMET,
    WHEN_ELSE,
    Selection,
    of_same_events,
    selection_of,
)
from .types import Relation

Place = tuple[str, str, str]
"""Grouping, group and label: one cell of a measure."""

PENDING, OVER = "pending", "over"
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


@dataclass(frozen=True, kw_only=True)
class _Column:
    """One count of one measure in every place, and which records it selects."""

    of: Counted
    what: str
    selection: Selection
    numbers: Mapping[Place, int]

    def name(self, place: Place) -> str:
        return self.of.name(place, self.what)

    def rests(self, *parts: "_Column") -> dict[Place, int]:
        """What the parts leave of it in each place; none where they do not fit into it."""
        if not all(any(True for _ in _shared(self.numbers, part.numbers)) for part in parts):
            return {}
        places = [p for p in self.numbers if all(p in part.numbers for part in parts)]
        rests = {p: self.numbers[p] - sum(part.numbers[p] for part in parts) for p in places}
        return rests if rests and min(rests.values()) >= 0 else {}

    def is_all_of(self, part: "_Column") -> bool:
        rests = self.rests(part)
        return bool(rests) and not any(rests.values())


def _columns(family: Sequence[Counted]) -> list[_Column]:
    return [
        _Column(of=one, what=what, selection=selection, numbers=one.column(what))
        for one in family
        for what in (CASES, MET, UNMET)
        if (selection := selection_of(one.measure, what)) is not None and one.column(what)
    ]


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
    """Counts of different measures that are the same: of the same records, and none is left out."""
    for one, other in combinations(_columns(family), 2):
        if one.of is not other.of and _is_same(one, other):
            for place in _shared(one.numbers, other.numbers):
                yield Relation(total=one.name(place), parts=(other.name(place),))
    for closed, open_ in permutations(family, 2):
        yield from _still_open(closed, open_)


def _is_same(one: _Column, other: _Column) -> bool:
    """Whether one is among the other by definition, and all of it."""
    if one.selection.contains(other.selection):
        return one.is_all_of(other)
    return other.selection.contains(one.selection) and other.is_all_of(one)


def _still_open(closed: Counted, open_: Counted) -> Iterator[Relation]:
    """Cases that one measure has counted already while the other waits for some of them."""
    whole, part = (selection_of(one.measure, CASES) for one in (closed, open_))
    if whole is None or part is None or not whole.contains(part):
        return
    if closed.numbers.get((NOW, PENDING)) != 0:
        return
    parts = (CASES, PENDING)
    if all((NOW, part) in open_.numbers for part in parts):
        total = closed.numbers[NOW, CASES]
        if total and total == sum(open_.numbers[NOW, part] for part in parts):
            names = tuple(open_.name(NOW, part) for part in parts)
            yield Relation(total=closed.name(NOW, CASES), parts=names)


def twins(family: Sequence[Counted]) -> Iterator[tuple[str, str]]:
    """Cases of the same events so near each other that who knows one knows the other."""
    for one, other in combinations(family, 2):
        mine, theirs = one.column(CASES), other.column(CASES)
        if not of_same_events(one.measure, other.measure):
            continue
        apart = {p: abs(mine[p] - theirs[p]) for p in _shared(mine, theirs)}
        if all(n < max(one.rule.below, NEARLY * mine[place]) for place, n in apart.items()):
            for place in (p for p, n in apart.items() if n < one.rule.below):
                names = one.name(place, CASES), other.name(place, CASES)
                yield names
                yield names[::-1]


@dataclass(frozen=True, kw_only=True)
class Nested:
    """A count among which are others, no record in two of them; `rest` are those of none.

    It is None where nothing is left anywhere: then the whole is the sum of its parts.
    """

    whole: str
    parts: tuple[str, ...]
    rest: int | None


def nested(family: Sequence[Counted]) -> Iterator[Nested]:
    """Counts that are among others by definition, such as pupils at level 6 among those at 5.

    Nobody publishes how many are left; whoever takes one from the other has it. What is among
    another only through a third is told by that one.
    """
    every = _columns(family)
    columns = _different(every)
    for whole in columns:
        same = [one.of for one in every if one.what == CASES and _is_same(one, whole)]
        inside = [part for part in columns if part is not whole and _is_among(part, whole)]
        direct = [p for p in inside if not any(_is_among(p, o) for o in inside if o is not p)]
        # What is met and what is not are parts of their own cases anyway.
        others = [part for part in direct if part.of not in same and part.of is not whole.of]
        for part in others:
            yield from _nested(whole, [part])
        apart = _apart(others)
        if len(apart) > 1:
            yield from _nested(whole, apart)


def _apart(columns: Sequence[_Column]) -> list[_Column]:
    """As many of them as have no record in two."""
    found: list[_Column] = []
    for column in columns:
        if all(column.selection.is_apart_from(one.selection) for one in found):
            found.append(column)
    return found


def _nested(whole: _Column, parts: Sequence[_Column]) -> Iterator[Nested]:
    rests = whole.rests(*parts)
    for place, rest in rests.items():
        names = tuple(part.name(place) for part in parts)
        left_over = rest if any(rests.values()) else None
        yield Nested(whole=whole.name(place), parts=names, rest=left_over)


def _is_among(part: _Column, whole: _Column) -> bool:
    """Whether it is by definition, and its numbers do not gainsay it."""
    return whole.selection.contains(part.selection) and bool(whole.rests(part))


def _different(columns: Sequence[_Column]) -> list[_Column]:
    """One of those that are the same, the one told in most places: ties say all of the others."""
    found: list[_Column] = []
    for column in sorted(columns, key=lambda one: -len(one.numbers)):
        if not any(_is_same(column, other) for other in found):
            found.append(column)
    return found


@dataclass(frozen=True, kw_only=True)
class Left:
    """How many went between two days: those of the first and who came, less those of the second."""

    before: str
    came: str
    now: str
    went: int
    both: int
    """Those of the first day, and who came."""


def left(family: Sequence[Counted]) -> Iterator[Left]:
    """Who is on a register at two days and came onto it between: a reader knows how many left it.

    Where fewer than none would have left, other children are counted, and nobody can tell.
    """
    for stock, came in permutations(family, 2):
        is_stock = stock.measure.kind is Kind.STOCK and came.measure.kind not in WHEN_ELSE
        if is_stock and _begin_alike(stock.measure, came.measure):
            found = list(_left(stock, came))
            yield from found if all(one.went >= 0 for one in found) else ()


def _left(stock: Counted, came: Counted) -> Iterator[Left]:
    days, flow = stock.column(CASES), came.column(CASES)
    quarters = sorted(place for place in days if place[0] == EVERYBODY and is_quarter(place[2]))
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


def _begin_alike(stock: Measure, came: Measure) -> bool:
    """Whether those that came are the same sort of records as those that are there on a day."""
    return (stock.base, stock.date, stock.children_counted, stock.where) == (
        came.base,
        came.date,
        came.children_counted,
        came.where,
    )


def _shared(mine: Mapping[Place, int], theirs: Mapping[Place, int]) -> Iterator[Place]:
    """Places that both columns have; none where there is nothing to compare."""
    places = [place for place in mine if place in theirs]
    if any(mine[place] and theirs[place] for place in places):
        yield from places
