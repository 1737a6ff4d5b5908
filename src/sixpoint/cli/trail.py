"""`sixpoint trail`: from a published sentence back to the rows it rests on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import typer

from sixpoint.disclosure.types import SafeFigure
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.evidence.types import Source
from sixpoint.files import write_csv
from sixpoint.inspection.analyse import Analysis
from sixpoint.inspection.analyse import analyse as run_partnership
from sixpoint.inspection.cited import rests_on
from sixpoint.inspection.resolve import Resolution, State, resolve_all
from sixpoint.inspection.rows import (
    COLUMNS,
    FigureBehind,
    figure_behind,
    refuse_inspectorates_side,
)
from sixpoint.inspection.run import Inspected
from sixpoint.inspection.run import inspect as run_inspection
from sixpoint.inspection.store import SPILL
from sixpoint.reports.chains import chain_of
from sixpoint.reports.types import Chain
from sixpoint.terms.problems import user_error

from .console import WRONG_FOUND, Progressing, ending, out, print_json, progress
from .outputs import ComputedAgain, TrailOutput

EPILOG = ending(
    "sixpoint trail build/demo/inspection 5.2-3",
    "sixpoint trail build/demo/inspection 5.2-3 --partnership build/demo/partnership "
    "--rows build/rows.csv",
    "sixpoint trail build/demo/inspection --all --partnership build/demo/partnership",
    codes="0 everything asked for resolves, or was checked as far as the crossing; "
    "1 a statement is stale or does not resolve; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("trail", epilog=EPILOG)(trail)


def trail(
    inspection: Path = typer.Argument(..., help="The inspection's folder."),
    statement: str | None = typer.Argument(None, help="The statement's id, such as 5.2-3."),
    partnership: Path | None = typer.Option(
        None, "--partnership", help="The partnership's folder: compute the last links again."
    ),
    every: bool = typer.Option(False, "--all", help="Resolve every statement of the report."),
    rows: Path | None = typer.Option(
        None, "--rows", help="Write file, line and key of each row behind the statement's figures."
    ),
    threads: int | None = typer.Option(None, min=1, help="Cores to use; all unless given."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Follow a statement to its evaluation, evidence, figures, linked children, files and rows."""
    _refuse(statement, every=every, rows=rows, partnership=partnership)
    if rows is not None:
        refuse_inspectorates_side(rows)
    with progress(quiet=quiet or as_json) as told:
        inspected = run_inspection(inspection, say=told.step)
        chosen = _chosen(inspected, statement)
        if partnership is None:
            resolutions = _resolve(inspected, chosen, None)
            behind: list[FigureBehind] = []
        else:
            resolutions, behind = _with_partnership(
                inspected, chosen, partnership, told, every=every, threads=threads
            )
    if rows is not None:
        write_csv(rows, COLUMNS, (row.cells for one in behind for row in one.rows), private=True)
    if as_json:
        print_json(_document(inspected, resolutions, behind, every=every))
    elif every:
        _tell_all(resolutions)
    else:
        _tell_one(inspected, resolutions[0], behind, rows)
    if any(one.state in (State.STALE, State.UNRESOLVED) for one in resolutions):
        raise typer.Exit(WRONG_FOUND)


def _refuse(
    statement: str | None, *, every: bool, rows: Path | None, partnership: Path | None
) -> None:
    if (statement is None) != every:
        raise typer.BadParameter("Name one statement, or give --all.")
    if rows is not None and partnership is None:
        raise typer.BadParameter("--rows needs --partnership: rows never leave that side.")
    if rows is not None and every:
        raise typer.BadParameter("--rows goes with one statement, not with --all.")


def _chosen(inspected: Inspected, statement: str | None) -> tuple[str, ...]:
    ids = tuple(one.id for one in inspected.inside.statements)
    if statement is None:
        return ids
    if statement not in ids:
        raise user_error(
            "unknown-statement",
            what=f"The report has no statement {statement!r}.",
            fix=f"{_near(statement, ids)} The ids stand beside the sentences of the report.",
        )
    return (statement,)


def _near(statement: str, ids: Sequence[str]) -> str:
    """The ids of the same indicator, or those that look alike; else what an id looks like."""
    same = [one for one in ids if one.rpartition("-")[0] == statement.rpartition("-")[0]]
    near = same or get_close_matches(statement, ids, n=5, cutoff=0.5)
    return f"Near to it: {', '.join(near)}." if near else f"An id looks like {ids[0]}."


