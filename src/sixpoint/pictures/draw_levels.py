"""The level of each indicator on the scale; what is not known is drawn as not known."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt

from .style import EMPTY, INK, MAIN, NARROW, QUIET, WHITE
from .svg import Chart, chart_of, layered, make_picture, reading
from .types import Cell, Level, Picture, Step, Table, Tone
from .words import NOT_KNOWN, sentence_case

ROW = 46
ROW_NARROW = 68
HEAD = 34


def draw_levels(
    levels: Sequence[Level], *, name: str, title: str, scale: Sequence[Step]
) -> Picture:
    """One row for each indicator, with its level marked on the steps of the scale."""
    if not levels or not scale:
        raise ValueError("a level profile needs indicators and a scale")
    labels = {step.level: step.label for step in scale}
    words = "; ".join(f"{_name(each)}: {_said(each, labels)}" for each in levels)
    return make_picture(
        lambda width: _chart(levels, scale=sorted(step.level for step in scale), width=width),
        name=name,
        title=title,
        alt_text=f"Chart of levels: {title}. {words}.",
        table=_table(levels, title=title, labels=labels),
    )


def _name(each: Level) -> str:
    return f"{each.indicator} {each.title}".strip()


def _said(each: Level, labels: dict[int, str]) -> str:
    known = NOT_KNOWN if each.level is None else f"{labels[each.level]} ({each.level})"
    return f"{known}, {each.basis}" if each.basis else known


def _chart(levels: Sequence[Level], *, scale: Sequence[int], width: int) -> Chart:
    narrow = width <= NARROW
    row = ROW_NARROW if narrow else ROW
    inner = width - (20 if narrow else 300)
    low = scale[0]
    rows = [_row(each, at=at, row=row, low=low, narrow=narrow) for at, each in enumerate(levels)]
    x = alt.X(
        "level:Q", axis=None, scale=alt.Scale(domain=[low - 0.5, scale[-1] + 0.5], nice=False)
    )
    height = row * len(levels) + HEAD
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height]))
    known = [each for each in rows if each["level"] is not None]
    grid = [{"level": step, "y": each["y"]} for each in known for step in scale]
    layers = [
        *_steps(scale, x=x),
        *_lines(grid, known=known, low=low, x=x, y=y),
        *_marks(known, x=x, y=y),
        _unknown([each for each in rows if each["level"] is None], y=y, at=inner / 2),
        _names(rows, y=y, narrow=narrow),
    ]
    return layered(layers, width=inner, height=height)


def _row(each: Level, *, at: int, row: int, low: int, narrow: bool) -> dict[str, Any]:
    """Where a row's mark and name stand; on a phone the name stands above its row."""
    top = HEAD + at * row
    lines = wrap(_name(each), 42 if narrow else 40) or [""]
    return {
        "level": each.level,
        "low": low,
        "y": top + (row - 16 if narrow else row / 2),
        "name_y": top + (30 - 16 * (len(lines) - 1) if narrow else row / 2 - 8 * (len(lines) - 1)),
        "name": "\n".join(lines),
    }


def _data(rows: Sequence[dict[str, Any]]) -> Any:
    return chart_of(rows)


def _steps(scale: Sequence[int], *, x: alt.X) -> list[Any]:
    numbers = _data([{"level": step} for step in scale]).mark_text(color=QUIET, baseline="middle")
    return [numbers.encode(x=x, y=alt.value(14), text="level:Q")]


def _lines(
    grid: Sequence[dict[str, Any]],
    *,
    known: Sequence[dict[str, Any]],
    low: int,
    x: alt.X,
    y: alt.Y,
) -> list[Any]:
    dots = _data(grid).mark_point(filled=True, size=28, color=EMPTY, opacity=1).encode(x=x, y=y)
    bars = _data(known).mark_rule(color=MAIN, size=3).encode(x=reading(x, "low"), x2="level:Q", y=y)
    return [dots, bars]


def _marks(known: Sequence[dict[str, Any]], *, x: alt.X, y: alt.Y) -> list[Any]:
    base = _data(known)
    discs = base.mark_point(filled=True, size=620, color=MAIN, opacity=1).encode(x=x, y=y)
    numbers = base.mark_text(color=WHITE, fontWeight="bold", baseline="middle", dy=1)
    return [discs, numbers.encode(x=x, y=y, text="level:Q")]


def _unknown(rows: Sequence[dict[str, Any]], *, y: alt.Y, at: float) -> Any:
    """The words in place of the row's steps."""
    words = _data(rows).mark_text(color=INK, fontStyle="italic", baseline="middle", dy=1)
    return words.encode(x=alt.value(at), y=y, text=alt.value(NOT_KNOWN))


def _names(rows: Sequence[dict[str, Any]], *, y: alt.Y, narrow: bool) -> Any:
    names = _data(rows).mark_text(
        align="left", baseline="middle", color=INK, lineBreak="\n", lineHeight=16
    )
    at = alt.value(0 if narrow else -286)
    return names.encode(x=at, y=reading(y, "name_y"), text="name:N")


def _table(levels: Sequence[Level], *, title: str, labels: dict[int, str]) -> Table:
    with_basis = any(each.basis for each in levels)
    columns = ("Indicator", "Level") + (("How it is known",) if with_basis else ())
    rows = tuple(
        (Cell(_name(each)), _level_cell(each, labels))
        + ((Cell(sentence_case(each.basis) or "Judged by this team"),) if with_basis else ())
        for each in levels
    )
    return Table(caption=title, columns=columns, rows=rows, numbers=False)


def _level_cell(each: Level, labels: dict[int, str]) -> Cell:
    if each.level is None:
        return Cell(sentence_case(NOT_KNOWN), Tone.UNKNOWN)
    return Cell(f"{sentence_case(labels[each.level])} ({each.level})")
