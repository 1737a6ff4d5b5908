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
from .types import Engine


def plain_csv(
    engine: Engine, path: Path, *, names: Sequence[str], separator: str, after: int
) -> ir.Table:
    """The cells behind line `after` as text, unread until somebody asks for them.

    The file must be UTF-8 in which every line is a row of as many cells as there are `names`.
    """
    try:
        return engine.ibis.read_csv(
            str(path),
            table_name=ibis.util.gen_name("csv"),
            columns=dict.fromkeys(names, "VARCHAR"),
            header=False,
            skip=after,
            delim=separator,
            quote='"',
            escape='"',
            compression="none",
            max_line_size=2**24,
        )
    except Exception:
        refused = EngineRefused("The engine could not read this file.")
    raise refused


def keep_blocks(engine: Engine, name: str, blocks: Iterable[pa.Table]) -> ir.Table:
    """All blocks, one behind the other, as a table of the engine's own; there is at least one."""
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
