"""Children looked after, at home and away from it, and young people who have left care."""

from dataclasses import dataclass

import numpy as np

from .chance import age_at, pick_children, pick_code, risk
from .identifiers import own_numbers
from .plan import Plan
from .streams import stream
from .time import END, NEVER, START, YEAR, as_days, birthday, censored
from .types import Care, Children, Flags, Ints, Places, Table

_BEFORE = round(9 * YEAR)
"""Times in care that began this long before the data, so that the first day has its share."""
_YEARS_IN_CARE = 2.5
_KINDS = {
    "at_home": 0.26, "kinship": 0.28, "foster": 0.34, "residential": 0.09, "adopters": 0.02,
    "other": 0.01,
}  # fmt: skip
_ELIGIBLE_UNTIL = 21


def make_care(seed: int, *, children: Children, places: Places, plan: Plan) -> Care:
    """Times in care, their placements, and each year's aftercare record of those who left."""
    rng = stream(seed, "care")
    start, end = _times_in_care(rng, children, plan)
    child = np.flatnonzero(start < NEVER)
    placements, at_end = _placements(rng, child, start[child], end[child])
    away = np.full(len(children), -1, dtype=np.int64)
    away_from = child[at_end != "at_home"]
    away[away_from] = rng.choice(np.flatnonzero(places.in_area), len(away_from))
    elsewhere = rng.random(len(away_from)) < 0.08
    away[away_from[elsewhere]] = rng.choice(np.flatnonzero(~places.in_area), elsewhere.sum())
    return Care(
        start=start,
        end=end,
        away=away,
        away_number=rng.integers(1, 90, len(children)),
        placements=placements,
        aftercare=_aftercare(stream(seed, "aftercare"), children, start, plan),
    )


def _times_in_care(rng: np.random.Generator, children: Children, plan: Plan) -> tuple[Ints, Ints]:
    """First and last day of each child's time in care, for those whose time touches the data."""
    count = len(children)
    entries = round(plan.looked_after * count * (_BEFORE + END - START) / YEAR / _YEARS_IN_CARE)
    days = np.sort(rng.integers(START - _BEFORE, END, entries))

    def may(child: Ints, day: Ints) -> Flags:
        age = age_at(children, child, day)
        return np.asarray((age > 0.02) & (age < 16.5) & ~children.outside[child], dtype=bool)

    child = pick_children(rng, days, weight=_spread(children, plan), may=may)
    child, days = child[child >= 0], days[child >= 0]
    _, first = np.unique(child, return_index=True)
    child, days = child[first], days[first]
    length = rng.gamma(1.1, _YEARS_IN_CARE * 1.25 * YEAR / 1.1, len(child)) + 14
    last = np.minimum(days + length.astype(np.int64), birthday(children.birth[child], 18) - 1)
    kept = last >= START
    start, end = np.full(count, NEVER), np.full(count, NEVER)
    start[child[kept]], end[child[kept]] = days[kept], last[kept]
    return start, end


def _spread(children: Children, plan: Plan) -> np.ndarray:
    """Being looked after follows risk, less steeply than a single concern does."""
    return risk(children, plan.risk) ** 0.8


@dataclass(frozen=True, kw_only=True)
class _Spells:
    child: Ints
    start: Ints
    end: Ints
    kind: np.ndarray


def _placements(
    rng: np.random.Generator, child: Ints, start: Ints, end: Ints
) -> tuple[Table, np.ndarray]:
    """One to three placements following on each other, and the kind of the last."""
    rows: list[_Spells] = []
    number = 1 + (rng.random(len(child)) < 0.4) + (rng.random(len(child)) < 0.2)
    length = end - start + 1
    kind = pick_code(rng, len(child), _KINDS)
    begin, current = start, np.arange(len(child))
    for step in range(3):
        here = current[number[current] > step]
        is_last = number[here] == step + 1
        cut = start[here] + (length[here] * (step + 1) // 3).clip(1)
        until = np.where(is_last | (cut >= end[here]), end[here], cut - 1)
        if step:
            kind[here] = pick_code(rng, len(here), _KINDS)
        rows.append(_Spells(child=child[here], start=begin[here], end=until, kind=kind[here]))
        begin = begin.copy()
        begin[here] = until + 1
        current = here[until < end[here]]
    columns = _joined(rows)
    keep = (columns.end >= START) & (columns.start <= END)
    columns = _Spells(
        child=columns.child[keep],
        start=columns.start[keep],
        end=columns.end[keep],
        kind=columns.kind[keep],
    )
    table = Table(
        dataset="social_work.placements",
        columns={
            "placement_id": own_numbers(rng, count=len(columns.child), prefix="PL"),
            "child": columns.child,
            "started_on": as_days(columns.start),
            "ended_on": as_days(censored(columns.end)),
            "placement": columns.kind,
        },
    )
    return table, kind


def _joined(rows: list[_Spells]) -> _Spells:
    child = np.concatenate([spells.child for spells in rows])
    start = np.concatenate([spells.start for spells in rows])
    order = np.lexsort((child, start))
    return _Spells(
        child=child[order],
        start=start[order],
        end=np.concatenate([spells.end for spells in rows])[order],
        kind=np.concatenate([spells.kind for spells in rows])[order],
    )


def _aftercare(rng: np.random.Generator, children: Children, start: Ints, plan: Plan) -> Table:
    """A record for each year in which a young person who left care is entitled to support."""
    grown = (birthday(children.birth, 16) <= END) & ~children.outside
    wanted = round(plan.care_leavers * int(grown.sum()))
    weight = _spread(children, plan) * grown * np.where(start < NEVER, 6.0, 1.0) + 1e-12
    # The most likely first, with chance: the smallest of exponential waits in proportion.
    leaver = np.argsort(rng.exponential(1.0, len(children)) / weight, kind="stable")[:wanted]
    from_ = birthday(children.birth[leaver], 16) + rng.integers(0, 700, len(leaver))
    years = np.arange(_ELIGIBLE_UNTIL - 15)
    day = (from_[:, None] + np.round(years * YEAR)[None, :]).astype(np.int64)
    until = birthday(children.birth[leaver], _ELIGIBLE_UNTIL)[:, None]
    row, column = np.nonzero((day >= START) & (day <= END) & (day < until))
    return _aftercare_rows(rng, leaver[row], day[row, column], plan)


def _aftercare_rows(rng: np.random.Generator, child: Ints, day: Ints, plan: Plan) -> Table:
    order = np.lexsort((child, day))
    child, day = child[order], day[order]
    both = rng.random(len(child)) < plan.aftercare_both.at(day)
    one = rng.random(len(child))
    return Table(
        dataset="social_work.aftercare",
        columns={
            "aftercare_id": own_numbers(rng, count=len(child), prefix="AC"),
            "child": child,
            "eligible_on": as_days(day),
            "pathway_plan": both | (one < 0.4),
            "coordinator": both | ((one >= 0.4) & (one < 0.7)),
            "receiving": rng.random(len(child)) < 0.76,
            "settled_home": rng.random(len(child)) < plan.settled_home.at(day),
            "work_or_study": rng.random(len(child)) < plan.work_or_study.at(day),
            "health_assessed": rng.random(len(child)) < plan.health_assessed.at(day),
        },
    )
