"""How complete and how fresh each column and table is, for the partnership's own meeting.

Takes records as they were read; gives counts of filled and readable cells by column, and the first
and last day that each table tells of. Refuses to call an empty cell wrong: whether it may be empty
is for the rules to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import ibis

from sixpoint.engines.ask import fetch
from sixpoint.packs.datasets import Column, ColumnType, Dataset
from sixpoint.records.types import Records
from sixpoint.validation.previous import event_column


@dataclass(frozen=True, kw_only=True)
class ColumnFill:
    """One column: how many of its cells hold something, and how many of those can be read.

    `filled` is None where the column was not supplied.
    """

    name: str
    title: str
    required: bool
    rows: int
    filled: int | None
    readable: int | None

    @property
    def share(self) -> float | None:
        """Percentage of cells that are filled; None without rows, or without the column."""
        return None if self.filled is None or not self.rows else 100 * self.filled / self.rows


@dataclass(frozen=True, kw_only=True)
class TableFill:
    """One table. `first` and `last` are the days its rows happened on, as far as they tell;
    `days_old` counts from `last` to the reference day, and no later day is taken for one."""

    dataset: str
    title: str
    agency: str
    rows: int
    columns: tuple[ColumnFill, ...]
    event: str | None
    first: date | None
    last: date | None
    days_old: int | None


def completeness(records: Records, *, as_at: date) -> tuple[TableFill, ...]:
    """Each table that was supplied, in the order of agencies and tables; one query for each."""
    return tuple(_table(records, id_, as_at) for id_ in sorted(records.raw))


def _table(records: Records, id_: str, as_at: date) -> TableFill:
    dataset = records.datasets[id_]
    event = event_column(dataset)
    dropped = {one.column for one in records.dropped if one.dataset == id_}
    found = fetch(records.engine, records.typed[id_].aggregate(**_asked(records, id_, as_at)))
    raw = fetch(records.engine, records.raw[id_].aggregate(**_filled(records, id_)))
    answers = {**raw.to_pylist()[0], **found.to_pylist()[0]}
    first, last = (_day(answers.get(name)) for name in ("first day", "last day"))
    return TableFill(
        dataset=id_,
        title=dataset.title,
        agency=dataset.agency,
        rows=answers["rows"],
        columns=tuple(_columns(dataset, answers, dropped)),
        event=event.name if event else None,
        first=first,
        last=last,
        days_old=(as_at - last).days if last else None,
    )


def _filled(records: Records, id_: str) -> dict[str, ibis.Value]:
    raw = records.raw[id_]
    columns = (c for c in records.datasets[id_].columns if c.name in raw.columns)
    return {"rows": raw.count(), **{f"filled {c.name}": raw[c.name].count() for c in columns}}


def _asked(records: Records, id_: str, as_at: date) -> dict[str, ibis.Value]:
    typed, dataset = records.typed[id_], records.datasets[id_]
    asked = {f"readable {c.name}": _readable(typed[c.name], c).sum() for c in dataset.columns}
    event = event_column(dataset)
    if event is None:
        return asked
    day = typed[event.name] if event.type is ColumnType.DATE else typed[event.name].date()
    known = day <= ibis.literal(as_at)
    return asked | {"first day": day.min(where=known), "last day": day.max(where=known)}


def _readable(value: ibis.Value, column: Column) -> ibis.Value:
    """Whether the cell can be read; a code is readable when the table lists it."""
    listed = [code.code for code in column.codes]
    return value.isin(listed) if listed else value.notnull()


def _columns(
    dataset: Dataset, answers: dict[str, int | None], dropped: set[str | None]
) -> Iterator[ColumnFill]:
    """The columns but for those that were supplied and are not read, since nobody needs them."""
    for column in dataset.columns:
        if column.name in dropped:
            continue
        filled = answers.get(f"filled {column.name}")
        supplied = f"filled {column.name}" in answers
        yield ColumnFill(
            name=column.name,
            title=column.title,
            required=column.required,
            rows=answers["rows"] or 0,
            filled=filled,
            readable=(answers[f"readable {column.name}"] or 0) if supplied else None,
        )


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value
