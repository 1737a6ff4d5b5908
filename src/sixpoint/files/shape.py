"""Finds which keys are allowed at a place inside a type, so that messages can name them."""

import dataclasses
import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

Place = Sequence[int | str]


def keys_at(type_: Any, place: Place) -> tuple[str, ...]:
    """The keys that a mapping at this place may have; empty when any key or none is allowed."""
    for step in place:
        type_ = _inside(type_, step)
    names = {name: None for member in _members(type_) for name in _fields(member)}
    return tuple(names)


def leaves(type_: Any) -> Iterator[Any]:
    """The plain types that a cell of this type may hold, such as int and None for `int | None`."""
    for member in _members(type_):
        if get_origin(member) is Literal:
            yield from (type(value) for value in get_args(member))
        else:
            yield member


def _inside(type_: Any, step: int | str) -> Any:
    members = list(_members(type_))
    if len(members) > 1:
        for member in members:
            # pydantic names the member of a union that it tried: by class, or by tag.
            if step == getattr(member, "__name__", None) or step in _tags(member):
                return member
    for member in members:
        if step in _fields(member):
            return _field_type(member, str(step))
        if isinstance(step, int) and get_args(member):
            return get_args(member)[0]
        if isinstance(step, str) and len(get_args(member)) == 2:
            return get_args(member)[1]
    return None


def _members(type_: Any) -> Iterator[Any]:
    origin = get_origin(type_)
    if origin is Annotated:
        yield from _members(get_args(type_)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(type_):
            yield from _members(member)
    else:
        yield type_


def _fields(type_: Any) -> tuple[str, ...]:
    if not (isinstance(type_, type) and dataclasses.is_dataclass(type_)):
        return ()
    return tuple(_written(field) for field in dataclasses.fields(type_) if field.init)


def _written(field: "dataclasses.Field[Any]") -> str:
    """The key as people write it: the alias, where pydantic was given one."""
    return getattr(field.default, "alias", None) or field.name


def _field_type(type_: Any, written: str) -> Any:
    fields = [field for field in dataclasses.fields(type_) if _written(field) == written]
    return get_type_hints(type_)[fields[0].name]


def _tags(type_: Any) -> set[Any]:
    hints = get_type_hints(type_) if _fields(type_) else {}
    literals = [get_args(hint) for hint in hints.values() if get_origin(hint) is Literal]
    return {value for values in literals for value in values}
