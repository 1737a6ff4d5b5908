"""A trend in words and as a table: its course, its signals, and what may not be shown."""

import re
from collections.abc import Sequence

from .types import Cell, Limits, Point, Table
from .words import (
    HIDDEN,
    HIDDEN_NOTE,
    NOT_KNOWN,
    cell_of,
    in_unit,
    is_percentage,
    list_in_words,
    notes_on,
    number_in_figures,
    said,
    sentence_case,
    shown,
)

SIGNAL_SIGN = "◆"
PROVISIONAL_SIGN = "○"
SIGNALS = {
    "outside": "outside the limits",
    "shift": "points in runs on one side of the centre line",
    "trend": "points that rise or fall steadily",
    "two_of_three": "two of three points near a limit",
}
"""The trend's own words for signals, as readers know them; other words stay as they are."""

_QUARTER = re.compile(r"\d{4}-Q[1-4]")
Columns = tuple[str, ...]
Rows = tuple[tuple[Cell, ...], ...]


def key_of(points: Sequence[Point]) -> tuple[str, ...]:
    """What the signs in the chart mean, for those that are in it."""
    signs = {shown(point.value) for point in points if not point.value.visible}
    words = (
        [f"{SIGNAL_SIGN} a signal: more than chance would give"]
        if any(p.signals for p in points)
        else []
    )
    if any(p.provisional and p.value.visible for p in points):
        words.append(f"{PROVISIONAL_SIGN} provisional: may still change, and sets no limits")
    words += ["| the 95% interval of a point"] if any(p.interval for p in points) else []
    words += [HIDDEN_NOTE] if HIDDEN in signs else []
    return tuple(words + ([f"? {NOT_KNOWN}"] if NOT_KNOWN in signs else []))


def period(label: str) -> str:
    """A quarter's label as people read it: 2016 Q3."""
    return label.replace("-Q", " Q")


def describe(
    points: Sequence[Point],
    *,
    title: str,
    unit: str,
    limits: Sequence[Limits],
    target: float | None = None,
) -> str:
    ends = f"{period(points[0].label)} to {period(points[-1].label)}"
    seen = [point for point in points if point.value.value is not None]
    said_so_far = [f"Line chart: {title}, {ends}.", *_course(seen, unit=unit)]
    said_so_far += [
        f"A new baseline begins in {period(points[each.first].label)}{_why(each)}."
        for each in limits
        if each.first
    ]
    said_so_far += [_until(limits[-1], points, unit=unit)] if limits else []
    said_so_far += [f"The target is {in_unit(target, unit)}."] if target is not None else []
    marked = _signals(points, unit=unit)
    if marked:
        said_so_far.append(f"Signals: {'; '.join(marked)}.")
    return " ".join([*said_so_far, *_provisional(points), *_unseen(points)])


def _why(limits: Limits) -> str:
    return f": {limits.because.rstrip('.')}" if limits.because else ""


def _until(limits: Limits, points: Sequence[Point], *, unit: str) -> str:
    """The limits, and how far they go where points follow that have none."""
    said = _limits_in_words(limits, unit=unit)
    if limits.last is None or limits.last >= len(points) - 1:
        return said
    return f"Up to {period(points[limits.last].label)} {said[0].lower()}{said[1:]}"


def _limits_in_words(limits: Limits, *, unit: str) -> str:
    """The centre and what is drawn of the limits."""
    start = f"The {limits.line} is {in_unit(limits.centre, unit)}"
    if limits.edges:
        lower, upper = limits.edges[-1]
        span = f"{in_unit(lower, unit)} to {in_unit(upper, unit)}"
        return f"{start}; each point has limits of its own, at the last from {span}."
    if limits.upper is None:
        return f"{start}."
    if limits.lower is None:
        return f"{start}, with an upper limit of {in_unit(limits.upper, unit)}."
    return f"{start}, with limits from {in_unit(limits.lower, unit)} to {_upper(limits, unit)}."


def _upper(limits: Limits, unit: str) -> str:
    return in_unit(limits.upper or 0.0, unit)


def _provisional(points: Sequence[Point]) -> list[str]:
    at = [index for index, point in enumerate(points) if point.provisional]
    return [f"Provisional: {list_in_words(_spans(points, at))}."] if at else []


def _signals(points: Sequence[Point], *, unit: str | None = None) -> list[str]:
    """Each reason for a signal with its points, and a lone point's value if a unit is given."""
    reasons: dict[str, list[int]] = {}
    for at, point in enumerate(points):
        for signal in point.signals:
            reasons.setdefault(signal, []).append(at)
    return [
        f"{SIGNALS.get(why, why)} in {list_in_words(_spans(points, at, unit=unit))}"
        for why, at in reasons.items()
    ]


def _spans(points: Sequence[Point], at: Sequence[int], *, unit: str | None = None) -> list[str]:
    """Neighbours as one span: 2015 Q1 to 2016 Q2."""
    spans: list[tuple[int, int]] = []
    for each in at:
        if spans and each == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], each)
        else:
            spans.append((each, each))
    return [_span(points[first], points[last], unit=unit) for first, last in spans]


