"""Police reports of concern, and referrals to the reporter."""

import numpy as np

from .chance import (
    age_at,
    at_office_hours,
    event_days,
    later_in_hours,
    never_after_end,
    pick_children,
    pick_code,
    risk,
    waiting,
)
from .identifiers import own_numbers
from .plan import Course, Plan
from .protection import Cases
from .streams import stream
from .time import DAY, NEVER, as_days, as_minutes, censored, on_weekday
from .types import Children, Flags, Floats, Ints, Table, Texts

_SHARED_WITH = {"social_work": 0.50, "health": 0.22, "education": 0.18, "reporter": 0.10}
_DECISIONS = {"no_hearing": 0.57, "hearing": 0.24, "local_support": 0.19}


def make_police_reports(seed: int, *, children: Children, cases: Cases, plan: Plan) -> Table:
    """Police reports: those behind concerns that police raised, and others."""
    rng = stream(seed, "police")
    of_concerns = np.flatnonzero((cases.source == "police") & ~cases.unborn)
    shared = cases.received_at[of_concerns]
    median = plan.sharing_hours.at(shared // DAY)
    before = np.round(60 * waiting(rng, median, spread=0.8)).astype(np.int64)
    others = max(1.0, plan.police_reports.mean * len(children) - 200.0 * len(of_concerns))
    share = others / (plan.police_reports.mean * len(children))
    rate = Course(plan.police_reports.start * share, plan.police_reports.end * share)
    child, reported = _other_reports(rng, children, rate, plan)
    other_shared = later_in_hours(rng, reported, plan.sharing_hours.at(reported // DAY), spread=0.8)
    not_shared = rng.random(len(child)) < 0.03
    return _report_table(
        rng,
        child=np.r_[cases.child[of_concerns], child],
        reported=np.r_[np.maximum(shared - before, _earliest(shared)), reported],
        shared=np.r_[shared, np.where(not_shared, NEVER * DAY, other_shared)],
        shared_with=np.r_[
            np.full(len(shared), "social_work", dtype=object),
            pick_code(rng, len(child), _SHARED_WITH),
        ],
    )


def _earliest(shared: Ints) -> Ints:
    """No report of a concern lies more than six days before it was shared."""
    return shared - 6 * DAY


def _other_reports(
    rng: np.random.Generator, children: Children, rate: Course, plan: Plan
) -> tuple[Ints, Ints]:
    day = event_days(rng, rate=rate, children=len(children))

    def may(child: Ints, on: Ints) -> Floats:
        age = age_at(children, child, on)
        by_age = np.where(age > 12, 1.0, 0.6)
        return by_age * (age > 0.02) * (age < 18) * ~children.outside[child]

    child = pick_children(rng, day, weight=risk(children, plan.risk), may=may)
    return child[child >= 0], at_office_hours(rng, day[child >= 0])


def _report_table(
    rng: np.random.Generator, *, child: Ints, reported: Ints, shared: Ints, shared_with: Texts
) -> Table:
    shared = never_after_end(shared)
    shared_with = shared_with.copy()
    shared_with[shared == NEVER * DAY] = None
    order = np.lexsort((child, reported))
    return Table(
        dataset="police.concern_reports",
        columns={
            "report_id": own_numbers(rng, count=len(child), prefix="VR"),
            "child": child[order],
            "reported_at": as_minutes(reported[order]),
            "shared_at": as_minutes(shared[order]),
            "shared_with": shared_with[order],
        },
    )


def make_referrals(seed: int, *, children: Children, plan: Plan) -> Table:
    """Referrals to the reporter; offence grounds only from the age of criminal responsibility."""
    rng = stream(seed, "reporter")
    day = on_weekday(event_days(rng, rate=plan.referrals, children=len(children)), later=False)

    def may(child: Ints, on: Ints) -> Flags:
        age = age_at(children, child, on)
        return np.asarray((age > 0.02) & (age < 17.5) & ~children.outside[child], dtype=bool)

    child = pick_children(rng, day, weight=risk(children, plan.risk), may=may)
    day, child = day[child >= 0], child[child >= 0]
    order = np.lexsort((child, day))
    day, child = day[order], child[order]
    decided = _decided(rng, day, plan)
    decision = pick_code(rng, len(child), _DECISIONS)
    decision[decided == NEVER] = "pending"
    return Table(
        dataset="reporter.referrals",
        columns={
            "referral_id": own_numbers(rng, count=len(child), prefix="RF"),
            "child": child,
            "received_on": as_days(day),
            "ground": _grounds(rng, age_at(children, child, day)),
            "decision": decision,
            "decided_on": as_days(decided),
        },
    )


def _decided(rng: np.random.Generator, day: Ints, plan: Plan) -> Ints:
    days = np.round(waiting(rng, plan.days_to_decision.at(day), spread=0.5)).astype(np.int64)
    return censored(on_weekday(day + np.maximum(days, 1), later=True))


def _grounds(rng: np.random.Generator, age: Floats) -> Texts:
    draw = rng.random(len(age))
    offence = np.where(age >= 12, 0.38, np.where(age >= 8, 0.08, 0.0))
    ground = np.full(len(age), "care_and_protection", dtype=object)
    ground[draw < offence] = "offence"
    ground[(draw >= offence) & (draw < offence * 1.25)] = "both"
    return ground
