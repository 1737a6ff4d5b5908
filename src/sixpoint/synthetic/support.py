"""Help that families asked for: what was answered, and how long it took to come."""

import numpy as np

from .chance import age_at, event_days, pick_children, pick_code, risk, waiting
from .identifiers import own_numbers
from .plan import Plan
from .streams import stream
from .time import NEVER, as_days, censored
from .types import Care, Children, Flags, Floats, Ints, Table

_SERVICES = {
    "parenting": 0.24, "family_support": 0.36, "counselling": 0.14, "respite": 0.10,
    "money_advice": 0.12, "other": 0.04,
}  # fmt: skip


def make_requests(seed: int, *, children: Children, care: Care, plan: Plan) -> Table:
    """Requests for help; the help that has not begun by the end of the data is waited for."""
    rng = stream(seed, "support")
    day = event_days(rng, rate=plan.requests, children=len(children))

    def may(child: Ints, on: Ints) -> Flags:
        age = age_at(children, child, on)
        return np.asarray((age > 0.02) & (age < 18) & ~children.outside[child], dtype=bool)

    weight = risk(children, plan.risk) ** 0.7
    child = pick_children(rng, day, weight=weight, may=may)
    day, child = day[child >= 0], child[child >= 0]
    answer, first_help = _answers(rng, day, _medians(children, care, child, day, plan), plan)
    return Table(
        dataset="social_work.support_requests",
        columns={
            "request_id": own_numbers(rng, count=len(child), prefix="SR"),
            "child": child,
            "requested_on": as_days(day),
            "service": pick_code(rng, len(child), _SERVICES),
            "answer": answer,
            "first_help_on": as_days(first_help),
        },
    )


def _medians(children: Children, care: Care, child: Ints, day: Ints, plan: Plan) -> Floats:
    factor = np.array(plan.wait_by_quintile)[children.quintile[child] - 1]
    factor = factor * np.where(care.covers(child, day), plan.wait_looked_after, 1.0)
    centred = factor / np.exp(np.log(factor).mean())
    return np.asarray(plan.days_to_help.at(day) * centred, dtype=np.float64)


def _answers(
    rng: np.random.Generator, day: Ints, median: Floats, plan: Plan
) -> tuple[np.ndarray, Ints]:
    draw = rng.random(len(day))
    none_left = 1 - plan.not_available.at(day)
    refused = none_left - plan.refused
    offered = np.minimum(plan.offered.at(day), refused)
    answer = np.full(len(day), "waiting", dtype=object)
    answer[draw < offered] = "offered"
    answer[(draw >= refused) & (draw < none_left)] = "refused"
    answer[draw >= none_left] = "not_available"
    begins = day + np.maximum(1, np.round(waiting(rng, median, spread=0.6))).astype(np.int64)
    begins = censored(np.where(answer == "offered", begins, NEVER))
    answer[(answer == "offered") & (begins == NEVER)] = "waiting"
    return answer, begins
