"""Example rows as people write them: a small table of text, cells divided by `|`."""

from collections.abc import Mapping
from typing import TypeAlias

ExampleRow: TypeAlias = Mapping[str, str | None]


class UnreadableExample(ValueError):
    """Says which line of an example table cannot be read, and why."""


def read_example_rows(text: str) -> tuple[ExampleRow, ...]:
    """The rows of an example table; its first line names the columns, an empty cell is missing."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise UnreadableExample("it is empty")
    header = [cell or "" for cell in _cells(lines[0])]
    if "" in header or len(set(header)) < len(header):
        raise UnreadableExample("its first line has an empty or a repeated column name")
    return tuple(_row(header, line, number) for number, line in enumerate(lines[1:], start=2))


def _row(header: list[str], line: str, number: int) -> ExampleRow:
    cells = _cells(line)
    if len(cells) != len(header):
        raise UnreadableExample(
            f"line {number} has {len(cells)} cells where the first line has {len(header)}"
        )
    return dict(zip(header, cells, strict=True))


def _cells(line: str) -> list[str | None]:
    return [cell.strip() or None for cell in line.split("|")]
