"""`sixpoint measure`: the partnership's own figures, exact, for the partnership's eyes only."""

from collections.abc import Iterator
from pathlib import Path

import typer
from rich.table import Table

from sixpoint.inspection.analyse import Analysis
from sixpoint.inspection.analyse import analyse as run_partnership
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.store import SPILL
from sixpoint.measures.types import EVERYBODY, LATEST, ExactCell
from sixpoint.packs.load import MeasuresPack, load_measures
from sixpoint.packs.measures import Measure
from sixpoint.terms.problems import user_error

from .console import WRONG_FOUND, ending, err, out, print_json, progress
from .engine import ENGINE, EngineName, open_engine
from .outputs import MeasureOutput

EPILOG = ending(
    "sixpoint measure build/demo/partnership",
    "sixpoint measure build/demo/partnership --measure decision-shared --json",
    codes="0 done; 1 done, but a measure could not be counted; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("measure", epilog=EPILOG)(measure)


def measure(
    partnership: Path = typer.Argument(..., help="The partnership's folder."),
    only: list[str] = typer.Option([], "--measure", help="Only these measures, by id."),
    threads: int | None = typer.Option(None, min=1, help="Cores to use; all unless given."),
    engine_name: EngineName = ENGINE,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Count every measure. The figures are exact: they stay on the partnership's side."""
    chosen = _chosen(load_measures(read_partnership(partnership).packs.measures), only)
    with (
        progress(quiet=quiet or as_json) as told,
        open_engine(engine_name, threads=threads, spill=partnership / SPILL) as engine,
    ):
        analysis = run_partnership(partnership, engine=engine, say=told.step)
    ids = {one.id for one in chosen}
    absent = [one for one in analysis.exact.not_measured if one.measure in ids]
    if as_json:
        cells = tuple(cell for cell in analysis.exact.cells if cell.measure in ids)
        as_at = analysis.exact.as_at
        print_json(MeasureOutput(as_at=as_at, cells=cells, not_measured=tuple(absent)))
    else:
        out.print(_table(analysis, chosen))
        for one in absent:
            out.print(f"  Not measured: {one.measure}. {one.why}", markup=False)
        err.print("These figures are exact. `sixpoint analyse` makes those that may leave.")
    if absent:
        raise typer.Exit(WRONG_FOUND)


def _chosen(pack: MeasuresPack, only: list[str]) -> list[Measure]:
    """The measures asked for; refuses an unknown one before minutes go into counting."""
    measures = list(pack.measures)
    known = [one.id for one in measures]
    unknown = [id_ for id_ in only if id_ not in known]
    if unknown:
        raise user_error(
            "unknown-measure",
            what=f"There is no measure {', '.join(map(repr, unknown))}.",
            fix=f"Known: {', '.join(known)}.",
        )
    return [one for one in measures if not only or one.id in only]


def _table(analysis: Analysis, measures: list[Measure]) -> Table:
    latest = analysis.exact.latest
    table = Table("Measure", "Figure", "Cases", "Pending", box=None, title=str(latest))
    for column in table.columns[1:]:
        column.justify = "right"
    for one in measures:
        for cell in analysis.exact.of(one.id, EVERYBODY):
            if cell.label == LATEST:
                figure = "; ".join(_figures(cell, one.unit)) or "none"
                table.add_row(one.title, figure, f"{cell.cases:,}", f"{cell.pending:,}")
    return table


def _figures(cell: ExactCell, unit: str) -> Iterator[str]:
    if cell.met is not None and cell.cases:
        yield f"{cell.met / cell.cases:.1%} ({cell.met:,} of {cell.cases:,})"
    if cell.median is not None:
        yield f"median {cell.median:,.1f} {unit}, ninetieth centile {cell.ninetieth:,.1f}"
    if cell.amount is not None and cell.out_of:
        yield f"{cell.amount:,.0f} of {cell.out_of:,.0f}"
