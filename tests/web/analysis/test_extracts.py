"""Extracts go into the store and nowhere else, and nobody comes near another agency's."""

import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

if settings.SIDE != "partnership":
    pytest.skip("extracts are on the other side", allow_module_level=True)

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.analysis import store
from sixpoint_web.analysis.actions import ask_for_step
from sixpoint_web.analysis.models import Agency, Extract, Partnership, Step, Table
from sixpoint_web.audit.models import Entry
from sixpoint_web.runs.models import Run
from sixpoint_web.shared.guard import Refused
from tests.support.extracts_made import a_partnership, an_extract, empty_store
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db
CANARY = b"Zebedee Canary-Quillfeather"
REPORTER = "Invermore Reporter"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    empty_store()
    a_partnership()
    yield
    empty_store()


@pytest.fixture
def officer() -> Person:
    """The data officer of the reporter, as stored."""
    body = Body.objects.create(name=REPORTER, kind=Body.Kind.AGENCY)
    person = a_person("Ewan", "data-officer")
    Person.objects.filter(id=person.id).update(body=body)
    Agency.objects.filter(code="reporter").update(body=body)
    person.refresh_from_db()
    return person


def table(code: str) -> Table:
    agency, _, name = code.partition(".")
    return Table.objects.get(agency__code=agency, name=name)


def hand_in(
    client: Client, of: Table, content: bytes, name: str = "export.csv", key: str = ""
) -> HttpResponse:
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    sent = {"file": file, "key": key or str(uuid4())}
    return client.post(reverse("take-extract", args=[of.id]), sent, secure=True)  # type: ignore[return-value]


def test_an_officer_hands_in_a_file_of_his_own_agency(officer: Person) -> None:
    content = b"person_id\n" + b"1\n" * 5000
    answer = hand_in(browser_of(officer), table("reporter.people"), content)
    assert answer.status_code == 302
    taken = Extract.objects.get(gone_at=None)
    assert (taken.file, taken.size, taken.taken_by) == ("people.csv", len(content), officer)
    lies = store.place_of("reporter", "people.csv")
    assert lies.read_bytes() == content
    assert lies.stat().st_mode & 0o077 == 0
    assert not list(store.incoming().iterdir())
    assert Entry.objects.filter(action="extract-taken", subject=str(taken.id)).exists()