def _span(first: Point, last: Point, *, unit: str | None) -> str:
    if first is not last:
        return f"{period(first.label)} to {period(last.label)}"
    value = "" if unit is None else f" ({shown(first.value, unit)})"
    return f"{period(first.label)}{value}"


def _course(seen: Sequence[Point], *, unit: str) -> list[str]:
    if not seen:
        return ["No value can be shown."]
    lowest = min(seen, key=lambda point: point.value.value or 0)
    highest = max(seen, key=lambda point: point.value.value or 0)
    first, last = seen[0], seen[-1]
    if len(seen) > 1 and highest.value.value == lowest.value.value:
        return [f"It is {shown(first.value, unit)} throughout."]
    return [
        f"It goes from {shown(first.value, unit)} to {shown(last.value, unit)}; lowest "
        f"{shown(lowest.value, unit)} in {period(lowest.label)}, highest "
        f"{shown(highest.value, unit)} in {period(highest.label)}."
    ]


def _unseen(points: Sequence[Point]) -> list[str]:
    """One sentence for each reason why points leave a gap."""
    reasons: dict[str, list[int]] = {}
    for at, point in enumerate(points):
        if not point.value.visible:
            reasons.setdefault(said(point.value), []).append(at)
    return [
        f"{sentence_case(why)}: {list_in_words(_spans(points, at))}." for why, at in reasons.items()
    ]


def tabulate(
    points: Sequence[Point],
    *,
    title: str,
    unit: str,
    limits: Sequence[Limits],
    target: float | None = None,
) -> Table:
    """Years by quarters where the points are quarters, which is easier to read; else a list."""
    own = any(each.edges for each in limits)
    quarters = not own and all(_QUARTER.fullmatch(point.label) for point in points)
    if quarters:
        columns, rows = _by_year(points, unit=unit)
    else:
        columns, rows = _one_by_one(points, unit=unit, limits=limits if own else ())
    marked = tuple(f"{SIGNAL_SIGN} {each}." for each in _signals(points))
    if any(point.provisional for point in points):
        marked += (f"{PROVISIONAL_SIGN} provisional.",)
    notes = notes_on([point.value for point in points]) + marked
    notes += _limits_notes(points, limits, unit)
    notes += (f"Target: {in_unit(target, unit)}.",) if target is not None else ()
    caption = title if not quarters or is_percentage(unit) or not unit else f"{title} ({unit})"
    return Table(caption=caption, columns=columns, rows=rows, notes=notes)


def _one_by_one(
    points: Sequence[Point], *, unit: str, limits: Sequence[Limits]
) -> tuple[Columns, Rows]:
    """A row for each point, with its own limits where points differ."""
    edges = {
        (each.first or 0) + place: edge for each in limits for place, edge in enumerate(each.edges)
    }
    sign = "%" if is_percentage(unit) else ""
    rows = tuple(
        (
            Cell(period(point.label)),
            _cell(point, unit),
            *(Cell(in_unit(edge, sign)) for edge in edges.get(at, ())),
            *(Cell("") for _ in range(2 if limits and at not in edges else 0)),
        )
        for at, point in enumerate(points)
    )
    more = ("Lower limit", "Upper limit") if limits else ()
    return ("Period", _column(unit), *more), rows


def _by_year(points: Sequence[Point], *, unit: str) -> tuple[Columns, Rows]:
    """A quarter outside the points' span has an empty cell."""
    cells = {point.label: _cell(point, unit) for point in points}
    years = sorted({point.label[:4] for point in points})
    rows = tuple(
        (Cell(year), *(cells.get(f"{year}-Q{n}", Cell("")) for n in range(1, 5))) for year in years
    )
    return ("Year", "Q1", "Q2", "Q3", "Q4"), rows


def _cell(point: Point, unit: str) -> Cell:
    """The value, with the chart's own signs where it is a signal or provisional."""
    cell = cell_of(point.value, "%" if is_percentage(unit) else "")
    signs = [SIGNAL_SIGN] if point.signals else []
    signs += [PROVISIONAL_SIGN] if point.provisional else []
    return Cell(" ".join([cell.text, *signs]), cell.tone)


def _column(unit: str) -> str:
    return "Percentage" if is_percentage(unit) else sentence_case(unit) or "Number"


def _limits_notes(points: Sequence[Point], limits: Sequence[Limits], unit: str) -> tuple[str, ...]:
    notes = []
    for each in limits:
        start = period(points[each.first or 0].label)
        end = period(points[-1 if each.last is None else each.last].label)
        note = f"{start} to {end}: {each.line} {number_in_figures(each.centre)}"
        if not each.edges and each.upper is not None and each.lower is not None:
            note += f", limits {number_in_figures(each.lower)} to {in_unit(each.upper, unit)}"
        elif not each.edges and each.upper is not None:
            note += f", upper limit {in_unit(each.upper, unit)}"
        notes.append(f"{note}.{f' New baseline{_why(each)}.' if each.because else ''}")
    return tuple(notes)
