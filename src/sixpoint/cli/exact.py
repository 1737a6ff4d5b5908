"""The partnership's exact figures, for commands that look at them on its own side."""

from pathlib import Path

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.inspection.analyse import Analysis, analyse
from sixpoint.inspection.store import SPILL

from .console import progress


def exact_figures(folder: Path) -> Analysis:
    """Everything measured in the folder; progress is told on stderr."""
    with (
        progress(quiet=False) as told,
        open_duckdb(threads=None, spill=folder / SPILL) as engine,
    ):
        return analyse(folder, engine=engine, say=told.step)
