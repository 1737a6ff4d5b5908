"""One decorator for everything people or other programs write: frozen, typed, no unknown keys.

The classes are ordinary frozen dataclasses to their readers; pydantic checks what comes in
(`sixpoint.files` turns its findings into problems with file and line). See ADR 0005.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast, dataclass_transform

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Class = TypeVar("Class", bound=type[Any])

_CONFIG = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def strict(cls: Class) -> Class:
    """The class as a frozen, keyword-only dataclass that refuses unknown keys and wrong types."""
    make = cast(Callable[[Class], Class], dataclass(frozen=True, kw_only=True, config=_CONFIG))
    return make(cls)
