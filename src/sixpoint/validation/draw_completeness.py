"""Draws how complete and how fresh an agency's tables are, each picture with words and a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sixpoint.pictures.draw_lengths import Length, draw_lengths
from sixpoint.pictures.types import Cell, Picture, Table, Tone
from sixpoint.pictures.words import plural
from sixpoint.terms.period import in_words
from sixpoint.validation.completeness import ColumnFill, TableFill

OLD = 92
"""Days after which a table stands out as old: about a quarter, by which trends count."""
_NO_DAY = "no day to tell by"


@dataclass(frozen=True, kw_only=True)
class AgencyFill:
    """One agency: how old its tables are, and which of their columns are not full.

    `gaps` is None where every cell is filled. `columns` is the whole list.
    """

    agency: str
    fresh: Picture
    gaps: Picture | None
    columns: Table


def draw_completeness(tables: Sequence[TableFill]) -> tuple[AgencyFill, ...]:
    """Each agency in turn, in the order of the tables."""
    # One scale of days for all agencies, so that a long bar is long beside any other.
    oldest = max((one.days_old or 0 for one in tables), default=0)
    return tuple(
        _agency(agency, list(own), oldest)
        for agency, own in groupby(tables, key=lambda one: one.agency)
    )


def _agency(agency: str, tables: Sequence[TableFill], oldest: int) -> AgencyFill:
    name = called(agency)
    return AgencyFill(
        agency=name,
        fresh=draw_lengths(
            [_age(table) for table in tables],
            name=f"fresh-{agency}",
            title=f"{name}: days from the last record to the reference day",
            table=_ages(tables, name),
            most=float(max(oldest, 1)),
            key=("The shorter, the fresher.", f"Orange: older than {OLD} days."),
        ),
        gaps=_gaps(agency, tables),
        columns=_columns(tables, name),
    )


def called(id_: str) -> str:
    """An id as people read it: Social work."""
    return id_.replace("_", " ").capitalize()


def _title(table: TableFill) -> str:
    return table.dataset.partition(".")[2].replace("_", " ")


def _age(table: TableFill) -> Length:
    days = table.days_old
    return Length(
        label=_title(table),
        value=None if days is None else float(days),
        text=_NO_DAY if days is None else f"{days:,} {plural(days, 'day')}",
        stands_out=days is not None and days > OLD,
    )


def _ages(tables: Iterable[TableFill], name: str) -> Table:
    return Table(
        caption=f"{name}: rows, and the days they tell of",
        columns=("Table", "Rows", "First day", "Last day", "Days old"),
        rows=tuple(
            (
                Cell(_title(one)),
                Cell(f"{one.rows:,}"),
                _day(one.first),
                _day(one.last),
                Cell("" if one.days_old is None else f"{one.days_old:,}"),
            )
            for one in tables
        ),
    )


def _day(day: date | None) -> Cell:
    return Cell(in_words(day)) if day else Cell(_NO_DAY, Tone.UNKNOWN)


def _gaps(agency: str, tables: Sequence[TableFill]) -> Picture | None:
    """The columns that are not full, emptiest first within each table."""
    short = [
        _gap(table, column)
        for table in tables
        for column in sorted(table.columns, key=lambda one: (one.share or 0, one.name))
        if table.rows and column.filled != column.rows
    ]
    if not short:
        return None
    return draw_lengths(
        short,
        name=f"gaps-{agency}",
        title=f"{called(agency)}: columns with empty cells, by the share that is filled",
        table=_columns(tables, called(agency)),
        most=100,
        key=(
            "Orange: the table must have this column.",
            "An empty cell may be right: a placement that goes on has no end.",
        ),
    )


def _gap(table: TableFill, column: ColumnFill) -> Length:
    share = column.share
    return Length(
        label=f"{_title(table)}: {column.name}",
        value=share,
        text="not supplied" if share is None else _percent(share),
        stands_out=column.required,
    )


def _percent(share: float) -> str:
    """The share in whole percent; never 100 or 0 unless it is all or none."""
    whole = round(share)
    if whole == 100 and share < 100:
        return "over 99% filled"
    return "under 1% filled" if whole == 0 < share else f"{whole}% filled"


def _columns(tables: Iterable[TableFill], name: str) -> Table:
    return Table(
        caption=f"{name}: every column",
        columns=("Column", "Rows", "Filled", "Empty", "Filled and not readable"),
        rows=tuple(_column_rows(tables)),
    )


def _column_rows(tables: Iterable[TableFill]) -> Iterator[tuple[Cell, ...]]:
    for table in tables:
        for one in table.columns:
            label = Cell(f"{_title(table)}: {one.name}")
            if one.filled is None or one.readable is None:
                absent = Cell("not supplied", Tone.UNKNOWN)
                yield (label, Cell(f"{one.rows:,}"), absent, Cell(""), Cell(""))
                continue
            empty, unreadable = one.rows - one.filled, one.filled - one.readable
            yield (label, *(Cell(f"{n:,}") for n in (one.rows, one.filled, empty, unreadable)))
