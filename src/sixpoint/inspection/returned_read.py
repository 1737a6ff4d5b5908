"""The pre-inspection return comes back in Excel: every problem at once, each with its cell.

Takes the bytes of a workbook and the plan that it was made from; gives its rows. Refuses whatever
the form has no place for, and never quotes a cell: what does not belong may be a child's name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from sixpoint.files.excel_safe import Sheet, Value, address, read_workbook
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.shapes import is_chi, is_postcode, is_scn

from .returned_plan import ReturnPlan
from .returned_workbook import ABOUT, CHILDREN, LISTS, SIGNED, TITLES, ReturnLine, facts_of

MOST_CHILDREN = 10_000
CELLS_NAMED = 12
"""Cells or runs of cells named in one problem; how many there are in all is said too."""
_DAY = re.compile(r"\d{1,4}[./ -](\d{1,2}|[A-Za-z]{3,9})[./ -]\d{2,4}([ T].*)?")
_WORDS = re.compile(r"[^\W\d_]{2,}([ '\-.]+[^\W\d_]+)*")


def read_return(data: bytes, plan: ReturnPlan, *, name: Path) -> tuple[ReturnLine, ...]:
    """The rows of the return, in the order of references; a UserError that holds every problem."""
    sheets = read_workbook(data, name=name)
    problems = list(_sheets_problems(sheets, plan, name))
    children = next((one for one in sheets if one.title == CHILDREN), None)
    if problems or children is None:
        raise UserError(problems)
    filled, problems = _filled(children, name)
    found: defaultdict[_Wrong, list[int]] = defaultdict(list)
    times = Counter(row[0] for _, row in filled)
    for at, row in filled:
        for wrong in _row_wrong(row, plan, times):
            found[wrong].append(at)
    problems += [_cells_problem(wrong, rows, name) for wrong, rows in sorted(found.items())]
    if problems:
        raise UserError(problems)
    lines = [_line(row, plan) for _, row in filled]
    return tuple(sorted(lines, key=lambda one: one.reference))


@dataclass(frozen=True, order=True)
class _Wrong:
    """What is wrong with a cell of one column: the same words for the same trouble."""

    column: int
    what: str
    fix: str


Row = tuple[int, tuple[Value, ...]]


def _cells_problem(wrong: _Wrong, rows: Sequence[int], name: Path) -> Problem:
    """One problem for all cells of a column that have the same trouble."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    named = [
        address(first, wrong.column)
        if first == last
        else f"{address(first, wrong.column)} to {address(last, wrong.column)}"
        for first, last in runs[:CELLS_NAMED]
    ]
    more = ", and more" if len(runs) > CELLS_NAMED else ""
    count = f" ({len(rows):,} cells)" if len(rows) > 1 else ""
    where = f"{CHILDREN}, {', '.join(named)}{more}{count}"
    return _problem("return-cell", f"{where}: {wrong.what}", wrong.fix, name)


def _problem(code: str, what: str, fix: str, name: Path) -> Problem:
    return Problem(code=code, what=what, fix=fix, file=name)


def _sheets_problems(sheets: Sequence[Sheet], plan: ReturnPlan, name: Path) -> Iterator[Problem]:
    titles = [one.title for one in sheets]
    expected = (ABOUT, CHILDREN, SIGNED, LISTS)
    for title in expected:
        if title not in titles:
            what = f"The sheet {title!r} is missing."
            yield _problem("return-sheet", what, "Fill in the workbook that was made.", name)
    extra = len([title for title in titles if title not in expected])
    if extra:
        what = f"{extra} of its sheets do not belong to the return."
        yield _problem("return-sheet", what, "Take them out.", name)
    about = next((one for one in sheets if one.title == ABOUT), None)
    if about is not None:
        yield from _about_problems(about, plan, name)


def _about_problems(about: Sheet, plan: ReturnPlan, name: Path) -> Iterator[Problem]:
    """The workbook must be the one for this programme, partnership and day."""
    said = {str(row[0]): row[1] for row in about.rows if len(row) > 1 and row[0] and row[1]}
    for fact, value in facts_of(plan):
        if str(said.get(fact, "")) != value:
            what = f"{ABOUT}: {fact} is not {value}. This return was made for something else."
            fix = "Fill in the workbook made for this programme, partnership and day."
            yield _problem("return-programme", what, fix, name)


