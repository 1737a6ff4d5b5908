"""mappings/<agency>.yaml: how an agency's headers, codes and dates become ours, without code.

`read_mappings` reads them and says what is wrong; `map_columns` carries them out. A value that a
mapping says nothing of stays as the agency wrote it, and becomes the issue of a rule.
"""

import re
from enum import StrEnum
from typing import Literal

from sixpoint.records.encodings import Encoding
from sixpoint.terms.strict import strict

FOLDER = "mappings"
PROPOSED = ".proposed.yaml"


class DateOrder(StrEnum):
    """In which order a date's parts are written. `ask` stands where nobody has said it yet."""

    DAY_FIRST = "day month year"
    MONTH_FIRST = "month day year"
    YEAR_FIRST = "year month day"
    YEAR_DAY = "year day month"
    ASK = "ask"


class Separator(StrEnum):
    """What stands between the cells of a CSV."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    PIPE = "pipe"

    @property
    def sign(self) -> str:
        return dict(zip(Separator, ",;\t|", strict=True))[self]


@strict
class CodeMapping:
    """One of the agency's codes and ours; capitals and small letters are the same."""

    theirs: str
    ours: str


@strict
class ColumnMapping:
    """One column of ours, and what of theirs it is read from.

    Several columns of theirs are joined with `join` between them, as a date and a time; of one
    that holds more than we want, `part` (from 1) of what stands around `split_at` is taken. What
    is not said here holds as the file says it.
    """

    ours: str
    theirs: tuple[str, ...]
    join: str | None = None
    split_at: str | None = None
    part: int | None = None
    codes: tuple[CodeMapping, ...] = ()
    dates: DateOrder | None = None
    pivot: int | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    decimal_mark: Literal[".", ","] | None = None


@strict
class FileMapping:
    """Files of one shape that hold rows of one dataset; `file` may hold `*` and `?`.

    `dates` is the order in which dates are written. A year of two digits is read only where there
    is a `pivot`: up to it the year is 20xx, above it 19xx. `missing` are words for an empty cell.
    `decimal_mark` says that numbers may be written for people, as 1.234,5 or 1,234.5.
    """

    file: str
    dataset: str
    columns: tuple[ColumnMapping, ...]
    sheet: str | None = None
    header_line: int | None = None
    encoding: Encoding | None = None
    separator: Separator | None = None
    dates: DateOrder | None = None
    pivot: int | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    decimal_mark: Literal[".", ","] | None = None


@strict
class AgencyMapping:
    """What mappings/<agency>.yaml holds; `system` is what the agency keeps its records in."""

    format: Literal[1]
    agency: str
    system: str
    files: tuple[FileMapping, ...]


SPACES = r"[ \t\n\r\f\v]+"
"""Space between words, in the regular expressions that Python and DuckDB share."""


def normal(text: str) -> str:
    """A header or code without the differences that nobody means: case, and space around words."""
    return re.sub(SPACES, " ", text.strip()).lower()
