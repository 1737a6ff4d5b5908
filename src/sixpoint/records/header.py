"""The header of an extract against what the table should hold.

Messages name the columns we know and the place of those we do not, never an unknown name: in a
file without a header that would be a child's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sixpoint.packs.datasets import Column, Dataset


@dataclass(frozen=True)
class Header:
    """`columns` gives each place its column, None where nobody knows it."""

    columns: tuple[Column | None, ...]

    @property
    def unknown(self) -> list[int]:
        """The places, counted from 1, whose column the table has not."""
        return [place for place, column in enumerate(self.columns, start=1) if column is None]

    def missing(self, dataset: Dataset) -> list[str]:
        """The columns the table cannot do without that the header does not have."""
        there = {column.name for column in self.columns if column}
        needed = {column.name for column in dataset.columns if column.required} | {dataset.key}
        return [c.name for c in dataset.columns if c.name in needed and c.name not in there]

    def repeated(self) -> list[str]:
        """The columns that the header has more than once."""
        names = [column.name for column in self.columns if column]
        return sorted({name for name in names if names.count(name) > 1})


def match_header(cells: Sequence[str], dataset: Dataset) -> Header:
    """The columns that the header names, exactly as the dataset writes them."""
    return Header(tuple(dataset.column(cell) for cell in cells))


def likely_column(cell: str, dataset: Dataset) -> str | None:
    """The known column that a supplier means by another name, as far as the dataset lists it."""
    said = cell.strip().lower()
    for column in dataset.columns:
        if said in (column.name.lower(), column.title.lower(), *map(str.lower, column.aliases)):
            return column.name
    return None
