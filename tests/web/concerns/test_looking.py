"""A concern is never left lying: the clock, failing mail, people who are gone, nights of DST."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

if settings.SIDE != "inspectorate":
    pytest.skip("concerns are raised on the other side", allow_module_level=True)

from sixpoint_web.accounts.models import Person
from sixpoint_web.concerns.clock import Limits, due
from sixpoint_web.concerns.forms import Moment
from sixpoint_web.concerns.hours import EVERY_DAY, Hours, bits_of, days_of, split_by_now
from sixpoint_web.concerns.looking import look_at_due
from sixpoint_web.concerns.models import Concern, Told
from sixpoint_web.inspections.models import Conflict, InspectionRole
from sixpoint_web.outbox.models import Message
from tests.web.concerns.test_concerns import House, fresh, told

HERE = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(db: None) -> House:
    return House()


def arrived() -> None:
    """Every message went out."""
    Message.objects.update(state="sent", sent_at=timezone.now(), title="", text="")


def after(concern: Concern, minutes: float) -> datetime:
    return concern.received_at + minutes * MINUTE


def test_in_time_nobody_else_is_told(house: House) -> None:
    concern = house.raise_one()
    arrived()
    assert look_at_due(after(concern, 29)) == 0
    assert told(concern) == {"Ailsa", "Struan"}


def test_an_overdue_concern_goes_to_the_partnership_then_to_the_manager_and_on(
    house: House,
) -> None:
    concern = house.raise_one()
    arrived()
    look_at_due(after(concern, 31))
    assert told(concern) == {"Ailsa", "Struan", "Gregor", "Morag"}
    assert Told.objects.filter(concern=concern, person=house.inspector, why="overdue").exists()
    arrived()
    look_at_due(after(concern, 62))
    assert "Catriona" in told(concern)
    arrived()
    before = Told.objects.count()
    look_at_due(after(concern, 93))
    assert Told.objects.count() == before + 5  # everybody again


def test_a_second_look_at_the_same_moment_tells_nobody_twice(house: House) -> None:
    concern = house.raise_one()
    arrived()
    look_at_due(after(concern, 31))
    before = Told.objects.count()
    assert look_at_due(after(concern, 31)) == 0
    assert Told.objects.count() == before


def test_failed_mail_widens_without_waiting_for_the_clock(house: House) -> None:
    concern = house.raise_one()
    Message.objects.update(state="failed")
    look_at_due(after(concern, 2))
    assert "Gregor" in told(concern)
    Message.objects.update(state="failed")
    look_at_due(after(concern, 4))
    assert "Catriona" in told(concern)


def test_mail_that_does_not_leave_counts_as_having_reached_nobody(house: House) -> None:
    concern = house.raise_one()
    look_at_due(after(concern, 4))
    assert told(concern) == {"Ailsa", "Struan"}
    look_at_due(after(concern, 6))
    assert "Gregor" in told(concern)


def test_one_message_that_arrived_is_enough_until_the_limit(house: House) -> None:
    concern = house.raise_one()
    Message.objects.filter(person_id=house.lead.id).update(state="failed")
    depute = Message.objects.filter(person_id=house.depute.id)
    depute.update(state="sent", sent_at=timezone.now(), text="")
    look_at_due(after(concern, 10))
    assert told(concern) == {"Ailsa", "Struan"}


def gone(house: House, *people: Person) -> None:
    """One account is closed, one role ended, and then conflicts of interest."""
    ways = [_closes, _ends, _conflicts]
    for number, person in enumerate(people):
        ways[number % len(ways)](house, person)


def _closes(house: House, person: Person) -> None:
    del house
    Person.objects.filter(id=person.id).update(is_active=False)


def _ends(house: House, person: Person) -> None:
    day = timezone.localdate() - timedelta(days=3)
    InspectionRole.objects.filter(person=person).update(starts=day, ends=day)
    del house


def _conflicts(house: House, person: Person) -> None:
    Conflict.objects.create(person=person, inspection=house.inspection, reason="Invented")


def test_whoever_is_gone_is_followed_by_the_next(house: House) -> None:
    concern = house.raise_one()
    arrived()
    gone(house, house.lead, house.depute)
    look_at_due(after(concern, 2))
    assert {"Gregor", "Catriona"} & told(concern)
    assert house.readers(concern) <= {"Gregor", "Catriona"}
    assert house.readers(concern)


def test_where_everybody_is_gone_whoever_raised_it_is_told_to_ring(house: House) -> None:
    concern = house.raise_one()
    arrived()
    gone(house, house.lead, house.depute, house.gregor, house.chief)
    _conflicts(house, house.chief)
    _conflicts(house, house.manager)
    look_at_due(after(concern, 2))
    last = Told.objects.filter(concern=concern).last()
    assert last
    assert (last.person, last.why) == (house.inspector, "nobody-left")
    assert house.readers(concern) == set()


def test_whoever_takes_over_a_role_is_told_of_what_waits(house: House) -> None:
    concern = house.raise_one()
    arrived()
    house.named("Kirsty", "depute")
    look_at_due(after(concern, 2))
    assert "Kirsty" in told(concern)


def test_a_hand_over_that_nobody_takes_over_goes_on_as_well(house: House) -> None:
    from sixpoint_web.concerns import actions

    concern = house.raise_one()
    actions.hand_over(by=house.lead, concern=concern, told_by_telephone="")
    arrived()
    look_at_due(after(concern, 32))
    assert "Catriona" in told(concern)
    assert fresh(concern).state == "handed-over"


def test_a_response_that_lies_too_long_reminds_and_reaches_nobody_new(house: House) -> None:
    from tests.web.concerns.test_concerns import answered

    concern = answered(house)
    arrived()
    before = told(concern)
    look_at_due(timezone.now() + timedelta(days=8))
    assert told(concern) == before
    assert Told.objects.filter(concern=concern, why="overdue").exists()


@pytest.mark.parametrize(
    "since",
    [
        datetime(2026, 3, 28, 23, 50, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 45, tzinfo=UTC),  # the hour that is left out in spring
        datetime(2026, 10, 25, 0, 45, tzinfo=UTC),  # the hour that comes twice in autumn
        datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
def test_the_clock_takes_as_long_on_every_night(since: datetime) -> None:
    for danger, minutes in ((True, 10), (False, 30)):
        local = since.astimezone(HERE)
        by_when = due(Limits(), state="received", danger=danger, since=local)
        assert by_when.astimezone(UTC) - since == minutes * MINUTE


@pytest.mark.parametrize("typed", ["2026-10-25T01:30", "2026-03-29T01:30"])
def test_no_form_is_refused_because_an_hour_comes_twice_or_not_at_all(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, tzinfo=UTC))
    assert Moment().clean(typed) is not None


def number(
    name: str, *, days: int = 0, hours: tuple[int, int] | None = None, holidays: bool = False
) -> Hours:
    first, last = hours or (None, None)
    found: Hours = SimpleNamespace(  # type: ignore[assignment]
        name=name,
        out_of_hours=hours is None,
        weekdays=days,
        from_time=None if first is None else time(first),
        to_time=None if last is None else time(last),
        on_holidays=holidays,
    )
    return found


OFFICE = number("office", days=bits_of(range(5)), hours=(9, 17))
NIGHT = number("night", days=bits_of([4]), hours=(22, 6))
ALWAYS = number("round the clock", days=EVERY_DAY, hours=(0, 0), holidays=True)
ELSE = number("out of hours")


@pytest.mark.parametrize(
    ("local", "answers"),
    [
        ("2026-11-23 09:00", "office"),  # a Monday
        ("2026-11-23 16:59", "office"),
        ("2026-11-23 17:00", "out of hours"),
        ("2026-11-27 22:00", "night"),  # a Friday
        ("2026-11-28 05:59", "night"),  # its night, on the Saturday
        ("2026-11-28 06:00", "out of hours"),
        ("2026-11-27 05:00", "out of hours"),
        ("2026-12-25 10:00", "out of hours"),  # Christmas, a Friday
        ("2026-11-30 10:00", "out of hours"),  # St Andrew's Day, a public holiday in Scotland
        ("2026-03-29 03:00", "out of hours"),
        ("2026-10-25 01:30", "out of hours"),
        ("2026-07-06 09:00", "office"),  # summer time: eight o'clock in universal time
    ],
)
def test_the_number_that_answers_now_is_told_by_the_clock_on_the_wall(
    local: str, answers: str
) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=HERE)
    now, others = split_by_now([OFFICE, NIGHT, ELSE], at)
    assert [one.name for one in now] == [answers]  # type: ignore[attr-defined]
    assert len(others) == 2


def test_a_number_round_the_clock_answers_on_every_hour_of_the_year() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for hour in range(0, 365 * 24, 7):
        assert split_by_now([ALWAYS, ELSE], first + timedelta(hours=hour))[0] == [ALWAYS]


def test_days_survive_their_bits() -> None:
    for bits in range(EVERY_DAY + 1):
        assert bits_of(days_of(bits)) == bits
