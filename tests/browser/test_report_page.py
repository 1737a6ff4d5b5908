"""The report in a browser: clean by axe, usable by keyboard, at home on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sixpoint.reports.render_html import render_childrens_summary, render_html
from tests.support.invented_report import make_childrens_page, make_report

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
PAGES = ("public", "inside", "children")

at_every_size = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    out = tmp_path_factory.mktemp("pages")
    for edition in ("public", "inside"):
        html = render_html(make_report(), edition=edition)
        (out / f"{edition}.html").write_text(html, encoding="utf-8")
    children = render_childrens_summary(make_childrens_page())
    (out / "children.html").write_text(children, encoding="utf-8")
    yield out


def show(page: Page, file: Path, *, size: str) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page.goto(file.as_uri())


@at_every_size
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, folder: Path, name: str, size: str) -> None:
    show(page, folder / f"{name}.html", size=size)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    results = Axe().run(page)
    assert results.response["passes"]
    assert results.response["violations"] == []


@pytest.mark.parametrize("name", PAGES)
def test_phone_needs_no_scrolling_sideways(page: Page, folder: Path, name: str) -> None:
    show(page, folder / f"{name}.html", size="phone")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_first_tab_offers_to_skip_to_the_content(page: Page, folder: Path) -> None:
    show(page, folder / "public.html", size="desktop")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_statement_leads_to_its_chain_and_back(page: Page, folder: Path) -> None:
    show(page, folder / "public.html", size="desktop")
    page.get_by_role("link", name="Statement 5.2-1: what it rests on").click()
    expect(page.locator("[id='trail-5.2-1']")).to_be_in_viewport()
    page.get_by_role("link", name="5.2-1", exact=True).click()
    expect(page.locator("[id='s-5.2-1']")).to_be_in_viewport()


@pytest.mark.parametrize(("size", "seen", "unseen"), [
    ("desktop", "chart-wide", "chart-narrow"), ("phone", "chart-narrow", "chart-wide"),
])  # fmt: skip
def test_each_chart_is_shown_once(
    page: Page, folder: Path, size: str, seen: str, unseen: str
) -> None:
    show(page, folder / "public.html", size=size)
    expect(page.locator(f".{seen}").first).to_be_visible()
    expect(page.locator(f".{unseen}").first).to_be_hidden()


def test_page_needs_no_script_and_asks_for_nothing(page: Page, folder: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = folder / "public.html"
    show(page, file, size="desktop")
    assert asked == [file.as_uri()]
