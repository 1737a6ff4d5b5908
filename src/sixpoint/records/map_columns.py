"""Carries a mapping out: columns as the agency writes them become text as our datasets have it.

All as expressions, so that the engine does it to millions of rows at once; `reference.map_plainly`
is the plain twin. What is not written as the mapping says stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from sixpoint.packs.datasets import Column, ColumnType
from sixpoint.records.mapping import SPACES, ColumnMapping, DateOrder, FileMapping, normal

SEPARATED = r"[-/. ]"
MONTHS = dict(
    zip(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        (f"{number:02}" for number in range(1, 13)),
        strict=True,
    )
)
MONTH = rf"[0-9]{{1,2}}|(?i:{'|'.join(MONTHS)})[A-Za-z]{{0,6}}"
CLOCK = (
    r"(?:[T ]+([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?(?: *([AaPp])\.?[Mm]\.?)?)?"
)
"""A time behind a date: hour, minutes, seconds, and whether before or after noon."""

_DAY, _SHORT, _LONG = "([0-9]{1,2})", "([0-9]{4}|[0-9]{2})", "([0-9]{4})"
PARTS = {
    DateOrder.DAY_FIRST: (3, 2, 1),
    DateOrder.MONTH_FIRST: (3, 1, 2),
    DateOrder.YEAR_FIRST: (1, 2, 3),
    DateOrder.YEAR_DAY: (1, 3, 2),
}
"""In which group of the pattern year, month and day stand."""


def patterns(order: DateOrder, *, short_years: bool) -> tuple[str, ...]:
    """What a date of that order looks like, with separators and as eight digits."""
    year = _SHORT if short_years else _LONG
    groups = dict(zip(PARTS[order], (year, f"({MONTH})", _DAY), strict=True))
    digits = dict(zip(PARTS[order], (_LONG, "([0-9]{2})", "([0-9]{2})"), strict=True))
    separated = SEPARATED.join(groups[place] for place in (1, 2, 3))
    together = "".join(digits[place] for place in (1, 2, 3))
    return f"^{separated}{CLOCK}$", f"^{together}{CLOCK}$"


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How one column is written, what its file says included; words and codes in small letters."""

    column: Column
    join: str
    split_at: str | None
    part: int | None
    missing: frozenset[str]
    codes: Mapping[str, str]
    order: DateOrder | None
    pivot: int | None
    decimal_mark: str | None


def ways_of(one: ColumnMapping, file: FileMapping, column: Column) -> Ways:
    """What the mapping says of a column, by itself or through its file."""
    codes = {normal(code.theirs): code.ours for code in one.codes}
    if column.type is ColumnType.YES_NO:
        codes = {normal(word): "no" for word in one.no or file.no}
        codes |= {normal(word): "yes" for word in one.yes or file.yes}
    has_dates = column.type in (ColumnType.DATE, ColumnType.DATETIME)
    has_numbers = column.type in (ColumnType.INTEGER, ColumnType.DECIMAL)
    return Ways(
        column=column,
        join=" " if one.join is None else one.join,
        split_at=one.split_at,
        part=one.part,
        missing=frozenset(normal(word) for word in file.missing),
        codes=codes,
        order=(one.dates or file.dates) if has_dates else None,
        pivot=file.pivot if one.pivot is None else one.pivot,
        decimal_mark=(one.decimal_mark or file.decimal_mark) if has_numbers else None,
    )


def map_column(texts: Sequence[ir.StringValue], ways: Ways) -> ir.StringValue:
    """The column as our dataset writes it; `texts` are theirs, trimmed, in the mapping's order."""
    text = _joined(texts, ways.join)
    if ways.split_at is not None and ways.part is not None:
        text = text.split(ways.split_at)[ways.part - 1].strip().nullif("")
    if ways.missing:
        text = _folded(text).isin(sorted(ways.missing)).ifelse(ibis.null("string"), text)
    if ways.codes:
        text = _folded(text).cases(*sorted(ways.codes.items()), else_=text)
    if ways.order is not None:
        text = _dated(text, ways)
    if ways.decimal_mark is not None:
        text = _numbered(text, ways)
    return text


def _folded(text: ir.StringValue) -> ir.StringValue:
    return text.re_replace(SPACES, " ").lower()


def _joined(texts: Sequence[ir.StringValue], join: str) -> ir.StringValue:
    """The parts that are there, with `join` between them."""

    def two(left: ir.StringValue, right: ir.StringValue) -> ir.StringValue:
        return ibis.coalesce(left + ibis.literal(join) + right, left, right)

    return reduce(two, texts)


def _dated(text: ir.StringValue, ways: Ways) -> ir.StringValue:
    assert ways.order is not None
    found = text
    for pattern in patterns(ways.order, short_years=ways.pivot is not None):
        found = text.re_search(pattern).ifelse(_assembled(text, pattern, ways), found)
    return found


def _assembled(text: ir.StringValue, pattern: str, ways: Ways) -> ir.StringValue:
    assert ways.order is not None
    year, month, day = (text.re_extract(pattern, place) for place in PARTS[ways.order])
    century = (year.cast("int64") <= (ways.pivot or 0)).ifelse("20", "19")
    long_year = (year.length() == 2).ifelse(century + year, year)
    named = month.substr(0, 3).lower().cases(*MONTHS.items(), else_=month)
    date = long_year + "-" + named.lpad(2, "0") + "-" + day.lpad(2, "0")
    if ways.column.type is ColumnType.DATE:
        return date
    return _with_clock(text, date, pattern)


def _with_clock(text: ir.StringValue, date: ir.StringValue, pattern: str) -> ir.StringValue:
    hour, minutes, seconds, half = (text.re_extract(pattern, place) for place in (4, 5, 6, 7))
    number = hour.nullif("").cast("int64")
    after_noon = (number % 12) + (half.lower() == "p").ifelse(12, 0)
    told = (half == "").ifelse(number, after_noon).cast("string").lpad(2, "0")
    clock = told + ":" + minutes + (seconds == "").ifelse("", ibis.literal(":") + seconds)
    return (hour == "").ifelse(date, date + "T" + clock)


def _numbered(text: ir.StringValue, ways: Ways) -> ir.StringValue:
    mark = ways.decimal_mark or "."
    other = "." if mark == "," else ","
    grouped = rf"^-?[0-9]{{1,3}}(?:[{other}][0-9]{{3}})+(?:[{mark}][0-9]+)?$"
    bare = text.re_search(grouped).ifelse(text.replace(other, ""), text)
    plain = rf"^-?[0-9]+(?:[{mark}][0-9]+)?$"
    number = bare.re_search(plain).ifelse(bare.replace(mark, "."), bare)
    if ways.column.type is ColumnType.INTEGER:
        return number.re_replace(r"^(-?[0-9]+)\.0+$", r"\1")
    return number
