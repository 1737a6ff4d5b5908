"""`sixpoint link`: which records of several agencies are one child's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import ibis.expr.types as ir
import typer

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import write_csv
from sixpoint.inspection.partnership import read_partnership
from sixpoint.inspection.rows import refuse_inspectorates_side
from sixpoint.linkage.link import link as link_people
from sixpoint.linkage.types import Linked
from sixpoint.packs.datasets import Column, ColumnType, Dataset, Sensitivity
from sixpoint.packs.load import load_datasets
from sixpoint.records.read import read_extracts, read_files
from sixpoint.records.types import Records
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.validate import validate

from .console import Progressing, ending, err, out, print_json, progress
from .given import partnership_in
from .outputs import LinkOutput

PEOPLE = "people"
KNOWN = ("forename", "surname", "date_of_birth", "sex", "postcode", "address", "identifier")
LINKS = ("left_file", "left_id", "right_file", "right_id", "probability", "why")
PERSONS = ("file", "id", "person")

EPILOG = ending(
    "sixpoint link social_work.csv health.csv --out build/links",
    "sixpoint link council=a.csv board=b.csv police=c.csv --out build/links --json",
    "sixpoint link build/demo/partnership",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("link", epilog=EPILOG)(link)


def link(
    what: list[str] = typer.Argument(
        ..., help="A partnership's folder, or CSV files of people: FILE or name=FILE."
    ),
    save: Path | None = typer.Option(
        None, "--out", help="The folder for links.csv and people.csv; files need it."
    ),
    seed: int = typer.Option(1, help="Shuffles the pseudonyms and draws random pairs."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Link the records of one child across agencies; pairs are always of two agencies.

    Of the columns of a file only `id` is needed; forename, surname, date_of_birth, sex, postcode,
    address and identifier count as missing where they are absent. For a partnership only counts
    are printed.
    """
    folder = partnership_in(what)
    if folder is None and save is None:
        raise typer.BadParameter("Files need --out DIR, where links.csv and people.csv go.")
    if folder is not None and save is not None:
        raise typer.BadParameter("--out is for files; the links of a partnership stay in it.")
    if save is not None:
        refuse_inspectorates_side(save / "people.csv")
    with progress(quiet=quiet) as progressing, open_duckdb() as engine:
        people = (
            _people_of_files(engine, what, progressing)
            if folder is None
            else _people_of_partnership(engine, folder, progressing)
        )
        linked = link_people(engine, people, seed=seed, say=progressing.step)
        if save is not None:
            progressing.step("Writing links.csv and people.csv")
            _write(engine, linked, save)
    _tell(linked, save, as_json=as_json)


def _people_of_partnership(
    engine: Engine, folder: Path, progressing: Progressing
) -> Mapping[str, ir.Table]:
    """Each agency's people that passed the rules of its pack."""
    progressing.step("Reading the extracts")
    about = read_partnership(folder)
    pack = load_datasets(about.packs.datasets)
    ids = [id_ for id_ in about.expected if id_.partition(".")[2] == PEOPLE]
    records = read_extracts(engine, folder=folder, datasets=pack.datasets, expected=about.expected)
    progressing.step(f"Checking {len(pack.rules)} rules")
    checked = validate(records, pack.rules, as_at=about.as_at)
    return {id_.partition(".")[0]: checked.tables[id_] for id_ in ids}


def _people_of_files(
    engine: Engine, what: Sequence[str], progressing: Progressing
) -> Mapping[str, ir.Table]:
    progressing.step("Reading the files")
    files = _named_files(what)
    datasets = {f"{name}.{PEOPLE}": _dataset(name) for name in files}
    paths = {f"{name}.{PEOPLE}": path for name, path in files.items()}
    records = read_files(engine, files=paths, datasets=datasets, folder=Path.cwd())
    _say_set_aside(records)
    people = {name: records.typed[f"{name}.{PEOPLE}"] for name in files}
    _refuse_bad_ids(engine, people, files=files)
    return {name: table.rename(person_id="id") for name, table in people.items()}


def _named_files(what: Sequence[str]) -> dict[str, Path]:
    """Each file by its name: the one given, else the file's own without folder and ending."""
    pairs = [(name or Path(path).stem, Path(path)) for name, _, path in map(_split, what)]
    times = Counter(name for name, _ in pairs)
    repeated = [
        Problem(
            code="second-file",
            what="Another file has the same name.",
            fix="Give each its own: name=FILE.",
            file=path,
        )
        for name, path in pairs
        if times[name] > 1
    ]
    if repeated:
        raise UserError(repeated)
    return dict(pairs)


def _split(one: str) -> tuple[str, str, str]:
    return one.partition("=") if "=" in one else ("", "", one)


def _dataset(name: str) -> Dataset:
    def column(called: str, *, required: bool = False) -> Column:
        return Column(
            name=called,
            title=called,
            # Days are read by the linkage, which takes more ways of writing them than extracts do.
            type=ColumnType.TEXT,
            sensitivity=Sensitivity.IDENTIFYING,
            required=required,
        )

    columns = (column("id", required=True), *map(column, KNOWN))
    return Dataset(id=f"{name}.{PEOPLE}", title=PEOPLE, key="id", person="id", columns=columns)


def _say_set_aside(records: Records) -> None:
    for source in records.files:
        if source.set_aside:
            err.print(f"{source.file}: {source.set_aside} ragged rows left out", markup=False)


def _refuse_bad_ids(
    engine: Engine, people: Mapping[str, ir.Table], *, files: Mapping[str, Path]
) -> None:
    """Without an id of its own no row can be pointed at."""
    problems = []
    for name, table in people.items():
        ids = fetch(engine, table.select("id"))["id"].to_pylist()
        bad = len(ids) - len({id_ for id_ in ids if id_})
        if bad:
            problems.append(
                Problem(
                    code="repeated-id",
                    what=f"In {bad} rows the id is empty or was used before.",
                    fix="Give every row an id of its own.",
                    file=files[name],
                )
            )
    if problems:
        raise UserError(problems)


def _write(engine: Engine, linked: Linked, folder: Path) -> None:
    names = ("left_agency", "left_id", "right_agency", "right_id")
    order = linked.pairs.order_by(*names)
    pairs = fetch(engine, order.select(*names, "score", "why"))
    people = fetch(engine, linked.people.order_by("agency", "person_id"))
    for name, columns, table in (("links", LINKS, pairs), ("people", PERSONS, people)):
        rows = zip(*table.to_pydict().values(), strict=True)
        write_csv(folder / f"{name}.csv", columns, rows, private=True)


def _document(linked: Linked) -> LinkOutput:
    return LinkOutput(
        records=linked.records,
        persons=linked.persons,
        links_by_identifier=linked.by_identifier,
        links_by_model=linked.by_model,
        pairs_in_doubt=linked.in_doubt,
    )


def _tell(linked: Linked, save: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(linked))
        return
    out.print(f"{linked.records:,} records are of {linked.persons:,} children.", markup=False)
    out.print(f"  links by identifier  {linked.by_identifier:>10,}", markup=False)
    out.print(f"  links by model       {linked.by_model:>10,}", markup=False)
    out.print(f"  pairs in doubt       {linked.in_doubt:>10,}", markup=False)
    if save is not None:
        out.print(f"Written: {save / 'links.csv'}, {save / 'people.csv'}", markup=False)
