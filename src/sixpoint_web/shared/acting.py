"""What every action is: one transaction, a permission asked, a trace left, or nothing happened."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from .guard import NobodyAsked, NoTrace, watch
from .once import forget

Given = ParamSpec("Given")
Made = TypeVar("Made")


def action(does: Callable[Given, Made]) -> Callable[Given, Made]:
    """Runs the function in one transaction, and undoes it if it asked nobody or left no trace."""

    @wraps(does)
    def acting(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        forget()
        try:
            with watch() as seen, transaction.atomic():
                made = does(*args, **kwargs)
                if not seen.questions:
                    raise NobodyAsked(does.__qualname__)
                if not seen.traces:
                    raise NoTrace(does.__qualname__)
        finally:
            forget()
        return made

    acting.is_action = True  # type: ignore[attr-defined]  # tests look for it
    return acting
