"""The report of a check in a browser: clean by axe, at home on a phone, asking for nothing."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sixpoint.cli.app import run
from tests.support.checking import PARTNERSHIP, concerns, lay_out

SIZES = {"desktop": {"width": 1200, "height": 900}, "phone": {"width": 360, "height": 740}}
WAIVER = """format: 1
waivers:
- {rule: SW-CON-04, table: social_work.concerns, reason: Agreed, by: Officer, until: 2017-12-31}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a second submission, so that it says what changed too."""
    folder = tmp_path_factory.mktemp("partnership")
    reports = b"report_id,person_id,reported_at\nR1,N1,2016-09-30T10:00\nR2,,then\n"
    late = [f"C{n},P1,30/09/2016,nobody,neglect" for n in range(60)]
    files = {
        "partnership.yaml": PARTNERSHIP.encode(),
        "waivers.yaml": WAIVER.encode(),
        "extracts/police/concern_reports.csv": reports,
    }
    page = folder / "check.html"
    for rows in (late, [*late[10:], "D1,,2016-09-30T14:05,police,"]):
        lay_out(files | {"extracts/social_work/concerns.csv": concerns(*rows)}, folder)
        assert run(["check", str(folder), "--keep", "--report", str(page), "--quiet"]) == 1
    return page


def show(page: Page, file: Path, size: str) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page.goto(file.as_uri())


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, report: Path, size: str
) -> None:
    show(page, report, size)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    results = Axe().run(page)
    assert results.response["passes"]
    assert results.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]


def test_it_asks_for_nothing_and_may_be_read_by_its_owner_only(page: Page, report: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, report, "desktop")
    assert asked == [report.as_uri()]
    assert report.stat().st_mode & 0o077 == 0
    assert report.with_suffix(".csv").stat().st_mode & 0o077 == 0


def test_it_says_verdict_change_and_first_places_and_points_to_the_rest(
    page: Page, report: Path
) -> None:
    show(page, report, "desktop")
    expect(page.get_by_role("heading", name="Verdict", exact=True)).to_be_visible()
    expect(page.get_by_text("gone,").first).to_be_visible()
    page.get_by_text("The first 20 of 50 places").first.click()
    expect(page.get_by_text("30/09/2016").first).to_be_visible()
    expect(page.get_by_text("All places are in check.csv.").first).to_be_visible()
