"""Opens the ZIP that a crossing file is, and refuses whatever a plain one would not hold."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sixpoint.terms.problems import Problem, UserError, user_error

MOST_BYTES = 50_000_000
"""A crossing file is figures and lists; one that unpacks to more is refused (a ZIP bomb)."""

MOST_MEMBERS = 1_000
_ENCRYPTED = 0x1


def unzip_crossing(path: Path) -> dict[str, str]:
    """The text of every member by its name; nothing is written anywhere."""
    if not path.is_file():
        raise user_error(
            "no-crossing-file",
            what="There is no crossing file here.",
            fix="Ask the partnership for crossing/crossing.zip, made by `sixpoint analyse`.",
            file=path,
        )
    try:
        with path.open("rb") as file:
            return _unzip(file, path)
    except OSError:
        raise _unreadable(path) from None


def unzip_bytes(content: bytes, *, named: Path) -> dict[str, str]:
    """The same of a file that lies nowhere; `named` is what problems call it."""
    return _unzip(io.BytesIO(content), named)


def _unzip(file: BinaryIO, path: Path) -> dict[str, str]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if problems := [*_odd(path, entries)]:
                raise UserError(problems)
            return {e.filename: archive.read(e).decode("utf-8") for e in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):
        raise _unreadable(path) from None


def _unreadable(path: Path) -> UserError:
    return user_error(
        "crossing-unreadable",
        what="This is not a crossing file, or it was damaged on its way.",
        fix="Ask the partnership to send crossing/crossing.zip again.",
        file=path,
    )


def _odd(path: Path, entries: Sequence[zipfile.ZipInfo]) -> Iterator[Problem]:
    # What a member says of its size is believed here and held to by `read`.
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Problem(
            code="crossing-too-large",
            what=f"The crossing file unpacks to more than {MOST_BYTES:,} bytes, or many files.",
            fix="Ask the partnership to make it again; nothing was unpacked.",
            file=path,
        )
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        yield Problem(
            code="crossing-part-twice",
            what="The crossing file holds two parts of one name.",
            fix="Ask the partnership to make it again; nothing was unpacked.",
            file=path,
        )
    if any(_is_special(entry) for entry in entries):
        yield Problem(
            code="crossing-part-unexpected",
            what="The crossing file holds a link, a folder or a locked part.",
            fix="Ask the partnership to make it again; nothing was unpacked.",
            file=path,
        )


def _is_special(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return entry.is_dir() or kind not in (0, stat.S_IFREG) or bool(entry.flag_bits & _ENCRYPTED)
