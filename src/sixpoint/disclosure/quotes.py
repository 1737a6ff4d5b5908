"""Quotations and anecdotes: words that two people clear one by one before anybody reads them.

In a small area what somebody said, or what happened once, tells who it was sooner than a number.
Takes the sentences of a report and what people cleared; gives what is held back, and why.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from sixpoint.terms.strict import strict

from .clearance import Hash, Look, State, look_problems, state_of

CLEARANCES = "clearances.yaml"
TO_CLEAR = "to-clear.yaml"
"""Beside the inside edition: what still waits for two people, as clearances.yaml takes it."""

_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*\w[^“”„«»\"]*[”“»\"]|‘[^‘’]*\w[^‘’]*\s[^‘’]*’")
"""Words in quotation marks; single ones only around more than one word."""


@strict
class Clearance:
    """What was decided of one quotation or anecdote. `says` are its words as they were."""

    statement: str
    hash: Hash
    says: str
    looks: tuple[Look, ...] = ()


@strict
class ClearancesFile:
    """clearances.yaml of an inspection."""

    format: Literal[1]
    clearances: tuple[Clearance, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToClear:
    """One quotation or anecdote of the report, and the state its clearance is in."""

    statement: str
    says: str
    hash: str
    state: State

    @property
    def cleared(self) -> bool:
        return self.state is State.CLEARED


def hash_of_words(says: str) -> str:
    """The hash of the words, whatever the lines they are broken over."""
    return sha256(" ".join(says.split()).encode()).hexdigest()


def is_quoted(says: str) -> bool:
    """Whether somebody's words stand in the sentence in quotation marks."""
    return _QUOTED.search(says) is not None


def what_to_clear(
    statements: Mapping[str, str], clearances: Sequence[Clearance]
) -> tuple[ToClear, ...]:
    """Each of the quotations and anecdotes, words by id, with its state.

    A clearance counts by the hash of the words, wherever they stand. Where the words of a
    statement have changed since people looked, its clearance is void.
    """
    return tuple(
        ToClear(
            statement=id_,
            says=says,
            hash=hash_of_words(says),
            state=_state(id_, hash_of_words(says), clearances),
        )
        for id_, says in statements.items()
    )


def _state(id_: str, now: str, clearances: Sequence[Clearance]) -> State:
    looks = [look for one in clearances for look in one.looks]
    if any(look.hash == now for look in looks):
        return state_of(looks, now=now)
    mine = [look for one in clearances if one.statement == id_ for look in one.looks]
    return state_of(mine, now=now)


def clearance_problems(
    clearances: Iterable[Clearance],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the clearances, each with its place in the file."""
    for number, one in enumerate(clearances):
        place = ("clearances", number)
        if hash_of_words(one.says) != one.hash:
            yield (*place, "hash"), "This hash is not that of the words beside it."
        for look, what in look_problems(one.looks):
            yield (*place, "looks", look), what


def to_clear_in_yaml(waiting: Iterable[ToClear]) -> str:
    """What waits to be cleared, in the form of clearances.yaml, each with its state."""
    lines = ["format: 1", "clearances:"]
    for one in waiting:
        lines += [
            f"  # {one.state}",
            f"  - statement: {json.dumps(one.statement, ensure_ascii=False)}",
            f"    hash: {one.hash}",
            f"    says: {json.dumps(one.says, ensure_ascii=False)}",
            "    looks: []",
        ]
    return "\n".join(lines) + "\n"
