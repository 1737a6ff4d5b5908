"""What every answer carries, and what Django itself says about the settings."""

import io
import logging

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.test import Client

from sixpoint_web.config.logs import NoValues


def test_django_finds_nothing_wrong_for_deployment(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only tests have this, for the browsers' sake.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")
    call_command("check", deploy=True, fail_level="INFO", stdout=io.StringIO())


@pytest.mark.django_db
def test_health_says_only_that_it_works() -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"works": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_says_when_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("secret words of the database")

    monkeypatch.setattr(type(connections["default"]), "cursor", gone)
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (503, {"works": False})


def test_nothing_inline_and_nothing_foreign_may_run() -> None:
    policy = Client().get("/no-such-page", secure=True)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy


def test_a_plain_address_leads_to_the_encrypted_one() -> None:
    answer = Client().get("/no-such-page")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/no-such-page")


def test_cookies_are_for_encrypted_pages_and_no_script() -> None:
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_SECURE


def test_another_host_is_refused_without_a_word_about_it() -> None:
    answer = Client().get("/health", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"elsewhere" not in answer.content


def test_an_unknown_page_says_what_to_do_and_not_what_was_asked() -> None:
    answer = Client().get("/a-childs-name", secure=True)
    assert answer.status_code == 404
    assert b"a-childs-name" not in answer.content
    assert b"There is no such page" in answer.content


def test_a_log_line_holds_the_place_and_no_value() -> None:
    try:
        raise ValueError("Anna Example, 3 May 2012")
    except ValueError as error:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "Failed: %s", ("Anna",), (type(error), error, None)
        )
        record.exc_info = (type(error), error, error.__traceback__)
    line = NoValues().format(record)
    assert "Anna" not in line
    assert "ValueError at test_safety.py:" in line


@pytest.mark.django_db
def test_sqlite_loses_nothing_that_was_confirmed() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)  # FULL
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)


def test_a_library_s_words_that_hold_a_value_already_are_left_out() -> None:
    said = "Invalid HTTP_HOST header: 'anna-example'"
    name = "django.security.DisallowedHost"
    record = logging.LogRecord(name, logging.ERROR, "f", 1, said, (), None)
    assert "anna" not in NoValues().format(record)


@pytest.mark.django_db
def test_the_other_side_s_tables_are_not_there() -> None:
    tables = connection.introspection.table_names()
    there = [name for name in tables if name.startswith("inspections_")]
    assert bool(there) == (settings.SIDE == "inspectorate")
