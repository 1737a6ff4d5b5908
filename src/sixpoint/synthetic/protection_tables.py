"""The tables that social work keeps of concerns and what came of them."""

from dataclasses import dataclass

import numpy as np

from .chance import chance, never_after_end, pick_code, waiting
from .identifiers import own_numbers
from .plan import Plan
from .protection import Cases
from .streams import stream
from .time import DAY, END, NEVER, as_days, as_minutes
from .types import Care, Children, Flags, Floats, Ints, Table, Texts

SERVICES = ("police", "health", "social_work", "education")
_LATE = {"family_request": 0.22, "reports_late": 0.34, "staff": 0.30, "other": 0.14}
_NOT_TOLD = {"consent_withheld": 0.3, "risk_to_child": 0.2, "not_involved": 0.4, "other": 0.1}
_INVESTIGATED = {
    "investigation_joint": 0.52, "investigation_single": 0.40, "further_enquiries": 0.08,
}  # fmt: skip
_NOT_INVESTIGATED = {
    "no_action": 0.24, "named_person": 0.22, "childs_plan_meeting": 0.26,
    "further_enquiries": 0.12, "investigation_single": 0.09, "young_person_protocol": 0.07,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class _Kept:
    """The cases with the numbers social work gave to each part of them."""

    cases: Cases
    concern: Texts
    discussion: Texts
    meeting: Texts
    registration: Texts


def make_protection_tables(
    seed: int, *, cases: Cases, children: Children, care: Care, plan: Plan
) -> list[Table]:
    """Every table about the protection of children."""
    kept = _numbered(seed, cases)
    return [
        _concerns(kept),
        _discussions(stream(seed, "discussions"), kept, plan),
        _services(stream(seed, "discussion_services"), kept, children, care, plan),
        _meetings(stream(seed, "planning_meetings"), kept),
        _core_groups(stream(seed, "core_groups"), kept),
        _registrations(kept),
        _plan_reviews(stream(seed, "plan_reviews"), kept, plan),
    ]


def _numbered(seed: int, cases: Cases) -> _Kept:
    def numbers(name: str, prefix: str) -> Texts:
        return own_numbers(stream(seed, f"{name}-numbers"), count=len(cases), prefix=prefix)

    return _Kept(
        cases=cases,
        concern=numbers("concern", "CN"),
        discussion=numbers("discussion", "DS"),
        meeting=numbers("meeting", "PM"),
        registration=numbers("registration", "RG"),
    )


def _concerns(kept: _Kept) -> Table:
    cases = kept.cases
    return Table(
        dataset="social_work.concerns",
        columns={
            "concern_id": kept.concern,
            "child": cases.child,
            "received_at": as_minutes(cases.received_at),
            "source": cases.source,
            "concern": cases.about,
        },
    )


def _discussions(rng: np.random.Generator, kept: _Kept, plan: Plan) -> Table:
    cases = kept.cases
    decision = np.where(
        cases.required,
        pick_code(rng, len(cases), _INVESTIGATED),
        pick_code(rng, len(cases), _NOT_INVESTIGATED),
    )
    reason = rng.random(len(cases)) < plan.reason_recorded.at(cases.held_at // DAY)
    held = cases.held_at < NEVER * DAY
    return Table(
        dataset="social_work.discussions",
        columns={
            "discussion_id": kept.discussion[held],
            "concern_id": kept.concern[held],
            "child": cases.child[held],
            "held_at": as_minutes(cases.held_at[held]),
            "decision": decision[held],
            "reason_recorded": reason[held],
            "planning_meeting": np.where(cases.required, "required", "not_required")[held],
        },
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Parts:
    """The four services' parts in each discussion: arrays of discussions by SERVICES."""

    took_part: Flags
    should: Flags
    told_at: Ints
    reason: Texts


def _services(
    rng: np.random.Generator, kept: _Kept, children: Children, care: Care, plan: Plan
) -> Table:
    held = np.flatnonzero(kept.cases.held_at < NEVER * DAY)
    cases = kept.cases.take(held)
    parts = _parts(rng, cases, children, care, plan)
    row, service = np.divmod(np.arange(4 * len(cases)), 4)
    return Table(
        dataset="social_work.discussion_services",
        columns={
            "discussion_service_id": own_numbers(rng, count=len(row), prefix="DP"),
            "discussion_id": kept.discussion[held][row],
            "service": np.array(SERVICES, dtype=object)[service],
            "took_part": parts.took_part.ravel(),
            "should_be_told": parts.should.ravel(),
            "told_at": as_minutes(parts.told_at.ravel()),
            "not_told_reason": parts.reason.ravel(),
        },
    )


def _parts(
    rng: np.random.Generator, cases: Cases, children: Children, care: Care, plan: Plan
) -> _Parts:
    count, day = len(cases), cases.held_at // DAY
    quintile, in_care = children.quintile[cases.child], care.covers(cases.child, day)
    should = np.ones((count, 4), dtype=bool)
    should[:, 3] = (day - children.birth[cases.child]) / 365.25 >= 3
    passed = rng.random(count) < chance(
        plan.decision_passed,
        day,
        quintile=quintile,
        by_quintile=plan.practice_by_quintile,
        looked_after=in_care,
        for_looked_after=plan.practice_looked_after,
    )
    left_out = _left_out(rng, should, passed)
    excused = passed & (rng.random(count) < 0.07)
    reason_for = (np.arange(4)[None, :] == rng.integers(0, 2, count)[:, None]) & excused[:, None]
    hours = waiting(rng, np.full(4 * count, 20.0), spread=0.9).reshape(count, 4)
    told = cases.held_at[:, None] + np.round(60 * hours).astype(np.int64)
    told = np.where(should & ~left_out & ~reason_for, never_after_end(told), NEVER * DAY)
    reason = np.full((count, 4), None, dtype=object)
    reason[reason_for] = pick_code(rng, int(reason_for.sum()), _NOT_TOLD)
    took_part = _took_part(rng, day, should, plan)
    return _Parts(took_part=took_part, should=should, told_at=told, reason=reason)


def _left_out(rng: np.random.Generator, should: Flags, passed: Flags) -> Flags:
    """Which services never hear the decision, where not all do: at least one of those due."""
    drawn = rng.random(should.shape) * np.array([1.6, 1.0, 3.0, 0.7])[None, :]
    drawn[~should] = 9.0
    least = drawn == drawn.min(axis=1, keepdims=True)
    second = (rng.random(len(should)) < 0.2)[:, None] & (drawn < 0.35)
    return np.asarray((least | second) & should & ~passed[:, None], dtype=bool)


def _took_part(rng: np.random.Generator, day: Ints, should: Flags, plan: Plan) -> Flags:
    whole = rng.random(len(day)) < plan.all_took_part.at(day)
    missing: Floats = rng.random((len(day), 3)) * np.array([1.2, 1.0, 4.0])[None, :]
    absent = (missing == missing.min(axis=1, keepdims=True)) & ~whole[:, None]
    school = (rng.random(len(day)) < plan.education_took_part.at(day)) & should[:, 3]
    return np.asarray(np.c_[~absent, school], dtype=bool)


def _meetings(rng: np.random.Generator, kept: _Kept) -> Table:
    """First meetings, and the reviews at which a child stays on the register or leaves it."""
    cases = kept.cases
    row, number = np.nonzero(cases.reviews < NEVER)
    review_day = cases.reviews[row, number]
    left = review_day == cases.removed[row]
    first = np.flatnonzero(cases.meeting < NEVER)
    reason = np.full(len(cases), None, dtype=object)
    said = cases.meeting_late & (rng.random(len(cases)) < 0.85)
    reason[said] = pick_code(rng, int(said.sum()), _LATE)
    both = np.r_[first, row]
    return Table(
        dataset="social_work.planning_meetings",
        columns={
            "meeting_id": np.r_[kept.meeting[first], own_numbers(rng, count=len(row), prefix="PR")],
            "concern_id": kept.concern[both],
            "child": cases.child[both],
            "kind": np.r_[
                np.where(cases.unborn, "pre_birth", "initial")[first].astype(object),
                np.full(len(row), "review", dtype=object),
            ],
            "held_on": as_days(np.r_[cases.meeting[first], review_day]),
            "outcome": np.r_[
                np.where(cases.registered, "registered", "not_registered")[first].astype(object),
                np.where(left, "removed", "remains").astype(object),
            ],
            "late_reason": np.r_[reason[first], np.full(len(row), None, dtype=object)],
        },
    )


def _core_groups(rng: np.random.Generator, kept: _Kept) -> Table:
    """The first core group of each registration, and for some a second a month later."""
    cases = kept.cases
    first = np.flatnonzero(cases.core_group < NEVER)
    again = first[rng.random(len(first)) < 0.08]
    again = again[cases.core_group[again] + 28 <= np.minimum(cases.removed[again], END)]
    both = np.r_[first, again]
    day = np.r_[cases.core_group[first], cases.core_group[again] + 28]
    return Table(
        dataset="social_work.core_groups",
        columns={
            "core_group_id": own_numbers(rng, count=len(both), prefix="CG"),
            "meeting_id": kept.meeting[both],
            "child": cases.child[both],
            "held_on": as_days(day),
        },
    )


def _registrations(kept: _Kept) -> Table:
    cases = kept.cases
    on = cases.registered
    return Table(
        dataset="social_work.registrations",
        columns={
            "registration_id": kept.registration[on],
            "child": cases.child[on],
            "meeting_id": kept.meeting[on],
            "registered_on": as_days(cases.meeting[on]),
            "removed_on": as_days(cases.removed[on]),
        },
    )


def _plan_reviews(rng: np.random.Generator, kept: _Kept, plan: Plan) -> Table:
    cases = kept.cases
    row, number = np.nonzero(cases.reviews < NEVER)
    day = cases.reviews[row, number]
    return Table(
        dataset="social_work.plan_reviews",
        columns={
            "review_id": own_numbers(rng, count=len(row), prefix="RV"),
            "registration_id": kept.registration[row],
            "child": cases.child[row],
            "held_on": as_days(day),
            "plan_in_place": rng.random(len(row)) < plan.plan_in_place.at(day),
        },
    )
