"""Who is at which school, how often, and who was excluded."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from .chance import event_days, pick_children, risk
from .identifiers import own_numbers
from .plan import Plan
from .streams import stream
from .time import END, START, as_days, day_number, on_weekday, parts
from .types import Care, Children, Flags, Floats, Ints, Places, Table, Texts

STAGES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "S1", "S2", "S3", "S4", "S5", "S6")
TERMS = (("-08-15", 0, 84), ("-10-24", 0, 88), ("-01-07", 1, 110), ("-04-17", 1, 98))
"""First day, whether it lies in the session's second year, and half days it offers."""
_SESSIONS = range(2012, 2017)
_LAST_SESSION = 2016


@dataclass(frozen=True, kw_only=True, eq=False)
class Pupils:
    """`first` is the session in which each child starts primary 1, `last` that of the last year."""

    known: Flags
    first: Ints
    last: Ints

    def at_school(self, child: Ints, day: Ints) -> Flags:
        year, month, _ = parts(day)
        session = np.where(month >= 8, year, year - 1)
        inside = (self.first[child] <= session) & (session <= self.last[child])
        return np.asarray(inside & self.known[child], dtype=bool)


def make_pupils(seed: int, *, children: Children) -> Pupils:
    """School years by birth; some leave after the fourth or fifth year of secondary school."""
    rng = stream(seed, "pupils")
    year, month, _ = parts(children.birth)
    first = year + 5 - (month <= 2)
    stays = rng.choice(3, len(children), p=[0.15, 0.25, 0.60])
    last = first + 10 + stays
    taught = rng.random(len(children)) < np.where(children.outside, 0.15, 0.965)
    in_time = (last >= _SESSIONS[0]) & (first <= _LAST_SESSION + 2) & (children.birth < END - 1095)
    return Pupils(known=(taught | children.canary) & in_time, first=first, last=last)


def stages(pupils: Pupils, child: Ints) -> Texts:
    """The stage in the last session; nursery before school, `left` after it."""
    names = np.array([*STAGES, "ELC", "left"], dtype=object)
    index = _LAST_SESSION - pupils.first[child]
    index = np.where(index < 0, len(STAGES), index)
    return names[np.where(pupils.last[child] < _LAST_SESSION, len(STAGES) + 1, index)]


def schools(children: Children, places: Places, pupils: Pupils, child: Ints) -> Texts:
    """The council's own code of a school near home: letters first, as no real code has."""
    home = children.homes[child, 2]
    old = _LAST_SESSION - pupils.first[child] >= 7
    primary = places.town_index[home] * 8 + home % max(1, min(8, len(children) // 3000 + 1))
    kind = np.where(old, "S", "P").astype(object)
    number = np.where(old, places.town_index[home], primary) + 101
    pairs = zip(kind.tolist(), number.tolist(), strict=True)
    return np.array([f"INV-{letter}{code}" for letter, code in pairs], dtype=object)


def make_attendance(
    seed: int, *, children: Children, care: Care, pupils: Pupils, plan: Plan
) -> Table:
    """A row for each pupil and term; a child tends to the same attendance from term to term."""
    rng = stream(seed, "attendance")
    everyone = np.arange(len(children))
    mean = np.array(plan.attendance)[children.quintile - 1]
    tends = rng.beta(mean * 22, (1 - mean) * 22)
    child, term, possible = _pupil_terms(everyone, pupils)
    change = plan.attendance_gained * ((term - START) / (END - START) - 0.5)
    fixed = plan.attendance_disabled * children.disabled
    lower = fixed[child] + plan.attendance_looked_after.at(term) * care.covers(child, term)
    share = tends[child] + change + lower + rng.normal(0.0, 0.012, len(child))
    attended = np.round(np.clip(share, 0.0, 1.0) * possible).astype(np.int64)
    return Table(
        dataset="education.attendance",
        columns={
            "attendance_id": own_numbers(rng, count=len(child), prefix="AT"),
            "child": child,
            "term_start": as_days(term),
            "possible": possible,
            "attended": attended,
        },
    )


def _pupil_terms(everyone: Ints, pupils: Pupils) -> tuple[Ints, Ints, Ints]:
    children, days, possible = [], [], []
    for session in _SESSIONS:
        for start, later, half_days in TERMS:
            day = day_number(date.fromisoformat(f"{session + later}{start}"))
            here = everyone[pupils.at_school(everyone, np.full(len(everyone), day))]
            children.append(here)
            days.append(np.full(len(here), day))
            possible.append(np.full(len(here), half_days))
    return np.concatenate(children), np.concatenate(days), np.concatenate(possible)


def make_exclusions(
    seed: int, *, children: Children, care: Care, pupils: Pupils, plan: Plan
) -> Table:
    """Exclusions: mostly boys, mostly early secondary school, and far more of those in care."""
    rng = stream(seed, "exclusions")
    day = on_weekday(
        _in_term(event_days(rng, rate=plan.exclusions, children=len(children))), later=False
    )

    def may(child: Ints, on: Ints) -> Floats:
        year, _, _ = parts(on)
        stage = year - pupils.first[child]
        by_stage = np.where(stage >= 7, np.where(stage <= 10, 0.28, 0.12), 0.05)
        in_care = np.where(care.covers(child, on), plan.excluded_looked_after, 1.0)
        return by_stage * in_care * pupils.at_school(child, on)

    weight = np.sqrt(risk(children, plan.risk)) * np.where(children.sex == 1, 3.0, 1.0)
    child = pick_children(rng, day, weight=weight, may=may)
    order = np.lexsort((child, day))
    order = order[child[order] >= 0]
    return Table(
        dataset="education.exclusions",
        columns={
            "exclusion_id": own_numbers(rng, count=len(order), prefix="EX"),
            "child": child[order],
            "excluded_on": as_days(day[order]),
            "half_days": np.minimum(rng.geometric(0.22, len(order)), 20),
        },
    )


def _in_term(day: Ints) -> Ints:
    """A day in the holidays moves into the term beside it, without leaving its quarter's year."""
    _, month, of_month = parts(day)
    summer = (month == 7) | ((month == 6) & (of_month > 28)) | ((month == 8) & (of_month < 16))
    after = np.where(month == 8, 24, -40)
    moved = np.where(summer, day + after, day)
    _, month, of_month = parts(moved)
    winter = ((month == 12) & (of_month > 21)) | ((month == 1) & (of_month < 7))
    moved = np.where(winter, np.where(month == 12, moved - 14, moved + 10), moved)
    return np.asarray(moved.clip(START + 14, END), dtype=np.int64)
