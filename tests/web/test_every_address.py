"""Every address, walked by every role and by nobody: what the matrix does not allow is refused.

A new page has to be named here with the cell that it asks, or the first test fails.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sixpoint_web.accounts.matrix import EVERYBODY, Cell, matrix
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from tests.support.asked import pages, things
from tests.support.people import a_person, held_role
from tests.support.undone import undone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIDE = str(settings.SIDE)

PAGES = pages()
OPEN = {"health", "join"}
NOT_OURS = ["/account/signup/", "/account/email/", "/account/3rdparty/signup/"]


@dataclass(frozen=True)
class Address:
    """One address of ours."""

    name: str
    path: str
    view: object


def addresses() -> Iterator[Address]:
    """Every address that is not allauth's, with a made-up id where it wants one."""
    yield from _below(get_resolver(), "/")


def _below(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            if "allauth" not in getattr(one.callback, "__module__", ""):
                yield Address(one.name or "", path, one.callback)
        elif "allauth" not in str(one.urlconf_name):
            yield from _below(one, path)


OURS = {one.name: one for one in addresses() if one.name}


@pytest.fixture
def ids() -> dict[str, uuid.UUID]:
    """What each address is about: real things, of other people."""
    return things(a_person("Morag"))


def someone(role: str, ids: dict[str, uuid.UUID]) -> Person:
    """Somebody with this role where it is given, who has his second factor."""
    from allauth.mfa.models import Authenticator

    scope = matrix().permissions.roles[role].given_for[SIDE]  # type: ignore[index]
    person = a_person("Ailsa")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    if scope == "installation":
        held_role(person, role)
    elif scope == "inspection" and "inspection" in ids:
        from sixpoint_web.inspections.models import Inspection
        from tests.support.inspections_made import put_in_team

        put_in_team(person, Inspection.objects.get(id=ids["inspection"]), role)
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, BACKEND)
    return client


def path_of(name: str, ids: dict[str, uuid.UUID]) -> str:
    path = OURS[name].path
    if "<uuid:id_>" not in path:
        return path
    asked = PAGES[name]
    return path.replace("<uuid:id_>", str(ids[asked.about or asked.thing]))


def test_every_address_of_ours_is_named_with_its_cell() -> None:
    assert {name for name in OURS if name not in OPEN} <= set(PAGES)
    for one in addresses():
        kind = getattr(one.view, "page_kind", None)
        assert kind or one.name == "health", f"{one.path}: neither @page nor @open_page"
        assert kind != "open" or one.name in OPEN | {""}, f"{one.path} is open to anybody"


def test_the_other_side_s_things_have_no_address_here() -> None:
    assert set(OURS) - OPEN == set(PAGES)
    for name, asked in PAGES.items():
        assert SIDE in matrix().permissions.things[asked.thing].sides, name


@pytest.mark.parametrize("name", sorted(set(OURS) & set(PAGES)))
def test_nobody_sees_anything_before_sign_in(name: str, ids: dict[str, uuid.UUID]) -> None:
    for method in ("GET", "POST"):
        answer = Client().generic(method, path_of(name, ids), secure=True)
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", sorted(matrix().permissions.roles))
def test_a_role_opens_what_its_cells_allow_and_nothing_else(
    role: str, ids: dict[str, uuid.UUID]
) -> None:
    if SIDE not in matrix().permissions.roles[role].given_for:
        pytest.skip("this role is not on this side")
    client = signed_in(someone(role, ids))
    before = changes()
    for name in sorted(set(OURS) & set(PAGES)):
        asked = PAGES[name]
        with undone():
            answer = client.generic(asked.method, path_of(name, ids), secure=True)
            wrote = changes() - before
        cell = Cell(SIDE, asked.thing, asked.action, asked.state, role)  # type: ignore[arg-type]
        allowed = {cell, cell._replace(role=EVERYBODY)} & matrix().allowed
        if asked.team_only and not _in_team(role):
            allowed = set()
        assert (answer.status_code != 403) == bool(allowed), (name, answer.status_code)
        assert allowed or not wrote, name


def changes() -> int:
    """How many entries there are of something that was changed."""
    return Entry.objects.exclude(action__endswith="-seen").count()


def _in_team(role: str) -> bool:
    return matrix().permissions.roles[role].given_for[SIDE] == "inspection"  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(set(OURS) & set(PAGES)))
def test_an_id_that_is_not_there_is_a_page_that_is_not_there(
    name: str, ids: dict[str, uuid.UUID]
) -> None:
    if "<uuid" not in OURS[name].path:
        return
    client = signed_in(someone("administrator", ids))
    path = OURS[name].path.replace("<uuid:id_>", str(uuid.uuid4()))
    assert client.generic(PAGES[name].method, path, secure=True).status_code == 404


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/email/", "/account/3rdparty/signup/"]
)
def test_pages_of_allauth_that_we_do_not_have_are_not_there(path: str) -> None:
    assert Client().get(path, secure=True).status_code == 404
    assert Client().post(path, {"email": "me@example.org"}, secure=True).status_code == 404


def test_a_view_that_asks_nobody_fails_for_everybody(rf: object) -> None:
    from django.http import HttpResponse

    from sixpoint_web.shared.guard import NobodyAsked
    from sixpoint_web.shared.pages import page

    @page
    def forgetful(request: object) -> HttpResponse:
        return HttpResponse("a secret")

    request = rf.get("/")  # type: ignore[attr-defined]
    request.user = a_person()
    with pytest.raises(NobodyAsked):
        forgetful(request)
