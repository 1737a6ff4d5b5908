"""The timetable in weeks: taken from the pack, passing over school holidays, with today in it."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there is no plan on this side", allow_module_level=True)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person
from sixpoint_web.frameworks.queries import frameworks, timetable_of
from sixpoint_web.inspections import scope_actions
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.plan.actions import weeks as actions
from sixpoint_web.plan.models import Step, Timetable
from sixpoint_web.plan.queries import weeks as queries
from sixpoint_web.shared.guard import Refused, Stale
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.plans_made import MONDAY, a_timetable
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Person:
    return a_person("Ailsa")


@pytest.fixture
def inspection(lead: Person) -> Inspection:
    made = an_inspection("running")
    put_in_team(lead, made, "lead")
    return made


@pytest.fixture
def timetable(inspection: Inspection, lead: Person) -> Timetable:
    return a_timetable(inspection, lead)


def test_the_steps_and_weeks_come_from_the_pinned_programme(
    lead: Person, inspection: Inspection
) -> None:
    for pack in frameworks():
        for programme in pack.programmes:
            weeks = timetable_of(pack, programme)
            if weeks is None:
                continue
            Step.objects.all().delete()
            Timetable.objects.all().delete()
            inspection.refresh_from_db()
            scope_actions.pin_framework(
                by=lead,
                inspection=inspection,
                revision=inspection.revision,
                ref=pack.header.ref,
                programme=programme.id,
            )
            made = actions.make_timetable(by=lead, inspection=inspection, first_monday=MONDAY)
            laid = queries.lay_out(made, MONDAY)
            assert made.weeks == weeks.weeks
            assert len(laid.weeks) == (weeks.weeks or 0)
            shown = [one.what for week in laid.weeks for one in week.begins]
            shown += [one.what for one in laid.without_weeks]
            assert sorted(shown) == sorted(step.what for step in weeks.steps)


def test_weeks_of_school_holidays_are_not_counted_and_today_is_shown(timetable: Timetable) -> None:
    laid = queries.lay_out(timetable, date(2026, 9, 23))
    assert [one.week.number for one in laid.weeks] == [1, 2, None, 3, 4]
    assert laid.now == laid.weeks[2]
    assert laid.weeks[2].holidays == ("Holidays",)
    assert laid.last_day == date(2026, 10, 9)


def test_a_step_over_the_holidays_goes_on_after_them(timetable: Timetable) -> None:
    Step.objects.create(timetable=timetable, what="Surveys", first=2, last=3)
    laid = queries.lay_out(timetable, MONDAY)
    assert [step.what for step in laid.weeks[3].goes_on] == ["Surveys"]
    assert not laid.weeks[2].begins + laid.weeks[2].goes_on


def test_where_a_programme_counts_holidays_no_week_is_passed_over(
    lead: Person, timetable: Timetable
) -> None:
    actions.change_timetable(
        by=lead,
        timetable=timetable,
        revision=0,
        first_monday=MONDAY,
        weeks=4,
        holidays_count=True,
    )
    timetable.refresh_from_db()
    laid = queries.lay_out(timetable, MONDAY)
    assert [one.week.number for one in laid.weeks] == [1, 2, 3, 4]


def test_the_page_shows_weeks_to_the_partnership_without_anything_to_change(
    inspection: Inspection, timetable: Timetable
) -> None:
    partner = a_person("Rhona")
    put_in_team(partner, inspection, "co-ordinator")
    path = f"/inspections/{inspection.id}/weeks/"
    words = browser_of(partner).get(path, secure=True).content.decode()
    assert "On site" in words
    assert "Add a step" not in words
    sent = {"revision": 0, "what": "Ours", "first": 1, "last": 1}
    assert browser_of(partner).post(f"{path}step/", sent, secure=True).status_code == 403


def test_a_timetable_is_made_once(lead: Person, inspection: Inspection) -> None:
    actions.make_timetable(by=lead, inspection=inspection, first_monday=MONDAY)
    with pytest.raises(Stale):
        actions.make_timetable(by=lead, inspection=inspection, first_monday=MONDAY)
    assert Timetable.objects.count() == 1


def test_a_form_that_is_sent_twice_adds_one_step(
    lead: Person, inspection: Inspection, timetable: Timetable
) -> None:
    path, client = f"/inspections/{inspection.id}/weeks/step/", browser_of(lead)
    sent: dict[str, Any] = {"revision": 0, "what": "Panel", "first": 3, "last": ""}
    assert client.post(path, sent, secure=True).status_code == 302
    words = client.post(path, sent, secure=True).content.decode()
    assert "Somebody else has just changed this" in words
    assert 'value="Panel"' in words
    panel = Step.objects.get(what="Panel")
    assert (panel.first, panel.last) == (3, 3)


@pytest.mark.parametrize(
    ("part", "sent", "says"),
    [
        ("change/", {"first_monday": "2026-09-08"}, "begins on a Monday"),
        ("change/", {"first_monday": "1720-09-02"}, "too far away"),
        ("change/", {"first_monday": "2026-09-07", "weeks": "5000"}, "less than or equal to 104"),
        ("step/", {"what": "x", "first": "3", "last": "2"}, "before the first"),
        ("step/", {"what": "x", "first": "", "last": "2"}, "Say the first week"),
        ("holidays/", {"name": "x", "first": "2026-09-07", "last": "2026-09-01"}, "before the"),
        ("holidays/", {"name": "x", "first": "2026-01-01", "last": "2029-09-01"}, "so long"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    lead: Person,
    inspection: Inspection,
    timetable: Timetable,
    part: str,
    sent: dict[str, str],
    says: str,
) -> None:
    path = f"/inspections/{inspection.id}/weeks/{part}"
    words = browser_of(lead).post(path, {"revision": "0", **sent}, secure=True).content.decode()
    assert says in words
    timetable.refresh_from_db()
    assert timetable.revision == 0


def test_the_same_holidays_are_named_once(lead: Person, timetable: Timetable) -> None:
    with pytest.raises(Refused, match="already"):
        actions.add_holiday(
            by=lead,
            timetable=timetable,
            revision=0,
            name="Again",
            first=date(2026, 9, 21),
            last=date(2026, 9, 25),
        )
    timetable.refresh_from_db()
    assert timetable.revision == 0  # undone as a whole


def test_the_lead_of_another_inspection_removes_no_step_here(timetable: Timetable) -> None:
    other = a_person("Morag")
    put_in_team(other, an_inspection("running", name="Strathnowhere"), "lead")
    step = timetable.steps.all()[0]
    path = f"/plan/steps/{step.id}/remove/"
    assert browser_of(other).post(path, secure=True).status_code == 403
    assert timetable.steps.count() == 1


def test_the_page_asks_the_database_no_more_for_more_steps(
    lead: Person, inspection: Inspection, timetable: Timetable
) -> None:
    client = browser_of(lead)
    path = f"/inspections/{inspection.id}/weeks/"
    client.get(path, secure=True)
    counts = []
    for number in (1, 30):
        Step.objects.bulk_create(
            Step(timetable=timetable, what=f"Step {n}", first=1, last=4) for n in range(number)
        )
        with CaptureQueriesContext(connection) as asked:
            client.get(path, secure=True)
        counts.append(len(asked))
    assert counts[0] == counts[1]
