"""Partnership discussions, on which both sides agree, and what the inspection costs."""

from decimal import Decimal

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no discussions on this side", allow_module_level=True)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person
from sixpoint_web.accounts.queries import today
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.shared.guard import Refused, Stale
from sixpoint_web.shared.ids import new_id
from sixpoint_web.shared.waiting import waiting_for
from sixpoint_web.submissions import queries
from sixpoint_web.submissions.actions import discussions
from sixpoint_web.submissions.burden import burden_of
from sixpoint_web.submissions.models import Discussion, Hours
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.signed_in import browser_of
from tests.support.submissions_made import (
    a_discussion,
    a_request,
    an_agreed_action,
    an_answer,
    an_upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> Inspection:
    return an_inspection("running")


@pytest.fixture
def ailsa(inspection: Inspection) -> Person:
    person = a_person("Ailsa")
    put_in_team(person, inspection, "lead")
    return person


@pytest.fixture
def rhona(inspection: Inspection) -> Person:
    person = a_person("Rhona")
    put_in_team(person, inspection, "co-ordinator")
    return person


def again(one: Discussion) -> Discussion:
    found = queries.discussion_with(one.id)
    assert found
    return found


def test_the_partnership_does_not_see_a_discussion_before_it_is_shared(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    one = a_discussion(ailsa, inspection, "draft")
    client = browser_of(rhona)
    listed = client.get(f"/inspections/{inspection.id}/discussions/", secure=True)
    assert b"First discussion" not in listed.content
    assert client.get(f"/discussions/{one.id}/", secure=True).status_code == 403
    discussions.share(by=ailsa, discussion=one)
    assert b"Early help" in client.get(f"/discussions/{one.id}/", secure=True).content


def test_both_sides_agree_on_the_same_words(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    one = a_discussion(ailsa, inspection)
    discussions.agree(by=ailsa, discussion=again(one), revision=1)
    discussions.say_back(by=rhona, discussion=again(one), revision=1, said_back="We do it")
    assert again(one).team_agreed is None  # its words are others now
    with pytest.raises(Stale):
        discussions.agree(by=ailsa, discussion=again(one), revision=1)
    for person in (ailsa, rhona):
        discussions.agree(by=person, discussion=again(one), revision=2)
    assert again(one).state == "agreed"
    with pytest.raises(Refused):
        discussions.say_back(by=rhona, discussion=again(one), revision=2, said_back="No")
    for person in (ailsa, rhona):
        seen = browser_of(person).get(f"/discussions/{one.id}/", secure=True)
        assert b"We do it" in seen.content


def test_nobody_agrees_for_both_sides(inspection: Inspection, ailsa: Person) -> None:
    put_in_team(ailsa, inspection, "co-ordinator")
    with pytest.raises(Refused, match="both sides"):
        discussions.agree(by=ailsa, discussion=a_discussion(ailsa, inspection), revision=1)


def test_the_side_that_does_something_says_that_it_is_done(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    agreed = an_agreed_action(a_discussion(ailsa, inspection, "agreed"), "partnership")
    waits = [one.title for one in waiting_for(rhona) if one.address.startswith("/discussions/")]
    assert waits == ["Do what was agreed: Send the plan"]
    with pytest.raises(Refused):
        discussions.finish(by=ailsa, agreed=agreed)
    discussions.finish(by=rhona, agreed=agreed)
    agreed.refresh_from_db()
    assert agreed.done_by == rhona


def test_an_answer_to_an_older_text_is_kept_and_not_written_over_the_newer(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    one = a_discussion(ailsa, inspection)
    Discussion.objects.update(revision=2, said_back="Of a colleague")
    sent = {"said_back": "My own words", "revision": "1"}
    told = browser_of(rhona).post(f"/discussions/{one.id}/say-back/", sent, secure=True)
    assert b"My own words" in told.content
    assert again(one).said_back == "Of a colleague"


def test_the_burden_counts_requests_files_and_hours_by_service(
    inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    first, second = (a_request(ailsa, inspection) for _ in range(2))
    a_request(ailsa, inspection, service="Health")
    a_request(ailsa, inspection, "draft")
    an_upload(rhona, an_answer(rhona, first))
    path = f"/inspections/{inspection.id}/burden/"
    sent = {"service": "Health", "hours": "2.5", "spent_on": today().isoformat()}
    sent |= {"key": str(new_id())}
    for _ in range(2):
        assert browser_of(rhona).post(path, sent, secure=True).status_code == 302
    assert Hours.objects.count() == 1
    rows, total = burden_of(inspection)
    found = [(one.service, one.requests, one.files, one.hours) for one in rows]
    assert found == [("Health", 1, 0, Decimal("2.5")), ("Social work", 2, 1, Decimal(0))]
    assert (total.requests, total.files, total.hours) == (3, 1, Decimal("2.5"))
    assert b"2.5" in browser_of(rhona).get(path, secure=True).content
    assert browser_of(ailsa).get(path, secure=True).status_code == 403
    assert second.number == 2


@pytest.mark.parametrize("name", ["discussions", "burden", "discussion"])
def test_no_page_asks_the_database_more_often_with_more_rows(
    name: str, inspection: Inspection, ailsa: Person, rhona: Person
) -> None:
    one = a_discussion(ailsa, inspection)
    path = f"/discussions/{one.id}/" if name == "discussion" else ""
    path = path or f"/inspections/{inspection.id}/{name}/"

    def asked() -> int:
        client = browser_of(rhona)
        with CaptureQueriesContext(connection) as queried:
            assert client.get(path, secure=True).status_code == 200
        return len(queried)

    def more() -> None:
        an_agreed_action(one)
        a_discussion(ailsa, inspection)
        a_request(ailsa, inspection, service=f"Service {Discussion.objects.count()}")

    more()
    few = asked()
    for _ in range(12):
        more()
    assert asked() == few
