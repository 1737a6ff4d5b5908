"""Reads extracts: every file that can be read whole, or every reason why one cannot."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import keep
from sixpoint.packs.datasets import Dataset
from sixpoint.records.cast import VALUE, typed_columns
from sixpoint.records.header import Header, likely_dataset, match_header, match_mapping
from sixpoint.records.issues import (
    column_issue,
    more_rows_issue,
    no_rows_issue,
    odd_issues,
    row_issue,
    unnamed_file_issue,
)
from sixpoint.records.lazily import MadeOnce
from sixpoint.records.load import Bad, load_rows
from sixpoint.records.plan import Source, plan_sources
from sixpoint.records.read_mappings import read_mappings
from sixpoint.records.supplied import Supplied, look_at
from sixpoint.records.types import FILE_STEP, LINE, Dropped, Records, SourceFile, Unread
from sixpoint.terms.issue import Issue
from sixpoint.terms.problems import Problem, UserError, user_error

Needed = Mapping[str, Collection[str]]
"""By dataset id, the columns that anything reads; keys and required columns are needed anyway."""


@dataclass(frozen=True)
class _Extract:
    dataset: Dataset
    source: SourceFile
    table: ir.Table
    issues: tuple[Issue, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def read_extracts(
    engine: Engine,
    *,
    folder: Path,
    datasets: Mapping[str, Dataset],
    expected: Collection[str],
    needed: Needed | None = None,
    in_part: bool = False,
) -> Records:
    """The expected tables of the partnership in `folder`, from what lies under extracts/<agency>/.

    mappings/<agency>.yaml says which of its files holds which table; without one it is
    <table>.csv, .xlsx or .parquet with our own headers. `needed` None reads every column. One
    UserError holds everything that keeps a file from being read; `in_part` puts that into `unread`
    as long as any table can be. What concerns single rows or columns is an issue, and the rest of
    the file goes on.
    """
    mappings = read_mappings(folder, datasets)
    plan = plan_sources(folder, expected=expected, mappings=mappings)
    records = _read_all(
        engine,
        plan.sources,
        datasets=datasets,
        folder=folder,
        needed=needed,
        unread=plan.unread,
        in_part=in_part,
    )
    strays = tuple(unnamed_file_issue(_name(path, folder)) for path in plan.strays)
    return replace(records, issues=records.issues + strays) if strays else records


def read_files(
    engine: Engine,
    *,
    files: Mapping[str, Path],
    datasets: Mapping[str, Dataset],
    folder: Path,
    needed: Needed | None = None,
    in_part: bool = False,
) -> Records:
    """The tables that lie in `files`, by dataset id; places are said relative to `folder`.

    `needed` and `in_part` are as for `read_extracts`.
    """
    sources = [Source(dataset=id_, path=path) for id_, path in sorted(files.items())]
    return _read_all(
        engine, sources, datasets=datasets, folder=folder, needed=needed, in_part=in_part
    )


def read_tables(
    engine: Engine, *, tables: Mapping[str, pa.Table], datasets: Mapping[str, Dataset]
) -> Records:
    """Records of tables already in memory: text columns, and LINE."""
    extracts = [
        _Extract(
            datasets[id_],
            SourceFile(dataset=id_, file=f"{id_}.csv", sha256="", rows=table.num_rows),
            keep(engine, _engine_name("raw", id_), table),
        )
        for id_, table in sorted(tables.items())
    ]
    return _records(engine, extracts, datasets)


def _read_all(
    engine: Engine,
    sources: Sequence[Source],
    *,
    datasets: Mapping[str, Dataset],
    folder: Path,
    needed: Needed | None,
    unread: Sequence[Unread] = (),
    in_part: bool,
) -> Records:
    reading = _Reading(engine, datasets, folder, needed)
    extracts: list[_Extract] = []
    unread = list(unread)
    for source in sources:
        number = sum(one.dataset.id == source.dataset for one in extracts)
        try:
            extracts.append(reading.read(source, number))
        except UserError as error:
            unread += [Unread(problem=p, datasets=(source.dataset,)) for p in error.problems]
    lost = {id_ for one in unread for id_ in one.datasets}
    whole = [one for one in extracts if one.dataset.id not in lost]
    if unread and not (in_part and whole):
        raise UserError(one.problem for one in unread)
    return _records(engine, whole, datasets, unread=tuple(unread))


@dataclass(frozen=True)
class _Reading:
    """What every file of one run is read with."""

    engine: Engine
    datasets: Mapping[str, Dataset]
    folder: Path
    needed: Needed | None

    def read(self, source: Source, number: int) -> _Extract:
        """The file, which is the table's `number`th, counted from 0."""
        dataset, mapping = _dataset(source.dataset, self.datasets), source.mapping
        names = {column.name for column in dataset.columns}
        if mapping is not None:
            names = {theirs for one in mapping.columns for theirs in one.theirs}
        supplied = look_at(source.path, mapping=mapping, known=names)
        header = self._match(source, dataset, supplied)
        loaded = load_rows(
            self.engine,
            _engine_name("raw", dataset.id),
            supplied,
            wanted=header.wanted,
            first=FILE_STEP * number,
        )
        about = SourceFile(
            dataset=dataset.id,
            file=_name(source.path, self.folder),
            sha256=supplied.sha256,
            rows=loaded.rows,
            set_aside=loaded.bad.count,
            encoding=supplied.encoding,
            separator=supplied.separator,
            sheet=supplied.sheet,
            mapped=mapping is not None,
        )
        issues = (
            *(() if mapping else _unknown_columns(header, supplied, dataset, about.place)),
            *_bad_rows(loaded.bad, len(supplied.header), dataset, about),
            *_odd(header, supplied, dataset, about.place),
        )
        dropped = tuple(_dropped(header, about, dataset))
        return _Extract(dataset, about, loaded.table, issues, dropped)

    def _match(self, source: Source, dataset: Dataset, supplied: Supplied) -> Header:
        needed = None if self.needed is None else self.needed.get(dataset.id, ())
        cells, path, line = supplied.header, source.path, supplied.after
        if source.mapping is not None:
            return match_mapping(
                cells, dataset, source.mapping, needed=needed, path=path, line=line
            )
        try:
            return match_header(cells, dataset, needed=needed, path=path, line=line)
        except UserError as error:
            other = likely_dataset(cells, self.datasets, but=dataset)
            more = [] if other is None else [_another_table(other, dataset, path, line)]
            refused = UserError([*more, *error.problems])
        raise refused


