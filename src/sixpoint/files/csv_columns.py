"""Tables of millions of rows as CSV that no spreadsheet takes for formulas, some rows at a time."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from .csv import safe_cell, to_csv
from .write import writing

_AT_ONCE = 100_000
_FORMULA = "^[=+\\-@\\t\\r]"
_NUMBER = "^-?[0-9]{1,18}(\\.[0-9]{1,30})?$"


def write_csv_columns(path: Path, table: pa.Table, *, private: bool = False) -> None:
    """The cells that `write_csv` writes, from whole numbers, texts or dictionaries of texts.

    Every text stands between quotation marks.
    """
    safe = pa.table({name: _safe(table[name]) for name in table.column_names})
    options = pa_csv.WriteOptions(include_header=False, quoting_style="needed")
    with writing(path, private=private) as file:
        file.write(to_csv(table.column_names, []).encode())
        for at in range(0, len(safe), _AT_ONCE):
            pa_csv.write_csv(_plain(safe.slice(at, _AT_ONCE)), file, options)


def _safe(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        return pa.chunked_array([_safe_words(part) for part in column.chunks], column.type)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    is_number = pc.match_substring_regex(column, _NUMBER)
    dangerous = pc.and_not(pc.match_substring_regex(column, _FORMULA), is_number)
    if not pc.any(dangerous).as_py():
        return column
    mark, nothing = pa.scalar("'", column.type), pa.scalar("", column.type)
    quoted = pc.binary_join_element_wise(mark, column, nothing)
    return pc.if_else(dangerous, quoted, column)


def _safe_words(part: pa.DictionaryArray) -> pa.DictionaryArray:
    words = [None if word is None else safe_cell(word) for word in part.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(part.indices, pa.array(words, part.dictionary.type))


def _plain(table: pa.Table) -> pa.Table:
    """Without dictionaries, which Arrow does not write as CSV."""
    return pa.table({n: _decoded(table[n]) for n in table.column_names})


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_dictionary = pa.types.is_dictionary(column.type)
    return column.cast(column.type.value_type) if is_dictionary else column
