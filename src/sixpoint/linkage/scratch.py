"""Working tables that are gone when the work is: they hold names."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis.expr.types as ir
import pyarrow as pa

from sixpoint.engines import Engine
from sixpoint.engines.ask import keep


class Scratch:
    """Keeps tables of the engine and remembers which to drop."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._names: list[str] = []

    def keep(self, name: str, rows: ir.Table | pa.Table) -> ir.Table:
        """The rows as a working table."""
        table = keep(self.engine, f"linkage_{name}", rows)
        self._names.append(name_of(table))
        return table

    def drop(self, table: ir.Table) -> None:
        """Lets one working table go before the end."""
        self.engine.ibis.drop_table(name_of(table), force=True)
        self._names.remove(name_of(table))

    def drop_all(self) -> None:
        for name in self._names:
            self.engine.ibis.drop_table(name, force=True)
        self._names.clear()


def name_of(table: ir.Table) -> str:
    """The table's own name in the engine, as Splink wants to hear it."""
    return str(table.op().name)


@contextmanager
def scratch_tables(engine: Engine) -> Iterator[Scratch]:
    """A Scratch whose tables are dropped at the end of the block, come what may."""
    scratch = Scratch(engine)
    try:
        yield scratch
    finally:
        scratch.drop_all()
