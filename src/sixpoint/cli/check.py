"""`sixpoint check`: what is wrong with the extracts, and what could not be checked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path

import typer
from rich.table import Table

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import write_csv
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.packs.load import DatasetsPack, load_datasets
from sixpoint.records.read import read_extracts, read_files
from sixpoint.records.types import Records
from sixpoint.terms.issue import Issue, Severity
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.issues import Issues, gather_issues
from sixpoint.validation.types import Checked, Outcome, RuleResult
from sixpoint.validation.validate import RAISED, validate

from .console import WRONG_FOUND, ending, out, print_json, progress
from .given import partnership_in
from .outputs import CheckOutput, IssueSaid, RuleSaid

PACK = "scotland-extracts/1"
PLACES_SHOWN = 3
"""Places printed for each rule; the report says how many more there are and where they all are."""
CODES_SHOWN = 4
"""Codes printed for each reason; `--json` lists them all."""
COLUMNS = ("code", "severity", "dataset", "file", "line", "key", "column", "message", "fix")

EPILOG = ending(
    "sixpoint check build/demo/partnership",
    "sixpoint check social_work/concerns.csv social_work/people.csv --as-at 2017-07-31",
    "sixpoint check health.people=export.csv --json",
    codes="0 no errors (warnings may be); 1 errors found; 2 could not run; 3 wrong use.",
)


@dataclass(frozen=True)
class _Found:
    """Everything that was found, those of reading included."""

    records: Records
    checked: Checked
    issues: Issues

    @property
    def is_wrong(self) -> bool:
        """Whether there is an error, or a rule that broke down and so answered nothing."""
        errors = any(issue.severity is Severity.ERROR for issue in self.issues)
        return errors or any(result.why == RAISED for result in self.checked.results)


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
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Check a partnership's extracts against the rules of its pack."""
    folder = partnership_in(what)
    if folder is not None and as_at is not None:
        raise typer.BadParameter("A partnership says its own day; --as-at is for files.")
    if save is not None:
        refuse_inspectorates_side(save)
    with progress(quiet=quiet) as progressing, open_duckdb() as engine:
        progressing.step("Reading the extracts")
        if folder is None:
            datasets, day = load_datasets(pack), as_at.date() if as_at else date.today()
            records = read_files(
                engine,
                files=_files(what, datasets),
                datasets=datasets.datasets,
                folder=Path.cwd(),
            )
        else:
            about = read_partnership(folder)
            datasets, day = load_datasets(about.packs.datasets), about.as_at
            records = read_extracts(
                engine, folder=folder, datasets=datasets.datasets, expected=about.expected
            )
        progressing.step(f"Checking {len(datasets.rules)} rules")
        checked = validate(records, datasets.rules, as_at=day)
    found = _Found(records, checked, gather_issues(records.issues, checked.issues))
    _tell(found, as_json=as_json, save=save)
    if found.is_wrong:
        raise typer.Exit(WRONG_FOUND)


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


def _tell(found: _Found, *, as_json: bool, save: Path | None) -> None:
    if save is not None:
        rows = ([getattr(i, name) for name in COLUMNS] for i in found.issues)
        write_csv(save, COLUMNS, rows, private=True)
    if as_json:
        print_json(_document(found.checked.results, found.issues))
    else:
        _report(found, save)


def _document(results: Sequence[RuleResult], issues: Sequence[Issue]) -> CheckOutput:
    keys = [field.name for field in fields(IssueSaid)]
    return CheckOutput(
        rules=tuple(
            RuleSaid(code=one.code, status=one.outcome, count=one.count, why=one.why)
            for one in results
        ),
        issues=tuple(IssueSaid(**{key: getattr(one, key) for key in keys}) for one in issues),
    )


def _report(found: _Found, save: Path | None) -> None:
    _report_files(found.records)
    by_code: dict[str, list[Issue]] = defaultdict(list)
    for issue in found.issues:
        by_code[issue.code].append(issue)
    for severity in Severity:
        codes = [code for code, own in by_code.items() if own[0].severity is severity]
        if codes:
            out.print(f"\n{severity.upper()}S", style="bold", markup=False)
        for code in sorted(codes):
            _report_code(code, by_code[code], save)
    _report_outcomes(found.checked.results)


def _report_files(records: Records) -> None:
    table = Table("File", "Rows", "Set aside", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for source in records.files:
        table.add_row(source.file, f"{source.rows:,}", f"{source.set_aside:,}")
    out.print(table)


def _report_code(code: str, issues: Sequence[Issue], save: Path | None) -> None:
    first = issues[0]
    out.print(f"\n{code}  {len(issues):,} x  {first.message}", markup=False)
    out.print(f"  What to do: {first.fix}", markup=False)
    for issue in issues[:PLACES_SHOWN]:
        column = f", {issue.column}" if issue.column else ""
        key = f", record {issue.key}" if issue.key else ""
        line = f":{issue.line}" if issue.line else ""
        out.print(f"    {issue.file}{line}{column}{key}", markup=False)
    more = len(issues) - PLACES_SHOWN
    if more > 0:
        where = f"all are in {save}" if save else "--out FILE.csv writes them all"
        out.print(f"    and {more:,} more; {where}", markup=False)


def _report_outcomes(results: Sequence[RuleResult]) -> None:
    counts = {o: sum(result.outcome is o for result in results) for o in Outcome}
    out.print(
        f"\n{len(results)} rules: {counts[Outcome.PASSED]} passed, "
        f"{counts[Outcome.FAILED]} failed, {counts[Outcome.NOT_RUN]} not run.",
        style="bold",
        markup=False,
    )
    reasons: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.why is not None:
            reasons[result.why].append(result.code)
    for why, codes in sorted(reasons.items()):
        which = ", ".join(codes) if len(codes) <= CODES_SHOWN else f"{len(codes)} rules"
        out.print(f"  Not checked, or not in full ({which}): {why}", markup=False)
