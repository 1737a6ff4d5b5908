"""Series read from a CSV: every problem at once, with its line and never its cell.

Columns: series, period, and value, or numerator and denominator; and if wanted rebase, true at the
first point of a new baseline, and provisional, true where a point may still change. Rows of a
series stand in the order of their periods; those of different series may be mixed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import gt, truediv
from pathlib import Path

from sixpoint.files.columns import Columns, read_columns
from sixpoint.terms.problems import Problem, UserError

from .periods import read_alike, read_periods
from .types import COUNTED, Chart, Series

NEVER_NEGATIVE = COUNTED | {Chart.G, Chart.T}


@dataclass(frozen=True, kw_only=True)
class Named:
    """A series with its name."""

    name: str
    series: Series


def read_series(
    file: Path, *, chart: Chart | None, as_at: date, target: float | None = None
) -> list[Named]:
    """Each series of the file, in the order of its first row; a UserError with all problems.

    A denominator of nought under a numerator of nought leaves a period without a value. A period
    that begins after `as_at` is refused.
    """
    columns = read_columns(
        file,
        needed=("series", "period"),
        optional=("value", "numerator", "denominator", "rebase", "provisional"),
    )
    points, problems = _points(columns, chart)
    rows = _rows(points.names)
    for own in rows.values():
        problems += _period_problems(columns, points.periods, own, as_at=as_at)
    if not rows:
        what, fix = "The file has a header and no rows.", "Give each series at least one period."
        problems.append(Problem(code="trend.rows", what=what, fix=fix, file=file))
    if problems:
        raise UserError(sorted(problems, key=lambda problem: problem.line or 0))
    return [
        Named(name=name, series=points.series(own, target=target)) for name, own in rows.items()
    ]


@dataclass(frozen=True, kw_only=True)
class _Points:
    """The points of all series by row; `over` is None where values have no denominators."""

    names: list[str]
    periods: list[str]
    values: list[float | None]
    over: list[float | None] | None
    rebase: list[bool]
    provisional: list[bool]

    def series(self, own: Sequence[int], *, target: float | None) -> Series:
        """The series whose rows these are."""
        return Series(
            values=[self.values[index] for index in own],
            denominators=None if self.over is None else [self.over[index] for index in own],
            labels=[self.periods[index] for index in own],
            rebase=_marked(self.rebase, own),
            provisional=_marked(self.provisional, own),
            target=target,
        )


def _points(columns: Columns, chart: Chart | None) -> tuple[_Points, list[Problem]]:
    names, problems = columns.words("series")
    periods, wrong = columns.words("period")
    problems += wrong
    values, over, wrong = _values(columns, chart)
    problems += wrong
    marks = {}
    for name in ("rebase", "provisional"):
        marks[name], wrong = columns.marks(name) if name in columns else ([], [])
        problems += wrong
    return _Points(names=names, periods=periods, values=values, over=over, **marks), problems


def _rows(names: Sequence[str]) -> dict[str, list[int]]:
    """The rows of each series, in the order of first rows."""
    rows: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        rows.setdefault(name, []).append(index)
    return rows


def _marked(marks: Sequence[bool], own: Sequence[int]) -> frozenset[int]:
    if not marks:
        return frozenset()
    return frozenset(place for place, index in enumerate(own) if marks[index])


Values = tuple[list[float | None], list[float | None] | None, list[Problem]]


def _values(columns: Columns, chart: Chart | None) -> Values:
    """Values, denominators if there are any, and what is wrong with them."""
    given = [name for name in ("value", "numerator", "denominator") if name in columns]
    if given == ["value"] and chart not in COUNTED:
        values, problems = columns.numbers("value")
        return values, None, [*problems, *_negative(columns, values, chart)]
    if given == ["numerator", "denominator"] and chart not in (Chart.G, Chart.T):
        return _ratios(columns, chart)
    counted = chart in COUNTED
    either = "numerator and denominator" if counted else "value"
    also = "" if counted or chart in (Chart.G, Chart.T) else ", or numerator and denominator"
    kind = f"A chart of the kind {chart}" if chart else "A chart"
    return (
        [],
        None,
        [
            Problem(
                code="wrong-header",
                what=f"{kind} needs {either}{also}.",
                fix="Give these columns and no others that hold numbers.",
                file=columns.file,
                line=1,
            )
        ],
    )


def _negative(
    columns: Columns, values: Sequence[float | None], chart: Chart | None
) -> list[Problem]:
    if chart not in NEVER_NEGATIVE:
        return []
    what = f"The value is below nought, which a chart of the kind {chart} cannot have."
    fix = "Correct it, or ask for a chart of the kind xmr."
    return [
        columns.problem(index, code="trend.negative", what=what, fix=fix)
        for index, value in enumerate(values)
        if value is not None and value < 0
    ]


def _ratios(columns: Columns, chart: Chart | None) -> Values:
    above, problems = columns.numbers("numerator")
    below, wrong = columns.numbers("denominator")
    problems += wrong
    if not problems and (ratios := _sound(above, below, chart)):
        return ratios, below, []
    values: list[float | None] = []
    over: list[float | None] = []
    for index, (n, d) in enumerate(zip(above, below, strict=True)):
        good = n is not None and d is not None and d > 0
        values.append(n / d if good and n is not None and d else None)
        over.append(d if good else None)
        if n is not None or d is not None:
            problems += _ratio_problems(columns, index, n, d, chart=chart)
    return values, over, problems


def _sound(
    above: Sequence[float | None], below: Sequence[float | None], chart: Chart | None
) -> list[float | None] | None:
    """The ratios of a file in which nothing is absent and nothing wrong, as in nearly all."""
    n = [number for number in above if number is not None]
    d = [number for number in below if number is not None]
    if (
        len(n) < len(above)
        or len(d) < len(below)
        or min(n, default=0) < 0
        or min(d, default=1) <= 0
    ):
        return None
    if chart in (Chart.P, Chart.PPRIME) and any(map(gt, n, d)):
        return None
    return [*map(truediv, n, d)]


def _ratio_problems(
    columns: Columns, index: int, n: float | None, d: float | None, *, chart: Chart | None
) -> Iterator[Problem]:
    fix = "Correct the numbers, or leave both empty if they are not known."
    if n is None or d is None:
        if columns.cells["numerator" if n is None else "denominator"][index].strip() == "":
            what = "A numerator stands without a denominator, or the other way round."
            yield columns.problem(index, code="trend.denominators", what=what, fix=fix)
    elif d < 0 or (d == 0 and n != 0):
        what = "The denominator is nought or below it."
        yield columns.problem(index, code="trend.denominators", what=what, fix=fix)
    elif n < 0 and chart not in (Chart.XMR, Chart.RUN):
        yield columns.problem(
            index, code="trend.negative", what="The numerator is below nought.", fix=fix
        )
    elif n > d and chart in (Chart.P, Chart.PPRIME):
        what = "The numerator is above the denominator, so it is no share of it."
        yield columns.problem(
            index, code="trend.share", what=what, fix=f"{fix} Rates belong on a chart u."
        )


def _period_problems(
    columns: Columns, periods: Sequence[str], own: Sequence[int], *, as_at: date
) -> Iterator[Problem]:
    """Periods of one series that are there twice, out of order, or still to come."""
    alike = read_alike([periods[index] for index in own])
    if alike and (alike.steps > 0).all() and (alike.latest is None or alike.latest <= as_at):
        return
    seen: set[str] = set()
    before = None
    whens = read_periods([periods[index] for index in own])
    for index, when in zip(own, whens, strict=True):
        label = periods[index]
        if label in seen:
            yield _not_after(columns, index, same=True)
            continue
        seen.add(label)
        if when is None:
            continue
        if before is not None and when.kind == before.kind and when.place <= before.place:
            yield _not_after(columns, index, same=when.place == before.place)
        if when.starts is not None and when.starts > as_at:
            what = "This period has not begun yet."
            fix = "Correct it, or leave the row out."
            yield columns.problem(index, code="trend.period-future", what=what, fix=fix)
        before = when


def _not_after(columns: Columns, index: int, *, same: bool) -> Problem:
    """What to say of a period that does not come after the one above it."""
    if same:
        what, fix = "This period is in the series twice.", "Keep one row for each period."
        return columns.problem(index, code="trend.period-twice", what=what, fix=fix)
    what = "This period comes before the one above it in the same series."
    fix = "Sort the rows by period."
    return columns.problem(index, code="trend.period-order", what=what, fix=fix)
