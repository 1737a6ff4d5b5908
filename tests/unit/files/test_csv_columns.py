"""Columns come out as the same CSV that rows do, and a formula in neither."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest

from sixpoint.files import to_csv
from sixpoint.files.csv_columns import write_csv_columns

CELLS = ["plain", "=1+1", "+44", "-5", "-5.5", "-5a", "@x", "\tx", 'a "b", c', "two\nlines", None]


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_columns_are_written_as_rows_are(tmp_path: Path, type_: pa.DataType) -> None:
    texts = pa.array(CELLS, type_)
    table = pa.table({"line": range(len(CELLS)), "key": texts, "word": texts.dictionary_encode()})
    write_csv_columns(tmp_path / "a.csv", table)
    rows = [[number, cell, cell] for number, cell in enumerate(CELLS)]
    written = _cells((tmp_path / "a.csv").read_text())
    assert written == _cells(to_csv(["line", "key", "word"], rows))
    assert [cells[1] for cells in written[1:4]] == ["plain", "'=1+1", "'+44"]


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_no_rows_are_a_header(tmp_path: Path) -> None:
    write_csv_columns(tmp_path / "a.csv", pa.table({"key": pa.array([], pa.string())}))
    assert (tmp_path / "a.csv").read_text() == "key\n"


def test_a_private_file_is_its_owners(tmp_path: Path) -> None:
    write_csv_columns(tmp_path / "a.csv", pa.table({"key": ["x"]}), private=True)
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
