"""Concerns about a child's safety, and everything that follows from one.

Each concern is one row across the arrays of `Cases`; a step that does not come, or has
not come when the data end, is NEVER. Tables are cut from these rows in protection_tables.py.
"""

from dataclasses import dataclass, fields

import numpy as np

from .chance import (
    age_at,
    at_office_hours,
    chance,
    event_days,
    in_time_or_late,
    later_in_hours,
    never_after_end,
    pick_children,
    pick_code,
    risk,
)
from .plan import Course, Plan
from .streams import stream
from .time import DAY, END, NEVER, START, censored, on_weekday
from .types import Care, Children, Flags, Floats, Ints, Texts

REVIEWS = 5
"""More than this many reviews of one registration do not happen in Invermore."""
_SOURCES = {
    "police": 0.34, "health": 0.17, "education": 0.24, "family": 0.10, "public": 0.09,
    "other": 0.06,
}  # fmt: skip
_ABOUT = {
    "neglect": 0.24, "physical": 0.13, "emotional": 0.14, "sexual": 0.07, "domestic_abuse": 0.20,
    "parental_substance": 0.12, "parental_mental_health": 0.07, "other": 0.03,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Cases:
    """One row for each concern; days, and minutes where the name ends in `_at`."""

    child: Ints
    received_at: Ints
    source: Texts
    about: Texts
    held_at: Ints
    required: Flags
    meeting: Ints
    meeting_late: Flags
    unborn: Flags
    registered: Flags
    core_group: Ints
    reviews: Ints
    removed: Ints

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Ints | Flags) -> "Cases":
        return Cases(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, kw_only=True, eq=False)
class _World:
    children: Children
    care: Care
    plan: Plan


@dataclass(frozen=True, kw_only=True, eq=False)
class _Concerns:
    child: Ints
    received_at: Ints
    again: bool
    """A child who was on the register before, and will be again."""


def make_cases(seed: int, *, children: Children, care: Care, plan: Plan) -> Cases:
    """All concerns of the five years in order, with what came of them."""
    world = _World(children=children, care=care, plan=plan)
    waves = [_follow(stream(seed, "cases"), world, _first_concerns(seed, world))]
    # A child comes back on the register up to four times; later waves are all but empty.
    for number in range(4):
        rng = stream(seed, f"cases-again-{number}")
        waves.append(_follow(rng, world, _concerns_again(rng, world, waves[-1])))
    everything = _joined(waves)
    return everything.take(np.lexsort((everything.child, everything.received_at)))


def _joined(waves: list[Cases]) -> Cases:
    return Cases(
        **{
            field.name: np.concatenate([getattr(wave, field.name) for wave in waves])
            for field in fields(Cases)
        }
    )


def _first_concerns(seed: int, world: _World) -> _Concerns:
    rng = stream(seed, "concerns")
    children = world.children
    plan = world.plan
    # Sisters and brothers share about a fifth of concerns; those on the register again add some.
    rate = Course(plan.concerns.start * 0.80, plan.concerns.end * 0.78)
    day = event_days(rng, rate=rate, children=len(children))

    def may(child: Ints, on: Ints) -> Floats:
        age = age_at(children, child, on)
        by_age = np.where(age < 5, 1.0, np.where(age < 16, 0.75, 0.4))
        return by_age * (age > -0.35) * (age < 18) * ~children.outside[child]

    child = pick_children(rng, day, weight=risk(children, plan.risk) ** 0.85, may=may)
    received = at_office_hours(rng, day)[child >= 0]
    child, received = _with_siblings(rng, children, child[child >= 0], received)
    unborn, unborn_at = _about_the_unborn(rng, children)
    return _Concerns(
        child=np.concatenate([child, unborn]),
        received_at=np.concatenate([received, unborn_at]),
        again=False,
    )


