"""What is kept of one submission for the check of the next.

Takes records as they were read; gives their tables, the hashes of their files and their rows by
month. Where they are kept is for `inspection` to say.
"""

from collections.abc import Mapping
from datetime import date

import ibis.expr.types as ir

from sixpoint.engines.ask import fetch
from sixpoint.files import fingerprint
from sixpoint.packs.datasets import Column, Dataset, Sensitivity
from sixpoint.packs.rule_kinds import TIMES
from sixpoint.records.cast import value_of
from sixpoint.records.types import Records
from sixpoint.validation.types import Previous


def remember(records: Records, *, as_at: date) -> Previous:
    """This submission as the next one will look back on it; its tables are still the engine's."""
    return Previous(
        as_at=as_at,
        tables=records.raw,
        files=hashes_of(records),
        rows={id_: rows_by_month(records, id_) for id_ in records.raw},
    )


def hashes_of(records: Records) -> Mapping[str, str]:
    """The hash of each table's file; of several files, the hash of their hashes."""
    own = {
        id_: [source.sha256 for source in records.files if source.dataset == id_]
        for id_ in records.raw
    }
    return {id_: h[0] if len(h) == 1 else fingerprint(h) for id_, h in own.items()}


def rows_by_month(records: Records, dataset_id: str) -> Mapping[str, int]:
    """Rows by month (`2016-09`) of the table's event column; "" where there is no day."""
    table, column = records.kept[dataset_id], event_column(records.datasets[dataset_id])
    if column is None or column.name not in table.columns:
        rows = fetch(records.engine, table.aggregate(rows=table.count()))
        return {"": rows["rows"][0].as_py()}
    day = value_of(table, column.name, column.type)
    month = day.strftime("%Y-%m").fill_null("")
    counted: ir.Table = table.group_by(month=month).aggregate(rows=table.count())
    rows = fetch(records.engine, counted.order_by("month"))
    return dict(zip(rows["month"].to_pylist(), rows["rows"].to_pylist(), strict=True))


def event_column(dataset: Dataset) -> Column | None:
    """The column that says when a row happened: its first required day that identifies nobody."""
    return next((column for column in dataset.columns if _is_event(column)), None)


def _is_event(column: Column) -> bool:
    tells = column.sensitivity is not Sensitivity.IDENTIFYING
    return column.type in TIMES and column.required and tells
