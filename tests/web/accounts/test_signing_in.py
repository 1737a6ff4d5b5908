"""Coming in: password and second factor, throttling, sessions that end, other organisations."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as social_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from sixpoint_web.accounts.codes import new_code
from sixpoint_web.accounts.middleware import BEGAN, SEEN
from sixpoint_web.accounts.models import DEMO_DOMAIN, Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.config.setup import SingleSignOn
from sixpoint_web.config.sign_in import _single_sign_on
from sixpoint_web.outbox.models import Message
from tests.support.people import PASSWORD, a_person

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Attempts of other tests do not count."""
    cache.clear()


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": person.email, "password": password}, secure=True)


def with_totp(person: Person) -> Person:
    Authenticator.objects.create(user=person, type="totp", data={"secret": "sealed"})
    return person


def test_who_has_no_second_factor_can_only_set_one_up() -> None:
    client, person = Client(), a_person()
    assert sign_in(client, person)["Location"] == "/"
    assert client.get("/", secure=True)["Location"] == "/account/2fa/"
    assert client.get("/people/", secure=True)["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/", secure=True).status_code == 200


def test_who_has_one_is_asked_for_it() -> None:
    client = Client()
    answer = sign_in(client, with_totp(a_person()))
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/", secure=True)["Location"].startswith(LOGIN)


def test_secrets_of_second_factors_are_sealed() -> None:
    sealed = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert get_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_after_a_few_wrong_passwords_the_right_one_does_not_help_for_a_while() -> None:
    client, person = Client(), a_person()
    for _ in range(6):
        assert sign_in(client, person, "wrong").status_code in {200, 429}
    sign_in(client, person)
    assert "_auth_user_id" not in client.session


def test_nobody_learns_who_is_here() -> None:
    one = Client().post(LOGIN, {"login": a_person().email, "password": "wrong"}, secure=True)
    other = Client().post(LOGIN, {"login": "no@example.org", "password": "wrong"}, secure=True)
    said = [answer.context["form"].errors.as_text() for answer in (one, other)]
    assert said[0] == said[1]


def test_signing_in_and_failing_leave_traces() -> None:
    client, person = Client(), a_person()
    sign_in(client, person, "wrong")
    sign_in(client, person)
    found = set(Entry.objects.values_list("action", "subject"))
    assert {("sign-in-failed", str(person.id)), ("signed-in", str(person.id))} <= found


@pytest.mark.parametrize(("name", "ago"), [(SEEN, 31), (BEGAN, 10 * 60 + 1)])
def test_a_session_ends(name: str, ago: int) -> None:
    client, person = Client(), with_totp(a_person())
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/", secure=True).status_code == 200
    session = client.session
    session[name] = (timezone.now() - timedelta(minutes=ago)).isoformat()
    session.save()
    assert client.get("/", secure=True)["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_code_and_a_password_bring_somebody_in() -> None:
    client, person = Client(), a_person("Morag", state="invited")
    code = new_code(person)
    typed = {"email": person.email, "code": code, "password": "short"}
    answer = client.post("/join/", typed, secure=True)
    assert "password" in answer.context["form"].errors
    answer = client.post("/join/", typed | {"password": PASSWORD}, secure=True)
    assert answer["Location"] == LOGIN
    assert sign_in(client, person)["Location"] == "/"


def test_a_forgotten_password_goes_by_the_outbox_and_by_code() -> None:
    person = a_person()
    Client().post("/account/password/reset/", {"email": person.email}, secure=True)
    message = Message.objects.get()
    assert (message.address, message.kind) == (person.email, "password_reset_code")
    assert "https://" not in message.text or "reset" not in message.text.split("https://")[1]


def test_invented_people_come_in_nowhere_else() -> None:
    person = a_person("Una")
    Person.objects.filter(id=person.id).update(email=f"una{DEMO_DOMAIN}")
    client = Client()
    client.post(LOGIN, {"login": f"una{DEMO_DOMAIN}", "password": PASSWORD}, secure=True)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("verified", [True, False])
def test_another_organisation_s_word_for_an_address_counts_only_where_it_verified_it(
    verified: bool, rf: Any, settings: Any
) -> None:
    one = SingleSignOn(name="Council", issuer="https://login.invalid", client="c", secret="s")
    providers = _single_sign_on(one)["SOCIALACCOUNT_PROVIDERS"]
    settings.SOCIALACCOUNT_PROVIDERS = providers
    person = a_person()
    request = rf.get("/account/oidc/callback")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user, request._messages = AnonymousUser(), FallbackStorage(request)
    said = SocialLogin(
        user=Person(email=person.email, name="Somebody"),
        account=SocialAccount(provider="organisation", uid="1"),
        provider=social_adapter().get_provider(request, "organisation"),
        email_addresses=[EmailAddress(email=person.email, verified=verified, primary=True)],
    )
    with request_context(request):
        answer = complete_login(request, said)
    assert request.user.is_authenticated == verified
    assert SocialAccount.objects.filter(user=person).exists() == verified
    assert verified or answer.status_code in {200, 302}
    assert Person.objects.count() == 1
