"""Turns pydantic's findings about a value into places in it and words about them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .shape import keys_at
from .wording import MISSING, UNKNOWN, WRONG_DAY, Words, needs, word

Place = tuple[int | str, ...]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Finding:
    place: Place
    words: Words


@dataclass(frozen=True)
class _Located:
    """A detail with its place in the value, and the places where a choice of types was tried."""

    detail: ErrorDetails
    place: Place
    choices: frozenset[Place]

    @property
    def about_keys(self) -> bool:
        return self.detail["type"] in MISSING | UNKNOWN


def findings(error: ValidationError, type_: Any, value: Any) -> list[Finding]:
    """What is wrong with the value, in its order; one finding where several types were tried."""
    details = error.errors(include_url=False, include_input=False)
    located = [_locate(detail, value) for detail in details]
    kept = [one for one in located if not _is_shadowed(one, located)]
    found: list[Finding] = []
    for place, group in itertools.groupby(kept, key=lambda one: (one.place, one.about_keys)):
        found.extend(_say(list(group), place[0], type_))
    return found


def _say(group: Sequence[_Located], place: Place, type_: Any) -> Iterator[Finding]:
    needed = list(dict.fromkeys(filter(None, (needs(one.detail) for one in group))))
    if len(group) > 1 and len(needed) == len({one.detail["type"] for one in group}):
        what = f"`{name_of(place)}` must be {' or '.join(needed)}."
        yield Finding(place, Words("wrong-type", what, "Write one of these."))
        return
    for one in group:
        loc = one.detail["loc"]
        allowed = keys_at(type_, loc[:-1]) if one.about_keys else ()
        name = name_of((*place, loc[-1]) if one.detail["type"] in MISSING else place)
        yield Finding(place, word(one.detail, name=name, allowed=allowed))


def _locate(detail: ErrorDetails, value: Any) -> _Located:
    place: Place = ()
    choices = set()
    for step in detail["loc"]:
        if _holds(value, step):
            place, value = (*place, step), value[step]
        else:
            # Not in the value: a missing key, or the name of one of several types.
            choices.add(place)
    return _Located(detail, place, frozenset(choices))


def _holds(value: Any, step: int | str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _is_shadowed(one: _Located, others: Sequence[_Located]) -> bool:
    """Whether another of the types tried here fits better, so that its trouble says enough."""
    if one.about_keys or one.place not in one.choices:
        return False
    return any(
        other.place[: len(one.place)] == one.place
        and one.place in other.choices
        and (len(other.place) > len(one.place) or other.about_keys)
        for other in others
    )


def odd_days(value: Any, written: Any, place: Place = ()) -> Iterator[Finding]:
    """A finding for each day that was written as a bare number, in quotes or out of them.

    pydantic takes such text for seconds since 1970, so that "20160930" would be a day of August
    1970.
    """
    if isinstance(value, date):
        if isinstance(written, str) and not DAY.match(written):
            what, fix = WRONG_DAY
            yield Finding(place, Words("wrong-type", f"`{name_of(place)}` must be {what}.", fix))
    elif isinstance(written, dict):
        for key, inner in written.items():
            yield from odd_days(_held(value, key), inner, (*place, key))
    elif isinstance(written, list) and isinstance(value, (list, tuple)):
        for index, (held, inner) in enumerate(zip(value, written, strict=True)):
            yield from odd_days(held, inner, (*place, index))


def _held(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else getattr(value, key, None)


def name_of(place: Sequence[int | str]) -> str:
    """The place as people read it: `levels[2].label`, counted from one."""
    words = ""
    for step in place:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        else:
            words += f".{step}" if words else step
    return words or "the file"
