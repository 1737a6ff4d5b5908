"""A file that somebody hands in becomes a checked crossing, or every reason why it is none."""

from dataclasses import dataclass

from sixpoint.inspection.crossing import read_crossing_bytes
from sixpoint.inspection.crossing_types import Crossing as Content
from sixpoint.terms.problems import user_error

from .queries import NAMED

MOST = 20_000_000
"""Bytes of a crossing file: one of a large partnership has a hundredth of that."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """The bytes of a crossing file, and what is in it; made by `check_arrived` alone."""

    file: bytes
    content: Content


def check_arrived(file: bytes) -> Arrived:
    """The file, checked whole by the library; a UserError holds all that is wrong with it."""
    return Arrived(file=file, content=read_crossing_bytes(file, named=NAMED))


def refuse_too_large(size: int) -> None:
    """Before it is read into memory."""
    if size > MOST:
        raise user_error(
            "crossing-too-large",
            what=f"This file has more than {MOST:,} bytes, and no crossing file has.",
            fix="Choose crossing.zip, as the partnership's workspace gives it.",
            file=NAMED,
        )
