"""Every extract of the invented partnership, from the truth to what the agencies send."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .agencies import AGENCIES, Known, World, make_people, make_world, who_is_known
from .care import make_care
from .health import make_child_reviews
from .households import make_children
from .justice import make_police_reports, make_referrals
from .leavers import make_leavers
from .places import make_places
from .plan import Plan
from .protection import Cases, make_cases
from .protection_tables import make_protection_tables
from .reference import make_population, make_postcodes
from .schooling import make_attendance, make_exclusions, make_pupils
from .streams import stream
from .support import make_requests
from .time import END
from .types import Flags, Table
from .waits import make_waits

Told = Callable[[str, float], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """Who is who: `known` maps an agency to its ids of the children it knows."""

    world: World
    known: Mapping[str, Known]
    cases: Cases


@dataclass(frozen=True, kw_only=True, eq=False)
class Extracts:
    """The tables of all agencies, and the truth about them."""

    tables: tuple[Table, ...]
    truth: Truth


def make_extracts(seed: int, *, children: int, plan: Plan, told: Told) -> Extracts:
    """All tables, in the order in which they are written; no fault is planted yet."""
    told("families and their homes", 0.02)
    places = make_places(stream(seed, "places"), children=children)
    everyone = make_children(seed, count=children, places=places, plan=plan)
    told("care and protection", 0.12)
    care = make_care(seed, children=everyone, places=places, plan=plan)
    pupils = make_pupils(seed, children=everyone)
    world = make_world(seed, children=everyone, places=places, care=care, pupils=pupils)
    cases = make_cases(seed, children=everyone, care=care, plan=plan)
    told("help, health and schools", 0.25)
    by_health = stream(seed, "covered-health").random(children) < 0.97
    by_health = (by_health | everyone.canary) & (everyone.birth <= END)
    events = _events(seed, world=world, cases=cases, by_health=by_health, plan=plan)
    told("what each agency knows", 0.45)
    besides = {"health": by_health, "education": pupils.known}
    known = {
        agency: who_is_known(
            seed,
            agency=agency,
            world=world,
            seen=_seen(events, agency, children),
            besides=besides.get(agency),
        )
        for agency in AGENCIES
    }
    people = [
        make_people(seed, agency=agency, known=known[agency], world=world) for agency in AGENCIES
    ]
    named = [_with_own_ids(table, known) for table in events]
    reference = [make_postcodes(places), make_population(everyone, places)]
    truth = Truth(world=world, known=known, cases=cases)
    return Extracts(tables=(*people, *named, *reference), truth=truth)


def _events(seed: int, *, world: World, cases: Cases, by_health: Flags, plan: Plan) -> list[Table]:
    children, care, pupils = world.children, world.care, world.pupils
    return [
        *make_protection_tables(seed, cases=cases, children=children, care=care, plan=plan),
        care.placements,
        make_requests(seed, children=children, care=care, plan=plan),
        care.aftercare,
        make_child_reviews(seed, children=children, care=care, known=by_health, plan=plan),
        make_attendance(seed, children=children, care=care, pupils=pupils, plan=plan),
        make_exclusions(seed, children=children, care=care, pupils=pupils, plan=plan),
        *make_waits(seed, children=children, known=by_health, plan=plan),
        make_leavers(seed, children=children, care=care, pupils=pupils, plan=plan),
        make_police_reports(seed, children=children, cases=cases, plan=plan),
        make_referrals(seed, children=children, plan=plan),
    ]


def _seen(events: list[Table], agency: str, children: int) -> Flags:
    seen = np.zeros(children, dtype=bool)
    for table in _of_children(events, agency):
        seen[table.columns["child"]] = True
    return seen


def _of_children(events: list[Table], agency: str) -> Iterator[Table]:
    for table in events:
        if table.dataset.startswith(f"{agency}.") and "child" in table.columns:
            yield table


def _with_own_ids(table: Table, known: Mapping[str, Known]) -> Table:
    """The table with the agency's own number in the place of the child."""
    agency = table.dataset.partition(".")[0]
    columns = {
        ("person_id" if name == "child" else name): (
            known[agency].number[column] if name == "child" else column
        )
        for name, column in table.columns.items()
    }
    return Table(dataset=table.dataset, columns=columns)
