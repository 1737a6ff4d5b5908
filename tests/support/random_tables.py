"""Random linked tables, and ledgers of two releases, for attackers to try."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random

from sixpoint.disclosure.types import Relation, Tie
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.terms.cells import SafeNumber
from tests.support.policies import policy_of

Key = tuple[str, ...]
TOTAL = "all"


@dataclass(frozen=True, kw_only=True)
class Case:
    """Counts, what binds them, and what of them was published before."""

    cells: Mapping[str, int]
    relations: Sequence[Relation]
    policy: DisclosurePolicy
    ties: Sequence[Tie] = ()
    released: Mapping[str, SafeNumber] = field(default_factory=dict)


def make_policy(random: Random) -> DisclosurePolicy:
    return policy_of(random.choice((3, 4, 5, 5, 5, 7)), sensitive=random.random() < 0.25)


def make_case(seed: int, *, policy: DisclosurePolicy | None = None) -> Case:
    """A table of two or three dimensions, a hierarchy or two tables that share a margin."""
    random = Random(seed)
    make = random.choice((_crossed, _crossed, _hierarchy, _linked))
    cells, relations = sums_of(*make(random))
    return Case(cells=cells, relations=relations, policy=policy or make_policy(random))


Grouping = Mapping[Key, Sequence[Key]]
"""A total by its parts, parts being inner keys or totals that stand before it.

The total's last word tells several sums of one total apart.
"""


def sums_of(
    counts: Mapping[Key, int], groupings: Grouping
) -> tuple[dict[str, int], list[Relation]]:
    values = dict(counts)
    relations = {}
    for (*total, _), parts in groupings.items():
        values[tuple(total)] = sum(values[part] for part in parts)
        relation = Relation(total=_name(total), parts=tuple(_name(part) for part in parts))
        relations[relation] = None
    return {_name(key): value for key, value in values.items()}, list(relations)


def _name(key: Sequence[str]) -> str:
    return ".".join(key)


def _count(random: Random) -> int:
    kind = random.random()
    if kind < 0.15:
        return 0
    return random.randint(1, 6) if kind < 0.5 else random.randint(5, 40)


def _labels(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def margins(dimensions: Sequence[Sequence[str]]) -> dict[Key, list[Key]]:
    """Every total of a table over these dimensions."""
    found: dict[Key, list[Key]] = {}
    whole = [[*labels, TOTAL] for labels in dimensions]
    keys = sorted(product(*whole), key=lambda key: key.count(TOTAL))
    for key in keys:
        for place, labels in enumerate(dimensions):
            if key[place] == TOTAL:
                parts = [(*key[:place], label, *key[place + 1 :]) for label in labels]
                found[*key, f"#{place}"] = parts
    return found


def _crossed(random: Random) -> tuple[dict[Key, int], Grouping]:
    sizes = random.choice(((3, 3), (4, 3), (2, 5), (6, 4), (2, 2, 2), (3, 2, 2), (3, 3, 2)))
    dimensions = [_labels("abc"[i], size) for i, size in enumerate(sizes)]
    return {key: _count(random) for key in product(*dimensions)}, margins(dimensions)


def _hierarchy(random: Random) -> tuple[dict[Key, int], Grouping]:
    """Areas in regions, by kinds; sometimes a second way to group the areas crosses the first."""
    areas, kinds = _labels("a", random.randint(4, 6)), _labels("k", random.randint(2, 3))
    groups = [(letter, _cut(random, areas)) for letter in "rs"[: random.randint(1, 2)]]
    found: dict[Key, list[Key]] = {}
    for area in areas:
        found[area, TOTAL, "#0"] = [(area, kind) for kind in kinds]
    for kind in [*kinds, TOTAL]:
        for letter, parts in groups:
            for number, part in enumerate(parts):
                found[f"{letter}{number}", kind, "#0"] = [(area, kind) for area in part]
        found[TOTAL, kind, "#0"] = [(area, kind) for area in areas]
    for letter, parts in groups:
        for kind in [*kinds, TOTAL]:
            regions = [(f"{letter}{number}", kind) for number in range(len(parts))]
            found[TOTAL, kind, f"#{letter}"] = regions
    return {key: _count(random) for key in product(areas, kinds)}, found


def _cut(random: Random, areas: Sequence[str]) -> list[Sequence[str]]:
    mixed = random.sample(areas, len(areas))
    at = random.randint(1, len(areas) - 1)
    return [mixed[:at], mixed[at:]]


def _linked(random: Random) -> tuple[dict[Key, int], Grouping]:
    """Areas by kinds and areas by ages, published apart, with the areas' totals in both."""
    areas, kinds = _labels("a", random.randint(3, 4)), _labels("k", random.randint(2, 3))
    ages = _labels("g", 2)
    counts = {key: _count(random) for key in product(areas, kinds)}
    for area in areas:
        whole = sum(counts[area, kind] for kind in kinds)
        counts[area, ages[0]] = random.randint(0, whole)
        counts[area, ages[1]] = whole - counts[area, ages[0]]
    found: dict[Key, list[Key]] = {}
    for others in (kinds, ages):
        for other in others:
            found[TOTAL, other, "#"] = [(area, other) for area in areas]
        for area in areas:
            found[area, TOTAL, f"#{others[0]}"] = [(area, other) for other in others]
    found[TOTAL, TOTAL, "#areas"] = [(area, TOTAL) for area in areas]
    found[TOTAL, TOTAL, "#kinds"] = [(TOTAL, kind) for kind in kinds]
    return counts, found