def _filled(sheet: Sheet, name: Path) -> tuple[list[Row], list[Problem]]:
    """The rows that hold anything, or what keeps them from being read at all."""
    header = _trimmed(sheet.rows[0]) if sheet.rows else ()
    if header != TITLES:
        what = f"{CHILDREN}, row 1: the header is not {', '.join(TITLES)}."
        fix = "Leave the header as it was made, and add no column: only these four are read."
        return [], [_problem("return-header", what, fix, name)]
    filled = [(at, row) for at, row in enumerate(sheet.rows[1:], start=2) if _trimmed(row)]
    if len(filled) > MOST_CHILDREN:
        what = f"{CHILDREN}: {len(filled):,} rows; a return has at most {MOST_CHILDREN:,}."
        fix = "List only the children it asks for."
        return [], [_problem("return-too-long", what, fix, name)]
    if not filled:
        what = f"{CHILDREN}: nobody is listed."
        return [], [_problem("return-empty", what, "Fill it in.", name)]
    return filled, []


def _trimmed(row: Sequence[Value]) -> tuple[Value, ...]:
    """The row without empty cells at its end."""
    last = max((at for at, value in enumerate(row, start=1) if value is not None), default=0)
    return tuple(row[:last])


def _line(row: Sequence[Value], plan: ReturnPlan) -> ReturnLine:
    agencies = {name: id_ for id_, name in plan.agencies}
    return ReturnLine(
        reference=str(row[0]),
        category=plan.categories[str(row[1])],
        age_band=str(row[2]),
        listed_by=agencies[str(row[3])],
    )


def _row_wrong(row: Sequence[Value], plan: ReturnPlan, times: Counter[Value]) -> Iterator[_Wrong]:
    """Everything that is wrong with one row, cells beside the form included."""
    allowed = (
        None,
        frozenset(plan.categories),
        frozenset(plan.age_bands),
        frozenset(agency for _, agency in plan.agencies),
    )
    for place, value in enumerate(row[len(TITLES) :], start=len(TITLES) + 1):
        if value is not None:
            what = f"{_looks_like(value)} beside the form."
            yield _Wrong(place, what, "Take it out; the return has four columns.")
    cells = [*row, *[None] * len(TITLES)][: len(TITLES)]
    for place, value in enumerate(cells, start=1):
        wrong = _cell_wrong(value, allowed[place - 1], plan, times)
        if wrong is not None:
            yield _Wrong(place, f"{TITLES[place - 1].lower()}: {wrong[0]}", wrong[1])


def _cell_wrong(
    value: Value, allowed: frozenset[str] | None, plan: ReturnPlan, times: Counter[Value]
) -> tuple[str, str] | None:
    """What is wrong with a cell, and what to do; `allowed` is None for the reference."""
    if value is None:
        return "it is empty.", "Fill it in, or take the row out."
    if allowed is not None:
        if value in allowed:
            return None
        return f"{_looks_like(value)}, and none of the list.", "Choose from the list in the cell."
    if not isinstance(value, str) or not re.fullmatch(rf"{plan.prefix}-[0-9]{{3,5}}", value):
        fix = f"Write the local reference, such as {plan.prefix}-00001, and nothing else."
        return f"{_looks_like(value)}, and no local reference.", fix
    if times[value] > 1:
        return "the same reference stands in another row.", "List each child once."
    return None


def _looks_like(value: Value) -> str:
    """What a cell seems to hold, without saying it."""
    if isinstance(value, bool) or value is None:
        return "something"
    if isinstance(value, (date, time)):
        return "a date, perhaps of birth"
    text = re.sub(r"\.0$", "", str(value))
    plain = re.sub(r"[\s-]", "", text).upper()
    if is_chi(plain) or is_chi(plain.zfill(10)):
        return "a number shaped like a CHI number"
    if is_scn(plain):
        return "a number shaped like a Scottish Candidate Number"
    if is_postcode(plain):
        return "text shaped like a postcode"
    if _DAY.fullmatch(text):
        return "a date, perhaps of birth"
    if isinstance(value, str) and _WORDS.fullmatch(text):
        return "words, perhaps a name"
    return "a number" if isinstance(value, (int, float)) else "text"
