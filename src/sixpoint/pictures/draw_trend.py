"""A measure over time: its points against centre line and limits, signals marked by shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from .describe_trend import describe, key_of, period, tabulate
from .style import BAND, GRID, INK, MAIN, NARROW, QUIET, SIGNAL, SOFT, WHITE
from .svg import Chart, chart_of, layered, make_picture, reading
from .types import Limits, Picture, Point
from .words import HIDDEN, in_unit, is_percentage, sentence_case, shown

HEIGHT = 230
LINE = 16  # pixels that a label beside the chart needs


def draw_trend(
    points: Sequence[Point],
    *,
    name: str,
    title: str,
    unit: str,
    limits: Sequence[Limits] = (),
    target: float | None = None,
) -> Picture:
    """A line chart of the points in their order; a point that may not be shown leaves a gap."""
    if not points:
        raise ValueError("a trend needs at least one point")
    spans = [_Span(limit, len(points)) for limit in limits]
    drawn = _Drawn(points=points, unit=unit, spans=spans, target=target)
    return make_picture(
        lambda width: _chart(drawn, width=width),
        name=name,
        title=title,
        alt_text=describe(points, title=title, unit=unit, limits=limits, target=target),
        table=tabulate(points, title=title, unit=unit, limits=limits, target=target),
        key=key_of(points),
    )


class _Span:
    """Limits with the first and last point for which they hold."""

    def __init__(self, limits: Limits, count: int) -> None:
        self.limits = limits
        self.first = limits.first or 0
        self.start = self.first - 0.5
        self.end = (count - 1 if limits.last is None else limits.last) + 0.5

    def rows(self, floor: float) -> list[dict[str, float]]:
        """The span as rows of a chart's data, a row for each point with limits of its own.

        Where there is no lower limit the band reaches down to the floor of the chart.
        """
        each = self.limits
        if each.edges:
            return [
                {"start": at - 0.5, "end": at + 0.5, "lower": lower, "upper": upper}
                for at, (lower, upper) in enumerate(each.edges, start=self.first)
            ]
        if each.upper is None:
            return []
        lower = floor if each.lower is None else each.lower
        return [{"start": self.start, "end": self.end, "lower": lower, "upper": each.upper}]

    @property
    def numbers(self) -> list[float]:
        """All that the chart must have room for."""
        each = self.limits
        edges = [number for edge in each.edges for number in edge]
        return [each.centre, *(n for n in (each.lower, each.upper) if n is not None), *edges]


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What one chart shows, at whatever width."""

    points: Sequence[Point]
    unit: str
    spans: Sequence[_Span]
    target: float | None


def _chart(drawn: _Drawn, *, width: int) -> Chart:
    points, spans = drawn.points, drawn.spans
    domain = _domain(drawn)
    beside = 130 if (spans or drawn.target is not None) and width > NARROW else 0
    inner = width - 56 - beside
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[-0.5, len(points) - 0.5], nice=False))
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=list(domain), nice=False),
        axis=alt.Axis(tickCount=5, gridColor=GRID, labelExpr=_axis_words(drawn.unit)),
    )
    layers = [*_limits(spans, y=y, x=x, floor=domain[0]), *_begins(spans, x=x)]
    layers += [*_target(drawn.target, y=y, width=inner), *_points(points, x=x, y=y)]
    layers += _periods(points, x=x, width=inner)
    if beside:
        layers += [_line_names(drawn, domain=domain, y=y, at=inner)]
    return layered(layers, width=inner, height=HEIGHT)


def _axis_words(unit: str) -> str:
    return "format(datum.value, ',') + '%'" if is_percentage(unit) else "format(datum.value, ',')"


def _domain(drawn: _Drawn) -> tuple[float, float]:
    """Room for every shown value and line, and for the signs of hidden points below them."""
    values = [p.value.value for p in drawn.points if p.value.value is not None]
    for span in drawn.spans:
        values += span.numbers
    values += [end for p in drawn.points for end in p.interval or ()]
    values += [] if drawn.target is None else [drawn.target]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = max((high - low) * 0.15, 1e-9 if high > low else abs(high) * 0.1 or 1.0)
    top = high + room
    bottom = max(low - room, 0.0) if low >= 0 else low - room
    return bottom, min(top, 100.0) if is_percentage(drawn.unit) and high <= 100 else top


def _limits(spans: Sequence[_Span], *, x: alt.X, y: alt.Y, floor: float) -> list[Any]:
    if not spans:
        return []
    base = chart_of([row for span in spans for row in span.rows(floor)])
    from_to = {"x": reading(x, "start"), "x2": "end:Q"}
    band = base.mark_rect(color=BAND).encode(**from_to, y=reading(y, "lower"), y2="upper:Q")
    edges = [
        base.mark_rule(color=SOFT, strokeDash=[4, 3]).encode(**from_to, y=reading(y, edge))
        for edge in ("lower", "upper")
    ]
    centres = chart_of(
        [{"start": span.start, "end": span.end, "centre": span.limits.centre} for span in spans]
    )
    line = centres.mark_rule(color=QUIET, size=1.5).encode(**from_to, y=reading(y, "centre"))
    return [band, *edges, line]


def _begins(spans: Sequence[_Span], *, x: alt.X) -> list[Any]:
    """An upright line where a new baseline begins."""
    starts = chart_of([{"at": span.start} for span in spans[1:]])
    rule = starts.mark_rule(color=QUIET, strokeDash=[2, 3])
    return [rule.encode(x=x, y=alt.value(0), y2=alt.value(HEIGHT))]