def refreshed(case: Case, published: Mapping[str, SafeNumber], *, seed: int) -> Case:
    """The same tables some months later, when a few children more are counted.

    Everybody knows how many cells may have changed by how much; the past stands as published.
    """
    random = Random(seed)
    totals = {relation.total for relation in case.relations}
    inner = [name for name in case.cells if name not in totals]
    changes = {name: random.randint(0, 2) for name in random.sample(inner, 2)}
    now, most = _changed(case, inner, changes), sum(changes.values())
    if any(now[r.total] != sum(now[part] for part in r.parts) for r in case.relations):
        now = dict(case.cells)  # one of two linked tables had changed without the other
    return Case(
        cells={f"{name} then": value for name, value in case.cells.items()} | now,
        relations=[*case.relations, *(_then(relation) for relation in case.relations)],
        policy=case.policy,
        ties=[Tie(left=name, right=f"{name} then", at_most=most) for name in case.cells],
        released={f"{name} then": number for name, number in published.items()},
    )


def in_turn(
    seed: int, publish: Callable[[Case], Mapping[str, SafeNumber]], *, times: int
) -> list[tuple[Case, Mapping[str, SafeNumber]]]:
    """Up to so many releases of the same tables, each beside all before it; one refused ends it.

    Everybody knows how much changed between any two of them; one may be the same as the one before.
    """
    random, now = Random(seed), make_case(seed)
    past, done = replace(now, cells={}, relations=()), list[tuple[Case, Mapping[str, SafeNumber]]]()
    moved: list[int] = []
    for turn in range(times):
        ties = [
            Tie(left=name, right=f"{name} @{earlier}", at_most=sum(moved[earlier:]))
            for earlier in range(turn)
            for name in now.cells
        ]
        whole = Case(
            cells={**past.cells, **now.cells},
            relations=[*now.relations, *past.relations],
            policy=now.policy,
            ties=[*past.ties, *ties],
            released=past.released,
        )
        published = publish(whole)
        if not published:
            break
        done.append((whole, published))
        past = _put_behind(past, now, whole, published, turn)
        now, most = _some_moved(now, random)
        moved.append(most)
    return done


def _put_behind(
    past: Case, now: Case, whole: Case, published: Mapping[str, SafeNumber], turn: int
) -> Case:
    """What was now is past, under names of its own."""
    named = {name: f"{name} @{turn}" for name in now.cells}
    relations = [
        Relation(total=named[one.total], parts=tuple(named[part] for part in one.parts))
        for one in now.relations
    ]
    new = (tie for tie in whole.ties if tie.left in named)
    ties = [replace(tie, left=named[tie.left]) for tie in new]
    return replace(
        past,
        cells={**past.cells, **{named[name]: value for name, value in now.cells.items()}},
        relations=[*past.relations, *relations],
        ties=[*past.ties, *ties],
        released={**past.released, **{named[name]: published[name] for name in now.cells}},
    )


def _some_moved(case: Case, random: Random) -> tuple[Case, int]:
    totals = {relation.total for relation in case.relations}
    inner = [name for name in case.cells if name not in totals]
    changes = {name: random.randint(0, 3) for name in random.sample(inner, 2)}
    cells = _changed(case, inner, changes)
    if any(cells[r.total] != sum(cells[part] for part in r.parts) for r in case.relations):
        return case, 0
    return replace(case, cells=cells), sum(changes.values())


def _changed(case: Case, inner: Sequence[str], changes: Mapping[str, int]) -> dict[str, int]:
    now = {name: case.cells[name] + changes.get(name, 0) for name in inner}
    for relation in _in_order(case.relations, inner):
        now[relation.total] = sum(now[part] for part in relation.parts)
    return now


def _then(relation: Relation) -> Relation:
    parts = tuple(f"{part} then" for part in relation.parts)
    return Relation(total=f"{relation.total} then", parts=parts)


def _in_order(relations: Sequence[Relation], known: Sequence[str]) -> list[Relation]:
    done, left, ordered = set(known), list(relations), []
    while left:
        ready = [relation for relation in left if set(relation.parts) <= done]
        ordered += ready
        done |= {relation.total for relation in ready}
        left = [relation for relation in left if relation not in ready]
    return ordered
