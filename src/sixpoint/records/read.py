"""Reads extracts: every file that can be read whole, or every reason why one cannot."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import keep
from sixpoint.files import sha256_of
from sixpoint.files.read import read_text
from sixpoint.packs.datasets import Dataset
from sixpoint.records.cast import typed_columns
from sixpoint.records.header import Header, match_header
from sixpoint.records.issues import column_issue, no_rows_issue, row_issue, unnamed_file_issue
from sixpoint.records.rows import OpenQuote, Rows, read_header, read_rows
from sixpoint.records.types import LINE, Records, SourceFile
from sixpoint.terms.issue import Issue
from sixpoint.terms.problems import Problem, UserError, user_error

EXTRACTS = "extracts"


@dataclass(frozen=True)
class _Extract:
    dataset: Dataset
    source: SourceFile
    table: pa.Table
    issues: tuple[Issue, ...]


def read_extracts(
    engine: Engine,
    *,
    folder: Path,
    datasets: Mapping[str, Dataset],
    expected: Collection[str],
) -> Records:
    """The expected tables of the partnership in `folder`, from extracts/<agency>/<table>.csv.

    One UserError holds everything that keeps a file from being read. What concerns single rows
    or columns is an issue, and the rest of the file goes on.
    """
    files = {id_: folder / EXTRACTS / f"{id_.replace('.', '/', 1)}.csv" for id_ in expected}
    records = read_files(engine, files=files, datasets=datasets, folder=folder)
    unnamed = sorted(set((folder / EXTRACTS).glob("*/*.csv")) - set(files.values()))
    strays = tuple(unnamed_file_issue(_name(path, folder)) for path in unnamed)
    return _with_issues(records, strays)


def read_files(
    engine: Engine,
    *,
    files: Mapping[str, Path],
    datasets: Mapping[str, Dataset],
    folder: Path,
) -> Records:
    """The tables that lie in `files`, by dataset id; places are said relative to `folder`."""
    extracts: list[_Extract] = []
    problems: list[Problem] = []
    for dataset_id, path in sorted(files.items()):
        try:
            extracts.append(_read(_dataset(dataset_id, datasets), path=path, folder=folder))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return _records(engine, extracts, datasets)


def read_tables(
    engine: Engine, *, tables: Mapping[str, pa.Table], datasets: Mapping[str, Dataset]
) -> Records:
    """Records of tables already in memory: text columns, and LINE."""
    extracts = [
        _Extract(
            datasets[id_],
            SourceFile(dataset=id_, file=f"{id_}.csv", sha256="", rows=table.num_rows),
            table,
            (),
        )
        for id_, table in sorted(tables.items())
    ]
    return _records(engine, extracts, datasets)


def _dataset(dataset_id: str, datasets: Mapping[str, Dataset]) -> Dataset:
    if dataset_id in datasets:
        return datasets[dataset_id]
    raise user_error(
        "unknown-table",
        what=f"No table is called {dataset_id}.",
        fix=f"Tables: {', '.join(sorted(datasets))}.",
    )


def _read(dataset: Dataset, *, path: Path, folder: Path) -> _Extract:
    text = read_text(path)
    _check_text(text, path)
    cells, after = read_header(text)
    header = match_header(cells, dataset)
    _check_header(header, dataset=dataset, path=path, line=after)
    rows = _rows(text, after=after, width=len(cells), path=path)
    file = _name(path, folder)
    source = SourceFile(
        dataset=dataset.id,
        file=file,
        sha256=sha256_of(path),
        rows=rows.table.num_rows,
        set_aside=len(rows.bad),
    )
    unknown = (
        column_issue(cells[place - 1], place, dataset=dataset, file=file, line=after)
        for place in header.unknown
    )
    bad = (row_issue(row, dataset=dataset, file=file, width=len(cells)) for row in rows.bad)
    empty = () if source.rows or source.set_aside else (no_rows_issue(dataset=dataset, file=file),)
    return _Extract(dataset, source, _named(rows.table, header), (*unknown, *bad, *empty))


def _check_text(text: str, path: Path) -> None:
    if not text.strip():
        raise user_error(
            "empty-file",
            what="This file is empty.",
            fix="Extract it again; a table without rows still has its header.",
            file=path,
        )
    if "\0" in text:
        raise user_error(
            "not-text",
            what="This file holds characters that no text has.",
            fix="Save it as CSV in UTF-8.",
            file=path,
            line=text.count("\n", 0, text.index("\0")) + 1,
        )


def _check_header(header: Header, *, dataset: Dataset, path: Path, line: int) -> None:
    missing = [
        Problem(
            code="missing-column",
            what=f"The header has no column {name}.",
            fix=f"Add the column. This table has: {', '.join(c.name for c in dataset.columns)}.",
            file=path,
            line=line,
        )
        for name in header.missing(dataset)
    ]
    repeated = [
        Problem(
            code="repeated-column",
            what=f"The header has the column {name} more than once.",
            fix="Keep the one that counts.",
            file=path,
            line=line,
        )
        for name in header.repeated()
    ]
    if missing or repeated:
        raise UserError([*missing, *repeated])


def _rows(text: str, *, after: int, width: int, path: Path) -> Rows:
    try:
        return read_rows(text, after=after, width=width)
    except OpenQuote as error:
        line = error.line
    raise user_error(
        "open-quotation",
        what="A quotation mark opened in this row is never closed.",
        fix='Close it, or write a " that is part of a value twice inside a quoted cell.',
        file=path,
        line=line,
    )


def _named(table: pa.Table, header: Header) -> pa.Table:
    """The known columns under their names, and LINE."""
    known = {
        column.name: table[str(place)] for place, column in enumerate(header.columns) if column
    }
    return pa.table(known | {LINE: table[LINE]})


def _records(
    engine: Engine, extracts: Iterable[_Extract], datasets: Mapping[str, Dataset]
) -> Records:
    extracts = tuple(extracts)
    raw = {e.dataset.id: keep(engine, _engine_name("raw", e.dataset), e.table) for e in extracts}
    typed = {}
    for extract in extracts:
        dataset, table = extract.dataset, raw[extract.dataset.id]
        values = typed_columns(table, dataset.columns)
        expression = table.select(**values, **{LINE: table[LINE]}).order_by(LINE)
        typed[dataset.id] = keep(engine, _engine_name("typed", dataset), expression)
    return Records(
        engine=engine,
        datasets=datasets,
        raw=raw,
        typed=typed,
        files=tuple(extract.source for extract in extracts),
        absent=tuple(sorted(set(datasets) - set(raw))),
        issues=tuple(issue for extract in extracts for issue in extract.issues),
    )


def _engine_name(kind: str, dataset: Dataset) -> str:
    return f"{kind}_{dataset.id.replace('.', '_')}"


def _with_issues(records: Records, more: tuple[Issue, ...]) -> Records:
    return records if not more else replace(records, issues=records.issues + more)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
