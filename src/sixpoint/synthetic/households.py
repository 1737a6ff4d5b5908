"""Families: brothers and sisters, twins, half- and step-siblings, new names, moves."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from .names import CANARIES, draw_forenames, draw_surnames
from .plan import Plan
from .streams import stream
from .time import END, NEVER, START, day_number
from .types import Children, Flags, Ints, Places, Texts

_SIZES = (0.42, 0.38, 0.14, 0.06)
EARLIEST_BIRTH = day_number(date(1994, 8, 1))
_LATEST_BIRTH = END - 10


def make_children(seed: int, *, count: int, places: Places, plan: Plan) -> Children:
    """This many children in their households, sorted by household."""
    rng = stream(seed, "households")
    household, order = _households(rng, count)
    families = int(household[-1]) + 1
    pattern = rng.choice(3, families, p=_three(plan.half_siblings, plan.step_families))[household]
    group = np.where((pattern > 0) & (order >= rng.integers(1, 3, families)[household]), 1, 0)
    birth, twin = _births(rng, household, group, plan)
    birth = _some_unborn(rng, birth, household, plan)
    sex = rng.integers(0, 2, count)
    surname, later, renamed = _surnames(stream(seed, "surnames"), household, group, pattern, plan)
    homes = _homes(stream(seed, "homes"), household, places, plan)
    frailty = rng.gamma(0.9, 1 / 0.9, families)[household] + 0.05
    children = Children(
        household=household,
        pattern=pattern,
        group=group,
        twin=twin,
        sex=sex,
        disabled=stream(seed, "disabled").random(count) < plan.disabled * (1 + 0.6 * sex),
        ethnic_group=_ethnic_groups(stream(seed, "ethnic-groups"), household, plan),
        birth=birth,
        forename=_distinct(stream(seed, "forenames"), sex, household),
        surname=surname,
        later_surname=later,
        renamed=renamed,
        homes=homes[0],
        numbers=homes[1],
        moved=homes[2],
        quintile=places.quintile[homes[0][:, 2]],
        outside=np.asarray(~places.in_area[homes[0]].any(axis=1), dtype=bool),
        frailty=frailty,
        canary=np.zeros(count, dtype=bool),
    )
    return _with_canaries(children)


def _ethnic_groups(rng: np.random.Generator, household: Ints, plan: Plan) -> Texts:
    """One for each family."""
    families = int(household[-1]) + 1
    names, shares = zip(*plan.ethnic_groups, strict=True)
    drawn = rng.choice(len(names), families, p=shares)
    return np.array(names, dtype=object)[drawn][household]


def _three(second: float, third: float) -> list[float]:
    return [1.0 - second - third, second, third]


def _households(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    sizes = rng.choice(len(_SIZES), count, p=_SIZES) + 1
    household = np.repeat(np.arange(count), sizes)[:count]
    first = np.searchsorted(household, household)
    return household, np.arange(count) - first


def _births(
    rng: np.random.Generator, household: Ints, group: Ints, plan: Plan
) -> tuple[Ints, Flags]:
    """Births spread evenly over the years, brothers and sisters a year or more apart."""
    count = len(household)
    same = np.r_[False, household[1:] == household[:-1]]
    same_group = same & np.r_[False, group[1:] == group[:-1]]
    twin = same_group & (rng.random(count) < plan.twin_births / max(1e-9, float(same_group.mean())))
    spacing = np.where(twin, 0, 330 + rng.gamma(2.0, 330.0, count).astype(np.int64))
    total = np.cumsum(np.where(same, spacing, 0))
    start = np.searchsorted(household, household)
    anchor = rng.integers(EARLIEST_BIRTH, _LATEST_BIRTH + 1, count)[start]
    offset = total - total[start]
    # The child drawn first is the oldest of one family and the youngest of the next, and years
    # that would run past an edge fold back, so that births crowd nowhere.
    birth = anchor + offset * rng.choice([-1, 1], count)[start]
    birth = np.where(birth > _LATEST_BIRTH, 2 * _LATEST_BIRTH - birth, birth)
    return np.where(birth < EARLIEST_BIRTH, 2 * EARLIEST_BIRTH - birth, birth), twin


def _some_unborn(rng: np.random.Generator, birth: Ints, household: Ints, plan: Plan) -> Ints:
    """The last child of some families is not born when the data end."""
    last = np.flatnonzero(np.r_[household[1:] != household[:-1], True])
    chosen = rng.choice(last, max(1, round(plan.unborn * len(birth))), replace=False)
    birth = birth.copy()
    birth[chosen] = END + rng.integers(20, 170, len(chosen))
    return birth


def _distinct(rng: np.random.Generator, sex: Ints, household: Ints) -> Texts:
    """Forenames, never the same twice running in one family."""
    names = draw_forenames(rng, sex)
    for _ in range(8):
        again = np.r_[False, (names[1:] == names[:-1]) & (household[1:] == household[:-1])]
        if not again.any():
            break
        names[again] = draw_forenames(rng, sex[again])
    return names


def _surnames(
    rng: np.random.Generator, household: Ints, group: Ints, pattern: Ints, plan: Plan
) -> tuple[Texts, Texts, Ints]:
    """The name a child starts with, the one taken later, and the day of the change."""
    families = int(household[-1]) + 1
    own = draw_surnames(rng, families)
    other = draw_surnames(rng, families)
    double = rng.random(families) < 0.03
    own[double] = own[double] + "-" + other[double]
    keeps = np.where(pattern == 2, 0.9, 0.6) > rng.random(families)[household]
    surname = np.where((group == 1) & keeps, other[household], own[household])
    new = np.where(
        surname == own[household], draw_surnames(rng, families)[household], own[household]
    )
    chance = plan.renamed * np.where(pattern > 0, 2.0, 0.6)
    changes = rng.random(families)[household] < chance
    renamed = np.where(changes, rng.integers(START - 700, END, families)[household], NEVER)
    return surname, np.where(changes, new, surname), renamed


def _homes(
    rng: np.random.Generator, household: Ints, places: Places, plan: Plan
) -> tuple[Ints, Ints, Ints]:
    """Up to three homes of each family; most moves stay within a quintile or next to it."""
    families = int(household[-1]) + 1
    outside = rng.random(families) < plan.outside
    quintile = rng.choice(5, families, p=plan.quintiles) + 1
    homes = [_draw_place(rng, places, quintile, ~outside)]
    for _ in range(2):
        step = rng.choice([-1, 0, 0, 0, 0, 0, 0, 1], families)
        quintile = np.clip(quintile + step, 1, 5)
        leaves = rng.random(families) < 0.03
        homes.append(_draw_place(rng, places, quintile, ~(outside | leaves)))
    moves = np.sort(rng.integers(START, END, (families, 2)), axis=1)
    moves[rng.random(families) >= 0.35, 1] = NEVER
    stays = rng.random(families) >= plan.families_moved
    moves[stays] = NEVER
    place = np.stack(homes, axis=1)
    # Homes after the last move repeat the one before, so that the last column is today's.
    for column in (1, 2):
        unmoved = moves[:, column - 1] == NEVER
        place[unmoved, column] = place[unmoved, column - 1]
    numbers = rng.integers(1, 90, (families, 3))
    return place[household], numbers[household], moves[household]


def _draw_place(rng: np.random.Generator, places: Places, quintile: Ints, in_area: Flags) -> Ints:
    drawn = rng.random(len(quintile))
    chosen = np.zeros(len(quintile), dtype=np.int64)
    for value in range(1, 6):
        for inside in (True, False):
            options = np.flatnonzero((places.quintile == value) & (places.in_area == inside))
            wanted = (quintile == value) & (in_area == inside)
            chosen[wanted] = options[(drawn[wanted] * len(options)).astype(np.int64)]
    return chosen


def home_at(children: Children, child: Ints, day: Ints) -> tuple[Ints, Ints]:
    """The place and house number of the family's home on a day."""
    column = (children.moved[child] <= day[:, None]).sum(axis=1)
    return children.homes[child, column], children.numbers[child, column]


