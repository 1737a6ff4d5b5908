"""What somebody wrote is not lost: not by a session that ended, an old form, or a colleague."""

import re
from datetime import timedelta
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from sixpoint_web.accounts.models import Person
from sixpoint_web.shared.errors import forbidden
from sixpoint_web.shared.guard import Refused
from tests.support.people import PASSWORD, a_person

pytestmark = pytest.mark.django_db
ADD = "/people/add/"
OURS = {"HTTP_ORIGIN": "https://testserver"}
LONG = 'Three lines,\r\n"two" of them <b>odd</b> & the last\r\nends here. '
FIELDS = {"name": "Kirsty", "email": "k@example.org", "designation": LONG, "new_body": "Agency"}


@pytest.fixture
def administrator() -> Person:
    return with_second_factor(a_person("Una", "administrator"))


def with_second_factor(person: Person) -> Person:
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "x"})
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    return person


def browser(person: Person) -> Client:
    """Somebody signed in, in a browser whose forms are checked for their marks."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def mark_of(client: Client) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(ADD, secure=True).text)
    assert found
    return found[1]


def away_too_long(client: Client) -> None:
    session = client.session
    past = timezone.now() - timedelta(hours=2)
    session["began"] = session["seen"] = past.isoformat()
    session.save()


def hidden(text: str) -> dict[str, str]:
    """The fields of the page's form, as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found}


def added() -> bool:
    return Person.objects.filter(name="Kirsty").exists()


def test_what_was_written_in_a_session_that_ended_arrives_after_signing_in(
    administrator: Person,
) -> None:
    client = browser(administrator)
    fields = {**FIELDS, "csrfmiddlewaretoken": mark_of(client)}
    away_too_long(client)

    answer = client.post(ADD, fields, secure=True, **OURS)

    assert answer.status_code == 403
    assert "You were signed out" in answer.text
    assert "no-store" in answer["Cache-Control"]
    kept = hidden(answer.text)
    assert {name: kept[name] for name in FIELDS} == FIELDS
    assert not added()
    # In another tab: each sign-in makes a new mark against forged forms.
    client.force_login(administrator, "allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["csrftoken"] = "b" * 32
    again = client.post(ADD, kept, secure=True, **OURS)
    assert again.status_code == 302
    assert added()


def test_text_that_is_kept_is_nowhere_else(administrator: Person) -> None:
    client = browser(administrator)
    fields = {**FIELDS, "csrfmiddlewaretoken": mark_of(client)}
    away_too_long(client)
    answer = client.post(ADD, fields, secure=True, **OURS)
    assert not [one for one in Session.objects.all() if "Kirsty" in str(one.get_decoded())]
    assert "Kirsty" not in str(answer.cookies)
    assert "Location" not in answer


def test_what_is_kept_is_not_sent_in_another_s_name(administrator: Person) -> None:
    other = with_second_factor(a_person("Other", "administrator"))
    client = browser(administrator)
    fields = {**FIELDS, "csrfmiddlewaretoken": mark_of(client)}
    away_too_long(client)
    kept = hidden(client.post(ADD, fields, secure=True, **OURS).text)
    client.force_login(other, "allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["csrftoken"] = "b" * 32
    answer = client.post(ADD, kept, secure=True, **OURS)
    assert answer.status_code == 403
    assert "You are signed in as Other." in answer.text
    assert hidden(answer.text)["name"] == "Kirsty"
    assert not added()


@pytest.mark.parametrize("changed", ["name", "sixpoint-kept"])
def test_a_mark_counts_for_the_fields_that_it_was_made_for(
    administrator: Person, changed: str
) -> None:
    client = browser(administrator)
    fields = {**FIELDS, "csrfmiddlewaretoken": mark_of(client)}
    away_too_long(client)
    kept = hidden(client.post(ADD, fields, secure=True, **OURS).text)
    client.force_login(administrator, "allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["csrftoken"] = "b" * 32
    answer = client.post(ADD, {**kept, changed: kept[changed] + "x"}, secure=True, **OURS)
    assert answer.status_code == 403
    assert not Person.objects.filter(name__startswith="Kirsty").exists()


def test_a_form_that_is_too_old_is_sent_by_pressing_once_more(administrator: Person) -> None:
    client = browser(administrator)
    mark_of(client)
    old = {**FIELDS, "designation": "Social worker", "csrfmiddlewaretoken": "a" * 64}
    answer = client.post(ADD, old, secure=True, **OURS)
    assert "This form is too old" in answer.text
    assert client.post(ADD, hidden(answer.text), secure=True, **OURS).status_code == 302
    assert added()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_form_from_elsewhere_is_never_offered_again(administrator: Person, origin: str) -> None:
    client = browser(administrator)
    mark_of(client)
    answer = client.post(
        ADD, {**FIELDS, "csrfmiddlewaretoken": "x"}, secure=True, HTTP_ORIGIN=origin
    )
    assert answer.status_code == 403
    assert "Kirsty" not in answer.text


def test_passwords_are_never_given_back(administrator: Person) -> None:
    client = browser(administrator)
    mark_of(client)
    answer = client.post(ADD, {**FIELDS, "new_password": PASSWORD}, secure=True, **OURS)
    assert "Kirsty" in answer.text
    assert PASSWORD not in answer.text
    assert PASSWORD not in client.post("/join/", {"password": PASSWORD}, secure=True, **OURS).text


def test_a_button_alone_leads_back_to_its_page_after_signing_in() -> None:
    before = "https://testserver/people/?page=2"
    answer = Client().post("/people/add/", {}, secure=True, HTTP_REFERER=before)
    assert answer["Location"] == "/account/login/?next=/people/%3Fpage%3D2"
    answer = Client().post(ADD, {}, secure=True, HTTP_REFERER="https://elsewhere.example/x")
    assert answer["Location"] == "/account/login/?next=/"


def test_whoever_is_too_late_still_has_what_he_wrote(
    administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**_: object) -> None:
        raise Refused("Somebody else has just changed this. Open the page again.")

    monkeypatch.setattr("sixpoint_web.accounts.actions.add_person", too_late)
    client = browser(administrator)
    fields = {**FIELDS, "designation": "A long & good text", "csrfmiddlewaretoken": mark_of(client)}
    answer = client.post(ADD, fields, secure=True, HTTP_REFERER=f"https://testserver{ADD}", **OURS)
    assert answer.status_code == 403
    assert "Somebody else has just changed this" in answer.text
    assert "A long &amp; good text</textarea>" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_a_page_that_was_only_looked_at_has_nothing_to_keep(rf: object) -> None:
    request = rf.get("/people/")  # type: ignore[attr-defined]
    request.resolver_match = None
    assert "textarea" not in forbidden(request).content.decode()
