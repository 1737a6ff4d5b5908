"""The kinds of long work that there are; each app names its own in its `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

Result = dict[str, int | str | None]


@dataclass(frozen=True, kw_only=True)
class Beat:
    """Called now and then, it says that the work lives, and at which stage it is.

    `run` is the run's id. The stage is said in words of ours and never holds a value of a record.
    """

    run: UUID
    tell: Callable[[str], None]

    def __call__(self, stage: str = "") -> None:
        """Raises LeaseLost where another worker has taken the run up."""
        self.tell(stage)


Work = Callable[[Beat], Result]


class StepFailed(Exception):
    """The work could not be done, for a reason with a code; the code is all that is stored."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LeaseLost(Exception):
    """Another worker has taken the run up: this one must stop and write nothing."""


_kinds: dict[str, Work] = {}


def long_work(kind: str) -> Callable[[Work], Work]:
    """Names a kind of long work; the function calls its argument now and then to say it lives."""

    def named(work: Work) -> Work:
        if kind in _kinds:
            raise ValueError(f"two kinds of long work are called {kind}")
        _kinds[kind] = work
        return work

    return named


def work_of(kind: str) -> Work:
    """The function of a kind."""
    return _kinds[kind]


def kinds() -> frozenset[str]:
    """Every kind."""
    return frozenset(_kinds)
