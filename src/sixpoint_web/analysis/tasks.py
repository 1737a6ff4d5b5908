"""The steps as long work: check, link, analyse, and once more for the ledger. Never in a page."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from sixpoint.files import sha256_of
from sixpoint.files.csv_columns import write_csv_columns
from sixpoint.inspection.analyse import (
    LINK_SEED,
    Analysis,
    analyse,
    known_of,
    link_people,
    people_tables,
    read_and_check,
    read_plan,
)
from sixpoint.inspection.check import Checking, check_folder
from sixpoint.inspection.cross import CROSSING, cross
from sixpoint.inspection.desk import read_decisions, write_quality
from sixpoint.inspection.intake import for_agency, report_of
from sixpoint.inspection.needed import needed_by
from sixpoint.inspection.release import Asked
from sixpoint.inspection.store import STORE
from sixpoint.inspection.submissions import keep_submission
from sixpoint.linkage.quality import assess
from sixpoint.records.types import SourceFile
from sixpoint.terms.cells import Status
from sixpoint.validation.report import render_report, style_of_report
from sixpoint_web.runs.kinds import Beat, Result, StepFailed, long_work
from sixpoint_web.shared.regularly import regularly

from . import queries, store
from .models import Crossing, Extract, Step
from .reports import ISSUES, STYLE, STYLE_ADDRESS, WHOLE, report_file
from .steps import at_work

TIDY_EVERY = 300.0


@long_work(Step.Kind.CHECK)
def check_extracts(beat: Beat) -> Result:
    """Holds the extracts against the rules, and writes a report for all and for each agency."""
    with at_work(beat) as work, work.engine() as engine:
        folder = store.partnership()
        checking = check_folder(folder, engine=engine, say=work.say)
        _as_taken(checking.records.files)
        work.say("Writing the reports")
        _write_reports(checking)
        if not checking.problems:
            keep_submission(folder, checking.to_keep)
        _remember_rows(checking.records.files)
        return {
            "rows": sum(one.rows for one in checking.records.files),
            "issues": len(checking.issues),
            "verdict": checking.decision.verdict.words,
        }


@long_work(Step.Kind.LINK)
def link_extracts(beat: Beat) -> Result:
    """Links everybody as the analysis will, and finds out how good the links are."""
    with at_work(beat) as work, work.engine() as engine:
        folder = store.partnership()
        about, packs = read_plan(folder)
        needed = needed_by(about, packs.datasets)
        records, checked = read_and_check(
            folder, about, packs, needed=needed, engine=engine, say=work.say
        )
        _as_taken(records.files)
        linked = link_people(engine, checked, known=known_of(folder, about), say=work.say)
        work.say("Linking again without identifiers, to see what is found")
        people, decisions = people_tables(checked), read_decisions(folder / STORE)
        quality = assess(engine, people, linked, decisions=decisions, seed=LINK_SEED)
        write_quality(folder / STORE, quality)
        return {
            "records": linked.records,
            "children": linked.persons,
            "by_identifier": linked.by_identifier,
            "by_model": linked.by_model,
            "in_doubt": linked.in_doubt,
        }


@long_work(Step.Kind.ANALYSE)
def analyse_extracts(beat: Beat) -> Result:
    """The whole of the partnership's side; what it makes waits for two people to look at it."""
    with at_work(beat) as work, work.engine() as engine:
        folder = store.partnership()
        analysis = analyse(folder, engine=engine, say=work.say)
        _as_taken(analysis.records.files)
        work.say("Writing the store and the crossing file")
        made = _remember_crossing(work.step, analysis, cross(analysis, folder))
        return {"figures": made.figures, "hidden": made.hidden, "on_return": made.on_return}


@long_work(Step.Kind.RELEASE)
def release_crossing(beat: Beat) -> Result:
    """The same analysis once more, and the ledger remembers it: from now on it may cross."""
    with at_work(beat) as work, work.engine() as engine:
        folder, crossing = store.partnership(), queries.latest_crossing()
        if crossing is None:
            raise StepFailed("nothing-to-hand-over")
        name = f"{crossing.as_at}-{str(crossing.id)[:8]}"
        analysis = analyse(folder, engine=engine, say=work.say, asked=Asked(release=name))
        _as_taken(analysis.records.files)
        work.say("Remembering what is released")
        if sha256_of(cross(analysis, folder)) != crossing.sha256:
            raise StepFailed("crossing-differs")
        waiting = Crossing.objects.filter(id=crossing.id, release=None)
        waiting.update(release=name, released_at=timezone.now())
        return {"figures": crossing.figures}


@regularly(every=TIDY_EVERY)
def tidy() -> int:
    """Removes what a killed step left behind, unless another is at work."""
    try:
        with store.held():
            return store.clear_working_files()
    except store.InUse:
        return 0


def _as_taken(files: Iterable[SourceFile]) -> None:
    """Refuses files that are not those which people handed in."""
    taken = {f"extracts/{one.table.agency.code}/{one.file}": one.sha256 for one in _now()}
    if {one.file: one.sha256 for one in files if one.sha256}.items() - taken.items():
        raise StepFailed("extract-differs")


def _now() -> list[Extract]:
    return list(queries.extracts_now())


def _remember_rows(files: Iterable[SourceFile]) -> None:
    rows = {one.file: one.rows + one.set_aside for one in files}
    with transaction.atomic():
        for one in _now():
            found = rows.get(f"extracts/{one.table.agency.code}/{one.file}")
            if found is not None and found != one.rows:
                Extract.objects.filter(id=one.id).update(rows=found)


def _write_reports(checking: Checking) -> None:
    store.keep_text(store.intake() / STYLE, style_of_report())
    report = report_of(checking, csv=ISSUES)
    store.keep_text(report_file(WHOLE), render_report(report, style_address=STYLE_ADDRESS))
    write_csv_columns(store.intake() / ISSUES, checking.issues.columns(), private=True)
    about = checking.terms.partnership
    for agency in about.agencies if about else ():
        own = report_of(for_agency(checking, agency.id), csv="", title=agency.name)
        html = render_report(replace(own, csv=ISSUES), style_address=STYLE_ADDRESS)
        store.keep_text(report_file(agency.id), html)


def _remember_crossing(step: Step, analysis: Analysis, path: object) -> Crossing:
    file = store.partnership() / CROSSING
    assert file == path
    figures = analysis.figures
    return Crossing.objects.update_or_create(
        step=step,
        defaults={
            "sha256": sha256_of(file),
            "size": file.stat().st_size,
            "as_at": analysis.partnership.as_at,
            "figures": len(figures),
            "hidden": sum(one.status is Status.SUPPRESSED for one in figures),
            "on_return": len(analysis.returned.rows),
            "audited": len(analysis.released.protected.report.cells),
            "releases_before": len(analysis.released.ledger.releases),
            "made_at": timezone.now(),
        },
    )[0]
