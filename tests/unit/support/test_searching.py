"""The search for names that must not be there finds them wherever they can hide."""

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document
from openpyxl import Workbook
from pypdf import PdfWriter

from sixpoint.reports.render_pdf import render_pdf
from tests.support.searching import find_in_folder, find_in_text, run_of, texts_in

FORENAME, SURNAME = "Qzxanthe", "Vrellmoor"
CANARY = f"{FORENAME} {SURNAME}"
NEEDLE = run_of(CANARY)


def _zip(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def _zip_named() -> bytes:
    return _zip(f"{CANARY}.txt", b"nothing")


def _zip_in_zip() -> bytes:
    return _zip("outer.bin", _zip("inner.csv", f"{FORENAME},{SURNAME}".encode()))


def _pdf() -> bytes:
    return render_pdf(f"<html lang=en><title>t</title><p>{FORENAME} <b>{SURNAME}</b></p></html>")


def _pdf_alternative_text() -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="9" height="9">'
        f"<title>t</title><desc>{CANARY}</desc><rect width='9' height='9'/></svg>"
    )
    return render_pdf(f"<html lang=en><title>t</title><p>text</p>{svg}</html>")


def _pdf_about() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=9, height=9)
    writer.add_metadata({"/Author": CANARY})
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _pdf_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=9, height=9)
    writer.add_attachment("rows.csv", CANARY.encode())
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _parquet() -> bytes:
    kept = io.BytesIO()
    pq.write_table(pa.table({"forename": [FORENAME], "surname": [SURNAME]}), kept)
    return kept.getvalue()


def _parquet_nested() -> bytes:
    kept = io.BytesIO()
    pq.write_table(pa.table({"n": [[{"who": CANARY}]]}), kept)
    return kept.getvalue()


def _parquet_about() -> bytes:
    table = pa.table({"n": [1]}).replace_schema_metadata({"who": CANARY})
    kept = io.BytesIO()
    pq.write_table(table, kept)
    return kept.getvalue()


def _xlsx() -> bytes:
    book = Workbook()
    book.active.append([FORENAME, SURNAME])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _word() -> bytes:
    document = Document()
    paragraph = document.add_paragraph(FORENAME[:4])
    paragraph.add_run(f"{FORENAME[4:]} ").bold = True
    paragraph.add_run(SURNAME)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _word_table() -> bytes:
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = FORENAME, SURNAME
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _html() -> bytes:
    return f"<p><b>{FORENAME[0]}</b>{FORENAME[1:]}&#32;<i>{SURNAME}</i></p>".encode()


def _attribute() -> bytes:
    return f'<img alt="{CANARY}">'.encode()


def _json() -> bytes:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in CANARY)
    return f'{{"who": "{escaped}"}}'.encode()


def _embedded() -> bytes:
    inner = base64.b64encode(_zip("a.txt", CANARY.encode())).decode()
    return f'<a href="data:application/zip;base64,{inner}">a</a>'.encode()


def _utf16() -> bytes:
    return CANARY.encode("utf-16")


@pytest.mark.parametrize(
    "make",
    [
        *(_zip_named, _zip_in_zip, _pdf, _pdf_alternative_text, _pdf_about, _pdf_attachment),
        *(_parquet, _parquet_nested, _parquet_about, _xlsx, _word, _word_table),
        *(_html, _attribute, _json, _embedded, _utf16),
    ],
    ids=lambda make: make.__name__.lstrip("_"),
)
def test_a_planted_canary_is_found(make: Callable[[], bytes], tmp_path: Path) -> None:
    data = make()
    (tmp_path / "file").write_bytes(data)
    found = find_in_folder(tmp_path, [NEEDLE])
    assert NEEDLE in [needle for _, needle in found]
    assert all(place.startswith(str(tmp_path / "file")) for place, _ in found)


def test_most_containers_hide_their_text_from_a_plain_search() -> None:
    """Else the tests above would pass with a search that opens nothing."""
    hidden = (_zip_in_zip, _pdf, _xlsx, _word, _json, _html, _embedded)
    assert all(CANARY.encode() not in make() for make in hidden)


def test_a_canary_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / f"letter about {CANARY}.txt").write_text("nothing")
    assert find_in_folder(tmp_path, [NEEDLE])


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    for number, make in enumerate((_zip_in_zip, _pdf, _parquet, _xlsx, _word, _json)):
        (tmp_path / str(number)).write_bytes(make())
    assert find_in_folder(tmp_path, [run_of("Wyxbert Ozzlequay")]) == []


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("Joann Leeson", "Ann Lee"),
        ("Ann said that Lee was here", "Ann Lee"),
        ("sha256 ab4601136946cd46011369467", "46011369461"),
        ("ZV1 and 3AA", "ZV1 3AA"),
    ],
)
def test_parts_of_words_are_not_found(text: str, needle: str) -> None:
    assert find_in_text(text, [run_of(needle)]) == []


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("LEE,\nAnn", "Lee Ann"),
        ("chi_4601136946", "4601136946"),
        ("chi4601136946x", "4601136946"),
        ("(ZV1-3AA)", "ZV1 3AA"),
        ("zv13aa", "ZV13AA"),
        ("O'Neill, Mary-Kate", "o’neill mary kate"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, needle: str) -> None:
    assert find_in_text(text, [run_of(needle)]) == [run_of(needle)]


def test_json_that_is_none_is_searched_as_text() -> None:
    assert [text for _, text in texts_in(b"{not json", "here")] == ["{not json"]
