"""How many indicators have each level: one block for each indicator."""

from typing import Any

import altair as alt

from .style import INK, MAIN, NARROW, QUIET, WHITE
from .svg import Chart, chart_of, layered, make_picture
from .types import Cell, Picture, Table, Tally, Tone
from .words import NOT_KNOWN, sentence_case

ROW = 38


def draw_tally(tally: Tally, *, name: str, title: str) -> Picture:
    """A row of blocks for every step of the scale, nought included, and for what is not known."""
    named = _named(tally)
    words = "; ".join(f"{label}: {count}" for label, count in named)
    return make_picture(
        lambda width: _chart(named, width=width),
        name=name,
        title=title,
        alt_text=f"Chart: {title}. {sentence_case(words)}.",
        table=_table(named, title=title),
    )


def _named(tally: Tally) -> list[tuple[str, int]]:
    named = [(step.label, count) for step, count in tally.steps]
    return [*named, (NOT_KNOWN, tally.unknown)] if tally.unknown else named


def _chart(named: list[tuple[str, int]], *, width: int) -> Chart:
    inner = width - (150 if width > NARROW else 122) - 16
    most = max(10, *(count for _, count in named)) + 1.5
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, most], nice=False))
    y = alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0.28, paddingOuter=0.1))
    height = ROW * len(named)
    labels = chart_of(_label_rows(named))
    names = labels.mark_text(align="right", baseline="middle", dx=-12).encode(
        x=alt.value(0), y=y, text="label:N"
    )
    counts = labels.mark_text(align="left", baseline="middle", dx=10, fontWeight="bold").encode(
        x=x, y=y, text="count:Q", color=alt.Color("ink:N", scale=None)
    )
    floor = labels.mark_rule(color=QUIET).encode(
        x=alt.value(0), y=alt.value(0), y2=alt.value(height)
    )
    layers = [_blocks(named, x=x, y=y), names, counts, floor]
    return layered(layers, width=inner, height=height)


def _blocks(named: list[tuple[str, int]], *, x: alt.X, y: alt.Y) -> Any:
    rows = [
        {"at": at, "start": n, "end": n + 0.86, "fill": WHITE if label == NOT_KNOWN else MAIN}
        for at, (label, count) in enumerate(named)
        for n in range(count)
    ]
    blocks = chart_of(rows).mark_bar(opacity=1, stroke=MAIN, strokeWidth=1.5)
    return blocks.encode(x=x, x2="end:Q", y=y, fill=alt.Fill("fill:N", scale=None))


def _label_rows(named: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [
        {
            "at": at,
            "label": sentence_case(label),
            "count": count,
            "start": count,
            "ink": INK if count else QUIET,
        }
        for at, (label, count) in enumerate(named)
    ]


def _table(named: list[tuple[str, int]], *, title: str) -> Table:
    rows = tuple(
        (
            Cell(sentence_case(label), Tone.UNKNOWN if label == NOT_KNOWN else Tone.PLAIN),
            Cell(str(count)),
        )
        for label, count in named
    )
    return Table(caption=title, columns=("Level", "Indicators"), rows=rows)
