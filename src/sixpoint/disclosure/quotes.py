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

from .clearance import Decision, Hash, Look, State, look_problems, same, state_of

CLEARANCES = "clearances.yaml"
TO_CLEAR = "to-clear.yaml"
"""Beside the inside edition: what still waits for two people, as clearances.yaml takes it."""

_DOUBLE = re.compile(r"[“”„‟«»\"＂〝〞❝❞]")
_SINGLE = re.compile(
    r"[‘‚‹][^‘’]*\w[^‘’]*\s[^‘’]*[’‘›]|(?<!\w)'(?=\w)(?:[^']|(?<=\w)'(?=\w))*\s(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
)
"""Single marks count around more than one word only: alone they may be apostrophes."""


@strict
class Clearance:
    """What was decided of one quotation or anecdote. `says` are its words as they were.

    `written_by` is who wrote them down, by role or initials, and cannot clear them.
    """

    statement: str
    hash: Hash
    says: str
    looks: tuple[Look, ...] = ()
    written_by: str | None = None


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
    return bool(_DOUBLE.search(says) or _SINGLE.search(says))


def what_to_clear(
    statements: Mapping[str, str], clearances: Sequence[Clearance]
) -> tuple[ToClear, ...]:
    """Each of the quotations and anecdotes, words by id, with its state.

    A clearance counts by the hash of the words, and in the part of the report where people read
    them: what children said is something else under what staff said. Where the words of a statement
    have changed since people looked, its clearance is void.
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
    here = [one for one in clearances if _part(one.statement) == _part(id_)]
    looks = [look for one in here for look in one.looks]
    if any(look.hash == now for look in looks):
        return state_of(looks, now=now)
    mine = [look for one in clearances if one.statement == id_ for look in one.looks]
    return state_of(mine, now=now)


def _part(statement: str) -> str:
    return statement.rpartition("-")[0]


def clearance_problems(
    clearances: Iterable[Clearance],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the clearances, each with its place in the file."""
    for number, one in enumerate(clearances):
        place = ("clearances", number)
        if hash_of_words(one.says) != one.hash:
            yield (*place, "hash"), "This hash is not that of the words beside it."
        for at, what in look_problems(one.looks):
            yield (*place, "looks", at), what
        for at, look in enumerate(one.looks):
            own = one.written_by is not None and same(look.by, one.written_by)
            if own and look.decision is Decision.CLEAR:
                yield (*place, "looks", at), "Whoever wrote the words down does not clear them."


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
