"""Puts rows into an engine: a plain CSV by itself, or block by block.

What an engine says of a row it cannot read may quote it, and is left out.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import ibis
import ibis.expr.types as ir
import ibis.util
import pyarrow as pa

from .ask import EngineRefused, keep
from .types import SPARK, Engine

LONGEST_LINE = 2**24
"""Bytes; twice what is let through before."""


def plain_csv(
    engine: Engine, path: Path, *, names: Sequence[str], separator: str, after: int
) -> ir.Table:
    """The cells behind line `after` as text, unread until somebody asks for them.

    The file must be UTF-8 in which every line is a row of as many cells as there are `names`.
    """
    name = ibis.util.gen_name("csv")
    cells = ", ".join(f"'{one}': 'VARCHAR'" for one in names)
    # Said to the engine itself: to build this call, Ibis parses the type of every column anew.
    view = (
        f"CREATE VIEW {name} AS SELECT * FROM read_csv({_quoted(str(path))}, "
        f"columns = {{{cells}}}, auto_detect = false, header = false, skip = {after}, "
        f"delim = {_quoted(separator)}, quote = '\"', escape = '\"', compression = 'none', "
        f"max_line_size = {LONGEST_LINE})"
    )
    try:
        engine.connection.execute(view)
        return engine.ibis.table(name)
    except Exception:
        refused = EngineRefused("The engine could not read this file.")
    raise refused


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def keep_blocks(engine: Engine, name: str, blocks: Iterable[pa.Table]) -> ir.Table:
    """All blocks, one behind the other, as a table of the engine's own; there is at least one."""
    if engine.name == SPARK:
        return keep(engine, name, pa.concat_tables(blocks))
    blocks = iter(blocks)
    table = keep(engine, name, next(blocks))
    for block in blocks:
        try:
            engine.ibis.insert(table.op().name, ibis.memtable(block))
            continue
        except Exception:
            refused = EngineRefused("The engine could not hold these rows.")
        raise refused
    return table


def drop(engine: Engine, table: ir.Table) -> None:
    """Forgets a table or view of the engine's own."""
    name = table.op().name
    try:
        engine.ibis.drop_view(name, force=True)
    except Exception:
        engine.ibis.drop_table(name, force=True)


def number_rows(engine: Engine, name: str, table: ir.Table, **numbered: int) -> ir.Table:
    """The kept table with a column for each of `numbered`: the row's place, from that number."""
    columns = {column: table.rowid() + first for column, first in numbered.items()}
    try:
        return engine.ibis.create_view(ibis.util.gen_name(name), obj=table.mutate(**columns))
    except Exception:
        refused = EngineRefused("The engine could not number these rows.")
    raise refused
