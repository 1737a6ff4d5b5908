"""Every form that any page shows, filled in by people who mean no good, or press twice.

Forms are found in the pages themselves, as each role that may send them. An app that needs more
than made-up words to have its forms taken says so in `VALID` of tests/support/cells/<app>.py.
"""

from collections.abc import Callable, Iterator, Mapping

import pytest
from django.apps import apps
from django.db.models import Model
from django.http import HttpResponseBase

from tests.support.asked import things, valid
from tests.support.forms_found import Field, Form, Sent, forms_in, is_id, unclean
from tests.support.people import a_person
from tests.support.undone import undone
from tests.support.walked import (
    PAGES,
    ROLES,
    WALKED,
    changes,
    may,
    name_of,
    path_of,
    signed_in,
    someone,
)

pytestmark = pytest.mark.django_db
LONGEST = 200_000
"""More letters than any text of ours may have."""
TAKEN = {301, 302, 303}
MAY_BE_TWO = {"audit.Entry", "outbox.Message", "accounts.OneTimeCode", "sessions.Session"}
"""Two looks are two entries, and whoever asks twice for a new code gets two messages."""

Attack = Callable[[Field], list[str] | None]


class Walk:
    """One role at a browser, in a workspace that has a thing of each kind, twice."""

    def __init__(self, role: str) -> None:
        self.ids = things(a_person("Morag"))
        self.client = signed_in(someone(role, self.ids))
        self.role = role

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path and text of every page that the role may open."""
        for name in WALKED:
            if PAGES[name].method == "GET" and may(self.role, PAGES[name]):
                path = path_of(name, self.ids)
                answer = self.client.get(path, secure=True)
                if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                    yield path, answer.text

    def forms(self, method: str = "post") -> list[Form]:
        """Every form, once, that this role is the first of all to be allowed."""
        found: dict[tuple[str, ...], Form] = {}
        for path, text in self.pages():
            for one in forms_in(path, text):
                name = name_of(one.action)
                key = (name, *(field.name for field in one.fields))
                if one.method == method and name and self.role == first_who_may(name):
                    found.setdefault(key, one)
        return list(found.values())

    def send(self, form: Form, sent: Sent) -> HttpResponseBase:
        """Sends a form; a fault of ours is raised here."""
        return self.client.post(form.action, sent, secure=True, headers={"referer": form.page})


def first_who_may(name: str) -> str:
    return next((role for role in ROLES if may(role, PAGES[name])), "")


def with_each(form: Form, attack: Attack) -> Sent | None:
    """The form filled in, but for the fields that are attacked; None where there are none."""
    sent = form.plain(valid().get(name_of(form.action)))
    attacked = {one.name: bad for one in form.fields if (bad := attack(one)) is not None}
    return {**sent, **attacked} if attacked else None


def too_long(field: Field) -> list[str] | None:
    return ["x" * LONGEST] if field.typed else None


def with_null(field: Field) -> list[str] | None:
    return ["before\x00after"] if field.typed or field.kind == "hidden" else None


def of_another_type(field: Field) -> list[str] | None:
    kinds = {"date", "datetime-local", "time", "number", "email", "hidden"}
    return ["no such thing"] if field.chosen or field.kind in kinds else None


def far_too_large(field: Field) -> list[str] | None:
    return {"number": ["9" * 400], "date": ["99999-01-01"]}.get(field.kind)


ATTACKS = {one.__name__: one for one in (too_long, with_null, of_another_type, far_too_large)}


@pytest.mark.parametrize("role", ROLES)
def test_what_cannot_be_is_refused_and_nothing_is_kept_of_it(role: str) -> None:
    walk = Walk(role)
    for form in walk.forms():
        for name, attack in ATTACKS.items():
            sent = with_each(form, attack)
            if sent is None:
                continue
            before = changes()
            with undone():
                answer = walk.send(form, sent)
                place = f"{form.action} {name}: {answer.status_code}"
                assert changes() == before, place
                assert answer.status_code < 500, place


@pytest.mark.parametrize("role", ROLES)
def test_an_id_of_another_inspection_is_refused_in_every_field(role: str) -> None:
    walk = Walk(role)
    things(a_person("Other"))
    rows = ids_by_model()
    for form in walk.forms():
        for field in form.fields:
            foreign = foreign_to(field, rows)
            if foreign is None:
                continue
            sent = {**form.plain(valid().get(name_of(form.action))), field.name: [foreign]}
            before = changes()
            with undone():
                answer = walk.send(form, sent)
                assert changes() == before, f"{form.action} {field.name}: {answer.status_code}"


@pytest.mark.parametrize("role", ROLES)
def test_a_form_that_is_sent_twice_makes_one_thing(role: str) -> None:
    walk = Walk(role)
    for form in walk.forms():
        with undone():
            sent = form.plain(valid().get(name_of(form.action)))
            first = walk.send(form, sent)
            if first.status_code not in TAKEN:
                continue
            before = rows_of_ours()
            again = walk.send(form, sent)
            more = {name: n for name, n in rows_of_ours().items() if n > before[name]}
            assert not more, f"{form.action}: {again.status_code} made {more}"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_anything_inline_and_every_search_bears_odd_letters(role: str) -> None:
    walk = Walk(role)
    for path, text in walk.pages():
        assert not unclean(text), path
    for form in walk.forms("get"):
        for odd in ('"><script>alert(1)</script>', "a\x00b", "x" * 3000, "9" * 30):
            sent = {**form.plain(), **{one.name: [odd] for one in form.fields}}
            answer = walk.client.get(form.action, sent, secure=True)
            assert answer.status_code in {200, 400, 404}, (form.action, odd[:10])
            assert "<script>alert(1)" not in getattr(answer, "text", ""), form.action


def ids_by_model() -> dict[str, list[str]]:
    """For every id of ours the ids of all rows of the same kind, in the order of their ids."""
    found = {}
    for model in ours():
        keys = [str(one) for one in model._default_manager.values_list("pk", flat=True)]
        found |= dict.fromkeys((one for one in keys if is_id(one)), keys)
    return found


def foreign_to(field: Field, rows: Mapping[str, list[str]]) -> str | None:
    """The id of something of the same kind that is not offered."""
    offered = [one for one in (field.value, *field.options) if one in rows]
    if not offered or not (field.chosen or field.kind == "hidden"):
        return None
    return next((one for one in rows[offered[0]] if one not in offered), None)


def ours() -> Iterator[type[Model]]:
    """Every table of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("sixpoint_web."):
            yield model


def rows_of_ours() -> dict[str, int]:
    """How many rows each table has, of those in which two would be wrong."""
    found = {one._meta.label: one._default_manager.count() for one in ours()}
    return {name: n for name, n in found.items() if name not in MAY_BE_TWO}
