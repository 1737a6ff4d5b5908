"""What is typed is shown as text, and told nowhere: not in a log, an address, the trail or a task.

Every text of every form that a page shows is given words of its own, which are then looked for in
every page, every table and the log.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

import pytest
import yaml
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.test import Client

from sixpoint_web.config.logs import NoValues
from tests.support.asked import things, valid
from tests.support.forms_found import Form, forms_in
from tests.support.people import a_person
from tests.support.repository import ROOT
from tests.support.walked import (
    PAGES,
    ROLES,
    WALKED,
    may,
    name_of,
    path_of,
    signed_in,
    someone,
)

pytestmark = pytest.mark.django_db
WORDS, FOUND = "zq{}zq", 302
TELLS = {"audit", "outbox", "runs", "django_tasks_database", "sessions", "csp", "mfa"}
"""Apps whose tables tell what happens, and must never tell about a child."""
CLASSES = yaml.safe_load((ROOT / "tests/support/text_fields.yaml").read_text())
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def class_of(label: str, name: str) -> str:
    found = [kind for kind, tables in CLASSES.items() if name in tables.get(label, [])]
    assert len(found) == 1, f"{label}.{name} has {found}: give it one place in text_fields.yaml"
    return str(found[0])


def text_fields(*, ours: bool) -> Iterator[tuple[type[models.Model], str]]:
    """Each field in which words can be kept, of our tables or of everybody's."""
    for model in apps.get_models():
        if not ours or model.__module__.startswith("sixpoint_web."):
            for one in model._meta.concrete_fields:
                if isinstance(one, TEXTS):
                    yield model, one.name


def test_every_text_field_says_what_it_may_hold() -> None:
    there = {(model._meta.label, name) for model, name in text_fields(ours=True)}
    assert len(there) > 20
    for label, name in there:
        class_of(label, name)
    tables = {label for label, _name in there}
    for label, name in (
        (one, name) for kind in CLASSES.values() for one in kind for name in kind[one]
    ):
        assert (label, name) in there or label not in tables, f"{label}.{name} is gone"


def test_no_table_that_tells_what_happens_may_hold_a_child_s_data() -> None:
    assert not [label for label in CLASSES["child"] if label.partition(".")[0] in TELLS]


@dataclass
class Planted:
    """The words that were typed, and the addresses that were answered."""

    words: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    taken: int = 0

    def typed(self, form: Form) -> dict[str, list[str]]:
        """The form filled in, with new words in each field that takes any."""
        given = valid().get(name_of(form.action), {})
        sent = form.plain(given)
        for one in form.fields:
            if one.typed and one.name not in given:
                word = WORDS.format(len(self.words))
                odd = f'"><script>{word}</script>'
                if one.longest is None or one.longest >= len(word):
                    sent[one.name] = [odd if (one.longest or 99) >= len(odd) else word]
                    self.words.append(word)
        return sent

    def plant(self, client: Client, form: Form) -> None:
        """Sends the form, and takes it back where nobody could go on after it."""
        mark = transaction.savepoint()
        answer = client.post(form.action, self.typed(form), secure=True)
        self.addresses.append(answer.get("Location", ""))
        self.taken += answer.status_code == FOUND
        assert "<script>zq" not in getattr(answer, "text", ""), form.action
        if client.get(form.page, secure=True).status_code == 200:
            transaction.savepoint_commit(mark)
        else:
            transaction.savepoint_rollback(mark)


def test_what_is_typed_is_shown_as_text_and_told_nowhere(
    django_capture_on_commit_callbacks: object,
) -> None:
    ids = things(a_person("Morag"))
    browsers = {role: signed_in(someone(role, ids, name=role)) for role in ROLES}
    planted, log = Planted(), io.StringIO()
    with logged(log), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for role, form in forms_with_texts(browsers, ids):
            planted.plant(browsers[role], form)
        browsers[ROLES[0]].get("/no-such-page", secure=True)
    assert "django.request" in log.getvalue()
    assert len(planted.words) > 3

    places = {word: set[tuple[str, str]]() for word in planted.words}
    for label, name, text in stored_texts():
        for word in planted.words:
            if word in text:
                places[word].add((label, name))
    kept = [word for word, where in places.items() if where]
    assert planted.taken * 3 > len(planted.addresses), "too few forms were taken: see VALID"
    for word, where in places.items():
        telling = {one for one in where if one[0].partition(".")[0] in TELLS}
        holding = where - telling
        about_people = all(class_of(*one) == "people" for one in holding)
        assert not telling or (holding and about_people), (word, where)
        assert word not in log.getvalue()
        assert not [one for one in planted.addresses if word in one]
    shown = "".join(text for _path, text in pages(browsers, ids))
    assert "<script>zq" not in shown
    assert sum(escape(word) in shown for word in kept) > 1


def forms_with_texts(browsers: dict[str, Client], ids: dict[str, object]) -> list[tuple[str, Form]]:
    """Each form with a text in it, with the first role that its address is open to."""
    found: dict[tuple[str, ...], tuple[str, Form]] = {}
    for role in ROLES:
        for path, text in pages({role: browsers[role]}, ids):
            for form in forms_in(path, text):
                name = name_of(form.action)
                key = (name, *(one.name for one in form.fields))
                texts = form.method == "post" and any(one.typed for one in form.fields)
                if texts and name and may(role, PAGES[name]):
                    found.setdefault(key, (role, form))
    return list(found.values())


def pages(browsers: dict[str, Client], ids: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Path and text of every page that each of them may open."""
    for role, browser in browsers.items():
        for name in WALKED:
            if PAGES[name].method == "GET" and may(role, PAGES[name]):
                path = path_of(name, ids)  # type: ignore[arg-type]
                answer = browser.get(path, secure=True)
                if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                    yield path, answer.text


def stored_texts() -> Iterator[tuple[str, str, str]]:
    """Table, field and content of everything that the database holds in words."""
    for model, name in text_fields(ours=False):
        for value in model._default_manager.values_list(name, flat=True):
            plain = (
                bytes(value).decode("latin-1") if isinstance(value, memoryview | bytes) else value
            )
            yield model._meta.label, name, str(plain)
    for one in Session.objects.all():
        yield "sessions.Session", "session_data", str(one.get_decoded())


@contextmanager
def logged(into: io.StringIO) -> Iterator[None]:
    """Within it the log is written as a running workspace writes it, and with more words."""
    handler, before = logging.StreamHandler(into), logging.root.level
    handler.setFormatter(NoValues())
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.INFO)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        logging.root.setLevel(before)
