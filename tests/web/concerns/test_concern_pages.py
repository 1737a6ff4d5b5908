"""The pages of a concern: ringing comes first, nobody is forgotten, and nothing is told on."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

if settings.SIDE != "inspectorate":
    pytest.skip("concerns are raised on the other side", allow_module_level=True)

from allauth.mfa.models import Authenticator

from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.concerns.models import Concern, DutyNumber, SealedNote
from sixpoint_web.concerns.sealing import unseal
from sixpoint_web.inspections.actions import declare_conflict
from tests.support.concerns_made import NOTE, a_concern
from tests.support.people import a_person
from tests.support.walked import signed_in
from tests.web.concerns.test_concerns import CANARY, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def at(person: Person) -> Client:
    Authenticator.objects.get_or_create(user=person, type="totp", defaults={"data": {}})
    return signed_in(person)


def filled_in(**given: object) -> dict[str, object]:
    now = timezone.localtime() - timedelta(hours=3)
    plain = {
        "key": str(uuid4()),
        "danger": "no",
        "case_reference": "",
        "name": CANARY,
        "seen": f"{CANARY} was crying",
        "rung": ["duty"],
        "rung_at": now.strftime("%Y-%m-%dT%H:%M"),
    }
    return plain | given


def write(client: Client, house: House, **given: object) -> object:
    path = reverse("raise-concern", args=[house.inspection.id])
    return client.post(path, filled_in(**given), secure=True)


def test_the_way_there_is_on_every_page_also_on_one_that_refuses(house: House) -> None:
    client = at(house.inspector)
    for path in ("/", f"/inspections/{house.inspection.id}/", "/keeping/trail/", "/no-such-page"):
        assert "A concern about a child now" in client.get(path, secure=True).text, path


def test_within_an_inspection_the_way_leads_to_its_own_numbers(house: House) -> None:
    said = at(house.inspector).get(f"/inspections/{house.inspection.id}/", secure=True).text
    assert reverse("concern-ring", args=[house.inspection.id]) in said


def test_the_first_page_has_numbers_and_no_form(house: House) -> None:
    DutyNumber.objects.create(
        inspection=house.inspection,
        key=uuid4(),
        name="Night team",
        phone="01632 960299",
        out_of_hours=True,
        set_by=house.lead,
    )
    said = at(house.inspector).get("/concern/", secure=True, follow=True).text
    main = said[said.index("<main") : said.index("</main>")]
    assert main.index("999") < main.index("01632 960299") < main.index("Ailsa")
    assert "<form" not in main
    assert 'href="tel:01632960299"' in main


def test_somebody_in_several_inspections_chooses_one(house: House) -> None:
    other = House.__new__(House)
    from tests.support.inspections_made import an_inspection, put_in_team

    other.inspection = an_inspection("running", name="Strathnowhere")
    put_in_team(house.inspector, other.inspection, "inspector")
    said = at(house.inspector).get("/concern/", secure=True).text
    assert "Strathnowhere" in said
    assert "999" in said


def test_somebody_with_a_conflict_gets_to_the_form_and_can_send_it(house: House) -> None:
    declare_conflict(by=house.inspector, inspection=house.inspection, reason="My sister")
    client = at(house.inspector)
    assert client.get(f"/inspections/{house.inspection.id}/", secure=True).status_code == 403
    assert client.get("/concern/", secure=True, follow=True).status_code == 200
    answer = client.post(
        reverse("raise-concern", args=[house.inspection.id]), filled_in(), secure=True, follow=True
    )
    assert "Your concern is kept" in answer.text
    assert Concern.objects.count() == 1


def test_what_was_typed_is_sealed_and_in_no_page_address_or_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = at(house.inspector)
    answer = client.post(
        reverse("raise-concern", args=[house.inspection.id]), filled_in(), secure=True, follow=True
    )
    assert CANARY not in answer.text + str(answer.redirect_chain) + caplog.text
    note = SealedNote.objects.get()
    assert unseal(note.concern_id, bytes(note.sealed or b"")).name == CANARY


WRONG = [
    ({"name": "", "case_reference": ""}, "Give the reference"),
    ({"case_reference": "Morag Smith"}, "does not look like a reference"),
    ({"rung": ["duty", "nobody"]}, "somebody, and nobody"),
    ({"rung_at": ""}, "Say when you rang"),
    ({"rung_at": "2099-01-01T10:00"}, "in the future"),
    ({"danger": ""}, "required"),
    ({"key": "x"}, ""),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    house: House, given: dict[str, object], said: str
) -> None:
    answer = write(at(house.inspector), house, **given)
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert said in answer.text  # type: ignore[attr-defined]
    assert "was crying" in answer.text  # type: ignore[attr-defined]
    assert not Concern.objects.exists()


def test_nobody_rung_yet_is_no_reason_to_refuse(house: House) -> None:
    write(at(house.inspector), house, rung=["nobody"], rung_at="", danger="yes")
    assert Concern.objects.get().danger


def test_where_it_goes_round_everybody_the_form_says_so_and_keeps_what_was_typed(
    house: House,
) -> None:
    everybody = (house.lead, house.depute, house.gregor, house.chief, house.manager)
    about = [str(one.id) for one in everybody]
    answer = write(at(house.inspector), house, about=about)
    assert "Nobody here can receive this concern" in answer.text  # type: ignore[attr-defined]
    assert "999" in answer.text  # type: ignore[attr-defined]
    assert "was crying" in answer.text  # type: ignore[attr-defined]
    assert not Concern.objects.exists()


def test_nobody_can_name_somebody_of_another_inspection_in_the_field(house: House) -> None:
    stranger = a_person("Stranger")
    answer = write(at(house.inspector), house, about=[str(stranger.id)])
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert not Concern.objects.exists()


def test_for_whom_it_is_about_it_is_a_page_that_is_not_there(house: House) -> None:
    concern = a_concern(house.inspection, house.inspector, about=(house.lead,), state="answered")
    client = at(house.lead)
    missing = uuid4()
    for name in ("concern", "concern-raised"):
        pages = [
            client.get(reverse(name, args=[one]), secure=True) for one in (concern.id, missing)
        ]
        assert [one.status_code for one in pages] == [404, 404]
        assert pages[0].text == pages[1].text.replace(str(missing), str(concern.id))
    for name in ("open-sealed-note", "close-concern", "acknowledge-concern"):
        assert client.post(reverse(name, args=[concern.id]), secure=True).status_code == 404
    said = client.get(reverse("concerns", args=[house.inspection.id]), secure=True).text
    assert "None has come to you" in said
    assert "concern about a child waits" not in client.get("/", secure=True).text


def test_an_administrator_about_whom_it_is_does_not_find_it_in_trail_or_messages(
    house: House,
) -> None:
    una = a_person("Una", "administrator")
    concern = house.raise_one(about=[una])
    client, other = at(una), at(a_person("Innes", "administrator"))
    assert str(concern.id) in other.get("/keeping/trail/", secure=True).text
    assert "urgent" in other.get("/keeping/messages/", secure=True).text
    assert str(concern.id) not in client.get("/keeping/trail/", secure=True).text
    assert "urgent" not in client.get("/keeping/messages/", secure=True).text


def test_opening_is_a_deed_and_not_a_look(house: House) -> None:
    concern = a_concern(house.inspection, house.inspector)
    client, path = at(house.lead), reverse("open-sealed-note", args=[concern.id])
    assert client.get(path, secure=True).status_code == 405
    assert NOTE.name not in client.get(reverse("concern", args=[concern.id]), secure=True).text
    answer = client.post(path, secure=True)
    assert NOTE.name in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="sealed-note-seen", by=house.lead).count() == 1


def test_a_message_that_reached_nobody_is_shown_loudly_to_whoever_raised_it(house: House) -> None:
    from sixpoint_web.outbox.models import Message

    concern = house.raise_one()
    Message.objects.update(state="failed")
    page = at(house.inspector).get(reverse("concern-raised", args=[concern.id]), secure=True).text
    assert "No message has reached anybody" in page
    assert 'role="alert"' in page
    assert "Ring." in at(house.inspector).get("/", secure=True).text


def test_somebody_elses_receipt_is_not_there(house: House) -> None:
    concern = house.raise_one()
    path = reverse("concern-raised", args=[concern.id])
    assert at(house.chief).get(path, secure=True).status_code == 404


@pytest.mark.parametrize("name", ["concerns", "home"])
def test_thirty_concerns_take_no_more_questions_than_one(house: House, name: str) -> None:
    client = at(house.lead)
    path = reverse(name, args=[house.inspection.id] if name == "concerns" else [])
    counts = []
    for more in (1, 29):
        for _ in range(more):
            a_concern(house.inspection, house.inspector, about=(house.chief,))
        client.get(path, secure=True)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path, secure=True).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_numbers_and_clock_are_set_by_those_who_may(house: House) -> None:
    rhona = house.named("Rhona", "co-ordinator")
    client, id_ = at(rhona), house.inspection.id
    given = {
        "key": str(uuid4()),
        "name": "Duty team",
        "phone": "01632 960201",
        "weekdays": ["0", "1", "2", "3", "4"],
        "from_time": "08:45",
        "to_time": "17:00",
    }
    client.post(reverse("add-duty-number", args=[id_]), given, secure=True)
    client.post(reverse("add-duty-number", args=[id_]), given, secure=True)  # pressed twice
    number = DutyNumber.objects.get()
    assert "Monday – Friday" in client.get(reverse("concern-numbers", args=[id_]), secure=True).text
    for wrong in ({"phone": "ask Morag"}, {"weekdays": []}, {"from_time": ""}):
        answer = client.post(
            reverse("add-duty-number", args=[id_]),
            given | {"key": str(uuid4())} | wrong,
            secure=True,
        )
        assert "There is a problem" in answer.text
    assert (
        at(house.inspector)
        .post(reverse("take-number-away", args=[number.id]), secure=True)
        .status_code
        == 403
    )
    client.post(reverse("take-number-away", args=[number.id]), secure=True)
    assert not DutyNumber.objects.exists()
    clock = {"danger_minutes": 5, "minutes": 15, "respond_hours": 12, "close_days": 3}
    at(house.lead).post(reverse("set-concern-clock", args=[id_]), clock, secure=True)
    at(house.lead).post(
        reverse("set-concern-clock", args=[id_]), clock | {"danger_minutes": 60}, secure=True
    )
    concern = house.raise_one(danger=True)
    assert concern.due_at - concern.received_at == timedelta(minutes=5)
