"""`sixpoint sample`: which children's records are read."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.table import Table

from sixpoint.files import read_csv_rows, write_csv
from sixpoint.inspection.crossing import RECEIVED, RETURN
from sixpoint.inspection.folder import SAMPLE, read_inspection
from sixpoint.sampling.draw import draw_sample
from sixpoint.sampling.types import Drawn, ReturnRow, Sample
from sixpoint.terms.problems import user_error

from .console import ending, out, print_json
from .outputs import SampleOutput

EPILOG = ending(
    "sixpoint sample build/demo/inspection",
    "sixpoint sample build/demo/inspection --again",
    "sixpoint sample return.csv --size 60 --reserves 12 --seed 7 --out sample.csv",
    codes="0 done; 2 could not run; 3 wrong use.",
)
COLUMNS = ("reference", "category", "age_band", "order", "reserve")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sample", epilog=EPILOG)(sample)


def sample(
    what: Path = typer.Argument(..., help="An inspection's folder, or a nameless return.csv."),
    size: int | None = typer.Option(None, min=1, help="How many to read, when a file is given."),
    reserves: int = typer.Option(0, min=0, help="How many in reserve, when a file is given."),
    seed: int = typer.Option(1, help="Makes the draw repeatable, when a file is given."),
    save: Path | None = typer.Option(None, "--out", help="Where a file's sample is written."),
    again: bool = typer.Option(False, "--again", help="Replace a sample drawn before."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
) -> None:
    """Draw the records to read, in proportion over categories and age bands, with reserves.

    The same return and seed give the same sample. For an inspection's folder, size, reserves and
    seed stand in inspection.yaml, and the return is the one that was received.
    """
    if what.is_dir():
        drawn, written = _of_inspection(what, again=again)
    elif not what.exists():
        fix = "Name an inspection's folder, or the return."
        raise user_error("missing-file", what="This is not there.", fix=fix, file=what)
    elif size is None or save is None:
        raise typer.BadParameter("A file needs --size N and --out FILE.")
    else:
        people = read_csv_rows(what, ReturnRow)
        drawn = draw_sample(people, size=size, seed=seed, reserves=reserves, file=what)
        written = save
    write_csv(written, COLUMNS, [[getattr(one, name) for name in COLUMNS] for one in drawn.drawn])
    if as_json:
        print_json(SampleOutput(seed=drawn.seed, drawn=drawn.drawn))
    else:
        out.print(_table(drawn.drawn))
        out.print(f"Written: {written}", markup=False)


def _of_inspection(folder: Path, *, again: bool) -> tuple[Sample, Path]:
    plan = read_inspection(folder).sample
    if plan is None:
        raise user_error(
            "no-sample-planned",
            what="This inspection plans no sample.",
            fix="Give `sample` with size, reserves and seed in inspection.yaml.",
            file=folder / "inspection.yaml",
        )
    written = folder / SAMPLE
    if written.exists() and not again:
        raise user_error(
            "sample-drawn-before",
            what="A sample was drawn before; records may have been read from it.",
            fix="Give --again to replace it.",
            file=written,
        )
    file = _return_of(folder)
    people = read_csv_rows(file, ReturnRow)
    drawn = draw_sample(people, size=plan.size, seed=plan.seed, reserves=plan.reserves, file=file)
    return drawn, written


def _return_of(folder: Path) -> Path:
    """The return that the partnership sent, or one that people put into the folder."""
    for file in (folder / RECEIVED / RETURN, folder / RETURN):
        if file.is_file():
            return file
    raise user_error(
        "no-return",
        what="No pre-inspection return was received.",
        fix="Run `sixpoint inspect FOLDER --receive FILE` with the partnership's crossing file.",
        file=folder / RECEIVED / RETURN,
    )


def _table(drawn: Sequence[Drawn]) -> Table:
    counts = Counter((one.category, one.age_band, one.reserve) for one in drawn)
    table = Table("Category", "Age band", "To read", "In reserve", box=None)
    for column in table.columns[2:]:
        column.justify = "right"
    for category, band in sorted({(one.category, one.age_band) for one in drawn}):
        read, spare = counts[category, band, False], counts[category, band, True]
        table.add_row(category, band, str(read), str(spare))
    return table
