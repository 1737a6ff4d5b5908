"""`sixpoint analyse`: the partnership's side, from extracts to the crossing file."""

from collections import Counter
from pathlib import Path

import typer

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.analyse import Analysis
from sixpoint.inspection.analyse import analyse as run_partnership
from sixpoint.inspection.cross import STORE, cross
from sixpoint.terms.cells import Status
from sixpoint.validation.types import Outcome

from .console import WRONG_FOUND, out, print_json, progress

EPILOG = """
Examples: sixpoint analyse build/demo/partnership --
sixpoint analyse build/demo/partnership --threads 1 --json.
Exit codes: 0 done; 1 done, but a measure or rule could not be run; 2 could not run; 3 wrong use.
"""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("analyse", epilog=EPILOG)(analyse)


def analyse(
    partnership: Path = typer.Argument(..., help="The partnership's folder."),
    threads: int | None = typer.Option(None, min=1, help="Cores to use [all]."),
    memory: str = typer.Option("6GB", help="Memory that the engine may use."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Check, link and measure a partnership's extracts, and write what may cross.

    Named children, links and exact figures stay in store/; crossing/crossing.zip holds safe
    figures, the nameless return and checked documents.
    """
    with (
        progress(quiet=quiet or as_json) as told,
        open_duckdb(threads=threads, memory=memory, spill=partnership / STORE / "spill") as engine,
    ):
        analysis = run_partnership(partnership, engine=engine, say=told.step)
        told.step("Writing the store and the crossing file")
        written = cross(analysis, partnership)
    counts = _counts(analysis)
    if as_json:
        print_json({**counts, "crossing": str(written), "not_known": _not_known(analysis)})
    else:
        _tell(analysis, counts, written)
    if analysis.exact.not_measured:
        raise typer.Exit(WRONG_FOUND)


def _counts(analysis: Analysis) -> dict[str, int]:
    outcomes = Counter(result.outcome for result in analysis.checked.results)
    return {
        "rows": sum(file.rows for file in analysis.records.files),
        "issues": len(analysis.checked.issues),
        "rules_passed": outcomes[Outcome.PASSED],
        "rules_failed": outcomes[Outcome.FAILED],
        "rules_not_run": outcomes[Outcome.NOT_RUN],
        "records": analysis.linked.records,
        "children": analysis.linked.persons,
        "figures": len(analysis.figures),
        "figures_hidden": sum(f.status is Status.SUPPRESSED for f in analysis.figures),
        "returned": len(analysis.returned.rows),
    }


def _not_known(analysis: Analysis) -> list[dict[str, str]]:
    return [{"measure": one.measure, "why": one.why} for one in analysis.exact.not_measured]


def _tell(analysis: Analysis, counts: dict[str, int], written: Path) -> None:
    out.print(
        f"{counts['rows']:,} rows checked: {counts['rules_passed']} rules passed, "
        f"{counts['rules_failed']} failed, {counts['rules_not_run']} not run; "
        f"{counts['issues']:,} issues.",
        markup=False,
    )
    out.print(
        f"{counts['records']:,} records are of {counts['children']:,} children.", markup=False
    )
    out.print(
        f"{counts['figures']} figures may cross, {counts['figures_hidden']} of them hidden; "
        f"{counts['returned']:,} children are on the nameless return.",
        markup=False,
    )
    for absent in analysis.exact.not_measured:
        out.print(f"  Not measured: {absent.measure}. {absent.why}", markup=False)
    for left in analysis.exact.left_out:
        out.print(f"  Left out of {left.measure}: {left.rows:,} rows. {left.why}", markup=False)
    out.print(f"Written: {written}", markup=False)
