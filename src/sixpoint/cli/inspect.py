"""`sixpoint inspect`: the inspectorate's side, from evidence to the report."""

from collections.abc import Sequence
from pathlib import Path

import typer

from sixpoint.disclosure.clearance import State
from sixpoint.disclosure.output_check import OutputCheck
from sixpoint.disclosure.quotes import TO_CLEAR
from sixpoint.inspection.cited import unconfirmed_findings
from sixpoint.inspection.folder import read_inspection
from sixpoint.inspection.receive import receive
from sixpoint.inspection.run import Inspected, write
from sixpoint.inspection.run import inspect as run_inspection
from sixpoint.inspection.write_out import OUT
from sixpoint.reports.statements import tally_in_words

from .console import WRONG_FOUND, ending, err, out, print_json, progress
from .outputs import InspectOutput, NotKnownSaid, QuestionSaid

EPILOG = ending(
    "sixpoint inspect build/demo/inspection --receive crossing.zip",
    "sixpoint inspect build/demo/inspection --confirm",
    "sixpoint inspect examples/north-lanarkshire-2014 --json",
    codes="0 done; 1 done, but statements are stale; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("inspect", epilog=EPILOG)(inspect)


def inspect(
    inspection: Path = typer.Argument(..., help="The inspection's folder."),
    crossing: Path | None = typer.Option(
        None, "--receive", help="A crossing file to check and unpack into received/ first."
    ),
    confirm: bool = typer.Option(
        False, "--confirm", help="Record everything that is cited as seen, in cited.json."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Make the report, the release, the summary, open data and both trails, under out/."""
    with progress(quiet=quiet or as_json) as told:
        if crossing is not None:
            told.step("Receiving the crossing file")
            read_inspection(inspection)
            receive(inspection, crossing)
        inspected = run_inspection(inspection, say=told.step)
        check = write(inspected, inspection, say=told.step, confirming=confirm)
    written = inspection / OUT
    matter = inspected.gathered.matter
    stale = () if confirm else tuple(sorted(matter.stale))
    unconfirmed = unconfirmed_findings(matter.findings, matter.sources, inspected.confirmed)
    if as_json:
        print_json(_document(inspected, stale, check, written))
    else:
        _tell(inspected, stale, check, written)
        if unconfirmed and not confirm:
            _tell_unconfirmed(unconfirmed, of=len(matter.findings))
    if stale:
        raise typer.Exit(WRONG_FOUND)


def _tell_unconfirmed(ids: Sequence[str], *, of: int) -> None:
    which = "No finding" if len(ids) == of else f"Not yet all that stands behind {', '.join(ids)}"
    err.print(f"{which} was confirmed. When the team has seen it, give --confirm.", markup=False)


def _document(
    inspected: Inspected, stale: tuple[str, ...], check: OutputCheck, written: Path
) -> InspectOutput:
    matter = inspected.gathered.matter
    return InspectOutput(
        inspection=matter.inspection.id,
        tally=tally_in_words(matter),
        statements=len(inspected.public.statements),
        stale=stale,
        uncited=tuple(finding.id for finding in matter.findings if not finding.all_cites),
        numbers_typed=tuple(finding.id for finding in matter.findings if finding.typed_numbers),
        questions=tuple(
            QuestionSaid(about=one.about, asks=one.asks, overruled=one.overruled)
            for one in matter.questions
        ),
        not_known=tuple(NotKnownSaid(title=title, why=why) for title, why in matter.not_known),
        held_back=tuple(sorted(matter.uncleared)),
        output_check=check.state,
        output_hash=check.hash,
        out=str(written),
    )


def _tell(inspected: Inspected, stale: tuple[str, ...], check: OutputCheck, written: Path) -> None:
    matter = inspected.gathered.matter
    out.print(tally_in_words(matter), style="bold", markup=False)
    for finding in matter.findings:
        if not finding.all_cites:
            err.print(f"  {finding.id} cites nothing.", markup=False)
        if finding.typed_numbers:
            err.print(
                f"  {finding.id} has a number typed in; name the figure instead, as {{figure-id}}.",
                markup=False,
            )
    for question in matter.questions:
        if question.overruled is None:
            err.print(f"  {question.about}: {question.asks}", markup=False)
    for why in dict.fromkeys(why for _, why in matter.not_known):
        titles = [title for title, reason in matter.not_known if reason == why]
        err.print(f"  Not known: {'; '.join(titles)}. {why}", markup=False)
    for id_ in stale:
        err.print(f"  {id_} is stale: what it cites has changed.", style="yellow", markup=False)
    if matter.uncleared:
        err.print(
            f"  Held back from the public until two people clear them, as out/inside/{TO_CLEAR} "
            f"lists: {', '.join(sorted(matter.uncleared))}.",
            markup=False,
        )
    out.print(f"{len(inspected.public.statements)} statements.", markup=False)
    out.print(f"Output check: {check.state}. {check.says}", markup=False)
    if check.state is not State.CLEARED:
        out.print(f"  Hash to look at: {check.hash}", markup=False)
    out.print(f"Written: {written / 'public' / 'report.html'}", markup=False)
