"""Tasks: whose they are, until when, what they settle; and what waits for whom."""

from datetime import date
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
from sixpoint_web.plan.actions import tasks as actions
from sixpoint_web.plan.models import Task, TaskSettles
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.waiting import waiting_for
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.plans_made import a_task, an_engagement, on_the_board
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector() -> Person:
    return a_person("Morag")


@pytest.fixture
def lead() -> Person:
    return a_person("Ailsa")


@pytest.fixture
def inspection(inspector: Person, lead: Person) -> Inspection:
    made = an_inspection("running")
    put_in_team(inspector, made, "inspector")
    put_in_team(lead, made, "lead")
    return made


def filled(person: Person, **more: Any) -> dict[str, Any]:
    given = {"key": uuid4(), "title": "Ask for the minutes", "note": "", "due": "2026-09-18"}
    return {**given, "person": str(person.pk), **more}


def test_a_task_is_added_once_however_often_the_form_is_sent_and_whose_it_is_is_told(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    item = on_the_board(inspection, lead)
    path, client = f"/inspections/{inspection.id}/tasks/add/", browser_of(lead)
    sent = filled(inspector, settles=[str(item.id)])
    first, second = (client.post(path, sent, secure=True) for _n in range(2))
    task = Task.objects.get()
    assert first["Location"] == second["Location"] == f"/plan/tasks/{task.id}/"
    assert (task.person, task.due, task.made_by) == (inspector, date(2026, 9, 18), lead)
    assert TaskSettles.objects.get().item == item
    message = Message.objects.get()
    assert message.person == inspector
    assert "minutes" not in f"{message.title} {message.text}"


def test_a_task_stands_on_the_board_s_item_and_under_my_work(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    item, task = on_the_board(inspection, lead), a_task(inspection, inspector)
    TaskSettles.objects.create(task=task, item=item)
    words = browser_of(lead).get(f"/plan/board/{item.id}/", secure=True).content.decode()
    assert f"/plan/tasks/{task.id}/" in words
    assert "1 task to do" in _get(lead, f"/inspections/{inspection.id}/board/")
    assert "Read the minutes" in _get(inspector, "/")
    assert "Read the minutes" not in _get(lead, "/")


def test_nobody_outside_the_team_or_with_a_conflict_is_given_a_task(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    outsider, partner = a_person("Una"), a_person("Rhona")
    put_in_team(partner, inspection, "co-ordinator")
    Conflict.objects.create(inspection=inspection, person=inspector, reason="My sister works there")
    for one in (outsider, partner, inspector):
        wanted = actions.Wanted(title="x", note="", person=str(one.pk), due=date(2026, 9, 18))
        with pytest.raises(Refused, match="no role"):
            actions.add_task(by=lead, inspection=inspection, key=uuid4(), wanted=wanted)
        answer = browser_of(lead).post(
            f"/inspections/{inspection.id}/tasks/add/", filled(one), secure=True
        )
        assert answer.status_code == 200
    assert not Task.objects.exists()


def test_a_task_settles_nothing_on_the_board_of_another_inspection(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    theirs = on_the_board(an_inspection("running", name="Strathnowhere"), a_person("Iona"))
    wanted = actions.Wanted(
        title="x",
        note="",
        person=str(inspector.pk),
        due=date(2026, 9, 18),
        settles=[str(theirs.id)],
    )
    with pytest.raises(Refused, match="no board of this inspection"):
        actions.add_task(by=lead, inspection=inspection, key=uuid4(), wanted=wanted)
    assert not Task.objects.exists()


def test_a_task_is_done_once_and_may_be_opened_again_by_whose_it_is(
    inspector: Person, inspection: Inspection
) -> None:
    task = a_task(inspection, inspector)
    client = browser_of(inspector)
    for what, state in (("done", "done"), ("reopen", "open"), ("done", "done")):
        task.refresh_from_db()
        sent = {"revision": task.revision}
        answer = client.post(f"/plan/tasks/{task.id}/{what}/", sent, secure=True)
        assert answer.status_code == 302
        task.refresh_from_db()
        assert task.state == state
        assert (task.ended_by == inspector) == (state == "done")
    # Pressed again, there is nothing left to do.
    again = client.post(f"/plan/tasks/{task.id}/done/", {"revision": 0}, secure=True)
    assert again.status_code == 403


def test_of_two_who_change_a_task_the_second_is_told(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    task = a_task(inspection, inspector)
    path, client = f"/plan/tasks/{task.id}/change/", browser_of(lead)
    sent = {**filled(inspector), "revision": 0}
    assert client.post(path, sent, secure=True).status_code == 302
    words = client.post(path, {**sent, "note": "Mine"}, secure=True).content.decode()
    assert "Somebody else has just changed this" in words
    assert "Mine" in words
    with pytest.raises(Stale):
        actions.drop_task(by=lead, task=task, revision=0)


def test_somebody_sees_his_own_tasks_and_only_the_team_everybody_s(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    volunteer = a_person("Eilidh")
    put_in_team(volunteer, inspection, "young-inspection-volunteer")
    a_task(inspection, lead, title="Write to the panel")
    own = a_task(inspection, volunteer, title="Plan the group's questions")
    words = _get(volunteer, f"/inspections/{inspection.id}/tasks/")
    assert "questions" in words
    assert "panel" not in words
    assert "panel" in _get(inspector, f"/inspections/{inspection.id}/tasks/")
    Inspection.objects.update(state="closed")
    assert not [one for one in waiting_for(volunteer) if str(own.id) in one.address]


def test_today_s_engagements_wait_for_those_who_take_part(
    inspector: Person, lead: Person, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    engagement = an_engagement(inspection, lead)
    engagement.parts.create(person=inspector)
    assert not _engagements(inspector)
    monkeypatch.setattr("sixpoint_web.plan.queries.tasks.today", lambda: engagement.day)
    assert _engagements(inspector) == ["10:00: Parents of young children, Community centre, room 2"]
    assert not _engagements(lead)


def test_lists_of_tasks_ask_the_database_no_more_for_more_of_them(
    inspector: Person, lead: Person, inspection: Inspection
) -> None:
    client = browser_of(inspector)
    counts: dict[str, list[int]] = {"/": [], f"/inspections/{inspection.id}/tasks/": []}
    for path in counts:
        client.get(path, secure=True)
    for number in (1, 30):
        for _n in range(number):
            a_task(inspection, inspector, title="<script>alert(1)</script>")
        for path, asked_for in counts.items():
            with CaptureQueriesContext(connection) as asked:
                words = client.get(path, secure=True).content.decode()
            asked_for.append(len(asked))
            assert "<script>alert" not in words
    assert all(first == second for first, second in counts.values())


def _engagements(person: Person) -> list[str]:
    return [one.title for one in waiting_for(person) if "/engagements/" in one.address]


def _get(person: Person, path: str) -> str:
    return browser_of(person).get(path, secure=True).content.decode()
