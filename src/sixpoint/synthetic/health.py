"""Child health reviews at 27 to 30 months, from April 2013."""

from datetime import date

import numpy as np

from .identifiers import own_numbers
from .plan import Course, Plan
from .streams import stream
from .time import NEVER, YEAR, as_days, censored, day_number, on_weekday
from .types import Care, Children, Flags, Floats, Ints, Table

FIRST_REVIEWS = day_number(date(2013, 4, 1))
"""The review began in this month, across Scotland."""
_DUE_AT = round(27 * YEAR / 12)


def make_child_reviews(
    seed: int, *, children: Children, care: Care, known: Flags, plan: Plan
) -> Table:
    """One review for each child that health knows and that came of age for it."""
    rng = stream(seed, "child_reviews")
    due = children.birth + _DUE_AT
    child = np.flatnonzero(known & (due >= FIRST_REVIEWS) & (censored(due) < NEVER))
    due = due[child]
    happens = rng.random(len(child)) < plan.reviewed.at(due)
    taken = due + np.round(rng.gamma(2.0, 22.0, len(child))).astype(np.int64)
    reviewed = censored(np.where(happens, on_weekday(taken, later=True), NEVER))
    concern = _concerns(rng, _without_concern(children, care, child, due, plan), plan)
    concern[reviewed == NEVER] = None
    order = np.lexsort((child, due))
    return Table(
        dataset="health.child_reviews",
        columns={
            "review_id": own_numbers(rng, count=len(child), prefix="CR"),
            "child": child[order],
            "review": np.full(len(child), "27_30_months", dtype=object),
            "due_on": as_days(due)[order],
            "reviewed_on": as_days(reviewed)[order],
            "concern": concern[order],
        },
    )


def _without_concern(children: Children, care: Care, child: Ints, day: Ints, plan: Plan) -> Floats:
    share = np.zeros(len(child))
    for index, ends in enumerate(zip(plan.no_concern_start, plan.no_concern_end, strict=True)):
        here = children.quintile[child] == index + 1
        share[here] = Course(*ends).at(day[here])
    return share + plan.no_concern_looked_after * care.covers(child, day)


def _concerns(rng: np.random.Generator, without: Floats, plan: Plan) -> np.ndarray:
    draw = rng.random(len(without))
    concern = np.full(len(without), "some", dtype=object)
    concern[draw < without] = "none"
    concern[draw >= 1 - plan.incomplete] = "incomplete"
    return concern
