"""`sixpoint published`: real results by area, indicator, year and programme, unknown ones too."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from sixpoint.files import write_text
from sixpoint.packs.load import load_framework, load_published
from sixpoint.packs.published import (
    DATE_NOT_KNOWN,
    PublishedPack,
    Row,
    Tally,
    WithoutLevels,
    age_of,
    not_named,
    select_rows,
    select_tallies,
    select_without_levels,
)
from sixpoint.packs.shelf import default_shelf
from sixpoint.terms.problems import UserError, user_error

from .console import ending, out, print_json, whole_words, wide_table
from .outputs import PublishedOutput, TallySaid
from .published_page import draw_page, draw_svg

PACK = "published-inspections/1"
NOTICE = "Made from published facts; not issued by any inspectorate."
EPILOG = ending(
    "sixpoint published --indicator 5.2",
    'sixpoint published --area "South Ayrshire"',
    "sixpoint published --year 2016 --json",
    "sixpoint published --indicator 2.1 --draw levels.svg",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("published", epilog=EPILOG)(published)


def published(
    area: str | None = typer.Option(None, help="An area, or part of its name."),
    indicator: str | None = typer.Option(
        None, help="An indicator such as 5.2, or an area such as 9."
    ),
    year: int | None = typer.Option(None, help="The year of publication."),
    programme: str | None = typer.Option(None, help="A programme such as 2012-17."),
    draw: Path | None = typer.Option(None, help="Draw the levels into this .svg or .html file."),
    shelf: Path | None = typer.Option(None, help="The folder that holds the packs."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document only."),
) -> int:
    """List, filter and draw what inspectorates published: each with date, programme and source."""
    shelf = shelf or default_shelf()
    pack = load_published(PACK, shelf=shelf)
    _check(pack, indicator, programme)
    rows = select_rows(pack, area=area, indicator=indicator, year=year, programme=programme)
    tallies = select_tallies(pack, area=area, year=year, programme=programme)
    without = select_without_levels(pack, area=area, year=year, programme=programme)
    if draw is not None:
        _draw(draw, rows, tallies, pack=pack, shelf=shelf)
    if as_json:
        print_json(_document(pack, rows, tallies, without))
    else:
        _print(pack, rows, tallies, without)
        _say_undated(pack, year)
    return 0


def _check(pack: PublishedPack, indicator: str | None, programme: str | None) -> None:
    """Refuses an indicator or programme that no framework has, rather than finding nothing."""
    indicators = list(dict.fromkeys(id_ for _, id_ in pack.titles))
    programmes = list(dict.fromkeys(id_ for _, id_ in pack.usual))
    wrong = [
        (kind, id_, known)
        for kind, id_, known in (
            ("indicator", indicator, indicators),
            ("programme", programme, programmes),
        )
        if id_ is not None and id_ not in known
    ]
    if wrong:
        raise UserError(
            problem
            for kind, id_, known in wrong
            for problem in user_error(
                f"unknown-{kind}",
                what=f"No published result refers to {kind} `{id_}`.",
                fix=f"Known: {', '.join(known)}.",
            ).problems
        )


def _document(
    pack: PublishedPack,
    rows: Iterable[Row],
    tallies: Iterable[Tally],
    without: Iterable[WithoutLevels],
) -> PublishedOutput:
    return PublishedOutput(
        notice=NOTICE,
        pack=pack.header.ref,
        results=tuple(rows),
        tallies=tuple(TallySaid(tally=one, not_named=not_named(one, pack)) for one in tallies),
        without_levels=tuple(without),
    )


def _print(
    pack: PublishedPack,
    rows: tuple[Row, ...],
    tallies: tuple[Tally, ...],
    without: tuple[WithoutLevels, ...],
) -> None:
    if not (rows or tallies or without):
        out.print("No published result fits. `sixpoint published` alone lists them all.")
        return
    out.print(NOTICE)
    today, sources = date.today(), _Sources()
    if rows:
        out.print(whole_words(_levels(rows, sources)))
    if tallies:
        out.print(whole_words(_tallies(tallies, pack, sources)))
    if without:
        out.print(whole_words(_without(without, sources)))
    days = [one.published for one in rows] + [one.published for one in (*tallies, *without)]
    old = {day and day[:4] for day in days if age_of(day, today=today, pack=pack)}
    if years := sorted(day for day in old if day):
        out.print(f"Published in {', '.join(years)}: not a current judgement.")
    if None in old:
        out.print(age_of(None, today=today, pack=pack))
    for address, number in sources.numbers.items():
        out.print(f"[{number}] {address}", markup=False)


class _Sources:
    """Numbers for addresses, which are too long for a table."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def cite(self, addresses: Iterable[str]) -> str:
        numbers = [self.numbers.setdefault(one, len(self.numbers) + 1) for one in addresses]
        return " ".join(f"[{number}]" for number in numbers)


