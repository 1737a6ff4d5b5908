"""Answers that are looked up once while a page is made, such as somebody's roles.

Outside a page nothing is remembered. An action forgets everything before and after it, so that a
permission is always asked of what is stored.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it each answer is looked up once."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(key: Hashable, look_up: Callable[[], Answer]) -> Answer:
    """The answer under this key, looked up unless it was before."""
    answers = _answers.get()
    if answers is None:
        return look_up()
    if key not in answers:
        answers[key] = look_up()
    found: Answer = answers[key]
    return found


def forget() -> None:
    """Nothing is remembered any more: something is about to change, or has changed."""
    answers = _answers.get()
    if answers is not None:
        answers.clear()
