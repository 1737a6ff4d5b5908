"""A timeline: what happened on which day, in one lane for each of those who recorded it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from .style import GRID, MAIN, NARROW, QUIET
from .svg import Chart, chart_of, layered, make_picture
from .types import Cell, Picture, Table
from .words import plural

LANE = 44


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One thing that happened."""

    day: date
    lane: str
    what: str


def draw_timeline(
    moments: Sequence[Moment], *, lanes: Sequence[str], name: str, title: str
) -> Picture:
    """A mark for each moment, in the lanes' order; several on one day lie upon each other."""
    if not moments:
        raise ValueError("a timeline needs at least one moment")
    ordered = sorted(moments, key=lambda one: (one.day, lanes.index(one.lane)))
    counts = [(lane, sum(one.lane == lane for one in moments)) for lane in lanes]
    said = "; ".join(f"{lane}: {n} {plural(n, 'event')}" for lane, n in counts)
    span = f"from {ordered[0].day.isoformat()} to {ordered[-1].day.isoformat()}"
    return make_picture(
        lambda width: _chart(ordered, lanes=lanes, width=width),
        name=name,
        title=title,
        alt_text=f"Timeline: {title}, {span}. {said}. The table says what happened on each day.",
        table=_table(ordered, title=title),
        key=("Each mark is one event, on its day, in the lane of the agency that recorded it.",),
    )


def _chart(moments: Sequence[Moment], *, lanes: Sequence[str], width: int) -> Chart:
    labels = 130 if width > NARROW else 104
    inner, height = width - labels - 20, LANE * len(lanes)
    first, last = moments[0].day, moments[-1].day
    days = max((last - first).days, 1)
    rows = [
        {
            "at": (one.day - first).days,
            "lane": LANE * (lanes.index(one.lane) + 0.5),
            "start": 0,
            "end": days,
        }
        for one in moments
    ]
    x = alt.Scale(domain=[-0.02 * days, 1.02 * days], nice=False)
    y = alt.Scale(domain=[0, height], reverse=True, nice=False)
    marks = chart_of(rows).mark_tick(color=MAIN, thickness=3, size=24, opacity=1)
    drawn = marks.encode(x=alt.X("at:Q", axis=None, scale=x), y=alt.Y("lane:Q", axis=None, scale=y))
    return layered(
        [*_lanes(lanes, days, x, y), drawn, *_ends(first, last, days, x)],
        width=inner,
        height=height,
    )


def _lanes(lanes: Sequence[str], days: int, x: alt.Scale, y: alt.Scale) -> list[Any]:
    base = chart_of(
        [
            {"name": lane, "lane": LANE * (at + 0.5), "start": 0, "end": days}
            for at, lane in enumerate(lanes)
        ]
    )
    at = alt.Y("lane:Q", axis=None, scale=y)
    lines = base.mark_rule(color=GRID, strokeWidth=2).encode(
        x=alt.X("start:Q", axis=None, scale=x), x2="end:Q", y=at
    )
    names = base.mark_text(align="right", baseline="middle", dx=-10).encode(
        x=alt.value(0), y=at, text="name:N"
    )
    return [lines, names]


def _ends(first: date, last: date, days: int, x: alt.Scale) -> list[Any]:
    """The first day below the left end, the last below the right one."""
    return [
        chart_of([{"at": at, "text": day.isoformat()}])
        .mark_text(align=align, baseline="bottom", color=QUIET)
        .encode(x=alt.X("at:Q", axis=None, scale=x), y=alt.value(0), text="text:N")
        for at, day, align in ((0, first, "left"), (days, last, "right"))
    ]


def _table(moments: Sequence[Moment], *, title: str) -> Table:
    rows = tuple((Cell(m.day.isoformat()), Cell(m.lane), Cell(m.what)) for m in moments)
    return Table(
        caption=title, columns=("Day", "Agency", "What happened"), rows=rows, numbers=False
    )
