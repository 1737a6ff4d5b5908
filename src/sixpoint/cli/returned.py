"""`sixpoint return`: the pre-inspection return in Excel, out, back in, and signed."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import typer
from rich.table import Table

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import write_csv
from sixpoint.files.excel import write_workbook
from sixpoint.files.excel_safe import MOST_BYTES
from sixpoint.files.read import open_file
from sixpoint.inspection.crossing_types import ReturnRow
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.returned_make import known_lines
from sixpoint.inspection.returned_plan import ReturnPlan, plan_return
from sixpoint.inspection.returned_read import read_return
from sixpoint.inspection.returned_signed import (
    SignedPart,
    SignedState,
    read_signatures,
    sign,
    signed_parts,
)
from sixpoint.inspection.returned_workbook import ReturnLine, sheets_of
from sixpoint.packs.framework import Framework
from sixpoint.packs.load import load_datasets, load_framework
from sixpoint.terms.problems import user_error

from .console import WRONG_FOUND, ending, out, print_json, progress
from .outputs_check import PartSaid, ReturnOutput

COLUMNS = ("reference", "category", "age_band")
EPILOG = ending(
    "sixpoint return build/demo/partnership --framework scotland-children/2014 "
    "--programme 2012-17 --excel build/return.xlsx",
    "sixpoint return build/demo/partnership --framework scotland-children/2014 "
    "--programme 2012-17 --read build/return.xlsx --sign social_work --role 'Head of service'",
    codes="0 done; 1 read, but a part is not signed or was changed since; 2 could not run; "
    "3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("return", epilog=EPILOG)(returned)


def returned(
    partnership: Path = typer.Argument(..., help="The partnership's folder."),
    framework: str = typer.Option(..., help="The framework pack, such as pack/version."),
    programme: str = typer.Option(..., help="The programme of inspections, by its id in it."),
    excel: Path | None = typer.Option(None, "--excel", help="Write the return as this workbook."),
    blank: bool = typer.Option(False, "--blank", help="Write it with no child filled in."),
    read: Path | None = typer.Option(None, "--read", help="Read and check this workbook."),
    agency: str | None = typer.Option(
        None, "--sign", help="Sign the rows that this agency listed, as they are in --read."
    ),
    role: str | None = typer.Option(None, help="Who signs, by role and never by name."),
    on: datetime | None = typer.Option(
        None, formats=["%Y-%m-%d"], help="The day of the signature; else today."
    ),
    save: Path | None = typer.Option(
        None, "--out", help="Write the return that was read as CSV, once every agency has signed."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Write the pre-inspection return as an Excel workbook, or read one back.

    Children whom social work's extracts tell of are filled in; others are added by hand. What comes
    back is refused if any cell is not as the form asks, and all that is wrong is said at once.
    """
    _check_use(excel=excel, read=read, agency=agency, role=role, save=save, blank=blank)
    about = read_partnership(partnership)
    pack = load_framework(framework)
    datasets = load_datasets(about.packs.datasets).datasets
    plan = plan_return(about, pack, programme, datasets=datasets)
    if agency is not None and agency not in dict(plan.agencies):
        raise typer.BadParameter(f"Agencies: {', '.join(id_ for id_, _ in plan.agencies)}.")
    if read is not None:
        lines = read_return(_bytes_of(read), plan, name=read)
    else:
        lines = () if blank else _known(partnership, plan, pack, quiet=quiet or as_json)
    if agency is not None and role is not None:
        day = on.date() if on else date.today()
        _sign(partnership, plan, lines, agency=agency, role=role, on=day)
    parts = _parts(partnership, plan, lines)
    if excel is not None:
        write_workbook(excel, sheets_of(plan, lines, parts), private=True)
    unsigned = [one for one in parts if one.state is not SignedState.SIGNED]
    if save is not None:
        _save(save, lines, unsigned)
    written = [str(one) for one in (excel, save) if one]
    (_print if as_json else _tell)(plan, lines, parts, written)
    if read is not None and unsigned:
        raise typer.Exit(WRONG_FOUND)


def _known(
    folder: Path, plan: ReturnPlan, framework: Framework, *, quiet: bool
) -> tuple[ReturnLine, ...]:
    with progress(quiet=quiet) as told, open_duckdb() as engine:
        return known_lines(folder, plan, framework, engine=engine, say=told.step)


def _check_use(
    *,
    excel: Path | None,
    read: Path | None,
    agency: str | None,
    role: str | None,
    save: Path | None,
    blank: bool,
) -> None:
    if excel is None and read is None:
        raise typer.BadParameter(
            "Say --excel FILE to write the return, or --read FILE to check it."
        )
    if (agency is None) != (role is None):
        raise typer.BadParameter("--sign AGENCY and --role ROLE go together.")
    if read is None and (agency or save):
        raise typer.BadParameter("--sign and --out need the workbook: --read FILE.")
    if read is not None and blank:
        raise typer.BadParameter("--blank is for writing a workbook without --read.")


def _bytes_of(path: Path) -> bytes:
    """The file as far as it is looked at: one byte more than any return has."""
    with open_file(path) as file:
        return file.read(MOST_BYTES + 1)


def _sign(
    folder: Path,
    plan: ReturnPlan,
    lines: Sequence[ReturnLine],
    *,
    agency: str,
    role: str,
    on: date,
) -> None:
    sign(
        folder,
        lines,
        agency=agency,
        role=role,
        on=on,
        framework=plan.framework,
        programme=plan.programme,
    )


def _parts(folder: Path, plan: ReturnPlan, lines: Sequence[ReturnLine]) -> tuple[SignedPart, ...]:
    signatures = read_signatures(folder, framework=plan.framework, programme=plan.programme)
    return signed_parts(lines, plan.agencies, signatures)


def _save(path: Path, lines: Sequence[ReturnLine], unsigned: Sequence[SignedPart]) -> None:
    if unsigned:
        raise user_error(
            "return-not-signed",
            what="Not every agency has signed its part as it is now: "
            f"{', '.join(one.name for one in unsigned)}.",
            fix="Let each sign with --sign AGENCY --role ROLE, also one that lists nobody.",
            file=path,
        )
    rows: list[ReturnRow] = [line.row for line in lines]
    write_csv(path, COLUMNS, [[getattr(row, name) for name in COLUMNS] for row in rows])


def _print(
    plan: ReturnPlan,
    lines: Sequence[ReturnLine],
    parts: Sequence[SignedPart],
    written: Sequence[str],
) -> None:
    keys = [field.name for field in fields(PartSaid)]
    said = tuple(PartSaid(**{key: getattr(one, key) for key in keys}) for one in parts)
    document = ReturnOutput(
        framework=plan.framework,
        programme=plan.programme,
        as_at=plan.as_at,
        rows=len(lines),
        parts=said,
        written=tuple(written),
    )
    print_json(document)


def _tell(
    plan: ReturnPlan,
    lines: Sequence[ReturnLine],
    parts: Sequence[SignedPart],
    written: Sequence[str],
) -> None:
    out.print(f"{len(lines):,} children on the return of {plan.title}.", markup=False)
    table = Table("Agency", "Rows", "State", "Role", "Day", box=None, pad_edge=False)
    for one in parts:
        day = one.on.isoformat() if one.on else ""
        table.add_row(one.name, f"{one.rows:,}", one.state.value, one.role or "", day)
    out.print(table)
    for path in written:
        out.print(f"Written: {path}", markup=False)
