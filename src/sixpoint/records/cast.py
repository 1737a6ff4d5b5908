"""Text to values, strictly: ISO dates, yes or no, plain numbers; anything else is null.

Shapes are checked before casting, because DuckDB alone would read 1/1/19 as a day in the year 19
and takes words such as `infinity` for dates.
"""

from collections.abc import Iterable, Mapping

import ibis
import ibis.expr.types as ir

from sixpoint.packs.datasets import Column, ColumnType

SHAPES: dict[ColumnType, str] = {
    ColumnType.DATE: r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}",
    ColumnType.DATETIME: (
        r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
    ),
    ColumnType.INTEGER: r"-?[0-9]{1,18}",
    ColumnType.DECIMAL: r"-?[0-9]{1,15}(\.[0-9]{1,15})?",
    ColumnType.YES_NO: r"yes|no",
}
"""What a value of each type looks like, in the regular expressions Python and DuckDB share."""

ENGINE_TYPES: dict[ColumnType, str] = {
    ColumnType.TEXT: "string",
    ColumnType.CODE: "string",
    ColumnType.YES_NO: "string",
    ColumnType.INTEGER: "int64",
    ColumnType.DECIMAL: "float64",
    ColumnType.DATE: "date",
    ColumnType.DATETIME: "timestamp(6)",
}


VALUE = "_value "
"""Before the name of a column that a kept table holds as values too, cast once for everybody."""


def cast_text(text: ir.StringValue, type_: ColumnType) -> ir.Value:
    """The text as a value of the type; null where it is not written as one."""
    shape, engine_type = SHAPES.get(type_), ENGINE_TYPES[type_]
    if shape is None:
        return text
    shaped = text.re_search(f"^({shape})$").ifelse(text, ibis.null("string"))
    return shaped if engine_type == "string" else shaped.try_cast(engine_type)


def values_to_keep(
    texts: Mapping[str, ir.StringValue], columns: Iterable[Column]
) -> dict[str, ir.Value]:
    """What a table keeps beside its texts, under VALUE and the name: all that is no text."""
    return {
        VALUE + column.name: cast_text(texts[column.name], column.type)
        for column in columns
        if column.name in texts and ENGINE_TYPES[column.type] != "string"
    }


def value_of(table: ir.Table, name: str, type_: ColumnType) -> ir.Value:
    """The column's values: those the table keeps, else cast from its text."""
    kept = VALUE + name
    return table[kept] if kept in table.columns else cast_text(table[name], type_)


def typed_columns(table: ir.Table, columns: Iterable[Column]) -> dict[str, ir.Value]:
    """Each column by name as values; null where the supplier left the column out."""
    return {
        column.name: value_of(table, column.name, column.type)
        if column.name in table.columns
        else ibis.null(ENGINE_TYPES[column.type])
        for column in columns
    }
