"""Groups side by side: deprivation quintiles, or looked-after children against all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt

from .style import INK, MAIN, NARROW, QUIET, SOFT
from .svg import Chart, chart_of, layered, make_picture
from .types import Cell, Picture, Point, Table
from .words import (
    cell_of,
    is_percentage,
    notes_on,
    said,
    sentence_case,
    shown,
)

QUINTILES = {"1": "1, most deprived", "5": "5, least deprived"}
ROW = 40


def draw_deprivation(points: Sequence[Point], *, name: str, title: str, unit: str) -> Picture:
    """Bars for the fifths of areas from the most to the least deprived, in the order given."""
    named = [replace(point, label=QUINTILES.get(point.label, point.label)) for point in points]
    return _draw(named, name=name, title=title, unit=unit, header="Deprivation quintile")


def draw_groups(
    points: Sequence[Point], *, name: str, title: str, unit: str, alike: bool = False
) -> Picture:
    """Bars for named groups; unless all are `alike`, the first stands out against the others."""
    named = [replace(point, label=sentence_case(point.label)) for point in points]
    return _draw(named, name=name, title=title, unit=unit, header="Group", contrast=not alike)


def _draw(
    points: Sequence[Point],
    *,
    name: str,
    title: str,
    unit: str,
    header: str,
    contrast: bool = False,
) -> Picture:
    if not points:
        raise ValueError("a bar chart needs at least one group")
    values = "; ".join(f"{point.label}: {said(point.value, unit)}" for point in points)
    return make_picture(
        lambda width: _chart(points, unit=unit, width=width, contrast=contrast),
        name=name,
        title=title,
        alt_text=f"Bar chart: {title}. {values}.",
        table=_table(points, title=title, unit=unit, header=header),
    )


def _chart(points: Sequence[Point], *, unit: str, width: int, contrast: bool) -> Chart:
    labels = 150 if width > NARROW else 124
    inner = width - labels - 20
    biggest = max((point.value.value or 0 for point in points), default=0)
    longest = max(len(shown(point.value, unit)) for point in points)
    # Room for the value beside the longest bar, in the unit of the axis.
    domain = [0, (biggest or 1) * (1 + min(1.2, (longest * 8 + 16) / inner))]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    base = chart_of(_rows(points, unit=unit, contrast=contrast))
    y = alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.15))
    height = ROW * len(points)
    floor = base.mark_rule(color=QUIET).encode(x=alt.value(0), y=alt.value(0), y2=alt.value(height))
    bars = base.mark_bar(opacity=1).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    names = base.mark_text(align="right", baseline="middle", dx=-10).encode(
        x=alt.value(0), y=y, text="label:N"
    )
    layers = [bars, _values(base, x=x, y=y), names, floor]
    return layered(layers, width=inner, height=height)


def _values(base: Any, *, x: alt.X, y: alt.Y) -> Any:
    """The value at the end of its bar; where there is none, why."""
    texts = base.mark_text(align="left", baseline="middle", dx=8, fontWeight="bold")
    return texts.encode(x=x, y=y, text="text:N", color=alt.Color("ink:N", scale=None))


def _rows(points: Sequence[Point], *, unit: str, contrast: bool) -> list[dict[str, Any]]:
    return [
        {
            "at": at,
            "label": point.label,
            "value": point.value.value or 0,
            "text": shown(point.value, unit) if point.value.visible else _why(point, unit),
            "colour": SOFT if contrast and at else MAIN,
            "ink": INK if point.value.visible else QUIET,
        }
        for at, point in enumerate(points)
    ]


def _why(point: Point, unit: str) -> str:
    return f"* {said(point.value)}" if shown(point.value, unit) == "*" else shown(point.value, unit)


def _table(points: Sequence[Point], *, title: str, unit: str, header: str) -> Table:
    percentage = is_percentage(unit)
    column = "Percentage" if percentage else sentence_case(unit) or "Number"
    rows = tuple(
        (Cell(point.label), cell_of(point.value, "%" if percentage else "")) for point in points
    )
    notes = notes_on([point.value for point in points])
    return Table(caption=title, columns=(header, column), rows=rows, notes=notes)
