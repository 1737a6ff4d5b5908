"""What stands in the cells that rules complain of, for the report beside the extract alone.

A value is shown only from a column that is classified as not identifying, only if it is written as
days, numbers or nearly as a code, and only if no identifying column of the submission holds the
same. Of anything else it says that it is not shown: a name may stand in any column by mistake.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sixpoint.engines.ask import fetch
from sixpoint.packs.datasets import Column, ColumnType, Sensitivity
from sixpoint.records.types import FILE_STEP, LINE, Records
from sixpoint.validation.shapes import is_chi, is_postcode, is_scn
from sixpoint.validation.summary import Cause

Values = Mapping[tuple[str, str, int], str]
"""What may be said of a cell, by file, column and line."""

EMPTY = "empty"
NOT_SHOWN = "not shown"
_LONGEST = 30
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_NUMERIC = re.compile(rf"[0-9.,:/ \-+T]*([ -]?({_MONTHS})[ -]?)?[0-9.,:/ \-+TZ]*", re.IGNORECASE)
_YES_NO = {"y", "n", "yes", "no", "true", "false", "t", "f", "0", "1"}
_NEAR = 0.8


def offending_values(records: Records, causes: Iterable[Cause]) -> Values:
    """What may be shown of the cell at each place of the causes."""
    lines: defaultdict[_Cells, set[int]] = defaultdict(set)
    for cause in causes:
        found = cause.finding
        cells = _Cells(found.dataset, found.file, found.column or "")
        lines[cells] |= {one.line for one in cause.places if one.line}
    written = {
        (cells.file, cells.column, line): (column, value)
        for cells, wanted in lines.items()
        if (column := _column(records, cells)) is not None
        for line, value in _read(records, cells, wanted).items()
    }
    shown = {place: _say(value, column) for place, (column, value) in written.items()}
    known = _identifying(records, {value for _, value in written.values() if value})
    return {
        place: NOT_SHOWN if written[place][1] in known else said for place, said in shown.items()
    }


@dataclass(frozen=True)
class _Cells:
    """A column of one file."""

    dataset: str
    file: str
    column: str


def _column(records: Records, cells: _Cells) -> Column | None:
    """The column if anything of it may be shown."""
    if cells.dataset not in records.raw or cells.column not in records.raw[cells.dataset].columns:
        return None
    column = records.datasets[cells.dataset].column(cells.column)
    tells = column is None or column.sensitivity is Sensitivity.IDENTIFYING
    return None if tells else column


def _read(records: Records, cells: _Cells, lines: set[int]) -> dict[int, str | None]:
    """The texts in these lines of the file; of several files of a table, each has its own LINE."""
    table = records.raw[cells.dataset]
    places = [one.place for one in records.files if one.dataset == cells.dataset]
    if cells.file not in places:
        return {}
    first = FILE_STEP * places.index(cells.file)
    wanted = table.filter(table[LINE].isin(sorted(first + line for line in lines)))
    found = fetch(records.engine, wanted.select(LINE, cell=cells.column))
    own = (line - first for line in found[LINE].to_pylist())
    return dict(zip(own, found["cell"].to_pylist(), strict=True))


def _say(value: str | None, column: Column) -> str:
    if value is None:
        return EMPTY
    if len(value) > _LONGEST or _is_identifier(value) or column.type is ColumnType.TEXT:
        return NOT_SHOWN
    if column.codes:
        return value if _is_nearly(value, [code.code for code in column.codes]) else NOT_SHOWN
    if column.type is ColumnType.YES_NO:
        return value if value.lower() in _YES_NO else NOT_SHOWN
    return value if _NUMERIC.fullmatch(value) else NOT_SHOWN


def _is_identifier(value: str) -> bool:
    plain = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    return is_chi(plain) or is_scn(plain) or is_postcode(plain)


def _is_nearly(value: str, codes: Sequence[str]) -> bool:
    """Whether it is one of the codes but for capitals, signs or a slip of the keyboard."""
    if value.isdigit() and len(value) < 3:
        return True
    said = re.sub(r"[^a-z0-9]+", "_", value.lower())
    return bool(difflib.get_close_matches(said, codes, n=1, cutoff=_NEAR))


def _identifying(records: Records, values: set[str]) -> set[str]:
    """Those of the values that an identifying column of any table holds too."""
    known: set[str] = set()
    for dataset, table in records.raw.items():
        for column in records.datasets[dataset].columns:
            if column.sensitivity is Sensitivity.IDENTIFYING and column.name in table.columns:
                cell = table[column.name]
                same = table.filter(cell.isin(sorted(values))).select(same=column.name).distinct()
                known |= set(fetch(records.engine, same)["same"].to_pylist()) if values else set()
    return known
