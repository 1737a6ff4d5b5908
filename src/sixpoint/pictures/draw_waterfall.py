"""A waterfall: what spoke for and against, one step after the other, and where it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from .style import INK, MAIN, NARROW, QUIET, SIGNAL, SOFT, WHITE
from .svg import Chart, chart_of, layered, make_picture
from .types import Cell, Picture, Table

ROW = 34
MOST_SEEN = 30
"""Letters of what was seen that have room beside the label on a wide picture."""


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One step: what it is called, what was seen there, and how far it moves the balance."""

    label: str
    seen: str
    moves: float


def draw_waterfall(falls: Sequence[Fall], *, name: str, title: str, unit: str) -> Picture:
    """Each step from where the last one ended; to the right speaks for, to the left against."""
    if not falls:
        raise ValueError("a waterfall needs at least one step")
    end = sum(fall.moves for fall in falls)
    said = "; ".join(f"{fall.label}, {fall.seen}: {signed(fall.moves)}" for fall in falls)
    return make_picture(
        lambda width: _chart(falls, end=end, width=width),
        name=name,
        title=title,
        alt_text=f"Waterfall chart: {title}. {said}. In the end: {signed(end)} {unit}.",
        table=_table(falls, title=title, unit=unit, end=end),
        key=(
            "To the right, blue: speaks for one child. To the left, orange: speaks against.",
            "Each bar begins where the one above it ended; the last shows where all ends.",
        ),
    )


def signed(number: float) -> str:
    """With its sign: +3.2, -1.0, 0.0."""
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def _labelled(fall: Fall) -> str:
    """The label with what was seen, as far as that is short; the table has all of it."""
    seen = fall.seen.partition(",")[0]
    return f"{fall.label}: {seen}" if len(seen) <= MOST_SEEN else fall.label


def _rows(falls: Sequence[Fall], end: float, *, told: bool) -> list[dict[str, Any]]:
    at, rows = 0.0, []
    for place, fall in enumerate(falls):
        colour = MAIN if fall.moves >= 0 else SIGNAL
        label = _labelled(fall) if told else fall.label
        rows.append(_row(place, label, at, at + fall.moves, signed(fall.moves), colour))
        at += fall.moves
    rows.append(_row(len(falls), "In the end", 0.0, end, signed(end), SOFT))
    return rows


def _row(
    place: int, label: str, start: float, end: float, text: str, colour: str
) -> dict[str, Any]:
    return {
        "at": place,
        "label": label,
        "start": start,
        "end": end,
        "zero": 0.0,
        "beyond": max(start, end),
        "text": text,
        "colour": colour,
    }


def _chart(falls: Sequence[Fall], *, end: float, width: int) -> Chart:
    told = width > NARROW
    labels = 270 if told else 112
    inner = width - labels - 20
    rows = _rows(falls, end, told=told)
    low = min(0.0, *(min(row["start"], row["end"]) for row in rows))
    high = max(0.0, *(row["beyond"] for row in rows))
    room = (high - low or 1) * 48 / max(inner - 48, 1)
    scale = alt.Scale(domain=[low, high + room], nice=False)
    base = chart_of(rows)
    x = alt.X("start:Q", axis=None, scale=scale)
    y = alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.15))
    bars = base.mark_bar(opacity=1).encode(
        x=x, x2="end:Q", y=y, color=alt.Color("colour:N", scale=None)
    )
    zero = base.mark_rule(color=QUIET).encode(x=alt.X("zero:Q", axis=None, scale=scale))
    beyond = {"x": alt.X("beyond:Q", axis=None, scale=scale), "y": y, "text": "text:N"}
    placed: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 6}
    # A number is not to be crossed by the line of nothing.
    clear = base.mark_text(**placed, stroke=WHITE, strokeWidth=5).encode(**beyond)
    texts = base.mark_text(**placed, color=INK).encode(**beyond)
    names = base.mark_text(align="right", baseline="middle", dx=-10).encode(
        x=alt.value(0), y=y, text="label:N"
    )
    return layered([bars, zero, clear, texts, names], width=inner, height=ROW * len(rows))


def _table(falls: Sequence[Fall], *, title: str, unit: str, end: float) -> Table:
    rows = [(Cell(f.label), Cell(f.seen), Cell(signed(f.moves))) for f in falls]
    rows.append((Cell("In the end"), Cell(""), Cell(signed(end))))
    return Table(
        caption=title, columns=("What was looked at", "What was seen", unit), rows=tuple(rows)
    )
