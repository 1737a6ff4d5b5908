"""A chart becomes SVG: the same bytes for the same chart, with its title and words inside."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, cast

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

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
    return _Marks(alt.InlineData(values=[dict(row) for row in rows]))


class _Marks(alt.Chart):
    """A chart that says itself what each channel is: Altair hashes its whole schema to find out,
    which took half of the time of a report."""

    def encode(self, **channels: Any) -> Any:  # type: ignore[override]
        return super().encode(**{name: _channel(name, one) for name, one in channels.items()})


def _channel(name: str, given: Any) -> Any:
    """A column's name, or a value, as the channel that it is given for."""
    called = name.capitalize()
    if isinstance(given, str):
        return getattr(alt, called)(given)
    if isinstance(given, dict):
        return getattr(alt, f"{called}Value")(given["value"])
    return given


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
    """The chart at both widths, in words, and as a table; drawn once it is looked at."""
    anchor = safe_id(name)

    def drawn(width: int, called: str) -> str:
        # Altair would hold every part of the chart against its schema, twice.
        with debug_mode(False):
            return to_svg(draw(width), name=called, title=title, words=alt_text)

    return Picture(
        wide=lambda: drawn(WIDE, anchor),
        small=lambda: drawn(NARROW, f"{anchor}-narrow"),
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
    spec = {**chart.to_dict(validate=False), "config": config, "padding": 4}
    return json.dumps(spec, sort_keys=True)


def _tidy(tag: re.Match[str]) -> str:
    """A tag without Vega's own names, with short numbers and a font that every page has."""
    plain = _NOISE.sub("", tag[0]).replace(f'"{MEASURED_IN}"', f'"{SHOWN_IN}"')
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), plain)