def surname_at(children: Children, child: Ints, day: Ints) -> Texts:
    return np.where(
        children.renamed[child] <= day, children.later_surname[child], children.surname[child]
    )


def _with_canaries(children: Children) -> Children:
    """Gives the unmistakable names to children of school age who live within the council."""
    fitting = ~children.outside & (children.birth > START - 8 * 365) & (children.birth < START)
    fitting &= (children.renamed == NEVER) & ~children.twin
    places = np.flatnonzero(fitting)
    chosen = places[np.linspace(0, len(places) - 1, len(CANARIES)).astype(np.int64)]
    names = {"forename": children.forename, "surname": children.surname}
    forename, surname = (names[key].copy() for key in ("forename", "surname"))
    for child, (first, last) in zip(chosen.tolist(), CANARIES, strict=True):
        forename[child], surname[child] = first, last
    canary = children.canary.copy()
    canary[chosen] = True
    later = np.where(canary, surname, children.later_surname)
    return replace(children, forename=forename, surname=surname, later_surname=later, canary=canary)


def relations(children: Children) -> list[tuple[int, int, str]]:
    """Every pair of children of one household, with what they are to each other."""
    found: list[tuple[int, int, str]] = []
    edges = np.flatnonzero(np.r_[True, children.household[1:] != children.household[:-1]])
    bounds = [*edges.tolist(), len(children)]
    group, pattern, birth = (
        column.tolist() for column in (children.group, children.pattern, children.birth)
    )
    for first, end in pairwise(bounds):
        for left in range(first, end):
            for right in range(left + 1, end):
                if group[left] == group[right]:
                    kind = "twin" if birth[left] == birth[right] else "sibling"
                else:
                    kind = "half_sibling" if pattern[left] == 1 else "step_sibling"
                found.append((left, right, kind))
    return found
