"""Clashes of an engagement timetable, in tables that fit on a screen."""

from datetime import date, time, timedelta
from uuid import UUID, uuid5

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there is no plan on this side", allow_module_level=True)

from sixpoint_web.plan.clashes import Given, Meeting, clashes

DAY = date(2026, 9, 16)
AILSA, MORAG = UUID(int=1), UUID(int=2)
GIVEN = Given(
    first=date(2026, 9, 1),
    last=date(2026, 9, 30),
    names={AILSA: "Ailsa", MORAG: "Morag"},
    may_take_part={
        (who, DAY + timedelta(days=n)): True for who in (AILSA, MORAG) for n in range(-30, 30)
    },
    holidays=((date(2026, 9, 21), date(2026, 9, 22)),),
)


def meeting(
    title: str,
    times: str,
    *,
    place: str = "",
    people: tuple[UUID, ...] = (AILSA,),
    met: tuple[str, ...] = (),
    day: date = DAY,
) -> Meeting:
    starts, _dash, ends = times.partition("-")
    return Meeting(
        id=uuid5(UUID(int=0), title),
        title=title,
        day=day,
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        place=place or f"Room of {title}",
        people=frozenset(people),
        met=frozenset(met),
    )


def found(*meetings: Meeting, given: Given = GIVEN) -> list[str]:
    return [one.says for one in clashes(meetings, given)]


def test_a_person_is_in_two_places() -> None:
    one, other = meeting("Nurses", "10:00-11:00"), meeting("Police", "10:30-11:30")
    assert found(one, other) == ["Ailsa is in two places: Nurses and Police."]


def test_one_meeting_right_after_another_clashes_with_nothing() -> None:
    assert not found(meeting("Nurses", "10:00-11:00"), meeting("Police", "11:00-12:00"))


def test_a_short_meeting_within_a_long_one_clashes_beyond_its_neighbour() -> None:
    long = meeting("All day", "09:00-17:00")
    early = meeting("Early", "09:30-10:00", people=(MORAG,))
    late = meeting("Late", "16:00-16:30")
    assert found(late, early, long) == ["Ailsa is in two places: All day and Late."]


def test_a_room_is_taken_twice_however_it_was_typed() -> None:
    one = meeting("Nurses", "10:00-11:00", place="Town Hall, room 2")
    other = meeting("Police", "10:30-11:30", place="town hall  room 2", people=(MORAG,))
    assert found(one, other) == ["Town Hall, room 2 is taken twice: Nurses and Police."]


def test_meetings_online_need_no_room() -> None:
    one = meeting("Nurses", "10:00-11:00", place="Online")
    assert not found(one, meeting("Police", "10:30-11:30", place="online", people=(MORAG,)))


def test_somebody_is_met_twice_at_one_time() -> None:
    one = meeting("One", "10:00-11:00", met=("Chief social work officer",))
    other = meeting("Other", "10:30-11:30", met=("Chief social work officer",), people=(MORAG,))
    assert found(one, other) == [
        "Chief social work officer is met twice at one time: One and Other."
    ]


def test_a_meeting_outside_the_window_or_in_the_school_holidays_is_shown() -> None:
    late = meeting("Late", "10:00-11:00", day=date(2026, 10, 1))
    holidays = meeting("Families", "10:00-11:00", day=date(2026, 9, 22))
    assert found(late, holidays) == [
        "Families is in the school holidays.",
        "Late is outside the days in which inspectors look.",
    ]


def test_somebody_without_a_role_or_with_a_conflict_may_not_take_part() -> None:
    given = Given(first=DAY, last=DAY, names=GIVEN.names, may_take_part={(AILSA, DAY): False})
    both = meeting("Nurses", "10:00-11:00", people=(AILSA, MORAG))
    assert found(both, given=given) == [
        "Ailsa may not take part in Nurses: no role then, or a conflict.",
        "Morag may not take part in Nurses: no role then, or a conflict.",
    ]


def test_a_meeting_in_which_nobody_takes_part_is_shown() -> None:
    assert found(meeting("Nurses", "10:00-11:00", people=())) == [
        "Nobody of the team takes part in Nurses."
    ]
