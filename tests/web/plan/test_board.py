"""The board: three columns, reasons, and a history that says who moved what, and why."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there is no plan on this side", allow_module_level=True)

from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.inspections.models import ChosenIndicator, Inspection
from sixpoint_web.plan.actions import board as actions
from sixpoint_web.plan.models import BoardItem, BoardMove
from sixpoint_web.plan.queries.board import Touched
from sixpoint_web.shared.guard import Refused, Stale
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.plans_made import on_the_board
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector() -> Person:
    return a_person("Morag")


@pytest.fixture
def inspection(inspector: Person) -> Inspection:
    made = an_inspection("running")
    put_in_team(inspector, made, "inspector")
    ChosenIndicator.objects.create(inspection=made, code="1.1", title="Wellbeing", place=0)
    return made


def filled(**more: Any) -> dict[str, Any]:
    return {
        "key": uuid4(),
        "what": "Are plans reviewed in time?",
        "touches": "1.1|",
        "state": "uncertain",
        "reasons": "Two agencies say different things",
        "would_settle": "Ask the reviewing officers",
        **more,
    }


def test_an_item_is_put_on_the_board_once_however_often_the_form_is_sent(
    inspector: Person, inspection: Inspection
) -> None:
    path, sent, client = f"/inspections/{inspection.id}/board/add/", filled(), browser_of(inspector)
    first = client.post(path, sent, secure=True)
    second = client.post(path, sent, secure=True)
    item = BoardItem.objects.get()
    assert first["Location"] == second["Location"] == f"/plan/board/{item.id}/"
    assert (item.indicator, item.state, item.made_by) == ("1.1", "uncertain", inspector)
    assert [(one.before, one.after) for one in BoardMove.objects.all()] == [("", "uncertain")]


def test_the_key_of_a_form_of_another_inspection_makes_and_shows_nothing(
    inspector: Person, inspection: Inspection
) -> None:
    theirs = on_the_board(an_inspection("running", name="Strathnowhere"), a_person("Ailsa"))
    path = f"/inspections/{inspection.id}/board/add/"
    answer = browser_of(inspector).post(path, filled(key=theirs.key), secure=True)
    assert answer.status_code == 200
    assert "Somebody else" in answer.content.decode()
    assert BoardItem.objects.count() == 1


def test_what_is_uncertain_says_what_would_settle_it(
    inspector: Person, inspection: Inspection
) -> None:
    path = f"/inspections/{inspection.id}/board/add/"
    words = browser_of(inspector).post(path, filled(would_settle=""), secure=True)
    assert "otherwise this stays uncertain" in words.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        on_the_board(inspection, inspector, would_settle="")


def test_an_item_touches_only_what_this_inspection_evaluates(
    inspector: Person, inspection: Inspection
) -> None:
    path = f"/inspections/{inspection.id}/board/add/"
    words = browser_of(inspector).post(path, filled(touches="9.4|"), secure=True)
    assert "Select a valid choice" in words.content.decode()
    given = {**filled(), "touches": Touched(indicator="9.4")}
    with pytest.raises(Refused, match="does not evaluate"):
        actions.add_to_board(by=inspector, inspection=inspection, **given)
    assert not BoardItem.objects.exists()


def test_the_history_keeps_every_reason_with_who_gave_it(
    inspector: Person, inspection: Inspection
) -> None:
    item = on_the_board(inspection, inspector)
    actions.move_board_item(
        by=inspector,
        item=item,
        revision=0,
        state="concern",
        reasons="A third group said so too",
        would_settle="",
    )
    item.refresh_from_db()
    assert (item.state, item.reasons) == ("concern", "A third group said so too")
    move = BoardMove.objects.get()
    assert (move.before, move.after, move.by) == ("uncertain", "concern", inspector)
    words = browser_of(inspector).get(f"/plan/board/{item.id}/", secure=True).content.decode()
    assert "Uncertain to Concern" in words
    assert "third group" not in str(list(Entry.objects.values()))


def test_of_two_who_move_an_item_the_second_is_told_and_keeps_his_reasons(
    inspector: Person, inspection: Inspection
) -> None:
    item = on_the_board(inspection, inspector)
    path, client = f"/plan/board/{item.id}/move/", browser_of(inspector)
    sent = {"revision": 0, "state": "no-concern", "reasons": "All agree", "would_settle": ""}
    assert client.post(path, sent, secure=True).status_code == 302
    words = client.post(path, {**sent, "reasons": "I doubt it"}, secure=True).content.decode()
    assert "Somebody else has just changed this" in words
    assert "I doubt it" in words
    with pytest.raises(Stale):
        actions.move_board_item(
            by=inspector, item=item, revision=0, state="concern", reasons="x", would_settle=""
        )
    assert BoardMove.objects.count() == 1


@pytest.mark.parametrize("role", ["co-ordinator", "chief-officer", "young-inspection-volunteer"])
def test_the_partnership_and_young_volunteers_never_see_the_board(
    inspection: Inspection, inspector: Person, role: str
) -> None:
    item, person = on_the_board(inspection, inspector), a_person("Rhona")
    put_in_team(person, inspection, role)
    client = browser_of(person)
    for path in (f"/inspections/{inspection.id}/board/", f"/plan/board/{item.id}/"):
        assert client.get(path, secure=True).status_code == 403
    overview = client.get(f"/inspections/{inspection.id}/", secure=True).content.decode()
    assert "Board" not in overview


def test_an_item_of_another_inspection_is_closed(inspection: Inspection, inspector: Person) -> None:
    theirs = on_the_board(an_inspection("running", name="Strathnowhere"), a_person("Ailsa"))
    sent = {"revision": 0, "state": "concern", "reasons": "x", "would_settle": ""}
    path = f"/plan/board/{theirs.id}/move/"
    assert browser_of(inspector).post(path, sent, secure=True).status_code == 403
    theirs.refresh_from_db()
    assert theirs.state == "uncertain"


def test_nothing_moves_in_a_closed_inspection(inspection: Inspection, inspector: Person) -> None:
    item = on_the_board(inspection, inspector)
    Inspection.objects.update(state="closed")
    item.inspection.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.move_board_item(
            by=inspector, item=item, revision=0, state="concern", reasons="x", would_settle=""
        )


def test_the_board_asks_the_database_no_more_for_more_items(
    inspector: Person, inspection: Inspection
) -> None:
    client, path = browser_of(inspector), f"/inspections/{inspection.id}/board/"
    client.get(path, secure=True)
    counts = []
    for number in (1, 30):
        for _n in range(number):
            on_the_board(inspection, inspector, reasons="<script>alert(1)</script>")
        with CaptureQueriesContext(connection) as asked:
            words = client.get(path, secure=True).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "<script>alert" not in words
