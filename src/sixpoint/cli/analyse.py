"""`sixpoint analyse`: the partnership's side, from extracts to the crossing file."""

from collections import Counter
from pathlib import Path

import typer

from sixpoint.disclosure.joint import REFUSALS
from sixpoint.inspection.analyse import Analysis
from sixpoint.inspection.analyse import analyse as run_partnership
from sixpoint.inspection.cross import cross
from sixpoint.inspection.release import Asked
from sixpoint.inspection.store import SPILL
from sixpoint.terms.cells import Status
from sixpoint.terms.problems import UserError
from sixpoint.validation.types import Outcome

from .console import WRONG_FOUND, ending, out, print_json, progress, say_problems
from .engine import ENGINE, EngineName, open_engine
from .given import release_id
from .outputs import AnalyseOutput, AnalyseRefusedOutput

EPILOG = ending(
    "sixpoint analyse build/demo/partnership",
    "sixpoint analyse build/demo/partnership --release 2017-08 --json",
    codes="0 done; 1 done, but a measure could not be counted, or the auditor refuses and nothing "
    "is written; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("analyse", epilog=EPILOG)(analyse)


def analyse(
    partnership: Path = typer.Argument(..., help="The partnership's folder."),
    threads: int | None = typer.Option(None, min=1, help="Cores to use; all unless given."),
    release: str | None = typer.Option(
        None,
        "--release",
        callback=release_id,
        help="Remember this crossing file as released, under this id.",
    ),
    reckoned: int = typer.Option(
        0, "--changed", min=0, help="How many children a reader must reckon with as changed since."
    ),
    memory: str = typer.Option("6GB", help="Memory that the engine may use."),
    engine_name: EngineName = ENGINE,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Check, link and measure a partnership's extracts, and write what may cross.

    Named children, links and exact figures stay in store/; crossing/crossing.zip holds safe
    figures, the nameless return and checked documents. Figures are made safe beside all that was
    released before, which releases/ remembers; nothing is remembered without --release.
    """
    with (
        progress(quiet=quiet or as_json) as told,
        open_engine(
            engine_name, threads=threads, memory=memory, spill=partnership / SPILL
        ) as engine,
    ):
        asked = Asked(release=release, reckoned=reckoned)
        try:
            analysis = run_partnership(partnership, engine=engine, say=told.step, asked=asked)
        except UserError as error:
            leave_if_refused(error, as_json=as_json)
            raise
        told.step("Writing the store and the crossing file")
        written = cross(analysis, partnership)
    made = _document(analysis, written)
    if as_json:
        print_json(made)
    else:
        _tell(analysis, made)
    if analysis.exact.not_measured:
        raise typer.Exit(WRONG_FOUND)


def leave_if_refused(error: UserError, *, as_json: bool) -> None:
    """The auditor's refusal is a finding: the command ran, and nothing is written."""
    codes = {problem.code for problem in error.problems}
    if codes <= REFUSALS:
        say_problems(error.problems)
        if as_json:
            print_json(AnalyseRefusedOutput(safe=False, codes=tuple(sorted(codes))))
        raise typer.Exit(WRONG_FOUND) from None


def _document(analysis: Analysis, written: Path) -> AnalyseOutput:
    outcomes = Counter(result.outcome for result in analysis.checked.results)
    return AnalyseOutput(
        rows=sum(file.rows for file in analysis.records.files),
        issues=len(analysis.checked.issues),
        rules_passed=outcomes[Outcome.PASSED],
        rules_failed=outcomes[Outcome.FAILED],
        rules_not_run=outcomes[Outcome.NOT_RUN],
        records=analysis.linked.records,
        children=analysis.linked.persons,
        figures=len(analysis.figures),
        figures_hidden=sum(f.status is Status.SUPPRESSED for f in analysis.figures),
        returned=len(analysis.returned.rows),
        crossing=str(written),
        release=analysis.released.release.release if analysis.released.release else None,
        releases_before=len(analysis.released.ledger.releases),
        audited=len(analysis.released.protected.report.cells),
        not_known=analysis.exact.not_measured,
    )


def _tell(analysis: Analysis, made: AnalyseOutput) -> None:
    out.print(
        f"{made.rows:,} rows checked: {made.rules_passed} rules passed, "
        f"{made.rules_failed} failed, {made.rules_not_run} not run; "
        f"{made.issues:,} issues.",
        markup=False,
    )
    out.print(f"{made.records:,} records are of {made.children:,} children.", markup=False)
    out.print(
        f"{made.figures} figures may cross, {made.figures_hidden} of them hidden; "
        f"{made.returned:,} children are on the nameless return.",
        markup=False,
    )
    for absent in analysis.exact.not_measured:
        out.print(f"  Not measured: {absent.measure}. {absent.why}", markup=False)
    for left in analysis.exact.left_out:
        out.print(f"  Left out of {left.measure}: {left.rows:,} rows. {left.why}", markup=False)
    before = made.releases_before
    past = {0: "that nothing was released before", 1: "one earlier release"}.get(
        before, f"{before:,} earlier releases"
    )
    out.print(
        f"The auditor attacked {made.audited:,} counts that are not shown, knowing the policy, "
        f"every sum and {past}: it could work none of them out.",
        markup=False,
    )
    out.print(f"Written: {made.crossing}", markup=False)
    if made.release is None:
        out.print("Not remembered as released: --release ID does that when it is handed over.")
    else:
        out.print(f"Remembered as released: {made.release}", markup=False)
