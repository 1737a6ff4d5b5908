"""Rows of a file into the engine, as our columns of text with the line of each row."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import EngineRefused, keep
from sixpoint.engines.load import drop, keep_blocks, number_rows, plain_csv
from sixpoint.packs.datasets import ColumnType
from sixpoint.records.cast import values_to_keep
from sixpoint.records.header import Wanted
from sixpoint.records.map_columns import map_column
from sixpoint.records.rows import BadRow
from sixpoint.records.scan import ALL
from sixpoint.records.supplied import Supplied
from sixpoint.records.types import LINE

MOST_TOLD = 1000
"""Rows of a file that are told one by one where they cannot be read."""

_UNSEEN = (
    r"[\s\x0b\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}"
    r"\x{3000}]+"
)
"""Every character that Unicode calls white space, for the engine's expressions."""


@dataclass
class Bad:
    """The rows that could not be read: the first of them, and how many there are."""

    told: list[BadRow] = field(default_factory=list)
    count: int = 0

    def add(self, rows: tuple[BadRow, ...]) -> None:
        self.count += len(rows)
        self.told += rows[: max(0, MOST_TOLD - len(self.told))]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The table with our columns, LINE and perhaps values, its rows, and what could not be read."""

    table: ir.Table
    rows: int
    bad: Bad


def load_rows(
    engine: Engine, name: str, supplied: Supplied, *, wanted: tuple[Wanted, ...], first: int
) -> Loaded:
    """The wanted columns of the file; `first` is added to every line."""
    if supplied.plain is not None:
        loaded = _load_plain(engine, name, supplied, wanted=wanted, first=first)
        if loaded is not None:
            return loaded
    return _load_blocks(engine, name, supplied, wanted=wanted, first=first)


def _load_plain(
    engine: Engine, name: str, supplied: Supplied, *, wanted: tuple[Wanted, ...], first: int
) -> Loaded | None:
    """The engine reads the file itself; None where it finds other rows than we did."""
    plain = supplied.plain
    assert plain is not None
    try:
        cells = plain_csv(
            engine,
            plain.path,
            names=_names(supplied),
            separator=plain.separator,
            after=plain.after,
        )
        trims = plain.scan.trims
        columns = {
            one.column.name: _read(one, [_cell(cells, p, trims) for p in one.places])
            for one in wanted
        }
        values = values_to_keep(columns, [one.column for one in wanted])
        table = keep(engine, name, cells.select(**columns, **values))
        drop(engine, cells)
        rows = int(table.count().to_pyarrow().as_py())
    except EngineRefused:
        return None
    if rows != plain.scan.lines - plain.after:
        drop(engine, table)
        return None
    numbered = number_rows(engine, name, table, **{LINE: first + plain.after + 1})
    return Loaded(table=numbered, rows=rows, bad=Bad())


def _cell(cells: ir.Table, place: int, trims: frozenset[int]) -> ir.StringValue:
    text = cells[f"c{place}"]
    if place in trims or ALL in trims:
        text = text.re_replace(f"^{_UNSEEN}|{_UNSEEN}$", "")
    return text.nullif("")


def _names(supplied: Supplied) -> list[str]:
    return [f"c{place}" for place in range(len(supplied.header))]


def _read(one: Wanted, texts: list[ir.StringValue]) -> ir.StringValue:
    return texts[0] if one.ways is None else map_column(texts, one.ways)


def _in_our_form(text: ir.StringValue, type_: ColumnType, supplied: Supplied) -> ir.StringValue:
    """The text with or without a time as its column has it, where the file's own cells are days.

    A spreadsheet knows only moments: a day is one at midnight.
    """
    if supplied.has_types and type_ is ColumnType.DATE:
        return text.re_replace(rf"^({_ISO_DAY})T00:00(:00)?$", r"\1")
    if supplied.has_types and type_ is ColumnType.DATETIME:
        return text.re_replace(rf"^({_ISO_DAY})$", r"\1T00:00")
    return text


_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _load_blocks(
    engine: Engine, name: str, supplied: Supplied, *, wanted: tuple[Wanted, ...], first: int
) -> Loaded:
    bad = Bad()
    places = sorted({place for one in wanted for place in one.places})
    staged = keep_blocks(engine, name, _blocks(supplied, places, first=first, bad=bad))
    columns = {
        one.column.name: _in_our_form(
            _read(one, [staged[f"c{place}"] for place in one.places]), one.column.type, supplied
        )
        for one in wanted
    }
    if all(one.ways is None for one in wanted) and not supplied.has_types:
        table = staged.select(**columns, **{LINE: staged[LINE]})
    else:
        values = values_to_keep(columns, [one.column for one in wanted])
        table = keep(engine, name, staged.select(**columns, **values, **{LINE: staged[LINE]}))
        drop(engine, staged)
    return Loaded(table=table, rows=int(table.count().to_pyarrow().as_py()), bad=bad)


def _blocks(supplied: Supplied, places: list[int], *, first: int, bad: Bad) -> Iterator[pa.Table]:
    names = [f"c{place}" for place in places]
    yield pa.table({name: pa.array([], pa.string()) for name in names} | {LINE: _lines([])})
    for rows in supplied.blocks():
        bad.add(rows.bad)
        columns = {f"c{place}": rows.table[str(place)] for place in places}
        lines = rows.table[LINE].to_numpy() + first
        yield pa.table(columns | {LINE: _lines(lines)})


def _lines(lines: object) -> pa.Array:
    return pa.array(lines, pa.int64())
