"""Reads a workbook row by row, in bounded memory, and says what in it is not plain data.

Takes a path; gives the sheets' names and, for one sheet, each row's cells as text with the number
that the spreadsheet shows beside the row. Numbers formatted as dates become ISO dates, a formula
its last result. Written for files that strangers send: what unpacks to too much is refused before
and while it is unpacked, and nothing in the file is looked up elsewhere. openpyxl, which writes our
workbooks, reads values or formulas but not both, and merged or hidden cells only with the whole
sheet in memory.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat

from sixpoint.terms.problems import UserError, user_error

from .read import open_file
from .xlsx_parts import Book, Handler, Links, NotAllowed, Styles, Texts, TooMuch
from .xlsx_sheet import Oddities, SheetReader, SheetRow

MOST_UNPACKED = 2**30
"""Bytes to which all parts of a workbook may unpack; a full sheet of a million rows has fewer."""
MOST_RATIO = 200
"""How many times its own size a part may unpack to, once it is larger than a small one; real
sheets reach 30."""
_SMALL = 2**24
_AT_ONCE = 2**16
_MAIN = "xl/workbook.xml"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its part in the package, and its position from 1."""

    name: str
    part: str
    position: int


@dataclass(frozen=True)
class Workbook:
    """A workbook that may be read: `styles` say of each cell style how its numbers are shown."""

    path: Path
    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    styles: tuple[str, ...]
    since_1904: bool

    def rows(self, sheet: Sheet, odd: Oddities) -> Iterator[SheetRow]:
        """The rows of a sheet that hold anything, in its order; `odd` is filled meanwhile."""
        with _package(self.path) as package:
            reader = SheetReader(
                odd, texts=self.texts, styles=self.styles, since_1904=self.since_1904
            )
            for _ in _parsed(package, sheet.part, reader, self.path):
                yield from reader.finished()

    def is_empty(self, sheet: Sheet) -> bool:
        """Whether no cell of the sheet holds anything."""
        return next(self.rows(sheet, Oddities()), None) is None


def open_workbook(path: Path) -> Workbook:
    """The workbook's sheets and what their cells share; a UserError where it may not be read."""
    with _package(path) as package:
        book, links, styles, texts = Book(), Links(), Styles(), Texts()
        _run(package, _MAIN, book, path)
        _run(package, "xl/_rels/workbook.xml.rels", links, path)
        names = set(package.namelist())
        if "xl/styles.xml" in names:
            _run(package, "xl/styles.xml", styles, path)
        if "xl/sharedStrings.xml" in names:
            _run(package, "xl/sharedStrings.xml", texts, path)
        sheets = tuple(
            Sheet(name, part, position)
            for position, (name, id_) in enumerate(book.sheets, start=1)
            if (part := _part(links.targets.get(id_, ""))) in names and "worksheets/" in part
        )
    if not sheets:
        raise _unreadable(path)
    return Workbook(path, sheets, tuple(texts.found), styles.formats(), book.since_1904)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


@contextmanager
def _package(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package, once it is sure that it does not unpack to too much."""
    with open_file(path) as file:
        try:
            package = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            package = None
        if package is None:
            raise _unreadable(path)
        with package:
            _check_sizes(package, path)
            yield package


def _check_sizes(package: zipfile.ZipFile, path: Path) -> None:
    parts = package.infolist()
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > _SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if total > MOST_UNPACKED or swollen or len(parts) > 10_000:
        raise _too_large(path)


def _parsed(package: zipfile.ZipFile, part: str, handler: Handler, path: Path) -> Iterator[None]:
    """Lets the handler hear the part, and stops after each stretch of it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: handler.start(name.rpartition(" ")[2], given)
    parser.EndElementHandler = lambda name: handler.end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_declarations
    refused: UserError | None = None
    try:
        with package.open(part) as stream:
            for chunk in _chunks(stream):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
            yield
    except TooMuch:
        refused = _too_large(path)
    except (expat.ExpatError, NotAllowed, zipfile.BadZipFile, ValueError, KeyError, EOFError):
        refused = _unreadable(path)
    except (RuntimeError, NotImplementedError, OSError):  # a password, an unknown compression
        refused = _unreadable(path)
    if refused is not None:
        raise refused


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    unpacked = 0
    while chunk := stream.read(_AT_ONCE):
        unpacked += len(chunk)
        if unpacked > MOST_UNPACKED:
            raise TooMuch
        yield chunk


def _refuse_declarations(*_: object) -> None:
    raise NotAllowed


def _run(package: zipfile.ZipFile, part: str, handler: Handler, path: Path) -> None:
    if part not in package.namelist():
        raise _unreadable(path)
    for _ in _parsed(package, part, handler, path):
        pass


def _unreadable(path: Path) -> UserError:
    return user_error(
        "not-a-workbook",
        what="This is no workbook that can be read: it is damaged, locked, or something else.",
        fix="Open it and save it as .xlsx without a password, or as CSV in UTF-8.",
        file=path,
    )


def _too_large(path: Path) -> UserError:
    return user_error(
        "workbook-too-large",
        what=f"This workbook unpacks to more than {MOST_UNPACKED // 2**30} GB, or to many times "
        "its size. It has not been opened.",
        fix="Save the sheet as CSV in UTF-8, or leave out what is not data.",
        file=path,
    )
