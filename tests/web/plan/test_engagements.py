"""Engagements: who may see which, what is told to whom, and what was when and where before."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there is no plan on this side", allow_module_level=True)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person
from sixpoint_web.inspections.models import Conflict, Inspection
from sixpoint_web.outbox.models import Message
from sixpoint_web.plan.actions import engagements as actions
from sixpoint_web.plan.models import (
    Engagement,
    EngagementChange,
    EngagementSettles,
    Met,
    Part,
)
from sixpoint_web.plan.queries import engagements as queries
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.waiting import waiting_for
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.plans_made import an_engagement, on_the_board
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
def inspector(inspection: Inspection) -> Person:
    person = a_person("Morag")
    put_in_team(person, inspection, "inspector")
    return person


@pytest.fixture
def partner(inspection: Inspection) -> Person:
    person = a_person("Rhona")
    put_in_team(person, inspection, "co-ordinator")
    return person


def a_plan(**more: Any) -> actions.Plan:
    given: dict[str, Any] = {
        "kind": "interview",
        "title": "Health visiting",
        "about": "Early help",
        "day": date(2026, 9, 16),
        "starts": time(10),
        "ends": time(11),
        "place": "Town hall, room 2",
        "shared": True,
        "met": ["Team leader, health visiting"],
        **more,
    }
    return actions.Plan(**given)


def filled(**more: Any) -> dict[str, Any]:
    return {
        "key": uuid4(),
        "kind": "focus-group",
        "title": "Parents of young children",
        "met": "Parents from the family centre\n\nHealth visitors",
        "about": "Early help",
        "day": "2026-09-16",
        "starts": "10:00",
        "ends": "11:00",
        "place": "Town hall",
        "shared": "on",
        "people": [],
        **more,
    }


def page_of(person: Person, path: str) -> str:
    return browser_of(person).get(path, secure=True).content.decode()


def test_an_engagement_is_planned_once_and_those_who_take_part_are_told_without_a_word_of_it(
    lead: Person, inspection: Inspection, inspector: Person, partner: Person
) -> None:
    item = on_the_board(inspection, lead)
    sent = filled(people=[str(inspector.id)], settles=[str(item.id)])
    client, path = browser_of(lead), f"/inspections/{inspection.id}/engagements/add/"
    first, second = (client.post(path, sent, secure=True)["Location"] for _ in range(2))
    made = Engagement.objects.get()
    assert first == second == f"/plan/engagements/{made.id}/"
    assert [one.who for one in made.met.all()] == [
        "Parents from the family centre",
        "Health visitors",
    ]
    assert EngagementSettles.objects.get().item == item
    assert {one.person for one in Message.objects.all()} == {inspector, partner}
    told = " ".join(one.title + one.text for one in Message.objects.all())
    assert not {"Parents", "Town", "10:00"} & set(told.replace(".", " ").split())


def test_the_partnership_sees_what_it_takes_part_in_and_not_what_that_is_to_settle(
    lead: Person, inspection: Inspection, partner: Person
) -> None:
    item = on_the_board(inspection, lead, what="Is neglect seen early?")
    shared = an_engagement(inspection, lead, title="Nurses")
    inside = an_engagement(inspection, lead, title="Sorting evidence", shared=False)
    EngagementSettles.objects.create(engagement=shared, item=item)
    path = f"/inspections/{inspection.id}/engagements/"
    assert "Sorting evidence" in page_of(lead, path)
    words = page_of(partner, path)
    assert "Nurses" in words
    assert "Sorting evidence" not in words
    one = page_of(partner, f"/plan/engagements/{shared.id}/")
    assert "Nurses" in one
    assert "neglect" not in one
    assert "settle" not in one
    assert "neglect" in page_of(lead, f"/plan/engagements/{shared.id}/")
    closed = browser_of(partner).get(f"/plan/engagements/{inside.id}/", secure=True)
    assert closed.status_code == 403


def test_somebody_of_the_partnership_sees_the_one_in_which_he_takes_part_and_no_other(
    lead: Person, inspection: Inspection
) -> None:
    chief = a_person("Sheena")
    put_in_team(chief, inspection, "chief-officer")
    mine, other = an_engagement(inspection, lead), an_engagement(inspection, lead)
    Part.objects.create(engagement=mine, person=chief)
    client = browser_of(chief)
    assert client.get(f"/plan/engagements/{mine.id}/", secure=True).status_code == 200
    assert client.get(f"/plan/engagements/{other.id}/", secure=True).status_code == 403


def test_nobody_of_the_partnership_takes_part_in_what_it_does_not_see(
    lead: Person, inspection: Inspection, partner: Person
) -> None:
    plan = a_plan(shared=False, people=[str(partner.id)])
    with pytest.raises(Refused, match="partnership"):
        actions.plan_engagement(by=lead, inspection=inspection, key=uuid4(), plan=plan)
    path = f"/inspections/{inspection.id}/engagements/add/"
    sent = filled(people=[str(partner.id)])
    del sent["shared"]
    words = browser_of(lead).post(path, sent, secure=True).content.decode()
    assert "Tick this too" in words
    assert not Engagement.objects.exists()


def test_people_and_questions_of_another_inspection_are_refused(
    lead: Person, inspection: Inspection
) -> None:
    other = an_inspection("running", name="Strathnowhere")
    stranger = a_person("Calum")
    put_in_team(stranger, other, "inspector")
    theirs = on_the_board(other, stranger)
    for wrong in ({"people": [str(stranger.id)]}, {"settles": [str(theirs.id)]}):
        with pytest.raises(Refused):
            actions.plan_engagement(
                by=lead, inspection=inspection, key=uuid4(), plan=a_plan(**wrong)
            )
    assert not Engagement.objects.exists()


def test_whoever_is_there_moves_it_on_the_day_and_the_history_says_where_it_was(
    lead: Person, inspection: Inspection, inspector: Person, partner: Person
) -> None:
    one = an_engagement(inspection, lead)
    Part.objects.create(engagement=one, person=lead)
    path = f"/plan/engagements/{one.id}/move/"
    sent = {
        "revision": 0,
        "day": "2026-09-16",
        "starts": "14:00",
        "ends": "15:00",
        "place": "School, library",
        "reason": "The room was locked",
    }
    client = browser_of(inspector)
    assert client.post(path, sent, secure=True).status_code == 302
    change = EngagementChange.objects.get()
    assert (change.starts, change.place) == (time(10), "Community centre, room 2")
    assert {message.person for message in Message.objects.all()} == {lead, partner}
    again = client.post(path, {**sent, "reason": "Mine"}, secure=True).content.decode()
    assert "Somebody else has just changed this" in again
    assert 'value="Mine"' in again
    assert EngagementChange.objects.count() == 1
    words = page_of(partner, f"/plan/engagements/{one.id}/")
    assert "The room was locked" in words
    assert "Until then" in words


def test_what_is_called_off_stays_with_its_reason_and_moves_no_more(
    lead: Person, inspection: Inspection, inspector: Person
) -> None:
    one = an_engagement(inspection, lead)
    actions.call_off(by=inspector, engagement=one, revision=0, reason="A funeral")
    one.refresh_from_db()
    assert (one.state, one.called_off_because) == ("called-off", "A funeral")
    assert "A funeral" in page_of(lead, f"/inspections/{inspection.id}/engagements/")
    with pytest.raises(Refused):
        actions.note_held(by=inspector, engagement=one)


def test_of_two_who_change_one_at_once_the_second_is_told(
    lead: Person, inspection: Inspection, inspector: Person
) -> None:
    one = an_engagement(inspection, lead)
    stale = Engagement.objects.get(id=one.id)
    actions.note_held(by=inspector, engagement=one)
    with pytest.raises(Stale):
        actions.call_off(by=lead, engagement=stale, revision=0, reason="x")


def test_somebody_who_is_taken_out_is_told_too(
    lead: Person, inspection: Inspection, inspector: Person
) -> None:
    one = an_engagement(inspection, lead)
    Part.objects.create(engagement=one, person=inspector)
    actions.change_engagement(by=lead, engagement=one, revision=0, plan=a_plan(), reason="Busy")
    assert [message.person for message in Message.objects.all()] == [inspector]
    assert not Part.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"met": "Mrs Campbell"}, "never a name"),
        ({"title": "Meeting Dr. Fraser"}, "never a name"),
        ({"about": "Case 1234567"}, "no reference numbers"),
        ({"ends": "09:00"}, "ends before it begins"),
        ({"met": "\n".join(f"Group {n}" for n in range(13))}, "At most 12 lines"),
        ({"kind": "raid"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    lead: Person, inspection: Inspection, wrong: dict[str, str], says: str
) -> None:
    path = f"/inspections/{inspection.id}/engagements/add/"
    words = browser_of(lead).post(path, filled(**wrong), secure=True).content.decode()
    assert says in words
    assert not Engagement.objects.exists()


def test_clashes_are_shown_to_the_team_and_not_to_the_partnership(
    lead: Person, inspection: Inspection, inspector: Person, partner: Person
) -> None:
    for title in ("Nurses", "Police"):
        one = an_engagement(inspection, lead, title=title)
        Part.objects.create(engagement=one, person=inspector)
    Conflict.objects.create(person=inspector, inspection=inspection, reason="My sister")
    says = {one.kind for one in queries.clashes_of(inspection)}
    assert says == {"person", "place", "role"}
    path = f"/inspections/{inspection.id}/engagements/"
    assert "is in two places" in page_of(lead, path)
    assert "sister" not in page_of(lead, path)
    assert "is in two places" not in page_of(partner, path)


def test_somebody_with_a_conflict_of_interest_can_take_part_in_nothing_and_is_told_nothing(
    lead: Person, inspection: Inspection, inspector: Person
) -> None:
    one = an_engagement(inspection, lead, shared=False)
    Part.objects.create(engagement=one, person=inspector)
    Conflict.objects.create(person=inspector, inspection=inspection, reason="My sister")
    assert inspector not in [choice.person for choice in queries.may_take_part(inspection)]
    actions.call_off(by=lead, engagement=one, revision=0, reason="x")
    assert not Message.objects.exists()
    assert not waiting_for(inspector)


def test_scripts_are_shown_as_text(lead: Person, inspection: Inspection) -> None:
    one = an_engagement(inspection, lead, title="<script>alert(1)</script>", place="<b>x</b>")
    Met.objects.create(engagement=one, who="<img src=x>")
    for path in (f"/inspections/{inspection.id}/engagements/", f"/plan/engagements/{one.id}/"):
        words = page_of(lead, path)
        assert not [bad for bad in ("<script>alert", "<b>x", "<img src=x") if bad in words]


def test_the_page_asks_the_database_no_more_for_more_engagements(
    lead: Person, inspection: Inspection, inspector: Person
) -> None:
    client, path = browser_of(lead), f"/inspections/{inspection.id}/engagements/"
    client.get(path, secure=True)
    counts = []
    for number in (1, 30):
        for n in range(number):
            one = an_engagement(inspection, lead, title=f"Engagement {n}")
            Part.objects.create(engagement=one, person=inspector)
            Met.objects.create(engagement=one, who="A group")
        with CaptureQueriesContext(connection) as asked:
            client.get(path, secure=True)
        counts.append(len(asked))
    assert counts[0] == counts[1]
