"""`sixpoint protect`: tables of counts, made safe beside each other and all released before."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.table import Table

from sixpoint.disclosure.ledger import Ledger, append, read_ledger
from sixpoint.disclosure.protect_tables import ProtectedTables, protect_tables
from sixpoint.disclosure.tables_read import read_tables
from sixpoint.disclosure.types import SafeTable
from sixpoint.files import to_json, write_csv, write_text
from sixpoint.packs.disclosure import ANY_TOPIC, TRAIL_TOPIC, CountRule, DisclosurePolicy, Method
from sixpoint.terms.cells import Status
from sixpoint.terms.problems import Problem, UserError, user_error

from .console import WRONG_FOUND, ending, err, out, print_json, say_problems
from .given import release_id
from .outputs import ProtectOutput

EPILOG = ending(
    "sixpoint protect by-area.csv by-reason.csv --count children",
    "sixpoint protect tables/ --count children --threshold 10 --sensitive --json",
    "sixpoint protect by-area.csv --count children --ledger ledger --release 2017-q2",
    codes="0 done; 1 the audit refuses, and nothing may be published; 2 could not run; "
    "3 wrong use.",
)


MANY = 3_000
"""Rows above which it is said that it may take long."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("protect", epilog=EPILOG)(protect)


def protect(
    what: list[Path] = typer.Argument(..., help="CSV tables, or a folder of them."),
    count: str = typer.Option(..., "--count", help="The column that holds the counts."),
    primary: str | None = typer.Option(
        None, "--primary", help="A column with yes where a row must be hidden whatever it counts."
    ),
    threshold: int = typer.Option(5, min=1, help="Counts from 1 to one below it are hidden."),
    base: int | None = typer.Option(None, min=3, help="Round what is shown to this base."),
    sensitive: bool = typer.Option(
        False, "--sensitive", help="Nought tells something too, and is hidden."
    ),
    ledger: Path | None = typer.Option(
        None, "--ledger", help="The folder of all releases: what was released before is respected."
    ),
    release: str | None = typer.Option(
        None,
        "--release",
        callback=release_id,
        help="Remember this release in the ledger, under this id.",
    ),
    reckoned: int = typer.Option(
        0, "--changed", min=0, help="How many children a reader must reckon with as changed since."
    ),
    report: Path | None = typer.Option(
        None, "--report", help="Where the auditor's report goes. It is exact: it stays inside."
    ),
    save: Path | None = typer.Option(
        None, "--out", help="A folder for the safe tables; none that is there is replaced."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
) -> None:
    """Hide small counts, and whatever would give them back.

    Every column but the count is a dimension, and a total is written Total. Tables share a count
    where their dimensions say the same group; a column that one of them lacks is a total there.
    Nothing is remembered without --release.
    """
    if release is not None and ledger is None:
        raise typer.BadParameter("--release needs --ledger DIR, where releases are kept.")
    policy = _policy(threshold, base=base, sensitive=sensitive)
    files = _tables_in(what)
    places = _places(files, save)
    cells = read_tables(files, count=count, primary=primary)
    known = read_ledger(ledger) if ledger else None
    if len(cells) > MANY:
        err.print(f"Hiding and auditing {len(cells):,} counts; this may take minutes.")
    made = protect_tables(
        cells, measure=count, policy=policy, ledger=known, release=release, reckoned=reckoned
    )
    if report:
        write_text(report, to_json(made.report), private=True)
    if made.refused:
        _refuse(made, as_json=as_json)
    _keep(made, known)
    for table in made.tables if save else ():
        _write(places[table.file], table)
    _tell(made, as_json=as_json)


def _refuse(made: ProtectedTables, *, as_json: bool) -> NoReturn:
    say_problems(made.refused)
    if as_json:
        print_json(ProtectOutput(safe=False, tables=()))
    raise typer.Exit(WRONG_FOUND)


def _policy(threshold: int, *, base: int | None, sensitive: bool) -> DisclosurePolicy:
    """The options as a policy; says what is wrong with them as wrong use."""
    try:
        rules = [
            CountRule(
                topic=topic,
                method=Method.SUPPRESS if base is None else Method.ROUND,
                below=threshold,
                base=base,
                sensitive=sensitive,
                source="given on the command line",
            )
            for topic in (ANY_TOPIC, TRAIL_TOPIC)
        ]
    except ValidationError as error:
        said = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise typer.BadParameter(
            f"{said.removeprefix('Value error, ')} (below: --threshold; base: --base)."
        ) from None
    return DisclosurePolicy(
        format=1,
        counts=tuple(rules),
        minimum_for_median=max(20, threshold),
        percentage_decimals=0,
        ratio_decimals=1,
        duration_decimals=0,
        duration_figures=2,
    )


def _tables_in(what: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for one in what:
        found = sorted(one.glob("*.csv")) if one.is_dir() else [one]
        if not found:
            fix = "Name a folder that holds CSV tables, or the tables."
            raise user_error("no-tables", what="This folder holds no CSV table.", fix=fix, file=one)
        files += found
    return files


def _places(files: Sequence[Path], save: Path | None) -> dict[str, Path]:
    """Where each safe table goes; nothing that is there is overwritten, the exact one least."""
    if save is None:
        return {}
    places = {str(file): save / file.name for file in files}
    taken = [place for place in places.values() if place.exists()]
    twice = [place for place in places.values() if list(places.values()).count(place) > 1]
    problems = [
        Problem(
            code="already-written",
            what="A safe table would go here, and something is here or would be.",
            fix="Name another folder under --out, and give each table its own file name.",
            file=place,
        )
        for place in sorted({*taken, *twice})
    ]
    if problems:
        raise UserError(problems)
    return places


def _keep(made: ProtectedTables, ledger: Ledger | None) -> None:
    """Remembers before anything is shown: what is forgotten would be released a second time."""
    if made.again:
        err.print("The same was released under this id before; nothing new is remembered.")
    elif made.release and ledger:
        if not ledger.releases:
            err.print("This ledger is new: nothing was released before.")
        head = append(ledger, made.release).hash
        err.print(f"Remembered; the ledger's last hash is {head}.", markup=False)


def _write(place: Path, table: SafeTable) -> None:
    dimensions = list(table.cells[0].dimensions)
    status = "status" if "status" not in dimensions else "status of the count"
    count = "count" if "count" not in dimensions else "count as published"
    rows = [[*cell.dimensions.values(), cell.value, cell.status] for cell in table.cells]
    write_csv(place, [*dimensions, count, status], rows)


def _tell(made: ProtectedTables, *, as_json: bool) -> None:
    if as_json:
        print_json(ProtectOutput(safe=True, tables=made.tables))
        return
    for table in made.tables:
        out.print(_printed(table))
    cells = [cell for table in made.tables for cell in table.cells]
    hidden = sum(cell.status is Status.SUPPRESSED for cell in cells)
    out.print(f"{hidden} of {len(cells)} counts are hidden.", markup=False)


def _printed(table: SafeTable) -> Table:
    printed = Table(title=table.file, title_justify="left")
    for column in (*table.cells[0].dimensions, "count"):
        printed.add_column(column, justify="right" if column == "count" else "left")
    for cell in table.cells:
        printed.add_row(*cell.dimensions.values(), _said(cell.value, cell.status))
    return printed


def _said(value: int | None, status: Status) -> str:
    words = {Status.SUPPRESSED: "hidden", Status.MISSING: "not known"}
    return words.get(status, f"{value:,}" if value is not None else "")
