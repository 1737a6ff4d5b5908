"""What somebody must not know of, also where he may look at everything, such as in the trail.

An app names a finder: it takes a person and gives the ids of what is about him and goes round him.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Veiled:
    """Subjects of the audit trail, and messages, that are not there for one person."""

    subjects: frozenset[str] = frozenset()
    messages: frozenset[UUID] = frozenset()


Finder = Callable[[Any], Veiled]

_finders: list[Finder] = []


def veils(find: Finder) -> Finder:
    """Names a finder."""
    _finders.append(find)
    return find


def veiled_from(by: object) -> Veiled:
    """Everything that is not there for somebody."""
    found = [find(by) for find in _finders]
    return Veiled(
        subjects=frozenset(one for each in found for one in each.subjects),
        messages=frozenset(one for each in found for one in each.messages),
    )
