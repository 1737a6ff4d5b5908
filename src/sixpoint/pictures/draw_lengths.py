"""Bars with their names above them: for lists too long, or with names too long, for a margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from .style import GRID, INK, MAIN, QUIET, SIGNAL
from .svg import Chart, chart_of, layered, make_picture
from .types import Picture, Table

ROW = 42
_BAR = (24, 35)
"""Where in a row its bar begins and ends, in pixels from its top."""
_BESIDE = 150


@dataclass(frozen=True, kw_only=True)
class Length:
    """One bar: `value` None draws none, `text` says it in words, `stands_out` colours it."""

    label: str
    value: float | None
    text: str
    stands_out: bool = False


def draw_lengths(
    lengths: Sequence[Length],
    *,
    name: str,
    title: str,
    table: Table,
    most: float | None = None,
    key: tuple[str, ...] = (),
) -> Picture:
    """Bars in the order given, on one scale from nought to `most`, else to the longest."""
    if not lengths:
        raise ValueError("bars need at least one length")
    said = "; ".join(f"{one.label}: {one.text}" for one in lengths)
    top = most or max((one.value or 0 for one in lengths), default=0) or 1
    return make_picture(
        lambda width: _chart(lengths, width=width, most=top),
        name=name,
        title=title,
        alt_text=f"Bar chart: {title}. {said}.",
        table=table,
        key=key,
    )


def _chart(lengths: Sequence[Length], *, width: int, most: float) -> Chart:
    inner, height = width - 16, ROW * len(lengths)
    # The text stands beside its bar, so that even the longest leaves room for it.
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, most * inner / (inner - _BESIDE)]))
    rows = alt.Scale(domain=[0, height], reverse=True, nice=False)
    base = chart_of(_rows(lengths, most=most))
    top = alt.Y("top:Q", axis=None, scale=rows)
    names = base.mark_text(align="left", baseline="top").encode(
        x=alt.value(0), y=alt.Y("at:Q", axis=None, scale=rows), text="label:N"
    )
    ground = base.mark_bar(color=GRID, opacity=1).encode(
        x=alt.X("nought:Q", axis=None), x2="most:Q", y=top, y2=alt.Y2("bottom:Q")
    )
    bars = base.mark_bar(opacity=1).encode(
        x=x, x2="nought:Q", y=top, y2=alt.Y2("bottom:Q"), color=alt.Color("colour:N", scale=None)
    )
    return layered([ground, bars, _texts(base, rows), names], width=inner, height=height)


def _texts(base: Any, rows: alt.Scale) -> Any:
    texts = base.mark_text(align="left", baseline="middle", dx=8, fontWeight="bold")
    return texts.encode(
        x=alt.X("most:Q", axis=None),
        y=alt.Y("middle:Q", axis=None, scale=rows),
        text="text:N",
        color=alt.Color("ink:N", scale=None),
    )


def _rows(lengths: Sequence[Length], *, most: float) -> list[dict[str, Any]]:
    return [
        {
            "at": ROW * at + 4,
            "top": ROW * at + _BAR[0],
            "bottom": ROW * at + _BAR[1],
            "middle": ROW * at + sum(_BAR) / 2,
            "nought": 0,
            "most": most,
            "value": one.value or 0,
            "label": one.label,
            "text": one.text,
            "colour": SIGNAL if one.stands_out else MAIN,
            "ink": INK if one.value is not None else QUIET,
        }
        for at, one in enumerate(lengths)
    ]