def _target(target: float | None, *, y: alt.Y, width: int) -> list[Any]:
    if target is None:
        return []
    rule = chart_of([{"value": target}]).mark_rule(color=INK, size=1.5, strokeDash=[8, 4])
    return [rule.encode(x=alt.value(0), x2=alt.value(width), y=y)]


def _points(points: Sequence[Point], *, x: alt.X, y: alt.Y) -> list[Any]:
    rows = [
        {
            "at": at,
            "value": point.value.value,
            "signal": bool(point.signals),
            "hollow": point.provisional,
        }
        for at, point in enumerate(points)
    ]
    seen = [row for row in rows if row["value"] is not None]
    ordinary = chart_of([row for row in seen if not row["signal"] and not row["hollow"]])
    hollow = chart_of([row for row in seen if row["hollow"]])
    marked = chart_of([row for row in seen if row["signal"]])
    layers: list[Any] = [
        _intervals(points, x=x, y=y),
        *(
            chart_of(run).mark_line(color=MAIN, strokeWidth=2.5).encode(x=x, y=y)
            for run in _runs(rows)
        ),
    ]
    dots = ordinary.mark_point(color=MAIN, filled=True, size=45, opacity=1)
    rings = hollow.mark_point(fill=WHITE, stroke=MAIN, strokeWidth=2, size=50, opacity=1)
    diamonds = marked.mark_point(
        shape="diamond", fill=SIGNAL, stroke=WHITE, strokeWidth=1.5, size=170, opacity=1
    )
    layers += [marks.encode(x=x, y=y) for marks in (dots, rings, diamonds)]
    return [*layers, _gaps(points, x=x)]


def _intervals(points: Sequence[Point], *, x: alt.X, y: alt.Y) -> Any:
    """An upright line through each point that has an interval, with its two ends."""
    rows = [
        {"at": at, "lower": point.interval[0], "upper": point.interval[1]}
        for at, point in enumerate(points)
        if point.interval is not None
    ]
    whiskers = chart_of(rows).mark_rule(color=QUIET, size=1.5)
    return whiskers.encode(x=x, y=reading(y, "lower"), y2="upper:Q")


def _runs(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Neighbouring points that are all shown; a line never bridges a gap."""
    runs: list[list[dict[str, Any]]] = [[]]
    for row in rows:
        if row["value"] is None:
            runs.append([])
        else:
            runs[-1].append(row)
    return [run for run in runs if len(run) > 1]


def _gaps(points: Sequence[Point], *, x: alt.X) -> Any:
    """An asterisk or a question mark at the foot of the chart where there is no point."""
    rows = [
        {"at": at, "sign": HIDDEN if shown(point.value) == HIDDEN else "?"}
        for at, point in enumerate(points)
        if not point.value.visible
    ]
    signs = chart_of(rows).mark_text(color=QUIET, fontSize=17, fontWeight="bold", baseline="bottom")
    return signs.encode(x=x, y=alt.value(HEIGHT + 2), text="sign:N")


def _periods(points: Sequence[Point], *, x: alt.X, width: int) -> list[Any]:
    """Labels below the chart: each year once where points are quarters, else as many as fit."""
    rows = _period_rows([point.label for point in points], room=width // 52)
    base = chart_of(rows)
    ticks = base.mark_rule(color=QUIET).encode(x=x, y=alt.value(HEIGHT), y2=alt.value(HEIGHT + 5))
    names = base.mark_text(color=QUIET, baseline="top").encode(
        x=x, y=alt.value(HEIGHT + 9), text="label:N"
    )
    floor = chart_of([{}]).mark_rule(color=QUIET)
    ends = {"x": alt.value(0), "x2": alt.value(width)}
    return [floor.encode(**ends, y=alt.value(HEIGHT)), ticks, names]


def _period_rows(labels: Sequence[str], *, room: int) -> list[dict[str, Any]]:
    years = [(at, label[:-3]) for at, label in enumerate(labels) if label.endswith("-Q1")]
    if len(years) > 1 and all("-Q" in label for label in labels):
        chosen = years
    else:
        every = max(1, -(-len(labels) // max(room, 1)))
        chosen = [
            (at, period(label.removeprefix("year ")))
            for at, label in enumerate(labels)
            if at % every == 0
        ]
    return [{"at": at, "label": label} for at, label in chosen]


def _line_names(drawn: _Drawn, *, domain: tuple[float, float], y: alt.Y, at: int) -> Any:
    """What the lines are, beside their right ends and never over each other."""
    named = _named_lines(drawn)
    low, high = domain
    line = (high - low) / HEIGHT * LINE
    rows: list[dict[str, Any]] = []
    for name, value in sorted(named, key=lambda each: -each[1]):
        place = min(value, rows[-1]["value"] - line) if rows else value
        rows.append({"value": place, "text": f"{name} {in_unit(value, drawn.unit)}"})
    _lift(rows, floor=low, line=line)
    names = chart_of(rows).mark_text(align="left", color=INK, baseline="middle")
    return names.encode(x=alt.value(at + 8), y=y, text="text:N")


def _named_lines(drawn: _Drawn) -> list[tuple[str, float]]:
    named = [("Target", drawn.target)] if drawn.target is not None else []
    if not drawn.spans:
        return named
    last = drawn.spans[-1].limits
    lower, upper = last.edges[-1] if last.edges else (last.lower, last.upper)
    lines = (
        ("Upper limit", upper),
        (sentence_case(last.line), last.centre),
        ("Lower limit", lower),
    )
    return [*named, *((name, value) for name, value in lines if value is not None)]


def _lift(rows: list[dict[str, Any]], *, floor: float, line: float) -> None:
    """Moves names that were pushed below the chart up again, and those above them."""
    least = floor
    for row in reversed(rows):
        row["value"] = max(row["value"], least)
        least = row["value"] + line
