"""What an inspection is pinned to and looks at."""

from typing import Any

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no inspections on this side", allow_module_level=True)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.frameworks.queries import frameworks
from sixpoint_web.inspections import queries, scope_actions
from sixpoint_web.inspections.models import Inspection, Pin, Service
from sixpoint_web.shared.guard import Refused, Stale
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Person:
    return a_person("Ailsa")


@pytest.fixture
def inspection(lead: Person) -> Inspection:
    made = an_inspection()
    put_in_team(lead, made, "lead")
    return made


def a_programme(*, varies: bool) -> tuple[str, str]:
    """A pack and a programme in it that lets inspections differ, or not."""
    return next(
        (pack.header.ref, one.id)
        for pack in frameworks()
        for one in pack.programmes
        if one.varies == varies and one.evaluates
    )


def pinned(lead: Person, inspection: Inspection, *, varies: bool = True) -> Pin:
    ref, programme = a_programme(varies=varies)
    inspection.refresh_from_db()
    return scope_actions.pin_framework(
        by=lead,
        inspection=inspection,
        revision=inspection.revision,
        ref=ref,
        programme=programme,
    )


def codes(inspection: Inspection) -> list[str]:
    return [one.code for one in queries.chosen_indicators(inspection)]


def test_a_pin_keeps_pack_version_and_hash_and_chooses_what_the_programme_names(
    lead: Person, inspection: Inspection
) -> None:
    pin = pinned(lead, inspection)
    pack, programme = queries.pinned_framework(inspection), queries.pinned_programme(inspection)
    assert pack
    assert programme
    assert (pin.ref, pin.content_hash) == (pack.header.ref, pack.content_hash)
    assert set(codes(inspection)) == set(programme.evaluates)
    assert not queries.pin_has_changed(inspection)
    assert Entry.objects.get(action="framework-pinned").inspection == str(inspection.id)


def test_a_pack_with_other_content_is_shown_as_changed(
    lead: Person, inspection: Inspection
) -> None:
    pinned(lead, inspection)
    Pin.objects.update(content_hash="0" * 64)
    assert queries.pin_has_changed(inspection)
    words = browser_of(lead).get(f"/inspections/{inspection.id}/scope/", secure=True)
    assert "has changed since it was pinned" in words.content.decode()
    Pin.objects.update(version="9999")
    assert queries.pin_has_changed(inspection)
    assert queries.pinned_framework(inspection) is None


def test_what_the_programme_makes_compulsory_cannot_be_left_out(
    lead: Person, inspection: Inspection
) -> None:
    pinned(lead, inspection, varies=False)
    inspection.refresh_from_db()
    for wrong in (codes(inspection)[1:], [*codes(inspection), "77.7"], []):
        with pytest.raises(Refused, match="programme"):
            scope_actions.choose_indicators(
                by=lead, inspection=inspection, revision=inspection.revision, codes=wrong
            )
    before = codes(inspection)
    path = f"/inspections/{inspection.id}/scope/indicators/"
    sent = {"revision": inspection.revision, "codes": before[1:]}
    answer = browser_of(lead).post(path, sent, secure=True)
    assert "Choose it too" in answer.content.decode()
    assert codes(inspection) == before


def test_another_programme_keeps_of_the_choice_what_it_allows(
    lead: Person, inspection: Inspection
) -> None:
    pinned(lead, inspection)
    inspection.refresh_from_db()
    two = codes(inspection)[:2]
    scope_actions.choose_indicators(
        by=lead, inspection=inspection, revision=inspection.revision, codes=two
    )
    pinned(lead, inspection)
    assert codes(inspection) == two
    pinned(lead, inspection, varies=False)
    programme = queries.pinned_programme(inspection)
    assert programme
    assert set(codes(inspection)) == set(programme.evaluates)


def test_services_are_kept_in_the_order_in_which_they_were_written(
    lead: Person, inspection: Inspection
) -> None:
    path = f"/inspections/{inspection.id}/scope/services/"
    sent = {"revision": 0, "names": "Health visiting\n\n Police \nHealth  visiting\nHousing"}
    assert browser_of(lead).post(path, sent, secure=True).status_code == 302
    names = [one.name for one in queries.services(inspection)]
    assert names == ["Health visiting", "Police", "Housing"]


def test_of_two_who_change_a_scope_the_second_is_told_and_keeps_what_he_typed(
    lead: Person, inspection: Inspection
) -> None:
    path = f"/inspections/{inspection.id}/scope/services/"
    client = browser_of(lead)
    client.post(path, {"revision": 0, "names": "Police"}, secure=True)
    answer = client.post(path, {"revision": 0, "names": "Housing"}, secure=True)
    words = answer.content.decode()
    assert "Somebody else has just changed this" in words
    assert ">\nHousing</textarea>" in words
    assert 'name="revision" value="1"' in words
    assert [one.name for one in Service.objects.all()] == ["Police"]
    with pytest.raises(Stale):
        scope_actions.change_services(by=lead, inspection=inspection, revision=0, names=[])


def test_name_area_and_window_are_changed_once_by_each_revision(
    lead: Person, inspection: Inspection
) -> None:
    path = f"/inspections/{inspection.id}/change/"
    sent: dict[str, Any] = {
        "revision": 0,
        "name": "Another name",
        "area": "Strathnowhere",
        "window_from": "2026-09-01",
        "window_to": "2026-08-01",
    }
    client = browser_of(lead)
    assert "before the first" in client.post(path, sent, secure=True).content.decode()
    sent["window_to"] = "2026-11-01"
    assert client.post(path, sent, secure=True).status_code == 302
    assert "Somebody else" in client.post(path, sent, secure=True).content.decode()
    inspection.refresh_from_db()
    assert (inspection.name, inspection.revision) == ("Another name", 1)


def test_the_lead_of_another_inspection_changes_nothing_here(inspection: Inspection) -> None:
    other = a_person("Morag")
    put_in_team(other, an_inspection(name="Strathnowhere"), "lead")
    for part in ("change/", "scope/framework/", "scope/services/"):
        path = f"/inspections/{inspection.id}/{part}"
        assert browser_of(other).post(path, {"revision": 0}, secure=True).status_code == 403


def test_scripts_in_a_name_are_shown_as_text(lead: Person, inspection: Inspection) -> None:
    scope_actions.change_services(
        by=lead, inspection=inspection, revision=0, names=["<script>alert(1)</script>"]
    )
    words = browser_of(lead).get(f"/inspections/{inspection.id}/scope/", secure=True)
    assert "<script>alert" not in words.content.decode()


def test_the_page_asks_the_database_no_more_for_more_services(
    lead: Person, inspection: Inspection
) -> None:
    client = browser_of(lead)
    client.get("/", secure=True)  # the first page of a session keeps it
    counts = []
    for number in (1, 30):
        Service.objects.all().delete()
        Service.objects.bulk_create(
            Service(inspection=inspection, name=f"Service {n}", place=n) for n in range(number)
        )
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/inspections/{inspection.id}/scope/", secure=True)
        counts.append(len(asked))
    assert counts[0] == counts[1]
