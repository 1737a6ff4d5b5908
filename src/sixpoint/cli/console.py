"""What a command says: results on stdout, progress and trouble on stderr, nothing when quiet."""

import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pydantic_core import to_json
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from sixpoint.terms.problems import Problem

from .output import Output

DONE, WRONG_FOUND, COULD_NOT_RUN, WRONG_USE = range(4)

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def say_problems(problems: Iterable[Problem]) -> None:
    """Every problem with its place, and below it what to do."""
    for problem in problems:
        place = f"{problem.place}: " if problem.place else ""
        err.print(f"{place}{problem.what}", style="bold red", markup=False)
        err.print(f"  {problem.fix} [{problem.code}]", markup=False)


def print_json(document: Output) -> None:
    """One JSON document on stdout and nothing else; a million points of it take seconds."""
    print(to_json(document, indent=1, by_alias=False).decode())


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python does not look for garbage meanwhile: among a million points it would look for long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def wide_table(title: str) -> Table:
    """An empty table whose lines take as little room as they can, for cells that hold much."""
    return Table(
        title=title, title_justify="left", box=SIMPLE_HEAD, show_edge=False, pad_edge=False
    )


def whole_words(table: Table) -> Table:
    """The table with columns as wide as their longest word, so that ids and names stay whole.

    A column whose cells are single words keeps its width, and the others make room.
    """
    for column in table.columns:
        cells = [column.header, *column.cells]
        words = [word for cell in cells for word in str(cell).split()]
        column.min_width = max(map(len, words), default=0)
        column.no_wrap = all(len(str(cell).split()) < 2 for cell in column.cells)
    return table


def ending(*examples: str, codes: str) -> str:
    """The end of a command's help: examples, one to a line, and what its exit codes mean."""
    return "\n\n".join(["Examples:", *examples, f"Exit codes: {codes}"])


class Progressing:
    """Says what is going on, and when it is over how long it took; silent when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._words: str | None = None
        self._since = time.monotonic()
        self._status = err.status("") if err.is_terminal and not quiet else None

    def step(self, words: str, share: float | None = None) -> None:
        """Names what is being done now; `share` says how much of it is behind us."""
        if words != self._words:
            self.finish()
            self._words, self._since = words, time.monotonic()
            if self._status is not None:
                self._status.start()
        if self._status is not None:
            self._status.update(words if share is None else f"{words} {share:.0%}")

    def finish(self) -> None:
        """Says that the current step is over."""
        if self._status is not None:
            self._status.stop()
        if self._words is not None and not self._quiet:
            err.print(f"  {self._words} ({time.monotonic() - self._since:.1f} s)", markup=False)
        self._words = None


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progressing]:
    """Progress on stderr for as long as the block runs."""
    progressing = Progressing(quiet=quiet)
    try:
        yield progressing
    finally:
        progressing.finish()
