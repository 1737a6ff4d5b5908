"""The browser that every other test here relies on: it starts, and it stays on this machine."""

import functools
import socket
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_socket import SocketConnectBlockedError

PAGE = """<!doctype html>
<html lang="en"><title>A page</title><main><h1>Invented</h1>
<label>Indicator <input name="indicator"></label></main></html>
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page served from this machine."""
    (tmp_path / "index.html").write_text(PAGE)
    handler = functools.partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_browser_reads_a_page_of_this_machine(page: Page, address: str) -> None:
    page.goto(address)
    assert page.get_by_role("heading", name="Invented").is_visible()
    page.get_by_label("Indicator").fill("1.1")


def test_axe_finds_nothing_wrong_with_a_good_page_and_something_with_a_bad_one(page: Page) -> None:
    page.set_content(PAGE)
    assert Axe().run(page).violations_count == 0
    page.set_content("<html><img src='data:,'></html>")
    assert Axe().run(page).violations_count > 0


def test_a_browser_test_reaches_no_other_machine() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