def _levels(rows: Iterable[Row], sources: _Sources) -> Table:
    """An indicator that is the same in every row is named in the title, and has no column."""
    rows = tuple(rows)
    indicators = {f"{row.indicator} {row.title}" for row in rows}
    several = len(indicators) > 1
    title = "Levels" if several else f"Levels of {indicators.pop()}"
    columns = ["area", "published", "programme", "level", "how known", "source"]
    if several:
        columns.insert(3, "indicator")
    table = _table(title, *columns)
    for row in rows:
        _add(
            table,
            row.area,
            row.published or DATE_NOT_KNOWN,
            row.programme,
            *([f"{row.indicator} {row.title}"] if several else []),
            f"{row.label} ({row.level})" if row.label else "not known",
            row.basis_text if row.level is None else row.basis,
            sources.cite(row.source),
        )
    return table


def _tallies(tallies: Iterable[Tally], pack: PublishedPack, sources: _Sources) -> Table:
    table = _table("Tallies", "area", "published", "programme", "indicators", "levels", "source")
    for one in tallies:
        unnamed = not_named(one, pack)
        _add(
            table,
            one.area,
            one.published or DATE_NOT_KNOWN,
            one.programme,
            f"{one.indicators}" + (", counted and not named" if unnamed else ""),
            ", ".join(f"{count} at level {level}" for level, count in one.levels.items() if count),
            sources.cite(one.source),
        )
    return table


def _without(without: Iterable[WithoutLevels], sources: _Sources) -> Table:
    names = ("area", "published", "programme", "what is known", "source")
    table = _table("Inspections without a known level", *names)
    for one in without:
        day = one.published or DATE_NOT_KNOWN
        _add(table, one.area, day, one.programme, one.known, sources.cite(one.source))
    return table


def _table(title: str, *names: str) -> Table:
    table = wide_table(title)
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(escape(cell) for cell in cells))


def _say_undated(pack: PublishedPack, year: int | None) -> None:
    undated = sum(one.published is None for one in (*pack.tallies, *pack.without_levels))
    if year is not None and undated:
        out.print(f"{undated} inspections have no known date and are left out.")


def _draw(
    file: Path,
    rows: tuple[Row, ...],
    tallies: tuple[Tally, ...],
    *,
    pack: PublishedPack,
    shelf: Path,
) -> None:
    if file.suffix not in (".svg", ".html"):
        what, fix = "A drawing is an .svg or an .html file.", "Give the file one of these endings."
        raise user_error("unknown-ending", what=what, fix=fix, file=file)
    if not rows:
        what, fix = "Nothing fits, so there is nothing to draw.", "Widen what you ask for."
        raise user_error("nothing-to-draw", what=what, fix=fix)
    scale = load_framework(rows[-1].framework, shelf=shelf).scale
    make = draw_svg if file.suffix == ".svg" else draw_page
    write_text(file, make(rows, tallies, scale=scale, pack=pack, notice=NOTICE))
