"""`sixpoint check`: what is wrong with the extracts, and what could not be checked."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import typer

from sixpoint.engines import Engine
from sixpoint.files import write_text
from sixpoint.files.csv_columns import write_csv_columns
from sixpoint.inspection.check import Checking, Say, Terms, check_files, check_folder
from sixpoint.inspection.intake import report_of
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.inspection.submissions import keep_submission
from sixpoint.packs.load import DatasetsPack, load_datasets
from sixpoint.terms.issue import Severity
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.report import render_report
from sixpoint.validation.summary import PLACES
from sixpoint.validation.validate import RAISED

from .check_said import document, tell
from .console import COULD_NOT_RUN, WRONG_FOUND, ending, print_json, progress, say_problems
from .engine import ENGINE, EngineName, open_engine
from .given import partnership_in
from .propose_said import propose_and_tell

PACK = "scotland-extracts/1"

EPILOG = ending(
    "sixpoint check build/demo/partnership",
    "sixpoint check build/demo/partnership --report build/check.html --keep",
    "sixpoint check build/demo/partnership --propose",
    "sixpoint check social_work/concerns.csv social_work/people.csv --as-at 2017-07-31",
    "sixpoint check health.people=export.csv --json",
    codes="0 no errors but waived ones (warnings may be); 1 errors found; 2 could not run; "
    "3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("check", epilog=EPILOG)(check)


def check(
    what: list[str] = typer.Argument(
        ..., help="A partnership's folder, or CSV files: agency/table.csv or agency.table=FILE."
    ),
    pack: str = typer.Option(PACK, help="The pack of datasets and rules, when files are given."),
    as_at: datetime | None = typer.Option(
        None,
        formats=["%Y-%m-%d"],
        help="The day of the extracts, when files are given; else today.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    save: Path | None = typer.Option(None, "--out", help="Write every issue to this CSV file."),
    page: Path | None = typer.Option(
        None, "--report", help="Write the report as this HTML file, with the CSV beside it."
    ),
    places: int = typer.Option(
        PLACES, min=1, help="How many places of each cause the HTML report shows."
    ),
    keep: bool = typer.Option(
        False, "--keep", help="Keep this as a submission, for the next check to compare with."
    ),
    proposes: bool = typer.Option(
        False, "--propose", help="Propose a mapping for files in other words than ours, instead."
    ),
    engine_name: EngineName = ENGINE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Check a partnership's extracts against the rules of its pack.

    Nothing is kept unless --keep says so; the same folder always gets the same verdict. Where a
    file cannot be read, the others are checked and reported, not kept, and the command ends with 2.
    """
    folder = _folder(what, as_at=as_at, keep=keep, proposes=proposes)
    if folder is not None and proposes:
        propose_and_tell(folder, as_json=as_json)
        return
    for written in (save, page):
        if written is not None:
            refuse_inspectorates_side(written)
    day = as_at.date() if as_at else date.today()
    with progress(quiet=quiet) as progressing, open_engine(engine_name) as engine:
        checking = (
            _check_loose(what, pack, day, engine=engine, say=progressing.step, places=places)
            if folder is None
            else check_folder(folder, engine=engine, say=progressing.step, places=places)
        )
        _write(checking, save=save, page=page)
        keeps = folder is not None and keep and not checking.problems
        kept = keep_submission(folder, checking.to_keep) if folder and keeps else None
    if as_json:
        print_json(document(checking, kept))
    else:
        tell(checking, kept=kept, written=[one for one in (page, save or _beside(page)) if one])
    _end(checking)


def _folder(
    what: Sequence[str], *, as_at: datetime | None, keep: bool, proposes: bool
) -> Path | None:
    """The partnership's folder, if it is one; refuses what is for a folder or for files only."""
    folder = partnership_in(what)
    if folder is not None and as_at is not None:
        raise typer.BadParameter("A partnership says its own day; --as-at is for files.")
    if folder is None and keep:
        raise typer.BadParameter("Only a partnership's folder can keep a submission.")
    if folder is None and proposes:
        raise typer.BadParameter("Only a partnership's folder can keep a mapping.")
    return folder


def _end(checking: Checking) -> None:
    """Ends with what could not be read, or with what is wrong, and the number for it."""
    if checking.problems:
        say_problems(checking.problems)
        raise typer.Exit(COULD_NOT_RUN)
    if _is_wrong(checking):
        raise typer.Exit(WRONG_FOUND)


def _check_loose(
    what: Sequence[str], pack: str, day: date, *, engine: Engine, say: Say, places: int
) -> Checking:
    terms = Terms(pack=load_datasets(pack), as_at=day, places=places)
    files = _files(what, terms.pack)
    return check_files(files, terms=terms, engine=engine, folder=Path.cwd(), say=say)


def _is_wrong(checking: Checking) -> bool:
    """Whether an error is left that nobody has waived, or a rule broke down and so said nothing."""
    errors = any(f.severity is Severity.ERROR for f in checking.waived.open.counts())
    return errors or any(result.why == RAISED for result in checking.checked.results)


def _files(what: Sequence[str], datasets: DatasetsPack) -> dict[str, Path]:
    """Each file by the table it holds."""
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for one in what:
        name, _, path = one.rpartition("=")
        file = Path(path)
        dataset_id = name or _table_of(file)
        if dataset_id not in datasets.datasets:
            problems.append(_unknown_table(file, datasets))
        elif dataset_id in files:
            problems.append(_second_file(dataset_id, file))
        files[dataset_id] = file
    if problems:
        raise UserError(problems)
    return files


def _table_of(file: Path) -> str:
    return file.stem if "." in file.stem else f"{file.absolute().parent.name}.{file.stem}"


def _unknown_table(file: Path, datasets: DatasetsPack) -> Problem:
    return Problem(
        code="unknown-table",
        what="Nobody can tell which table this file holds.",
        fix=f"Write TABLE={file}, with one of: {', '.join(sorted(datasets.datasets))}.",
        file=file,
    )


def _second_file(dataset_id: str, file: Path) -> Problem:
    return Problem(
        code="second-file",
        what=f"This is a second file for {dataset_id}.",
        fix="Give one file for each table.",
        file=file,
    )


def _beside(page: Path | None) -> Path | None:
    """Where the CSV stands that a report points to."""
    return page.with_suffix(".csv") if page else None


def _write(checking: Checking, *, save: Path | None, page: Path | None) -> None:
    csv = save or _beside(page)
    if csv is not None:
        write_csv_columns(csv, checking.issues.columns(), private=True)
    if page is not None and csv is not None:
        write_text(page, render_report(report_of(checking, csv=csv.name)), private=True)
