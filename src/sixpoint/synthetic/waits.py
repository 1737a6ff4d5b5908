"""Waits for treatment, and the days on which their clock stood still."""

from collections.abc import Callable

import numpy as np

from .chance import age_at, event_days, pick_children, pick_code, risk, waiting
from .identifiers import own_numbers
from .plan import Plan
from .streams import stream
from .time import NEVER, as_days, censored, on_weekday
from .types import Children, Flags, Floats, Ints, Table

_SERVICES = {"camhs": 0.62, "speech_language": 0.20, "neurodevelopmental": 0.14, "other": 0.04}
_SPREAD = 0.45
_GIVEN_UP = 0.03
"""The share who never start: they move away, or think better of it, and nobody writes it down."""
_LONGEST_STOP = 42


def make_waits(seed: int, *, children: Children, known: Flags, plan: Plan) -> tuple[Table, Table]:
    """Waits of children that health knows; whose clock stood still waits so much longer."""
    rng = stream(seed, "waits")
    day = on_weekday(event_days(rng, rate=plan.waits, children=len(children)), later=False)
    child = pick_children(rng, day, weight=_weight(children, plan), may=_may(children, known))
    day, child = day[child >= 0], child[child >= 0]
    days = np.maximum(2, np.round(waiting(rng, plan.days_to_treatment.at(day), spread=_SPREAD)))
    after = np.floor(rng.random(len(child)) * 0.6 * days).astype(np.int64) + 1
    stop = day + after
    length = rng.integers(7, _LONGEST_STOP + 1, len(child))
    stops = rng.random(len(child)) < plan.clock_stopped
    start = on_weekday(day + days.astype(np.int64) + stops * length, later=True)
    start[rng.random(len(child)) < _GIVEN_UP] = NEVER
    number = own_numbers(rng, count=len(child), prefix="WT")
    waits = Table(
        dataset="health.waits",
        columns={
            "wait_id": number,
            "child": child,
            "service": pick_code(rng, len(child), _SERVICES),
            "referred_on": as_days(day),
            "started_on": as_days(censored(start)),
        },
    )
    here = np.flatnonzero(stops & (censored(stop) < NEVER))
    return waits, Table(
        dataset="health.wait_stops",
        columns={
            "stop_id": own_numbers(rng, count=len(here), prefix="WS"),
            "wait_id": number[here],
            "stopped_on": as_days(stop[here]),
            "resumed_on": as_days(censored(stop[here] + length[here])),
        },
    )


def _weight(children: Children, plan: Plan) -> Floats:
    return np.asarray(risk(children, plan.risk) ** 0.5, dtype=np.float64)


def _may(children: Children, known: Flags) -> Callable[[Ints, Ints], Flags]:
    def may(child: Ints, on: Ints) -> Flags:
        age = age_at(children, child, on)
        return np.asarray(known[child] & (age > 5) & (age < 18), dtype=bool)

    return may
