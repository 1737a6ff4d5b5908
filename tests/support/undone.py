"""Takes back what one step of a test made in the database; the next finds what it expects."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction


class _Undo(Exception):
    """Rolls back."""


@contextmanager
def undone() -> Iterator[None]:
    """What is made within is gone after it."""
    with suppress(_Undo), transaction.atomic():
        yield
        raise _Undo
