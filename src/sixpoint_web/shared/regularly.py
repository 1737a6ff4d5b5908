"""What each app has done now and then without anybody asking; the housekeeping goes round.

An app names its tasks in a module that its `ready` imports.
"""

from collections.abc import Callable
from dataclasses import dataclass

Task = Callable[[], int]


@dataclass(frozen=True, kw_only=True)
class Regular:
    """One task, and the seconds from one time to the next."""

    task: Task
    every: float


_regular: list[Regular] = []


def regularly(*, every: float) -> Callable[[Task], Task]:
    """Names a task; it gives how much it did."""

    def named(task: Task) -> Task:
        _regular.append(Regular(task=task, every=every))
        return task

    return named


def regular_tasks() -> tuple[Regular, ...]:
    """Every task that was named."""
    return tuple(_regular)
