"""The kinds of file that are taken, each recognised by what is in it and not by its name alone.

A macro, a password, a bomb or another kind under this name is refused in plain words. What
remains is not thereby harmless: files are only ever given back as downloads (`give.py`).
"""

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .pictures import check_jpeg, check_png
from .unfit import Unfit
from .zips import open_zip

AT_ONCE = 64 * 1024
TAIL = 2048
LARGEST_CONTENT_TYPES = 1024 * 1024
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"(?i)^\s*<(!doctype|html|script|svg|\?xml|body|iframe)")
MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "dialogsheets/", "activex/")
MACRO_ENDINGS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm", ".potm", ".ppsm")

Check = Callable[[IO[bytes]], None]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind: its name, what people call it, the endings of names, and how it is checked."""

    name: str
    title: str | Promise
    endings: tuple[str, ...]
    media_type: str
    check: Check


def kind_of(name: str, kinds: Iterable[str]) -> Kind:
    """The kind that a name's ending stands for; Unfit where it is none of these."""
    wanted = [KINDS[one] for one in kinds]
    ending = PurePosixPath(name).suffix.lower()
    for one in wanted:
        if ending in one.endings:
            return one
    if ending in MACRO_ENDINGS:
        raise Unfit(_("Files that may hold macros are not taken. Save it without macros."))
    titles = ", ".join(str(one.title) for one in wanted)
    raise Unfit(
        _("This kind of file is not taken here. Give one of: %(kinds)s.") % {"kinds": titles}
    )


def _disguised() -> Unfit:
    return Unfit(_("The file is damaged, or it is not what its name says."))


def _check_pdf(file: IO[bytes]) -> None:
    """Begins as a PDF and ends as one, so that it was not cut off."""
    begins = file.read(AT_ONCE)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    if not begins.startswith(b"%PDF-") or b"%%EOF" not in file.read(TAIL):
        raise _disguised()


def _office(main: str) -> Check:
    """A document of Word, Excel or PowerPoint, by the main part that it declares."""

    def check(file: IO[bytes]) -> None:
        opened = open_zip(file)
        if "[Content_Types].xml" not in opened.namelist():
            raise _disguised()
        declared = opened.open("[Content_Types].xml").read(LARGEST_CONTENT_TYPES).decode("latin-1")
        names = [name.lower() for name in opened.namelist()]
        if "macroEnabled" in declared or any(one in name for name in names for one in MACROS):
            raise Unfit(_("The file holds macros or controls. Save it without them."))
        if f"{main}.main+xml" not in declared:
            raise _disguised()

    return check


def _check_text(file: IO[bytes]) -> None:
    """Text in UTF-8, without control characters, and not a web page."""
    decoder, first = codecs.getincrementaldecoder("utf-8-sig")(), True
    try:
        while chunk := file.read(AT_ONCE):
            said = decoder.decode(chunk)
            if NOT_TEXT.search(said) or (first and MARKUP.match(said)):
                raise _disguised()
            first = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        says = _("The file is not text in UTF-8. In Excel, save it as “CSV UTF-8”.")
        raise Unfit(says) from None


def _check_json(file: IO[bytes]) -> None:
    """Text that begins like JSON; whoever reads it reads it strictly."""
    if not file.read(AT_ONCE).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise _disguised()
    file.seek(0)
    _check_text(file)


def _check_zip(file: IO[bytes]) -> None:
    open_zip(file)


_ALL = (
    Kind(
        name="pdf",
        title="PDF",
        endings=(".pdf",),
        media_type="application/pdf",
        check=_check_pdf,
    ),
    Kind(
        name="docx",
        title="Word (docx)",
        endings=(".docx",),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        check=_office("wordprocessingml.document"),
    ),
    Kind(
        name="xlsx",
        title="Excel (xlsx)",
        endings=(".xlsx",),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        check=_office("spreadsheetml.sheet"),
    ),
    Kind(
        name="pptx",
        title="PowerPoint (pptx)",
        endings=(".pptx",),
        media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        check=_office("presentationml.presentation"),
    ),
    Kind(name="csv", title="CSV", endings=(".csv",), media_type="text/csv", check=_check_text),
    Kind(
        name="txt",
        title=gettext_lazy("plain text (txt)"),
        endings=(".txt",),
        media_type="text/plain",
        check=_check_text,
    ),
    Kind(
        name="yaml",
        title="YAML",
        endings=(".yaml", ".yml"),
        media_type="application/yaml",
        check=_check_text,
    ),
    Kind(
        name="json",
        title="JSON",
        endings=(".json",),
        media_type="application/json",
        check=_check_json,
    ),
    Kind(
        name="png",
        title=gettext_lazy("picture (png)"),
        endings=(".png",),
        media_type="image/png",
        check=check_png,
    ),
    Kind(
        name="jpg",
        title=gettext_lazy("picture (jpg)"),
        endings=(".jpg", ".jpeg"),
        media_type="image/jpeg",
        check=check_jpeg,
    ),
    Kind(
        name="zip",
        title="zip",
        endings=(".zip",),
        media_type="application/zip",
        check=_check_zip,
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({one.name: one for one in _ALL})
DOCUMENTS = ("pdf", "docx", "xlsx", "pptx", "csv", "txt")
PICTURES = ("png", "jpg")
