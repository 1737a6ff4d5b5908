"""The issues of reading: what concerns a row or a column, while the rest of the file goes on."""

from collections.abc import Iterator, Mapping

from sixpoint.files.xlsx_sheet import Oddities
from sixpoint.packs.datasets import Dataset
from sixpoint.records.header import likely_column
from sixpoint.records.rows import BadRow
from sixpoint.terms.issue import Issue, Severity

RAGGED = "RD-ROW-01"
QUOTES = "RD-ROW-02"
NO_ROWS = "RD-ROW-03"
UNKNOWN_COLUMN = "RD-COL-01"
UNNAMED_FILE = "RD-FILE-01"
MORE_ROWS = "RD-ROW-04"
FORMULA = "RD-CELL-01"
NO_RESULT = "RD-CELL-02"
MERGED = "RD-CELL-03"
HIDDEN = "RD-CELL-04"

CODES = {
    RAGGED: "a row has more or fewer cells than the header",
    QUOTES: "a row's quotation marks do not match",
    NO_ROWS: "a file holds a header and no rows",
    UNKNOWN_COLUMN: "the header has a column that the table has not",
    UNNAMED_FILE: "a file lies among the extracts that nobody named",
    MORE_ROWS: "more rows of a file cannot be read than are told one by one",
    FORMULA: "cells of a sheet are formulas; what they last came to is read",
    NO_RESULT: "a formula was saved without its result",
    MERGED: "cells of a sheet are merged; only the first holds the value",
    HIDDEN: "rows or columns of a sheet are hidden; they are read all the same",
}
"""Every code that reading gives, and what it stands for."""


def row_issue(bad: BadRow, *, dataset: Dataset, file: str, width: int) -> Issue:
    """A row that could not be read."""
    if bad.cells is None:
        return _issue(
            QUOTES,
            dataset.id,
            file=file,
            line=bad.first,
            message=f"The quotation marks of this row do not match{_lines(bad)}. It is set aside.",
            fix='Put " around the whole cell, and write a " inside it twice.',
        )
    return _issue(
        RAGGED,
        dataset.id,
        file=file,
        line=bad.first,
        message=f"This row has {bad.cells} cells{_lines(bad)}, the header has {width}. "
        "It is set aside.",
        fix='Put cells that hold a comma between " marks, and leave no cell out.',
    )


def _lines(bad: BadRow) -> str:
    return "" if bad.last <= bad.first else f" (lines {bad.first} to {bad.last})"


def more_rows_issue(count: int, *, dataset: Dataset, file: str) -> Issue:
    """The rows that could not be read beyond those told one by one."""
    return _issue(
        MORE_ROWS,
        dataset.id,
        file=file,
        line=None,
        message=f"{count:,} more rows of this file cannot be read. They are set aside.",
        fix="Look at the first of them: the extract itself is probably written wrongly.",
    )


def column_issue(cell: str, place: int, *, dataset: Dataset, file: str, line: int) -> Issue:
    """A column that the table has not; it is left unread."""
    likely = likely_column(cell, dataset)
    hint = f"Call it {likely}, if that is what it is." if likely else "Take it out of the extract."
    return _issue(
        UNKNOWN_COLUMN,
        dataset.id,
        file=file,
        line=line,
        message=f"Column {place} of the header is none of this table's. It is not read.",
        fix=hint,
    )


def odd_issues(
    odd: Oddities, *, names: Mapping[int, str], dataset: Dataset, file: str, after: int
) -> Iterator[Issue]:
    """What in a sheet is not plain data; `names` are our columns by place, `after` the header."""

    def issue(code: str, line: int, place: int | None, said: tuple[str, str]) -> Issue:
        message, fix = said
        severity = Severity.WARNING if code in (FORMULA, HIDDEN) else Severity.ERROR
        column = None if place is None else names.get(place)
        return _issue(
            code,
            dataset.id,
            file=file,
            line=line,
            column=column,
            message=message,
            fix=fix,
            severity=severity,
        )

    for place, count in sorted(odd.formulas.items()):
        if place in names:
            yield issue(FORMULA, odd.first_formula[place], place, _formulas(count))
    for line, place in odd.no_result:
        if line > after and place in names:
            yield issue(NO_RESULT, line, place, _NO_RESULT)
    for first, left, last, right in odd.merged:
        if last > after and any(left <= place <= right for place in names):
            yield issue(MERGED, max(first, after + 1), left, _merged(max(first, after + 1), last))
    hidden = [line for line in odd.hidden_rows if line > after]
    if hidden:
        yield issue(HIDDEN, hidden[0], None, _hidden("rows", len(hidden)))
    for first, last in odd.hidden_columns:
        if any(first <= place <= last for place in names):
            yield issue(HIDDEN, after, max(first, min(names)), _hidden("columns", last - first + 1))


_NO_RESULT = (
    "This cell is a formula that was saved without its result. Nothing is read from it.",
    "Open the workbook, let it calculate, and save it again; or save values only.",
)


def _formulas(count: int) -> tuple[str, str]:
    cells = (
        "1 cell of this column is a formula"
        if count == 1
        else (f"{count:,} cells of this column are formulas")
    )
    return (
        f"{cells}. What they last came to is read.",
        "Save values only, so that nothing changes after the extract was taken.",
    )


def _merged(first: int, last: int) -> tuple[str, str]:
    return (
        f"Cells are merged in rows {first:,} to {last:,}. Only the first of them holds the value; "
        "the others are read as empty.",
        "Take the merge away and fill in every row.",
    )


def _hidden(what: str, count: int) -> tuple[str, str]:
    return (
        f"Some {what} of this sheet are hidden ({count:,}). They are read like the others.",
        f"Show them, and take out the {what} that do not belong to the extract.",
    )


def no_rows_issue(*, dataset: Dataset, file: str) -> Issue:
    """A file that holds nothing but its header."""
    return _issue(
        NO_ROWS,
        dataset.id,
        file=file,
        line=None,
        message="This file has a header and no rows.",
        fix="Make sure that there was nothing to extract.",
        severity=Severity.WARNING,
    )


def unnamed_file_issue(file: str) -> Issue:
    """A file among the extracts that partnership.yaml does not name; it is left unread."""
    return _issue(
        UNNAMED_FILE,
        "",
        file=file,
        line=None,
        message="partnership.yaml names no table for this file. It is not read.",
        fix="Name its table under its agency, or take the file away.",
        severity=Severity.WARNING,
    )


def _issue(
    code: str,
    dataset: str,
    *,
    file: str,
    line: int | None,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
    column: str | None = None,
) -> Issue:
    return Issue(
        code=code,
        severity=severity,
        dataset=dataset,
        file=file,
        line=line,
        key=None,
        column=column,
        message=message,
        fix=fix,
    )