def _resolve(
    inspected: Inspected, chosen: Sequence[str], recomputed: Sequence[SafeFigure] | None
) -> tuple[Resolution, ...]:
    resolutions = resolve_all(
        inspected.gathered, inspected.inside, inspected.confirmed, recomputed=recomputed
    )
    return tuple(one for one in resolutions if one.statement in chosen)


def _with_partnership(
    inspected: Inspected,
    chosen: Sequence[str],
    partnership: Path,
    told: Progressing,
    *,
    every: bool,
    threads: int | None,
) -> tuple[tuple[Resolution, ...], list[FigureBehind]]:
    with open_duckdb(threads=threads, spill=partnership / SPILL) as engine:
        analysis = run_partnership(partnership, engine=engine, say=told.step)
        resolutions = _resolve(inspected, chosen, analysis.figures)
        behind = [] if every else _behind(inspected, chosen[0], analysis)
    return resolutions, behind


def _behind(inspected: Inspected, statement: str, analysis: Analysis) -> list[FigureBehind]:
    found = (figure_behind(figure, analysis) for figure in _figures(inspected, statement))
    return [one for one in found if one is not None]


def _figures(inspected: Inspected, statement: str) -> list[SafeFigure]:
    origins = (source.origin for source in _sources(inspected, statement))
    return [origin for origin in origins if isinstance(origin, SafeFigure)]


def _sources(inspected: Inspected, statement: str) -> list[Source]:
    matter = inspected.gathered.matter
    return [
        matter.sources[id_]
        for finding in matter.findings
        if finding.id == statement
        for id_ in rests_on(finding, matter.sources)
    ]


def _chain(inspected: Inspected, statement: str) -> Chain:
    return next(chain_of(t) for t in inspected.inside_trail.statements if t.id == statement)


def _tell_one(
    inspected: Inspected, resolution: Resolution, behind: list[FigureBehind], rows: Path | None
) -> None:
    chain = _chain(inspected, resolution.statement)
    out.print(f"{chain.statement}  {chain.text}", style="bold", markup=False)
    for link in chain.links:
        out.print(f"\n{link.what}", style="cyan", markup=False)
        for says in link.says:
            out.print(f"  {says}", markup=False)
    for one in behind:
        out.print(f"\nComputed again: {one.figure}", style="cyan", markup=False)
        out.print(
            f"  {one.cases:,} cases of {one.children:,} linked children, {len(one.rows):,} rows",
            markup=False,
        )
    out.print(f"\n{_in_words(resolution)}", style="bold", markup=False)
    for why in resolution.why:
        out.print(f"  {why}", markup=False)
    if rows is not None:
        out.print(f"Rows written: {rows}", markup=False)


def _in_words(resolution: Resolution) -> str:
    return f"{resolution.statement}: {resolution.state}"


def _of_many(state: State, number: int) -> str:
    """51 resolve; 1 resolves."""
    many = {State.RESOLVES: "resolve", State.UNRESOLVED: "do not resolve"}
    return state if number == 1 else many.get(state, state)


def _tell_all(resolutions: Sequence[Resolution]) -> None:
    for one in resolutions:
        if one.state in (State.STALE, State.UNRESOLVED):
            out.print(_in_words(one), style="bold", markup=False)
            for why in one.why:
                out.print(f"  {why}", markup=False)
    counts = Counter(one.state for one in resolutions)
    said = [f"{counts[state]} {_of_many(state, counts[state])}" for state in State if counts[state]]
    out.print(f"{len(resolutions)} statements: {'; '.join(said)}.", markup=False)


def _document(
    inspected: Inspected,
    resolutions: Sequence[Resolution],
    behind: list[FigureBehind],
    *,
    every: bool,
) -> TrailOutput:
    counts = Counter(one.state for one in resolutions)
    whole = TrailOutput(
        inspection=inspected.gathered.matter.inspection.id,
        counts={state: counts[state] for state in State},
        statements=tuple(resolutions),
    )
    if every:
        return whole
    traced = inspected.inside_trail.statements
    return replace(
        whole,
        chain=next(t for t in traced if t.id == resolutions[0].statement),
        computed_again=tuple(
            ComputedAgain(
                figure=one.figure, cases=one.cases, children=one.children, rows=len(one.rows)
            )
            for one in behind
        ),
    )
