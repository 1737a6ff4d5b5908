"""Reads a text file that should be UTF-8, and says plainly why it could not."""

from pathlib import Path
from typing import BinaryIO

from sixpoint.terms.problems import user_error

_REASONS: dict[type[OSError], tuple[str, str, str]] = {
    FileNotFoundError: (
        "missing-file",
        "This file is not there.",
        "Put it there, or correct the name.",
    ),
    IsADirectoryError: ("not-a-file", "This is a folder, not a file.", "Name a file."),
    NotADirectoryError: ("missing-file", "This file is not there.", "Correct the folder's name."),
    PermissionError: ("not-readable", "This file may not be read.", "Change who may read it."),
}


def read_text(path: Path) -> str:
    """The file's text without a byte order mark; a UserError when it is absent or not UTF-8."""
    data = _read(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    raise user_error(
        "wrong-encoding",
        what="This file is not text in UTF-8.",
        fix="Save it again with the encoding UTF-8.",
        file=path,
        line=line,
    )


def open_file(path: Path) -> BinaryIO:
    """The file, open for its bytes; a UserError when it is absent or may not be read."""
    try:
        return path.open("rb")
    except OSError as error:
        unknown = ("not-readable", "This file could not be read.", "Check the disk and try again.")
        code, what, fix = _REASONS.get(type(error), unknown)
    raise user_error(code, what=what, fix=fix, file=path)


def _read(path: Path) -> bytes:
    with open_file(path) as file:
        return file.read()
