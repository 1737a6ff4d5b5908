"""Who, when and whether: draws that follow the plan."""

from collections.abc import Callable

import numpy as np

from .plan import Course, Gradient
from .time import DAY, END, NEVER, START, years_in
from .types import Children, Flags, Floats, Ints, Texts


def event_days(rng: np.random.Generator, *, rate: Course, children: int) -> Ints:
    """The days of as many events as the rate gives, in order, thicker where the rate is higher."""
    count = max(1, round(rate.mean * children / 1000 * years_in()))
    # One draw in each of `count` equal slices: the number in a quarter then hardly varies by
    # chance, so that small partnerships have the planned shares too.
    level = (np.arange(count) + rng.random(count)) / count
    a, b = rate.start / rate.mean, rate.end / rate.mean
    slope = (b - a) / 2
    share = level if abs(slope) < 1e-9 else (-a + np.sqrt(a * a + 4 * slope * level)) / (2 * slope)
    return np.asarray(START + share * (END + 1 - START), dtype=np.int64).clip(START, END)


def pick_children(
    rng: np.random.Generator,
    days: Ints,
    *,
    weight: Floats,
    may: Callable[[Ints, Ints], Flags | Floats],
) -> Ints:
    """A child for each day, in proportion to `weight` among those who `may` (a chance, or yes/no).

    -1 where nobody was found after many tries, which happens only in tiny partnerships.
    """
    edges = np.cumsum(weight)
    edges /= edges[-1]
    child = np.full(len(days), -1, dtype=np.int64)
    open_ = np.arange(len(days))
    for _ in range(200):
        if not len(open_):
            break
        drawn = np.searchsorted(edges, rng.random(len(open_)), side="right")
        drawn = drawn.clip(0, len(weight) - 1)
        good = rng.random(len(open_)) < may(drawn, days[open_])
        child[open_[good]] = drawn[good]
        open_ = open_[~good]
    return child


def risk(children: Children, gradient: Gradient) -> Floats:
    """How likely things go wrong for each child; the canaries are seen by every service."""
    weight = children.frailty * np.array(gradient)[children.quintile - 1]
    return np.asarray(np.where(children.canary, 8 * weight.max(), weight), dtype=np.float64)


def age_at(children: Children, child: Ints, day: Ints) -> Floats:
    return np.asarray((day - children.birth[child]) / 365.25, dtype=np.float64)


def chance(
    course: Course,
    day: Ints,
    *,
    quintile: Ints,
    by_quintile: Gradient,
    looked_after: Flags,
    for_looked_after: float,
) -> Floats:
    """The course, worse or better by group, with the average over these events left as planned."""
    shift = np.array(by_quintile)[quintile - 1] + for_looked_after * looked_after
    counted = day < NEVER
    centred = shift - shift[counted].mean() if counted.any() else shift
    return np.asarray((course.at(day) + centred).clip(0.01, 0.995), dtype=np.float64)


def waiting(rng: np.random.Generator, median: Floats, *, spread: float) -> Floats:
    """A wait with this median and a long tail."""
    return np.asarray(median * np.exp(rng.normal(0.0, spread, len(median))), dtype=np.float64)


def in_time_or_late(
    rng: np.random.Generator, in_time: Flags, *, first: int, limit: int, late: float
) -> Ints:
    """Days taken: mostly near the limit if in time, else beyond it with a mean of `late` more."""
    early = first + np.floor((limit + 1 - first) * rng.beta(2.6, 1.6, len(in_time)))
    over = limit + 1 + rng.geometric(1 / late, len(in_time))
    return np.asarray(np.where(in_time, np.minimum(early, limit), over), dtype=np.int64)


def at_office_hours(rng: np.random.Generator, days: Ints) -> Ints:
    """Minutes since 1970 of a moment on each day, most between eight and eight."""
    hour = np.clip(rng.normal(13.5, 3.6, len(days)), 0, 23.98)
    return np.asarray(days * DAY + (hour * 60).astype(np.int64), dtype=np.int64)


def later_in_hours(rng: np.random.Generator, start: Ints, median: Floats, *, spread: float) -> Ints:
    """Minutes since 1970 after a wait with this median, moved out of the night."""
    then = start + np.round(60 * waiting(rng, median, spread=spread)).astype(np.int64)
    midnight, hour = then - then % DAY, then // 60 % 24
    # As many nights end the evening before as the morning after, which leaves the median alone.
    evening = midnight - np.where(hour < 12, DAY, 0) + rng.integers(17 * 60, 21 * 60, len(start))
    morning = midnight + np.where(hour < 12, 0, DAY) + rng.integers(7 * 60, 11 * 60, len(start))
    by_evening = ((hour >= 21) | (hour < 4)) & (evening > start)
    night = (hour >= 21) | (hour < 7)
    then = np.where(night, np.where(by_evening, evening, morning), then)
    return np.asarray(np.maximum(then, start + 5), dtype=np.int64)


def pick_code(rng: np.random.Generator, count: int, shares: dict[str, float]) -> Texts:
    """Codes in these shares."""
    codes: Texts = np.array(list(shares), dtype=object)
    weights = np.array(list(shares.values()))
    return codes[rng.choice(len(codes), count, p=weights / weights.sum())]


def never_after_end(minutes: Ints) -> Ints:
    """Moments after the end of the data have not come."""
    return np.where(minutes >= (END + 1) * DAY, NEVER * DAY, minutes)
