"""How every policy asks the matrix: one question, noted by the guard, refused in plain words."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec

from django.conf import settings
from django.utils.translation import gettext as _

from sixpoint_web.shared.guard import Refused, note_question, uncounted

from .matrix import EVERYBODY, matrix
from .models import Person
from .queries import roles_here

Given = ParamSpec("Given")


def ask(by: Person, *, thing: str, action: str, state: str, roles: Iterable[str] = ()) -> None:
    """Raises Refused unless somebody's roles, here and those given, allow it in this state."""
    held = {EVERYBODY, *roles_here(by), *roles} if by.is_active else set()
    note_question()
    if not matrix().allows(held, side=settings.SIDE, thing=thing, action=action, state=state):
        raise Refused(_("Your role does not allow it, or not at this stage."))


def refuse_if(condition: bool, reason: str) -> None:
    """What depends on the object and stands in no matrix."""
    if condition:
        raise Refused(reason)


def quietly(check: Callable[Given, None]) -> Callable[Given, bool]:
    """The same question with yes or no for an answer, to show a button or not.

    It does not count as having asked: whoever shows or changes something calls the check itself.
    """

    @wraps(check)
    def can(*args: Given.args, **kwargs: Given.kwargs) -> bool:
        try:
            with uncounted():
                check(*args, **kwargs)
        except Refused:
            return False
        return True

    return can
