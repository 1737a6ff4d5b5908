"""Draws published levels: one row an indicator of an inspection, the unknown drawn as such."""

from collections.abc import Sequence
from html import escape

from sixpoint.packs.framework import Level as ScaleLevel
from sixpoint.packs.published import DATE_NOT_KNOWN, Basis, PublishedPack, Row, Tally, not_named
from sixpoint.pictures.draw_levels import draw_levels
from sixpoint.pictures.types import Level, Picture, Step

TITLE = "Published levels"

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 64rem; margin: 0 auto; padding: 1rem; }}
svg {{ max-width: 100%; height: auto; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid #767676; padding: 0.3rem 0.6rem; text-align: left; }}
td:last-child {{ overflow-wrap: anywhere; }}
.notice {{ border-left: 0.4rem solid #0065bd; padding-left: 0.8rem; }}
.narrow {{ display: none; }}
@media (max-width: 40rem) {{ .wide {{ display: none; }} .narrow {{ display: block; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="notice">{notice} None of these is a current judgement unless it is recent.</p>
<div class="wide">{wide}</div>
<div class="narrow">{narrow}</div>
<h2>The same as a table</h2>
<div class="scroll" tabindex="0" role="region" aria-label="The same as a table">
<table>
<thead><tr>{names}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""
_NAMES = ("Area", "Published", "Programme", "Indicator", "Level", "How known", "Source")


def draw_svg(
    rows: Sequence[Row],
    tallies: Sequence[Tally],
    *,
    scale: Sequence[ScaleLevel],
    pack: PublishedPack,
    notice: str,
) -> str:
    """The chart alone, its notice in the title."""
    return _picture(rows, tallies, scale=scale, pack=pack, title=f"{TITLE}. {notice}").svg


def draw_page(
    rows: Sequence[Row],
    tallies: Sequence[Tally],
    *,
    scale: Sequence[ScaleLevel],
    pack: PublishedPack,
    notice: str,
) -> str:
    """A page with the chart for wide and narrow screens, and a table with every source."""
    picture = _picture(rows, tallies, scale=scale, pack=pack, title=f"{TITLE}.")
    body = [*map(_row, rows), *(_tally_row(one, pack) for one in tallies if not_named(one, pack))]
    return _PAGE.format(
        title=TITLE,
        notice=escape(notice),
        wide=picture.svg,
        narrow=picture.narrow,
        names="".join(f'<th scope="col">{name}</th>' for name in _NAMES),
        rows="\n".join(body),
    )


def _picture(
    rows: Sequence[Row],
    tallies: Sequence[Tally],
    *,
    scale: Sequence[ScaleLevel],
    pack: PublishedPack,
    title: str,
) -> Picture:
    unnamed = [one for one in tallies if not_named(one, pack)]
    programmes = {one.programme for one in rows} | {one.programme for one in unnamed}
    # A single programme is named once, in the title; several beside each inspection.
    named = len(programmes) > 1
    levels = [_level(row, named=named) for row in rows]
    levels += [_counted(one, pack, named=named) for one in unnamed]
    if not named:
        title = f"{title} Programme {', '.join(programmes)}."
    steps = [Step(level=one.level, label=one.label) for one in scale]
    return draw_levels(levels, name="published", title=title.rstrip("."), scale=steps)


def _level(row: Row, *, named: bool) -> Level:
    # Titles are left to the table: with them the names would not fit beside the chart.
    name = _name(row, named=named)
    inferred = f", {row.basis}" if row.basis is Basis.INFERRED else ""
    return Level(indicator=name, title=row.indicator + inferred, level=row.level)


def _counted(tally: Tally, pack: PublishedPack, *, named: bool) -> Level:
    name = _name(tally, named=named)
    title = f"{not_named(tally, pack)} indicators, counted and not named"
    return Level(indicator=name, title=title, level=None)


def _name(one: Row | Tally, *, named: bool) -> str:
    programme = f", {one.programme}" if named else ""
    return f"{one.area}, {one.published or DATE_NOT_KNOWN}{programme}:"


def _row(row: Row) -> str:
    level = f"{row.label} ({row.level})" if row.label else "not known"
    indicator = f"{row.indicator} {row.title}"
    return _cells(
        row.area,
        row.published,
        row.programme,
        indicator,
        level,
        row.basis_text,
        row.source,
    )


def _tally_row(tally: Tally, pack: PublishedPack) -> str:
    unnamed = f"{not_named(tally, pack)} indicators, counted and not named"
    levels = ", ".join(f"{n} at level {level}" for level, n in tally.levels.items() if n)
    how = "stated as a tally only"
    return _cells(tally.area, tally.published, tally.programme, unnamed, levels, how, tally.source)


def _cells(
    area: str,
    published: str | None,
    programme: str,
    indicator: str,
    level: str,
    how: str,
    source: Sequence[str],
) -> str:
    words = (published or DATE_NOT_KNOWN, programme, indicator, level, how)
    cells = "".join(f"<td>{escape(word)}</td>" for word in words)
    links = ", ".join(f'<a href="{escape(one)}">{escape(_site(one))}</a>' for one in source)
    return f'<tr><th scope="row">{escape(area)}</th>{cells}<td>{links}</td></tr>'


def _site(address: str) -> str:
    return address.partition("//")[2].partition("/")[0]
