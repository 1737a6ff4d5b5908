"""A chart becomes SVG: the same bytes for the same chart, with its title and words inside."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, cast

import altair as alt
import vl_convert

from .style import INK, MEASURED_IN, NARROW, QUIET, SHOWN_IN, WIDE
from .types import Picture, Table

Chart = alt.LayerChart

_TAG = re.compile(r"<[^>]*>")
# Vega's names and roles for its own groups: the picture as a whole has one role and one name.
_NOISE = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version)="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_SAFE_ID = re.compile(r"[^a-z0-9]+")


def chart_of(rows: Iterable[Mapping[str, Any]]) -> Any:
    """A chart of these rows, which stand in it as they are."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def layered(layers: Iterable[Any], *, width: float, height: float) -> Chart:
    """The layers over each other, in a plot of that size."""
    return cast(Chart, alt.layer(*layers).properties(width=width, height=height))


def reading(axis: Any, field: str) -> Any:
    """The same axis, reading another column."""
    other = axis.copy()
    other.shorthand = f"{field}:Q"
    return other


def make_picture(
    draw: Callable[[int], Chart],
    *,
    name: str,
    title: str,
    alt_text: str,
    table: Table,
    key: tuple[str, ...] = (),
) -> Picture:
    """The chart drawn at both widths, in words, and as a table."""
    anchor = safe_id(name)
    return Picture(
        svg=to_svg(draw(WIDE), name=anchor, title=title, words=alt_text),
        narrow=to_svg(draw(NARROW), name=f"{anchor}-narrow", title=title, words=alt_text),
        alt=alt_text,
        table=table,
        key=key,
    )


def safe_id(text: str) -> str:
    """The text as an id for a page: small letters, digits and hyphens."""
    return _SAFE_ID.sub("-", text.lower()).strip("-") or "x"


def to_svg(chart: Chart, *, name: str, title: str, words: str) -> str:
    """The chart as one SVG element; needs no browser, font or network."""
    drawn = vl_convert.vegalite_to_svg(_spec(chart), allowed_base_urls=[])
    start, _, rest = _TAG.sub(_tidy, drawn).partition(">")
    names = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    titles = f'<title id="{name}-title">{escape(title)}</title>'
    return f'{start} {names}>{titles}<desc id="{name}-desc">{escape(words)}</desc>{rest}'


def _spec(chart: Chart) -> str:
    """The chart in Vega-Lite, with the look that all charts share."""
    axis = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": QUIET, "titleColor": INK}
    config = {
        "aria": False,
        "font": MEASURED_IN,
        "background": None,
        "view": {"stroke": None},
        "axis": {**axis, "titleFontWeight": "normal", "ticks": False, "domain": False},
        "text": {"fontSize": 13, "color": INK},
    }
    return json.dumps({**chart.to_dict(), "config": config, "padding": 4}, sort_keys=True)


def _tidy(tag: re.Match[str]) -> str:
    """A tag without Vega's own names, with short numbers and a font that every page has."""
    plain = _NOISE.sub("", tag[0]).replace(f'"{MEASURED_IN}"', f'"{SHOWN_IN}"')
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), plain)
