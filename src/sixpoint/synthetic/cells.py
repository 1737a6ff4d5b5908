"""A table as the text of its cells, ready for its file; some cells can still be changed."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from .types import Column, Table

_AS_WRITTEN = pa_csv.WriteOptions(include_header=False, quoting_style="none")
"""No cell here holds a comma, a quote or a line end; Arrow refuses to write one that does."""


class Cells:
    """The columns as text, None for an empty cell, with changes kept aside until writing."""

    def __init__(self, table: Table) -> None:
        self._columns = {name: _as_text(column) for name, column in table.columns.items()}
        self._changes: dict[str, dict[int, str | None]] = {}

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def get(self, column: str, row: int) -> str | None:
        changed = self._changes.get(column, {})
        if row in changed:
            return changed[row]
        cell: str | None = self._columns[column][row].as_py()
        return cell

    def put(self, column: str, row: int, cell: str | None) -> None:
        self._changes.setdefault(column, {})[row] = cell

    def write(self, path: Path) -> None:
        """Writes a header and the rows; the same cells give the same bytes."""
        path.parent.mkdir(parents=True, exist_ok=True)
        arrays = [self._changed(name) for name in self._columns]
        with path.open("wb") as file:
            file.write((",".join(self._columns) + "\n").encode())
            pa_csv.write_csv(pa.table(arrays, names=list(self._columns)), file, _AS_WRITTEN)

    def _changed(self, name: str) -> pa.Array:
        column, changes = self._columns[name], self._changes.get(name)
        if not changes:
            return column
        rows = sorted(changes)
        mask = np.zeros(len(column), dtype=bool)
        mask[rows] = True
        cells = pa.array([changes[row] for row in rows], type=pa.string())
        return pc.replace_with_mask(column, pa.array(mask), cells)


def _as_text(column: Column) -> pa.Array:
    if column.dtype == object:
        return pa.array(column, type=pa.string())
    if column.dtype == bool:
        return pc.if_else(pa.array(column), "yes", "no")
    if column.dtype == np.dtype("datetime64[m]"):
        return pc.strftime(pa.array(column.astype("datetime64[s]")), format="%Y-%m-%dT%H:%M")
    return pa.array(column).cast(pa.string())
