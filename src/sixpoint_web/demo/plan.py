"""Invented plan of the demonstration: scope, weeks with today in them, board and engagements.

Everything goes through the same actions as the pages. Days are counted from today, so that the
timetable has today in its twelfth week whenever the demonstration is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.frameworks.queries import framework
from sixpoint_web.inspections import scope_actions
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.plan.actions import board, engagements, weeks
from sixpoint_web.plan.models import BoardItem, Engagement, Timetable
from sixpoint_web.plan.queries.board import Touched
from sixpoint_web.shared.ids import new_id

FRAMEWORK, PROGRAMME = "scotland-children/2014", "2012-17"
"""A programme whose inspections choose their own indicators: all of them, to fill the matrix."""
WEEKS_BEFORE, WEEKS_AFTER = 12, 8
WEEKS_IN_ALL = 20
HOLIDAY_WEEKS_BEFORE = 6
PLANNED = ((1, 2), (3, 5), (6, 7), (8, 10), (11, 13), (5, 15), (14, 18), (19, 20))
"""First and last weeks for the programme's steps, of which it says the order only."""
SERVICES = ("Health visiting", "Family support", "Children's social work", "School nursing")


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something on the board."""

    what: str
    indicator: str
    state: str
    why: str
    would_settle: str = ""


LATE = Question(
    what="Do plans still move when a meeting is put off?",
    indicator="6.3",
    state="uncertain",
    why="Minutes say that most do. Two focus groups of staff said that they wait.",
    would_settle="Ask those who chair reviews, and look at ten plans after a late meeting.",
)
HEARD = Question(
    what="Do young people know what became of what they said?",
    indicator="5.4",
    state="uncertain",
    why="Minutes record that they were heard; an activity group said that nobody came back.",
    would_settle="A second activity group, of young people who had a review since August.",
)
QUESTIONS = (
    LATE,
    HEARD,
    Question(
        what="Is help offered before it is asked for?",
        indicator="5.1",
        state="no-concern",
        why="Health visitors, family support and parents describe the same early offers.",
    ),
    Question(
        what="Do services agree who looks at how well they do?",
        indicator="6.1",
        state="concern",
        why="Three plans name three different groups. No minutes show that any of them met.",
        would_settle="The chief officers' group may know of papers that nobody sent.",
    ),
    Question(
        what="Are wishes of children without speech written down?",
        indicator="5.4",
        state="uncertain",
        why="Few were met so far.",
        would_settle="An observation at the school that has a unit for them.",
    ),
)


def first_monday() -> date:
    """Twelve calendar weeks before this week; one of them is school holidays."""
    return today() - timedelta(days=today().weekday(), weeks=WEEKS_BEFORE)


def last_friday() -> date:
    """The end of the twentieth week that counts."""
    return first_monday() + timedelta(weeks=WEEKS_BEFORE + WEEKS_AFTER, days=4)


def invent(inspection: Inspection, people: Mapping[str, Person]) -> None:
    """Scope first: evidence, board and requests name its indicators."""
    lead = people["lead"]
    _scope(inspection, lead)
    _weeks(inspection, lead)
    asked = {one: _on_the_board(inspection, people["inspector"], one) for one in QUESTIONS}
    _settled(people["depute"], asked[HEARD])
    _clash(inspection, people, asked[LATE])
    _of_the_day(inspection, people)
    _over(inspection, people, asked[HEARD])


def _scope(inspection: Inspection, lead: Person) -> None:
    scope_actions.pin_framework(
        by=lead,
        inspection=inspection,
        revision=_revision(inspection),
        ref=FRAMEWORK,
        programme=PROGRAMME,
    )
    pack = framework(FRAMEWORK)
    assert pack is not None
    scope_actions.choose_indicators(
        by=lead,
        inspection=inspection,
        revision=_revision(inspection),
        codes=[one.id for one in pack.indicators],
    )
    scope_actions.change_services(
        by=lead, inspection=inspection, revision=_revision(inspection), names=SERVICES
    )


def _revision(inspection: Inspection) -> int:
    inspection.refresh_from_db()
    return inspection.revision


def _weeks(inspection: Inspection, lead: Person) -> None:
    """The programme's steps, with weeks given to each, and one week of holidays."""
    made = weeks.make_timetable(by=lead, inspection=inspection, first_monday=first_monday())
    weeks.change_timetable(
        by=lead,
        timetable=made,
        revision=_seen(made),
        first_monday=first_monday(),
        weeks=WEEKS_IN_ALL,
        holidays_count=False,
    )
    for step, (first, last) in zip(made.steps.all(), PLANNED, strict=True):
        weeks.change_step(
            by=lead, step=step, revision=_seen(made), what=step.what, first=first, last=last
        )
    monday = today() - timedelta(days=today().weekday(), weeks=HOLIDAY_WEEKS_BEFORE)
    weeks.add_holiday(
        by=lead,
        timetable=made,
        revision=_seen(made),
        name="Autumn, invented",
        first=monday,
        last=monday + timedelta(days=4),
    )


