"""Notices a page that asked nobody's permission, and a change that left no trace.

Whoever writes a page cannot forget either: the page then fails for everybody, and the change is
rolled back. Questions are noted by `accounts.asking`, traces by `audit.record`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """Somebody may not do something; `reason` is fit to show to him."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Refused):
    """Somebody else changed a thing after this person opened it; a form keeps what he typed."""


class NobodyAsked(Exception):
    """Our own fault: something was shown or changed without a question to a policy."""


class NoTrace(Exception):
    """Our own fault: something was changed without an entry in the audit trail."""


@dataclass
class Watch:
    """How many questions were asked and traces left since it began."""

    questions: int = 0
    traces: int = 0


_watches: ContextVar[tuple[Watch, ...]] = ContextVar("watches", default=())


@contextmanager
def watch() -> Iterator[Watch]:
    """Counts questions and traces within; watches may lie within each other."""
    one = Watch()
    token = _watches.set((*_watches.get(), one))
    try:
        yield one
    finally:
        _watches.reset(token)


@contextmanager
def uncounted() -> Iterator[None]:
    """Within it nothing is noted: asking whether to show a button is no permission to act."""
    token = _watches.set(())
    try:
        yield
    finally:
        _watches.reset(token)


def note_question() -> None:
    """A policy was asked, whatever it answered."""
    for one in _watches.get():
        one.questions += 1


def note_trace() -> None:
    """An entry of the audit trail was written."""
    for one in _watches.get():
        one.traces += 1
