"""Whose records `sixpoint link` links: those of a partnership, or of files one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.files import sha256_of
from sixpoint.inspection.analyse import people_tables, read_plan
from sixpoint.inspection.needed import needed_by
from sixpoint.packs.datasets import Column, ColumnType, Dataset, Sensitivity
from sixpoint.records.read import read_extracts, read_files
from sixpoint.records.types import Records
from sixpoint.terms.problems import Problem, UserError
from sixpoint.validation.validate import validate

from .console import Progressing, err

PEOPLE = "people"
KNOWN = ("forename", "surname", "date_of_birth", "sex", "postcode", "address", "identifier")


def people_of_partnership(
    engine: Engine, folder: Path, progressing: Progressing
) -> Mapping[str, ir.Table]:
    """Each agency's people that passed the rules of its pack."""
    progressing.step("Reading the extracts")
    about, packs = read_plan(folder)
    datasets = packs.datasets
    records = read_extracts(
        engine,
        folder=folder,
        datasets=datasets.datasets,
        expected=about.expected,
        needed=needed_by(about, datasets),
    )
    progressing.step(f"Checking {len(datasets.rules)} rules")
    return people_tables(validate(records, datasets.rules, as_at=about.as_at))


def people_of_files(
    engine: Engine, what: Sequence[str], progressing: Progressing
) -> Mapping[str, ir.Table]:
    progressing.step("Reading the files")
    files = _named_files(what)
    _say_if_same(files)
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


def _say_if_same(files: Mapping[str, Path]) -> None:
    """A file linked with itself finds every record in itself, which tells nothing."""
    hashes = {name: sha256_of(path) for name, path in files.items() if path.is_file()}
    for name, other in zip(hashes, list(hashes)[1:], strict=False):
        if hashes[name] == hashes[other]:
            err.print(
                f"{name} and {other} hold the very same: each record will find itself.",
                markup=False,
            )


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
