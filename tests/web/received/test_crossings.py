"""Crossing files come in whole or not at all; the latest counts, and this side takes no extract."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("figures are received on the other side", allow_module_level=True)

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sixpoint.terms.problems import UserError
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.received import actions, queries
from sixpoint_web.received.arriving import check_arrived
from sixpoint_web.received.models import Crossing, Figure
from sixpoint_web.shared.guard import Refused
from tests.support.crossed import a_crossing, crossing_file, small_partnership
from tests.support.crossings import Members, tamper
from tests.support.inspections_made import an_inspection, put_in_team
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> Inspection:
    return an_inspection("running")


@pytest.fixture
def rhona(inspection: Inspection) -> Person:
    person = a_person("Rhona")
    put_in_team(person, inspection, "co-ordinator")
    return person


def hand_in(
    person: Person, inspection: Inspection, content: bytes, name: str = "crossing.zip"
) -> str:
    file = SimpleUploadedFile(name, content, content_type="application/zip")
    address = reverse("receive-crossing", args=[inspection.id])
    answer = browser_of(person).post(address, {"file": file}, secure=True, follow=True)
    return str(answer.content.decode())


def tampered(tmp_path: Path, change: object) -> bytes:
    original = tmp_path / "original.zip"
    original.write_bytes(crossing_file())
    return tamper(original, tmp_path / "tampered.zip", change).read_bytes()  # type: ignore[arg-type]


def test_a_crossing_file_is_kept_with_every_figure(inspection: Inspection, rhona: Person) -> None:
    page = hand_in(rhona, inspection, crossing_file())
    assert "Received: 227 figures." in page
    assert queries.figures(inspection).count() == 227
    crossing = queries.latest_crossing(inspection)
    assert crossing
    assert queries.file_of(crossing) == crossing_file()
    one = queries.figures(inspection)[0]
    assert queries.content_of(one).id == one.name
    assert Entry.objects.get(action="crossing-received").subject == str(crossing.id)


def test_the_latest_crossing_counts_and_earlier_ones_stay(
    inspection: Inspection, rhona: Person
) -> None:
    first, second = (a_crossing(inspection, by=rhona, number=n) for n in (1, 2))
    assert {one.crossing_id for one in queries.figures(inspection)} == {second.id}
    client = browser_of(rhona)
    old = client.get(reverse("crossing", args=[first.id]), secure=True).content.decode()
    assert "A later crossing has replaced these." in old
    figure = first.figures.get(place=0)
    page = client.get(reverse("figure", args=[figure.id]), secure=True).content.decode()
    assert "which a later one has replaced" in page
    assert "Crossing 2" in page


def test_the_figures_of_another_inspection_are_not_shown(
    inspection: Inspection, rhona: Person
) -> None:
    other = an_inspection("running", name="Strathnowhere")
    theirs = a_crossing(other, by=rhona)
    assert not queries.figures(inspection)
    client = browser_of(rhona)
    addresses = [
        reverse("figures", args=[other.id]),
        reverse("crossing", args=[theirs.id]),
        reverse("crossing-file", args=[theirs.id]),
        reverse("figure", args=[theirs.figures.get(place=0).id]),
    ]
    assert {client.get(one, secure=True).status_code for one in addresses} == {403}


def test_the_very_same_file_is_received_once(inspection: Inspection, rhona: Person) -> None:
    arrived = check_arrived(crossing_file())
    actions.receive(by=rhona, inspection=inspection, arrived=arrived)
    with pytest.raises(Refused, match="received before"):
        actions.receive(by=rhona, inspection=inspection, arrived=arrived)
    assert Crossing.objects.count() == 1


def test_a_file_that_was_changed_is_refused_in_the_library_s_words(
    inspection: Inspection, rhona: Person, tmp_path: Path
) -> None:
    def add_a_name(members: Members) -> None:
        members["return.csv"] += b"Anna Example,looked_after,5 to 11\n"

    content = tampered(tmp_path, add_a_name)
    with pytest.raises(UserError) as refused:
        check_arrived(content)
    page = hand_in(rhona, inspection, content)
    assert refused.value.problems
    assert str(refused.value.problems[0].fix) in page
    assert "Anna" not in page
    assert not Crossing.objects.exists()
    assert not Figure.objects.exists()


def a_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("figures.json", b" " * 60_000_000)
    return buffer.getvalue()


def a_slip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../crossing.json", "{}")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"%PDF-1.7", a_bomb(), a_slip(), b"PK\x03\x04" + b"\0" * 99],
    ids=["empty", "text", "pdf", "bomb", "slip", "cut-off"],
)
def test_what_is_no_crossing_file_is_refused(
    inspection: Inspection, rhona: Person, content: bytes
) -> None:
    assert "There is a problem" in hand_in(rhona, inspection, content)
    assert not Crossing.objects.exists()


def test_no_address_of_this_side_takes_an_extract(inspection: Inspection, rhona: Person) -> None:
    extract = (small_partnership() / "extracts/reporter/people.csv").read_bytes()
    for name in ("people.csv", "people.xlsx", "crossing.zip"):
        assert "There is a problem" in hand_in(rhona, inspection, extract, name)
    assert not Crossing.objects.exists()
    names = set(_names(get_resolver()))
    assert "receive-crossing" in names
    assert not [one for one in names if "extract" in one or "analys" in one]
    assert not [one for one in settings.INSTALLED_APPS if "analysis" in one]


def _names(resolver: URLResolver) -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:
        found += [one.name or ""] if isinstance(one, URLPattern) else _names(one)
    return found


def test_a_page_of_figures_asks_as_often_whatever_there_is(
    inspection: Inspection, rhona: Person
) -> None:
    client, asked = browser_of(rhona), []
    address = reverse("figures", args=[inspection.id])
    a_crossing(inspection, by=rhona)
    client.get(address, secure=True)  # the first of a session asks more
    for number in (2, 30):
        for later in range(Crossing.objects.count() + 1, number + 1):
            a_crossing(inspection, by=a_person(f"P{later}"), number=later)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, secure=True).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
