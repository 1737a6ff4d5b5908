"""Finds words in every file under a folder, inside ZIP, PDF, Parquet, XLSX and Word too.

Words are compared, not letters: "Ann Lee" is not found in "Joann Leeson". A needle is one word or
a run of words, whatever stands between them.
"""

import base64
import contextlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

Run = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")
_TAG = re.compile(r"<[^>]*>")
_EMBEDDED = re.compile(r"base64,([A-Za-z0-9+/=\s]{40,})")


def run_of(text: str) -> Run:
    """A needle: the words of a text, lower case."""
    return tuple(_WORD.findall(text.casefold()))


def find_in_folder(folder: Path, needles: Iterable[Run]) -> list[tuple[str, Run]]:
    """Where which needle stands, in the names of files and in all that they hold."""
    needles = frozenset(needles)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [
        (place, needle)
        for file in files
        for place, text in (
            (f"{file}: its name", str(file.relative_to(folder))),
            *texts_in(file.read_bytes(), str(file)),
        )
        for needle in find_in_text(text, needles)
    ]


def find_in_text(text: str, needles: Iterable[Run]) -> list[Run]:
    """The needles that stand in a text, each once."""
    known = needles if isinstance(needles, frozenset) else frozenset(needles)
    lengths = _lengths_by_first_word(known)
    words = run_of(text)
    found = {(number,) for number in _LONG_NUMBER.findall(text)} & known
    for start, word in enumerate(words):
        for length in lengths.get(word, ()):
            if words[start : start + length] in known:
                found.add(words[start : start + length])
    return sorted(found)


@cache
def _lengths_by_first_word(needles: frozenset[Run]) -> dict[str, frozenset[int]]:
    """How long the needles are that start with a word: most words of a text start none."""
    lengths: dict[str, set[int]] = {}
    for needle in needles:
        lengths.setdefault(needle[0], set()).add(len(needle))
    return {word: frozenset(found) for word, found in lengths.items()}


def texts_in(data: bytes, place: str) -> Iterator[tuple[str, str]]:
    """Every text in a file, whatever kind of file it is, with where it stands."""
    if data[:5] == b"%PDF-":
        yield from _of_pdf(data, place)
    elif data[:4] == b"PAR1":
        yield from _of_parquet(data, place)
    elif data[:2] == b"PK":
        yield from _of_zip(data, place)
    else:
        yield from _of_text(data, place)


def _of_text(data: bytes, place: str) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    yield place, text
    if "<" in text:
        yield f"{place}: without tags", html.unescape(_TAG.sub(" ", text))
        # A name may be cut by a tag in the midst of a word, as in a drop cap.
        yield f"{place}: joined", html.unescape(_TAG.sub("", text))
    if text.lstrip()[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            yield f"{place}: as JSON", json.dumps(json.loads(text), ensure_ascii=False)
    for number, found in enumerate(_EMBEDDED.findall(text)):
        try:
            inner = base64.b64decode(found)
        except ValueError:
            continue
        yield from texts_in(inner, f"{place}: embedded {number}")


def _of_pdf(data: bytes, place: str) -> Iterator[tuple[str, str]]:
    reader = PdfReader(io.BytesIO(data))
    for number, page in enumerate(reader.pages, start=1):
        yield f"{place}: page {number}", page.extract_text()
    yield f"{place}: about", " ".join(str(value) for value in (reader.metadata or {}).values())
    for number, stream in enumerate(_streams_beside_pages(reader)):
        yield f"{place}: stream {number}", stream
    for name, contents in reader.attachments.items():
        for content in contents:
            yield from texts_in(content, f"{place}: {name}")


def _streams_beside_pages(reader: PdfReader) -> Iterator[str]:
    """Text in the PDF's objects, such as alternative texts of pictures and bookmarks."""
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        found = reader.get_object(number)
        if isinstance(found, dict):
            yield " ".join(str(value) for value in found.values() if isinstance(value, str))


def _of_parquet(data: bytes, place: str) -> Iterator[tuple[str, str]]:
    table = pq.read_table(io.BytesIO(data))
    yield f"{place}: schema", str(table.schema.to_string(show_schema_metadata=True))
    for name, column in zip(table.column_names, table.columns, strict=True):
        yield f"{place}: {name}", "\n".join(str(value) for value in column.to_pylist())
    if table.num_rows:
        rows = (" ".join(str(value) for value in row.values()) for row in table.to_pylist())
        yield f"{place}: rows", "\n".join(rows)


def _of_zip(data: bytes, place: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        yield f"{place}: names", "\n".join(names)
        yield f"{place}: comment", archive.comment.decode("utf-8", "replace")
        for name in names:
            yield from texts_in(archive.read(name), f"{place}/{name}")
    if "word/document.xml" in names:
        yield f"{place}: as Word", _of_word(data)
    if "xl/workbook.xml" in names:
        yield f"{place}: as XLSX", _of_sheets(data)


def _of_word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _of_sheets(data: bytes) -> str:
    """Each row as one text, since a forename and a surname stand in two cells."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)
