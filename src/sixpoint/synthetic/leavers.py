"""Pupils who left school: with which qualification, and what they were doing nine months later."""

from datetime import date

import numpy as np

from .chance import pick_code
from .identifiers import own_numbers
from .plan import Gradient, Plan
from .schooling import Pupils
from .streams import stream
from .time import END, NEVER, START, as_days, birthday, censored, day_number
from .types import Care, Children, Flags, Floats, Ints, Table, Texts

_NINE_MONTHS = 274
_POSITIVE = {
    "higher_education": 0.40, "further_education": 0.27, "employment": 0.27, "training": 0.035,
    "voluntary_work": 0.005, "activity_agreement": 0.02,
}  # fmt: skip
_OTHERWISE = {"unemployed_seeking": 0.58, "unemployed_not_seeking": 0.26, "not_known": 0.16}


def make_leavers(seed: int, *, children: Children, care: Care, pupils: Pupils, plan: Plan) -> Table:
    """A row for each pupil who left, most at the end of June; who left of late has nowhere yet."""
    rng = stream(seed, "leavers")
    day = _last_day(rng, pupils.last)
    old = day >= birthday(children.birth, 16)
    child = np.flatnonzero(pupils.known & old & (day >= START) & (day <= END))
    child = child[np.lexsort((child, day[child]))]
    on = day[child]
    # Who was ever looked after does worse, also years later.
    cared_for = care.start[child] <= on
    destination = _destinations(rng, children, child, cared_for, plan)
    followed_up = censored(on + _NINE_MONTHS)
    destination[followed_up == NEVER] = None
    return Table(
        dataset="education.leavers",
        columns={
            "leaver_id": own_numbers(rng, count=len(child), prefix="LV"),
            "child": child,
            "left_on": as_days(on),
            "scqf": _levels(rng, children, child, cared_for, plan),
            "followed_up_on": as_days(followed_up),
            "destination": destination,
        },
    )


def _last_day(rng: np.random.Generator, session: Ints) -> Ints:
    """The end of June of the last session, or the winter before it for a few."""
    years = np.unique(session)
    ends = {int(y): day_number(date(int(y) + 1, 6, 28)) for y in years}
    june = np.array([ends[int(y)] for y in session], dtype=np.int64)
    return np.where(rng.random(len(session)) < 0.06, june - 189, june)


def _levels(
    rng: np.random.Generator, children: Children, child: Ints, cared_for: Flags, plan: Plan
) -> Texts:
    """The highest level: who has one has those below it."""
    draw = rng.random(len(child))
    level = np.where(rng.random(len(child)) < 0.5, "3", "none").astype(object)
    for name, gradient in (("4", plan.scqf_4), ("5", plan.scqf_5), ("6", plan.scqf_6)):
        weight = 0.5 if name == "4" else 1.0
        share = _share(gradient, children, child) + weight * plan.scqf_looked_after * cared_for
        level[draw < share] = name
    level[(level == "6") & (rng.random(len(child)) < 0.3)] = "7"
    return level


def _destinations(
    rng: np.random.Generator, children: Children, child: Ints, cared_for: Flags, plan: Plan
) -> Texts:
    share = _share(plan.positive_destination, children, child)
    positive = rng.random(len(child)) < share + plan.destination_looked_after * cared_for
    good, other = (pick_code(rng, len(child), codes) for codes in (_POSITIVE, _OTHERWISE))
    return np.where(positive, good, other).astype(object)


def _share(gradient: Gradient, children: Children, child: Ints) -> Floats:
    return np.asarray(np.array(gradient)[children.quintile[child] - 1], dtype=np.float64)