def _another_table(other: Dataset, dataset: Dataset, path: Path, line: int) -> Problem:
    return Problem(
        code="another-table",
        what=f"This file should hold {dataset.id}, and its header is that of {other.id}.",
        fix="Put it where that table belongs, or say in the agency's mapping what it holds.",
        file=path,
        line=line,
    )


def _unknown_columns(
    header: Header, supplied: Supplied, dataset: Dataset, file: str
) -> Iterator[Issue]:
    for place, column in header.unread:
        if column is None:
            cell = supplied.header[place]
            yield column_issue(cell, place + 1, dataset=dataset, file=file, line=supplied.after)


def _bad_rows(bad: Bad, width: int, dataset: Dataset, about: SourceFile) -> Iterator[Issue]:
    for row in bad.told:
        yield row_issue(row, dataset=dataset, file=about.place, width=width)
    if bad.count > len(bad.told):
        more = bad.count - len(bad.told)
        yield more_rows_issue(more, dataset=dataset, file=about.place)
    if not about.rows and not bad.count:
        yield no_rows_issue(dataset=dataset, file=about.place)


def _odd(header: Header, supplied: Supplied, dataset: Dataset, file: str) -> Iterator[Issue]:
    if supplied.odd is not None:
        names = {place: one.column.name for one in header.wanted for place in one.places}
        yield from odd_issues(
            supplied.odd, names=names, dataset=dataset, file=file, after=supplied.after
        )


def _dropped(header: Header, about: SourceFile, dataset: Dataset) -> Iterator[Dropped]:
    for place, column in header.unread:
        name = column.name if column else None
        yield Dropped(file=about.place, dataset=dataset.id, place=place + 1, column=name)


def _dataset(dataset_id: str, datasets: Mapping[str, Dataset]) -> Dataset:
    if dataset_id in datasets:
        return datasets[dataset_id]
    raise user_error(
        "unknown-table",
        what=f"No table is called {dataset_id}.",
        fix=f"Tables: {', '.join(sorted(datasets))}.",
    )


def _records(
    engine: Engine,
    extracts: Sequence[_Extract],
    datasets: Mapping[str, Dataset],
    *,
    unread: tuple[Unread, ...] = (),
) -> Records:
    kept = {
        id_: _together([one for one in extracts if one.dataset.id == id_])
        for id_ in dict.fromkeys(one.dataset.id for one in extracts)
    }
    lost = {id_ for one in unread for id_ in one.datasets}
    return Records(
        engine=engine,
        datasets=datasets,
        kept=kept,
        raw={id_: table.select(_texts(table)) for id_, table in kept.items()},
        typed=MadeOnce({id_: partial(_typed, engine, kept[id_], datasets[id_]) for id_ in kept}),
        files=tuple(extract.source for extract in extracts),
        absent=tuple(sorted(set(datasets) - set(kept) - lost)),
        issues=tuple(issue for extract in extracts for issue in extract.issues),
        dropped=tuple(one for extract in extracts for one in extract.dropped),
        unread=unread,
    )


def _texts(table: ir.Table) -> list[str]:
    return [name for name in table.columns if not name.startswith(VALUE)]


def _typed(engine: Engine, kept: ir.Table, dataset: Dataset) -> ir.Table:
    values = typed_columns(kept, dataset.columns)
    expression = kept.select(**values, **{LINE: kept[LINE]}).order_by(LINE)
    return keep(engine, _engine_name("typed", dataset.id), expression)


def _together(extracts: Sequence[_Extract]) -> ir.Table:
    """The rows of all files of a table; a column that one of them has not is missing there."""
    tables = [one.table for one in extracts]
    if len(tables) == 1:
        return tables[0]
    names = list(dict.fromkeys(name for table in tables for name in _texts(table)))
    names = [*(name for name in names if name != LINE), LINE]
    return ibis.union(
        *(
            table.select(
                **{n: table[n] if n in table.columns else ibis.null("string") for n in names}
            )
            for table in tables
        )
    )


def _engine_name(kind: str, dataset: str) -> str:
    return f"{kind}_{dataset.replace('.', '_')}"


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
