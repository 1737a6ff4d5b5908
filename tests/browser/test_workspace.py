"""The web workspace as people meet it: both sides run, on ports of their own, with invented people.

Without npm's style sheets there is nothing to look at; `bash scripts/assets.sh` fetches them.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.repository import ROOT

PASSWORD = "invented for a demo"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1200, "height": 900}
ADMINISTRATORS = ["/", "/people/", "/people/add/", "/keeping/trail/", "/keeping/trail/opened/"]
ADMINISTRATORS += [
    "/keeping/messages/",
    "/keeping/runs/",
    "/account/2fa/",
    "/inspections/add/",
    "/no-such-page",
]
OPEN = ["/account/login/", "/join/", "/account/password/reset/"]


def free_ports(first: int) -> int:
    """A port that is free, with a free one after it."""
    for port in range(first, first + 100, 2):
        with socket.socket() as one, socket.socket() as other:
            if one.connect_ex(("127.0.0.1", port)) and other.connect_ex(("127.0.0.1", port + 1)):
                return port
    raise RuntimeError("no two free ports")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="module")
def sides(demo_folder: Path, worker_id: str) -> Iterator[tuple[str, str]]:
    """The addresses of the inspectorate's and the partnership's side."""
    if not (ROOT / "src/sixpoint_web/vendor/design-system.min.css").is_file():
        pytest.fail("No style sheets. Run: bash scripts/assets.sh")
    folder = demo_folder
    # Each worker of xdist looks among ports of its own.
    port = free_ports(18700 + 100 * int(worker_id.removeprefix("gw") if "gw" in worker_id else 0))
    addresses = (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}")
    command = [sys.executable, "-m", "sixpoint_web.demo", str(folder), str(port)]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for _ in range(240):
                if all(answers(one) for one in addresses):
                    break
                assert running.poll() is None, (folder / "log").read_text()
                time.sleep(0.5)
            yield addresses
        finally:
            running.terminate()
            running.wait(60)


@pytest.fixture
def joint(sides: tuple[str, str]) -> str:
    return sides[0]


@pytest.fixture(autouse=True)
def nothing_is_refused(page: Page) -> Iterator[None]:
    """No page asks the browser for what the content security policy forbids."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    yield
    assert not [one for one in said if "Content Security" in one]


