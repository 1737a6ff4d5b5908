"""Frameworks as the library knows them, on a page."""

from html import unescape

import pytest
from django.conf import settings

if settings.SIDE != "inspectorate":
    pytest.skip("there are no frameworks on this side", allow_module_level=True)

from django.test import Client

from sixpoint_web.frameworks import queries
from tests.support.people import a_person
from tests.support.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    return browser_of(a_person())


def opened(browser: Client, path: str) -> str:
    return unescape(browser.get(path, secure=True).content.decode())


def test_the_page_of_a_framework_shows_everything_that_is_evaluated_and_its_hash(
    browser: Client,
) -> None:
    found = queries.frameworks()
    assert len(found) >= 3
    for pack in found:
        words = opened(browser, f"/frameworks/{pack.header.ref}/")
        assert pack.content_hash in words
        assert all(f"<strong>{one.id}</strong>" in words for one in pack.indicators)
        assert all(str(one.title)[:12] in words for one in pack.programmes)


def test_a_framework_is_loaded_once_for_a_process() -> None:
    ref = queries.frameworks()[0].header.ref
    assert queries.framework(ref) is queries.framework(ref)


def test_a_pack_of_another_kind_and_no_pack_at_all_are_no_framework() -> None:
    assert queries.framework("scotland-measures/1") is None
    assert queries.framework("../../etc") is None


def test_what_a_programme_names_is_compulsory_unless_each_inspection_says_its_own() -> None:
    for pack in queries.frameworks():
        for one in pack.programmes:
            allowed = {shown.code for shown in queries.may_choose(pack, one)}
            must = queries.must_choose(one)
            assert must == (set() if one.varies else set(one.evaluates))
            assert must <= allowed
            assert one.varies or allowed == must
