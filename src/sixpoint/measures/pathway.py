"""One child's pathway: what happened, day by day, at which agency, and the gaps between agencies.

Takes checked tables and the child's own records; gives events in their order. It is about one
named child's life: it never leaves the partnership's side, and nothing of it is a figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import ibis.expr.types as ir

from sixpoint.engines import Engine
from sixpoint.engines.ask import fetch
from sixpoint.packs.datasets import Dataset
from sixpoint.records.types import LINE

Own = Mapping[str, Sequence[str]]
"""The child's own numbers by agency."""


@dataclass(frozen=True, kw_only=True, order=True)
class Event:
    """One thing that happened on a day, as one agency recorded it."""

    day: date
    agency: str
    what: str
    dataset: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """How often one agency's event was followed by another's, and how many days lay between."""

    first: str
    then: str
    times: int
    days: int
    longest: int


def read_pathway(
    engine: Engine, own: Own, tables: Mapping[str, ir.Table], datasets: Mapping[str, Dataset]
) -> tuple[Event, ...]:
    """Every event of the child in every table that names children, in the order of days."""
    events = (
        event
        for id_, dataset in datasets.items()
        if id_ in tables and dataset.person is not None and own.get(dataset.agency)
        for event in _events(engine, tables[id_], dataset, own[dataset.agency])
    )
    return tuple(sorted(events))


def _events(
    engine: Engine, table: ir.Table, dataset: Dataset, numbers: Sequence[str]
) -> Iterator[Event]:
    columns = [column for column in dataset.columns if column.event]
    if not columns:
        return
    mine = table.filter(table[dataset.person].isin(list(numbers)))
    found = mine.select(LINE, **{one.name: mine[one.name].cast("date") for one in columns})
    for row in fetch(engine, found.order_by(LINE)).to_pylist():
        for column in columns:
            if row[column.name] is not None and column.event:
                yield Event(
                    day=row[column.name],
                    agency=dataset.agency,
                    what=column.event,
                    dataset=dataset.id,
                    line=row[LINE],
                )


def sum_gaps(events: Sequence[Event]) -> tuple[Gaps, ...]:
    """The days between each event and the next, where the next is another agency's."""
    found: dict[tuple[str, str], list[int]] = {}
    for one, other in pairwise(sorted(events)):
        if one.agency != other.agency:
            found.setdefault((one.agency, other.agency), []).append((other.day - one.day).days)
    return tuple(
        Gaps(first=first, then=then, times=len(days), days=sum(days), longest=max(days))
        for (first, then), days in sorted(found.items())
    )
