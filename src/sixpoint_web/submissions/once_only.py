"""Makes what a form asks for once, however often the form is sent."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, models


def once_only(made: type[models.Model], key: UUID, make: Callable[[], object]) -> None:
    """Makes it unless something was made under this key, by an earlier or by a parallel sending."""
    stored = made._default_manager.filter(key=key)
    if stored.exists():
        return
    try:
        make()
    except IntegrityError:
        if not stored.exists():
            raise
