"""Two people look at one thing and clear it, or send it back; a change of it voids their looks.

Takes looks in the order in which they were written and the hash of the thing as it is now; gives
the state it is in; says what is wrong with the looks themselves. Used for each quotation and
anecdote, and for the whole of what is to be published.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated
from unicodedata import name, normalize

from pydantic import Field

from sixpoint.terms.strict import strict

NEEDED = 2
"""How many people must clear a thing, each alone."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Decision(StrEnum):
    CLEAR = "clear"
    SEND_BACK = "send back"


class State(StrEnum):
    """`asked`: nobody has looked; `void`: what they looked at has changed since."""

    ASKED = "asked"
    FIRST_LOOK = "first look"
    CLEARED = "cleared"
    SENT_BACK = "sent back"
    VOID = "void"


TRANSITIONS: dict[tuple[State, Decision], State] = {
    (State.ASKED, Decision.CLEAR): State.FIRST_LOOK,
    (State.ASKED, Decision.SEND_BACK): State.SENT_BACK,
    (State.VOID, Decision.CLEAR): State.FIRST_LOOK,
    (State.VOID, Decision.SEND_BACK): State.SENT_BACK,
    (State.FIRST_LOOK, Decision.CLEAR): State.CLEARED,
    (State.FIRST_LOOK, Decision.SEND_BACK): State.SENT_BACK,
    (State.CLEARED, Decision.CLEAR): State.CLEARED,
    (State.CLEARED, Decision.SEND_BACK): State.SENT_BACK,
    (State.SENT_BACK, Decision.CLEAR): State.SENT_BACK,
    (State.SENT_BACK, Decision.SEND_BACK): State.SENT_BACK,
}
"""Where each decision leads. What was sent back must change before anybody can clear it; and a
change leads from any state to `void`, which no decision does."""


@strict
class Look:
    """One person's look. `by` is a role or initials, `hash` that of what was looked at."""

    by: Annotated[str, Field(min_length=1)]
    day: date
    hash: Hash
    decision: Decision
    reason: Annotated[str, Field(min_length=1)]


def state_of(looks: Sequence[Look], *, now: str) -> State:
    """The state of the thing whose hash is `now`."""
    valid = valid_looks(looks, now=now)
    state = State.VOID if looks and not valid else State.ASKED
    for look in valid:
        state = TRANSITIONS[state, look.decision]
    return state


def valid_looks(looks: Sequence[Look], *, now: str) -> tuple[Look, ...]:
    """The looks at the thing as it is now, the first clearing of each person only.

    Whoever sends back counts whenever it is: a clearing may be withdrawn.
    """
    valid: list[Look] = []
    for look in looks:
        cleared = (one.by for one in valid if one.decision is Decision.CLEAR)
        again = look.decision is Decision.CLEAR and any(same(look.by, by) for by in cleared)
        if look.hash == now and not again:
            valid.append(look)
    return tuple(valid)


def people_in(looks: Sequence[Look]) -> int:
    """How many people these looks are of."""
    found: list[str] = []
    for look in looks:
        if not any(same(look.by, by) for by in found):
            found.append(look.by)
    return len(found)


def look_problems(looks: Sequence[Look]) -> Iterator[tuple[int, str]]:
    """The place of each look that counts for nothing, and why."""
    for place, look in enumerate(looks):
        before = [one for one in looks[:place] if one.hash == look.hash]
        mine = [one for one in before if same(one.by, look.by)]
        withdrawn = look.decision is Decision.SEND_BACK
        if not _letters(look.by):
            yield place, "`by` names nobody."
        elif _foreign(look.by):
            yield place, "`by` has letters that look like others; write it in Latin letters."
        elif any(one.decision is look.decision or not withdrawn for one in mine):
            yield place, "This person has looked at this before; two different people must."


def same(one: str, other: str) -> bool:
    """Whether two ways to write somebody may be one person, as far as letters tell.

    Capitals, accents, stops, order and initials make no other person: A. Moir, MOIR Anna and AM may
    be one. Who is another has to be written out.
    """
    mine, theirs = _words(one), _words(other)
    if sorted(mine) == sorted(theirs) or _letters(one) == _letters(other):
        return True
    if len(mine) == len(theirs):
        return _initials_fit(mine, theirs) or _initials_fit(mine, theirs[::-1])
    short, long = sorted((mine, theirs), key=len)
    return len(short) == 1 and short[0] in (_first(long), _first(long[::-1]))


def _initials_fit(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Word by word the same, or one the first letter of the other."""
    pairs = zip(mine, theirs, strict=True)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


def _first(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _words(by: str) -> list[str]:
    """The words in small letters, without accents, stops and what nobody sees."""
    plain = normalize("NFKD", by).casefold()
    kept = "".join(c if c.isalnum() or c.isspace() or c in "-.,/" else "" for c in plain)
    return [word for word in re.split(r"[\s.,/-]+", kept) if word]


def _letters(by: str) -> str:
    return "".join(_words(by))


def _foreign(by: str) -> bool:
    return any(c.isalpha() and not name(c, "").startswith("LATIN") for c in normalize("NFKC", by))