def _seen(timetable: Timetable) -> int:
    timetable.refresh_from_db()
    return timetable.revision


def _on_the_board(inspection: Inspection, by: Person, one: Question) -> BoardItem:
    return board.add_to_board(
        by=by,
        inspection=inspection,
        key=new_id(),
        what=one.what,
        touches=Touched(indicator=one.indicator),
        state=one.state,
        reasons=one.why,
        would_settle=one.would_settle,
    )


def _settled(by: Person, item: BoardItem) -> None:
    """An uncertainty that was settled: the second group said what the first had said."""
    board.move_board_item(
        by=by,
        item=item,
        revision=item.revision,
        state="concern",
        reasons="The second activity group said the same: nobody told them what became of it.",
        would_settle="",
    )


def _clash(inspection: Inspection, people: Mapping[str, Person], late: BoardItem) -> None:
    """Two meetings at one time, with the same inspector in both."""
    reviews = _plan(
        kind="focus-group",
        title="Those who chair reviews",
        at=(today(), time(14), time(15, 30)),
        place="Council offices, room 4",
        met=("Reviewing officers",),
        people=(people["inspector"], people["associate-assessor"]),
        settles=(late,),
    )
    parents = _plan(
        kind="focus-group",
        title="Parents of children under five",
        at=(today(), time(15), time(16)),
        place="Community centre, hall",
        met=("Parents whom family support works with",),
        people=(people["inspector"], people["participation-lead"]),
    )
    for plan in (reviews, parents):
        _make(inspection, people["lead"], plan)


def _of_the_day(inspection: Inspection, people: Mapping[str, Person]) -> None:
    """One that moved on the day, one called off, one of the team alone, one to come."""
    lead, support = people["lead"], people["strategic-support-officer"]
    nursing = _plan(
        kind="interview",
        title="Who leads school nursing",
        at=(today(), time(9, 30), time(10, 30)),
        place="Health centre, room 1",
        met=("Service manager for school nursing",),
        people=(people["depute"],),
    )
    moved = _make(inspection, lead, nursing)
    engagements.move_engagement(
        by=support,
        engagement=moved,
        revision=moved.revision,
        day=nursing.day,
        starts=time(11),
        ends=time(12),
        place="online",
        reason="The health centre is closed this morning.",
    )
    watched = _plan(
        kind="observation",
        title="A morning in the family centre",
        at=(today() + timedelta(days=1), time(9), time(12)),
        place="Family centre",
        people=(people["associate-assessor"], people["young-inspection-volunteer"]),
    )
    off = _make(inspection, lead, watched)
    engagements.call_off(
        by=lead, engagement=off, revision=off.revision, reason="The centre has no room that day."
    )
    team = _plan(
        kind="team",
        title="What the week told us",
        at=(today() + timedelta(days=2), time(16), time(17)),
        place="online",
        people=tuple(people[one] for one in ("lead", "depute", "inspector", "participation-lead")),
        shared=False,
    )
    _make(inspection, lead, team)


def _over(inspection: Inspection, people: Mapping[str, Person], heard: BoardItem) -> None:
    """A group that was held last week and settled what stood as uncertain."""
    group = _plan(
        kind="activity-group",
        title="Young people who had a review since August",
        at=(today() - timedelta(days=7), time(16), time(17, 30)),
        place="Youth centre, hall",
        met=("Young people of 12 to 16",),
        people=(people["participation-lead"], people["young-inspection-volunteer"]),
        settles=(heard,),
    )
    held = _make(inspection, people["lead"], group)
    engagements.note_held(by=people["lead"], engagement=held)


def _plan(
    *,
    kind: str,
    title: str,
    at: tuple[date, time, time],
    place: str,
    people: tuple[Person, ...],
    met: tuple[str, ...] = (),
    settles: tuple[BoardItem, ...] = (),
    shared: bool = True,
) -> engagements.Plan:
    """What somebody would fill in."""
    day, starts, ends = at
    return engagements.Plan(
        kind=kind,
        title=title,
        about="",
        day=day,
        starts=starts,
        ends=ends,
        place=place,
        shared=shared,
        met=met,
        people=[str(one.pk) for one in people],
        settles=[str(one.pk) for one in settles],
    )


def _make(inspection: Inspection, by: Person, plan: engagements.Plan) -> Engagement:
    return engagements.plan_engagement(by=by, inspection=inspection, key=new_id(), plan=plan)
