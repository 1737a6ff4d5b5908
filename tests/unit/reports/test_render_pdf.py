"""The PDF: tagged, titled, the same bytes, and clean by the checker that we use."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest

from sixpoint.reports.render_html import render_html
from sixpoint.reports.render_pdf import render_pdf
from sixpoint.terms.problems import UserError
from tests.support.invented_report import NOTICE, make_report

OUTLOUD = Path(sys.executable).with_name("outloud")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(render_html(make_report(), edition="public"))


def test_pdf_is_tagged_titled_and_in_english(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]).startswith("Services for children")


def test_headers_of_tables_say_for_what_they_speak(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        scopes = [
            str(thing.A.Scope)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH"
        ]
    assert {"/Column", "/Row"} == set(scopes)


def test_pictures_say_their_values(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        words = [
            str(thing.get("/Alt", ""))
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    assert words and all(words)
    assert any("1, most deprived: 68%" in each for each in words)


def test_links_are_printed_with_the_page(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        flags = [int(a.F) for page in document.pages for a in page.get("/Annots", [])]
    assert flags and all(flag & 4 for flag in flags)


def test_every_page_says_what_the_report_is(pdf: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 5
    assert all(NOTICE in page.extract_text() for page in pages)


def test_same_page_is_the_same_bytes(pdf: bytes) -> None:
    assert render_pdf(render_html(make_report(), edition="public")) == pdf


def test_checker_finds_no_error(pdf: bytes, tmp_path: Path) -> None:
    file, found = tmp_path / "report.pdf", tmp_path / "found.json"
    file.write_bytes(pdf)
    command = [str(OUTLOUD), "--quiet", "--fail-on", "never", "--json", str(found), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    (result,) = json.loads(found.read_text())["results"]
    errors = [each for each in result["findings"] if each["severity"] == "error"]
    assert result["rules"] and result["stats"]["pages"] > 5
    assert errors == []


def test_page_that_asks_for_something_outside_is_refused() -> None:
    html = '<html lang="en"><title>t</title><p><img alt="a" src="http://example.invalid/a.png">'
    with pytest.raises(UserError) as refused:
        render_pdf(html)
    assert refused.value.problems[0].code == "pdf-outside"


def test_missing_extra_names_itself() -> None:
    code = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from sixpoint.reports.render_pdf import render_pdf\n"
        "from sixpoint.terms.problems import UserError\n"
        "try:\n    render_pdf('<p>')\n"
        "except UserError as error:\n    print(error.problems[0].fix)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "Install sixpoint[pdf]."
