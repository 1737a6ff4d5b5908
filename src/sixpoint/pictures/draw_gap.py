"""A gap over time: its size as a line with limits, and the groups behind it in the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sixpoint.terms.cells import SafeNumber

from .describe_trend import SIGNAL_SIGN, period
from .draw_trend import draw_trend
from .types import Cell, Limits, Picture, Point, Table
from .words import cell_of, is_percentage, notes_on, number_in_figures


@dataclass(frozen=True, kw_only=True)
class GapPoint:
    """One time: the gap, and the value of each group in their order."""

    gap: Point
    groups: tuple[SafeNumber, ...]


def draw_gap(
    times: Sequence[GapPoint],
    *,
    groups: Sequence[str],
    name: str,
    title: str,
    unit: str,
    limits: Sequence[Limits] = (),
) -> Picture:
    """A line chart of the gap; the table has a row for each time, with each group's value.

    `groups` are the columns; `unit` is that of the groups, and a gap between percentages is told
    in percentage points.
    """
    of_gap = "percentage points" if is_percentage(unit) else unit
    drawn = draw_trend(
        [one.gap for one in times], name=name, title=title, unit=of_gap, limits=limits
    )
    table = _table(times, groups=groups, title=title, unit=unit)
    notes = tuple(dict.fromkeys([*table.notes, *drawn.table.notes]))
    return replace(drawn, table=replace(table, notes=notes))


def _table(times: Sequence[GapPoint], *, groups: Sequence[str], title: str, unit: str) -> Table:
    sign = "%" if is_percentage(unit) else ""
    intervals = any(one.gap.interval for one in times)
    rows = tuple(
        (
            Cell(period(one.gap.label.removeprefix("year "))),
            _gap(one.gap),
            *([_interval(one.gap)] if intervals else []),
            *(cell_of(value, sign) for value in one.groups),
        )
        for one in times
    )
    years = all(one.gap.label.startswith("year ") for one in times)
    first = "Year" if years else "Period"
    columns = (first, "Gap", *(["95% interval"] if intervals else []), *groups)
    caption = f"{title} ({'gap in percentage points' if sign else unit})"
    every = [number for one in times for number in (*one.groups, one.gap.value)]
    return Table(caption=caption, columns=columns, rows=rows, notes=notes_on(every))


def _gap(point: Point) -> Cell:
    cell = cell_of(point.value)
    return Cell(f"{cell.text} {SIGNAL_SIGN}", cell.tone) if point.signals else cell


def _interval(point: Point) -> Cell:
    if point.interval is None:
        return Cell("")
    lower, upper = (number_in_figures(end) for end in point.interval)
    return Cell(f"{lower} to {upper}")