def _with_siblings(
    rng: np.random.Generator, children: Children, child: Ints, received: Ints
) -> tuple[Ints, Ints]:
    """A concern about one child is now and then about the next in the family too."""
    following = np.minimum(child + 1, len(children) - 1)
    same = (children.household[following] == children.household[child]) & (following != child)
    age = age_at(children, following, received // DAY)
    joins = same & (age > 0) & (age < 16) & (rng.random(len(child)) < 0.45)
    return np.r_[child, following[joins]], np.r_[received, received[joins]]


def _about_the_unborn(rng: np.random.Generator, children: Children) -> tuple[Ints, Ints]:
    """Each child not born by the end is known for a concern; so are a few who were born since."""
    birth = children.birth
    later = birth > END
    some = (birth > START + 140) & (birth <= END) & ~children.outside
    some &= rng.random(len(birth)) < 0.008
    child = np.flatnonzero(later | some)
    before = rng.integers(50, 125, len(child))
    day = np.minimum(birth[child] - before, END - 5)
    return child, at_office_hours(rng, day)


def _concerns_again(rng: np.random.Generator, world: _World, cases: Cases) -> _Concerns:
    """New concerns, within two years, about a share of the children who left the register."""
    left = cases.take(cases.removed < NEVER)
    # Those who are grown up within two years cannot come back; the others do so more often.
    young = age_at(world.children, left.child, left.removed) < 15.5
    share = young.mean() if len(left) else 1.0
    chance_again = world.plan.registered_again.at(left.removed) / max(float(share), 0.5)
    left = left.take(young & (rng.random(len(left)) < chance_again))
    day = left.removed + rng.integers(20, 660, len(left))
    kept = day <= END
    return _Concerns(
        child=left.child[kept], received_at=at_office_hours(rng, day[kept]), again=True
    )


def _follow(rng: np.random.Generator, world: _World, concerns: _Concerns) -> Cases:
    """What comes of each concern, step by step, as far as the data go."""
    plan, count = world.plan, len(concerns.child)
    child, received = concerns.child, concerns.received_at
    day = received // DAY
    unborn = world.children.birth[child] > day
    held = _discussions(rng, world, concerns)
    required = (held < NEVER * DAY) & (concerns.again | (rng.random(count) < plan.meeting_required))
    required |= unborn & (held < NEVER * DAY)
    registers = concerns.again | (rng.random(count) < plan.registered)
    if not concerns.again:
        required &= ~_met_before(child, received, required)
    in_time = rng.random(count) < _chance(world, plan.meeting_in_time, child, day)
    meeting = _meetings(rng, day, in_time, unborn)
    # A discussion that comes late makes the meeting late too, never the other way round.
    meeting = np.maximum(meeting, np.where(required, held // DAY + 1, meeting))
    meeting = np.where(required, censored(meeting), NEVER)
    registered = registers & (meeting < NEVER)
    reviews, removed = _reviews(rng, world, child, meeting, registered)
    return Cases(
        child=child,
        received_at=received,
        source=pick_code(rng, count, _SOURCES),
        about=pick_code(rng, count, _ABOUT),
        held_at=held,
        required=required,
        meeting=meeting,
        meeting_late=(meeting < NEVER) & (meeting - day > 21),
        unborn=unborn,
        registered=registered,
        core_group=_core_groups(rng, world, child, meeting, registered),
        reviews=reviews,
        removed=removed,
    )


def _discussions(rng: np.random.Generator, world: _World, concerns: _Concerns) -> Ints:
    plan, child = world.plan, concerns.child
    day = concerns.received_at // DAY
    unborn = world.children.birth[child] > day
    happens = concerns.again | unborn | (rng.random(len(child)) < plan.discussed)
    median = plan.discussion_hours.at(day)
    held = later_in_hours(rng, concerns.received_at, median, spread=0.8)
    return never_after_end(np.where(happens, held, NEVER * DAY))


def _met_before(child: Ints, received: Ints, required: Flags) -> Flags:
    """Whether an earlier concern about the same child already leads to a meeting.

    One meeting for each child among the first concerns: children who come back on the register do
    so by plan, not by chance as well.
    """
    order = np.lexsort((received, child, ~required))
    ordered = child[order]
    repeated = np.r_[False, ordered[1:] == ordered[:-1]] & required[order]
    before = np.zeros(len(child), dtype=bool)
    before[order] = repeated
    return before


def _meetings(rng: np.random.Generator, day: Ints, in_time: Flags, unborn: Flags) -> Ints:
    taken = in_time_or_late(rng, in_time, first=5, limit=21, late=9.0)
    early = on_weekday(day + taken, later=False)
    late = on_weekday(day + taken, later=True)
    return np.where(in_time | unborn, np.maximum(early, day + 1), late)


def _chance(world: _World, course: Course, child: Ints, day: Ints) -> Floats:
    return chance(
        course,
        day,
        quintile=world.children.quintile[child],
        by_quintile=world.plan.practice_by_quintile,
        looked_after=world.care.covers(child, day),
        for_looked_after=world.plan.practice_looked_after,
    )


def _core_groups(
    rng: np.random.Generator, world: _World, child: Ints, meeting: Ints, registered: Flags
) -> Ints:
    in_time = rng.random(len(child)) < _chance(world, world.plan.core_group_in_time, child, meeting)
    taken = in_time_or_late(rng, in_time, first=3, limit=15, late=6.0)
    held = np.where(
        in_time,
        on_weekday(meeting + taken, later=False),
        on_weekday(meeting + taken, later=True),
    )
    return np.where(registered, censored(held), NEVER)


def _reviews(
    rng: np.random.Generator, world: _World, child: Ints, meeting: Ints, registered: Flags
) -> tuple[Ints, Ints]:
    """The days of the reviews, and the review at which the child leaves the register."""
    count = len(child)
    in_time = rng.random(count) < _chance(world, world.plan.reviewed_in_time, child, meeting)
    first = np.where(
        in_time,
        on_weekday(meeting + 56 + np.floor(32 * rng.beta(2.5, 1.3, count)), later=False),
        on_weekday(meeting + 94 + rng.geometric(1 / 16, count), later=True),
    )
    gaps = on_weekday(rng.integers(120, 183, (count, REVIEWS - 1)), later=True)
    days = on_weekday(np.c_[first, first[:, None] + np.cumsum(gaps, axis=1)], later=False)
    days[:, 0] = first
    last = rng.choice(REVIEWS, count, p=[0.24, 0.40, 0.22, 0.09, 0.05])
    number = np.arange(REVIEWS)[None, :]
    days = np.where(registered[:, None] & (number <= last[:, None]), censored(days), NEVER)
    return np.asarray(days, dtype=np.int64), np.asarray(
        days[np.arange(count), last], dtype=np.int64
    )
