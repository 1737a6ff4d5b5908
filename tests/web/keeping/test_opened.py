"""The data protection officer sees who opened what between two days, and no content."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ailsa() -> Person:
    return a_person("Ailsa", "data-protection-officer")


def entry(by: Person, at: datetime, subject: str = "thing-1", action: str = "person-seen") -> None:
    Entry.objects.create(at=at, by=by, action=action, thing="person", subject=subject)


def page_of(browser: Client, **given: str) -> HttpResponse:
    found = browser.get(reverse("opened"), given, secure=True)
    assert found.status_code == 200
    return found


def shown(browser: Client, first: str, last: str, subject: str = "") -> list[str]:
    given = {"first": first, "last": last, "subject": subject}
    return [one.subject for one in page_of(browser, **given).context["shown"]]


def test_both_days_count_by_the_clock_of_scotland(ailsa: Person) -> None:
    entry(ailsa, datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC), "before")  # 23:59:59 in summer
    entry(ailsa, datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "first")  # midnight of 1 July
    entry(ailsa, datetime(2026, 7, 2, 22, 59, 59, tzinfo=UTC), "last")
    entry(ailsa, datetime(2026, 7, 2, 23, 0, tzinfo=UTC), "after")
    assert shown(browser_of(ailsa), "2026-07-01", "2026-07-02") == ["last", "first"]


def test_only_what_was_opened_is_there(ailsa: Person) -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    entry(ailsa, moment, "read")
    entry(ailsa, moment, "changed", action="person-changed")
    assert shown(browser_of(ailsa), "2026-07-01", "2026-07-01") == ["read"]


def test_one_thing_can_be_asked_for(ailsa: Person) -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    entry(ailsa, moment, "thing-1")
    entry(ailsa, moment, "thing-2")
    assert shown(browser_of(ailsa), "2026-07-01", "2026-07-01", "thing-2") == ["thing-2"]


def test_asking_is_an_entry_itself(ailsa: Person) -> None:
    shown(browser_of(ailsa), "2026-07-01", "2026-07-01")
    assert Entry.objects.filter(action="audit-trail-seen", subject="opened", by=ailsa).count() == 1


def test_the_first_visit_and_an_empty_answer_say_what_to_do(ailsa: Person) -> None:
    browser = browser_of(ailsa)
    assert "Nobody opened anything" not in page_of(browser).content.decode()
    empty = page_of(browser, first="2026-07-01", last="2026-07-01")
    assert "Nobody opened anything" in empty.content.decode()


def test_days_the_wrong_way_round_are_refused(ailsa: Person) -> None:
    found = page_of(browser_of(ailsa), first="2026-07-02", last="2026-07-01")
    assert "The last day is before the first." in found.content.decode()
    assert "shown" not in found.context


def test_the_second_page_keeps_what_was_asked(ailsa: Person) -> None:
    for _ in range(51):
        entry(ailsa, datetime(2026, 7, 1, 12, tzinfo=UTC))
    given = {"first": "2026-07-01", "last": "2026-07-01", "subject": "thing-1"}
    first = page_of(browser_of(ailsa), **given).content.decode()
    assert "?first=2026-07-01&amp;last=2026-07-01&amp;subject=thing-1&amp;page=2" in first
    second = page_of(browser_of(ailsa), **given, page="2")
    assert len(second.context["shown"]) == 1


def test_thirty_take_as_many_questions_as_one(ailsa: Person) -> None:
    browser, counts = browser_of(ailsa), []
    page_of(browser)  # the first page of a session remembers more
    for more in (1, 29):
        for _ in range(more):
            entry(ailsa, datetime(2026, 7, 1, 12, tzinfo=UTC))
        with CaptureQueriesContext(connection) as asked:
            shown(browser, "2026-07-01", "2026-07-01")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_else_opens_it(ailsa: Person) -> None:
    other = browser_of(a_person("Morag", "chief-officer"))
    assert other.get(reverse("opened"), secure=True).status_code in (403, 404)
