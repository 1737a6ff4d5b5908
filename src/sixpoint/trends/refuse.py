"""What makes no series, said all at once."""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import isfinite

from sixpoint.files.columns import LARGEST
from sixpoint.terms.problems import Problem, UserError

from .types import COUNTED, Chart, Series

NEVER_NEGATIVE = COUNTED | {Chart.G, Chart.T}


def refuse(many: Sequence[Series], *, chart: Chart, baseline: int | None) -> None:
    """Raises a UserError with every problem, each told once however many series have it."""
    problems = list(chain.from_iterable(_problems(one, chart=chart) for one in many))
    if not many:
        problems.append(_NO_VALUES)
    if baseline is not None and baseline < 2:
        problems.append(
            Problem(
                code="trend.baseline",
                what="A baseline of fewer than two points has no moving range.",
                fix="Give two points or more; twelve make the limits firm.",
            )
        )
    if problems:
        raise UserError(dict.fromkeys(problems))


_NO_VALUES = Problem(
    code="trend.values",
    what="A series has no points, or one whose value is not a number, or is too large.",
    fix="Give at least one period, and leave out values that are not known.",
)


def _problems(series: Series, *, chart: Chart) -> Iterator[Problem]:
    values = [value for value in series.values if value is not None]
    if not series.values or not _are_numbers(values):
        yield _NO_VALUES
    points = range(len(series.values))
    marked = chain(series.rebase, series.provisional)
    if any(index not in points for index in marked):
        yield Problem(
            code="trend.rebase",
            what="A new baseline, or a provisional point, lies outside the series.",
            fix="Name the points from 0 to one fewer than there are.",
        )
    if chart in NEVER_NEGATIVE and min(values, default=0) < 0:
        yield Problem(
            code="trend.negative",
            what=f"A value is below nought, which cannot be on a chart of the kind {chart}.",
            fix="Correct the value, or use a chart of the kind xmr.",
        )
    yield from _counting_problems(series, values, chart=chart)


def _counting_problems(
    series: Series, values: Sequence[float], *, chart: Chart
) -> Iterator[Problem]:
    over = series.denominators
    known = [each for each in over or () if each is not None]
    if chart in COUNTED and over is None:
        yield Problem(
            code="trend.denominators",
            what=f"A chart of the kind {chart} needs what each value is out of, or over.",
            fix="Give the denominators, or use a chart of the kind xmr.",
        )
    elif over is not None and (
        len(over) != len(series.values) or not _are_numbers(known) or min(known, default=1) <= 0
    ):
        yield Problem(
            code="trend.denominators",
            what="A denominator is missing, nought or below it, or not a number.",
            fix="Give each value one above nought, or leave out the period.",
        )
    if chart in (Chart.P, Chart.PPRIME) and max(values, default=0) > 1:
        yield Problem(
            code="trend.share",
            what="A value is above its denominator, so it is no share of it.",
            fix="Correct the numbers, or use a chart of the kind u.",
        )


def _are_numbers(numbers: Sequence[float]) -> bool:
    return all(map(isfinite, numbers)) and max(map(abs, numbers), default=0) <= LARGEST
