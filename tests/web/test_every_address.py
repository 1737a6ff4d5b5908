"""Every address, walked by every role and by nobody: what the matrix does not allow is refused.

A new page has to be named here with the cell that it asks, or the first test fails.
"""

import uuid

import pytest
from django.test import Client

from sixpoint_web.accounts.matrix import matrix
from tests.support.asked import things
from tests.support.people import a_person
from tests.support.undone import undone
from tests.support.walked import (
    OPEN,
    OURS,
    PAGES,
    ROLES,
    SIDE,
    WALKED,
    addresses,
    changes,
    in_team,
    may,
    path_of,
    signed_in,
    someone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids() -> dict[str, uuid.UUID]:
    """What each address is about: real things, of other people."""
    return things(a_person("Morag"))


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


@pytest.mark.parametrize("name", WALKED)
def test_nobody_sees_anything_before_sign_in(name: str, ids: dict[str, uuid.UUID]) -> None:
    for method in ("GET", "POST"):
        answer = Client().generic(method, path_of(name, ids), secure=True)
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_its_cells_allow_and_nothing_else(
    role: str, ids: dict[str, uuid.UUID]
) -> None:
    client = signed_in(someone(role, ids))
    before = changes()
    for name in WALKED:
        asked = PAGES[name]
        with undone():
            answer = client.generic(asked.method, path_of(name, ids), secure=True)
            wrote = changes() - before
        allowed = may(role, asked)
        assert (answer.status_code != 403) == allowed, (name, answer.status_code)
        assert allowed or not wrote, name


@pytest.mark.parametrize("role", [role for role in ROLES if in_team(role)])
def test_a_role_in_one_inspection_opens_nothing_of_another(
    role: str, ids: dict[str, uuid.UUID]
) -> None:
    client = signed_in(someone(role, ids))
    others = things(a_person("Other"))
    before = changes()
    for name in WALKED:
        asked = PAGES[name]
        within = matrix().permissions.things[asked.thing].within
        if within == "inspection" and "<uuid:id_>" in OURS[name].path:
            with undone():
                answer = client.generic(asked.method, path_of(name, others), secure=True)
                assert changes() == before, name
            assert answer.status_code in {403, 404}, (name, answer.status_code)


@pytest.mark.parametrize("name", WALKED)
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