def sign_in(page: Page, address: str, role: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("Email").fill(f"{role}@invermore.invalid")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def check(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the window, one heading, and a language."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en-gb"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_before_sign_in_are_for_everybody(page: Page, joint: str, size: dict) -> None:
    page.set_viewport_size(size)
    for path in OPEN:
        page.goto(joint + path)
        expect(page.get_by_text("Invented people, invented place.")).to_be_visible()
        check(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_of_an_administrator_is_for_everybody(
    page: Page, joint: str, size: dict
) -> None:
    page.set_viewport_size(size)
    sign_in(page, joint, "administrator")
    for path in ADMINISTRATORS:
        page.goto(joint + path)
        check(page)
    page.goto(f"{joint}/people/")
    page.get_by_role("link", name="Ailsa Lead").click()
    check(page)
    page.goto(joint)
    page.get_by_role("link", name="Joint inspection of services").click()
    check(page)


def test_somebody_signs_in_and_out_by_keyboard_alone(page: Page, joint: str) -> None:
    page.goto(f"{joint}/account/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type("lead@invermore.invalid")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "password":
            break
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Sign out":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/**")


def test_what_is_wrong_with_a_form_is_said_at_its_top_and_at_its_place(
    page: Page, joint: str
) -> None:
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/people/add/")
    page.get_by_label("Name", exact=True).fill("Kirsty")
    page.get_by_role("button", name="Add").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Kirsty")
    check(page)
    summary.get_by_role("link", name="Email address").click()
    expect(page.get_by_label("Email address")).to_be_focused()


def test_an_administrator_adds_somebody_and_gives_a_role(page: Page, joint: str) -> None:
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/people/add/")
    page.get_by_label("Name", exact=True).fill("Kirsty Newcomer")
    page.get_by_label("Email address").fill("kirsty@invermore.invalid")
    page.get_by_label("Job title").fill("Data protection officer")
    page.get_by_label("Organisation").first.select_option(label="Joint team of Invermore")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("one-time code is on its way")
    page.get_by_label("Role").select_option(label="Data protection officer")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_role("table")).to_contain_text("Data protection officer")
    page.goto(f"{joint}/keeping/trail/")
    for act in ("person-added", "role-given"):
        expect(page.get_by_role("table")).to_contain_text(act)
    page.goto(f"{joint}/keeping/messages/")
    expect(page.get_by_role("table")).to_contain_text("invitation")


def test_the_trail_is_verified_by_the_worker(page: Page, joint: str) -> None:
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/keeping/trail/")
    page.get_by_role("button", name="Verify the whole trail").click()
    for _ in range(60):
        if page.get_by_text("sealed entries").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Whole:")).to_be_visible()


def test_people_are_found_while_a_name_is_typed(page: Page, joint: str) -> None:
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/people/")
    page.get_by_label("Part of a name").press_sequentially("mor")
    expect(page.get_by_role("link", name="Ailsa Lead")).to_have_count(0)
    expect(page.get_by_role("link", name="Morag Inspector")).to_be_visible()


def test_an_inspector_has_no_door_to_what_is_looked_after(page: Page, joint: str) -> None:
    sign_in(page, joint, "inspector")
    expect(page.get_by_role("link", name="Audit trail")).to_have_count(0)
    answer = page.goto(f"{joint}/keeping/trail/")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")


def test_the_partnership_s_side_has_its_own_people_and_no_inspections(
    page: Page, sides: tuple[str, str]
) -> None:
    partnership = sides[1]
    sign_in(page, partnership, "co-ordinator")
    expect(page.get_by_text("The partnership's workspace")).to_be_visible()
    expect(page.get_by_role("heading", name="My inspections")).to_have_count(0)
    answer = page.goto(f"{partnership}/inspections/add/")
    assert answer
    assert answer.status == 404
    page.goto(f"{partnership}/account/login/")


def test_everything_works_without_scripts(browser: object, joint: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/people/")
    page.get_by_label("Part of a name").fill("mor")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Ailsa Lead")).to_have_count(0)
    context.close()


def test_style_sheets_have_hashed_names(page: Page, joint: str) -> None:
    page.goto(f"{joint}/account/login/")
    links = page.locator("link[rel=stylesheet]").evaluate_all("all => all.map(one => one.href)")
    names = [Path(one).name for one in links]
    assert len(names) == 2
    for name in names:
        assert len(name.split(".")[-2]) == 12, name


AGE_SESSIONS = """
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for one in Session.objects.all():
    store = SessionStore(one.session_key)
    store["began"] = store["seen"] = "2020-01-01T00:00:00+00:00"
    store.save()
"""


def test_a_session_that_ends_loses_nothing_that_was_written(
    browser: object, joint: str, demo_folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, joint, "administrator")
    page.goto(f"{joint}/inspections/add/")
    page.get_by_label("Name", exact=True).fill('A "long" name <of> an inspection')
    page.get_by_label("The partnership's area").fill("Invermore")
    page.get_by_label("First day on which").fill("2027-01-11")
    page.get_by_label("Last day", exact=True).fill("2027-02-12")
    demo = {
        "DJANGO_SETTINGS_MODULE": "sixpoint_web.demo.settings",
        "SIXPOINT_DEMO_FOLDER": str(demo_folder),
        "SIXPOINT_DEMO_SIDE": "inspectorate",
        "SIXPOINT_DEMO_PORT": joint.rpartition(":")[2],
    }
    subprocess.run([sys.executable, "-c", AGE_SESSIONS], env={**os.environ, **demo}, check=True)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You were signed out")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    sign_in(opened.value, joint, "administrator")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text('A "long" name <of> an inspection')
    context.close()
