"""Carries a step out over the store: one process at a time, heard from, and tidied up after.

A step that a person can do something about writes what that is into the store, beside the records,
and leaves only a code in the database.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from sixpoint.engines import Engine
from sixpoint.engines.duckdb import open_duckdb
from sixpoint.files import read_json, to_json
from sixpoint.inspection.store import SPILL
from sixpoint.terms.problems import Problem, UserError
from sixpoint.terms.strict import strict
from sixpoint_web.runs.kinds import Beat, LeaseLost, StepFailed

from . import queries, store
from .models import Step

HEARD_EVERY = 20.0
"""Seconds between two signs of life, far less than a lease."""
WAIT_FOR_STORE = 30
"""Seconds that a step waits for another process to let go of the store."""
MEMORY = "4GB"
CODE_LENGTH = 40


@strict
class Trouble:
    """One thing to mend: where, what, and how; never a value of a record."""

    what: str
    fix: str
    place: str


@strict
class Troubles:
    """Everything that kept one step from being done."""

    format: int
    problems: tuple[Trouble, ...]


@dataclass
class AtWork:
    """A step under way. `say` tells the stage, and stops where another worker took over."""

    step: Step
    beat: Beat
    lost: threading.Event = field(default_factory=threading.Event)

    def say(self, stage: str) -> None:
        """Called by the library at each of its stages."""
        if self.lost.is_set():
            raise LeaseLost
        self.beat(stage)

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """One that leaves a core to the pages, and spills into the store alone."""
        threads = max(1, (os.cpu_count() or 2) - 1)
        spill = store.partnership() / SPILL
        with open_duckdb(threads=threads, memory=MEMORY, spill=spill) as engine:
            yield engine


@contextmanager
def at_work(beat: Beat) -> Iterator[AtWork]:
    """Holds the store, says that it lives, and leaves no working file behind."""
    work = AtWork(queries.step_of(beat.run), beat)
    with _holding_the_store(work), _heard(work):
        store.clear_working_files()
        try:
            yield work
        except UserError as error:
            _keep_troubles(work.step.id, error.problems)
            raise StepFailed(error.problems[0].code[:CODE_LENGTH]) from None
        finally:
            store.clear_working_files()


@contextmanager
def _holding_the_store(work: AtWork) -> Iterator[None]:
    for _ in range(WAIT_FOR_STORE):
        try:
            with store.held():
                yield
            return
        except store.InUse:
            work.beat()
            time.sleep(1)
    raise StepFailed("store-in-use")


@contextmanager
def _heard(work: AtWork) -> Iterator[None]:
    """Beats from a thread of its own: one stage may take longer than a lease."""
    over = threading.Event()

    def beats() -> None:
        try:
            while not over.wait(HEARD_EVERY):
                work.beat()
        except LeaseLost:
            work.lost.set()
        finally:
            connection.close()

    thread = threading.Thread(target=beats, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep_troubles(step: UUID, problems: tuple[Problem, ...]) -> None:
    found = tuple(Trouble(what=one.what, fix=one.fix, place=_place(one)) for one in problems)
    text = to_json(Troubles(format=1, problems=found))
    store.keep_text(store.troubles() / f"{step}.json", text)


def _place(problem: Problem) -> str:
    """The file within the partnership's folder, and the line."""
    if problem.file is None:
        return ""
    folder = store.partnership()
    file = problem.file
    name = str(file.relative_to(folder)) if file.is_relative_to(folder) else file.name
    return f"{name}, line {problem.line}" if problem.line else name


def troubles_of(step: Step) -> tuple[Trouble, ...]:
    """What people can mend after this step, if anything."""
    path = store.troubles() / f"{step.id}.json"
    return read_json(path, Troubles).problems if path.is_file() else ()


Say = Callable[[str], None]