def test_nobody_hands_in_a_file_of_another_agency(
    officer: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    theirs = table("reference.population")
    answer = hand_in(browser_of(officer), theirs, b"year\n" + CANARY)
    assert answer.status_code == 403
    assert browser_of(officer).get(
        reverse("table", args=[theirs.id]), secure=True
    ).status_code == 403  # fmt: skip
    assert not Extract.objects.exists()
    assert CANARY not in everything_on_disk()
    page = browser_of(officer).get(reverse("extracts"), secure=True).content.decode()
    assert "population" not in page


def test_an_officer_of_no_agency_hands_in_nothing() -> None:
    person = a_person("Ewan", "data-officer")
    assert hand_in(browser_of(person), table("reporter.people"), b"x").status_code == 403
    assert not Extract.objects.exists()


def everything_on_disk() -> bytes:
    """Every file of the temporary folder, of uploads and media; the store is looked at apart."""
    places = [Path(tempfile.gettempdir()), Path(settings.FILES_FOLDER)]
    found = []
    for place in places:
        for folder, _folders, names in os.walk(place):
            for name in names:
                path = Path(folder, name)
                try:
                    if path.is_file() and path.stat().st_size < 3_000_000:
                        found.append(path.read_bytes())
                except OSError:
                    continue
    return b"\0".join(found)


def everything_in_the_database() -> str:
    rows = [list(model.objects.values()) for model in apps.get_models()]  # type: ignore[attr-defined]
    return str(rows)


def test_what_stands_in_an_extract_is_in_the_store_alone(
    officer: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = b"person_id,forename\n1," + CANARY + b"\n" + b"2,x\n" * 200_000
    name = f"{CANARY.decode()}.csv"
    assert hand_in(browser_of(officer), table("reporter.people"), content, name).status_code == 302
    assert CANARY in store.place_of("reporter", "people.csv").read_bytes()
    assert CANARY.decode() not in everything_in_the_database()
    assert CANARY not in everything_on_disk()
    beside = [one for one in store.store().rglob("*") if one.is_file() and one.name != "people.csv"]
    assert beside
    assert not [one for one in beside if CANARY in one.read_bytes()]


@pytest.mark.parametrize("address", ["/account/login/", "/join/", "/extracts/check/", "/key/"])
def test_a_file_sent_to_a_page_that_takes_none_is_kept_nowhere(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for client in (Client(), browser_of(a_person("Rhona", "co-ordinator"))):
        file = SimpleUploadedFile("people.csv", CANARY * 200_000)
        client.post(address, {"file": file}, secure=True)
        assert not list(tmp_path.rglob("*"))
        assert not list(store.incoming().iterdir())
        Person.objects.filter(name="Rhona").update(is_active=False)
    assert CANARY.decode() not in everything_in_the_database()


def test_a_forged_form_leaves_no_file(officer: Person) -> None:
    client = browser_of(officer)
    client.handler.enforce_csrf_checks = True
    assert hand_in(client, table("reporter.people"), CANARY).status_code == 403
    assert not list(store.incoming().iterdir())
    assert not Extract.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.csv", b""),
        ("people.csv", b"x" * (1_000_001)),
        ("people.csv", b"PK\x03\x04 a workbook"),
        ("people.xlsx", b"person_id\n1\n"),
        ("people.exe", b"MZ"),
        ("people.csv", b"MZ\x90\x00"),
        ("people", b"person_id\n1\n"),
    ],
)
def test_what_is_no_extract_is_refused(officer: Person, name: str, content: bytes) -> None:
    answer = hand_in(browser_of(officer), table("reporter.people"), content, name)
    assert "There is a problem" in answer.content.decode()
    assert not Extract.objects.exists()
    assert not list(store.incoming().iterdir())


def test_a_file_sent_twice_is_one_extract(officer: Person) -> None:
    client, key = browser_of(officer), str(uuid4())
    for _ in range(2):
        assert hand_in(client, table("reporter.people"), b"a\n1\n", key=key).status_code == 302
    assert Extract.objects.count() == 1


def test_a_later_file_takes_the_place_of_the_one_before(officer: Person) -> None:
    client, of = browser_of(officer), table("reporter.people")
    for content in (b"a\n1\n", b"a\n2\n"):
        hand_in(client, of, content)
    assert Extract.objects.count() == 2
    assert Extract.objects.get(gone_at=None).sha256 == Extract.objects.first().sha256  # type: ignore[union-attr]
    assert store.place_of("reporter", "people.csv").read_bytes() == b"a\n2\n"


def test_nothing_in_the_store_changes_while_a_step_is_at_work(officer: Person) -> None:
    rhona, of = a_person("Rhona", "co-ordinator"), table("reporter.people")
    extract = an_extract(of, by=officer)
    ask_for_step(by=rhona, kind=Step.Kind.CHECK)
    assert "A step is at work" in hand_in(browser_of(officer), of, b"b\n").content.decode()
    with pytest.raises(Refused, match="at work"):
        ask_for_step(by=rhona, kind=Step.Kind.CHECK)
    remove = reverse("remove-extract", args=[extract.id])
    assert browser_of(officer).post(remove, secure=True).status_code == 403
    ended = timezone.now() + timedelta(seconds=1)
    Run.objects.update(state=Run.State.FAILED, ended_at=ended, code="fault")
    assert hand_in(browser_of(officer), of, b"b\n").status_code == 302


def test_of_two_descriptions_of_the_partnership_the_second_is_told() -> None:
    client = browser_of(a_person("Rhona", "co-ordinator"))
    text = store.text_of(store.partnership() / "partnership.yaml")
    other = text.replace("Invermore Community", "Strathnowhere Community")
    first = client.post("/partnership/", {"text": other, "revision": "1"}, secure=True)
    assert first.status_code == 302
    second = client.post("/partnership/", {"text": text, "revision": "1"}, secure=True)
    assert "Somebody else has changed this" in second.content.decode()
    assert Partnership.objects.get().name.startswith("Strathnowhere")


def test_what_is_wrong_with_a_description_is_said_and_nothing_is_kept() -> None:
    client = browser_of(a_person("Rhona", "co-ordinator"))
    answer = client.post(
        "/partnership/", {"text": "format: 1\nid: x\n", "revision": "1"}, secure=True
    )
    assert "There is a problem" in answer.content.decode()
    assert Partnership.objects.get().revision == 1


def test_the_page_of_extracts_asks_as_often_whatever_there_is() -> None:
    client, rhona = browser_of(a_person("Rhona", "co-ordinator")), Person.objects.get(name="Rhona")
    of, asked = table("reporter.people"), []
    client.get(reverse("extracts"), secure=True)
    for number in (1, 30):
        for later in range(number):
            agency = Agency.objects.create(code=f"a{number}-{later}", name="A", place=9)
            an_extract(Table.objects.create(agency=agency, name="people", place=0), by=rhona)
            an_extract(of, by=rhona)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("extracts"), secure=True).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
