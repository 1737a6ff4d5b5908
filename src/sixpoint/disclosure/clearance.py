"""Two people look at one thing and clear it, or send it back; a change of it voids their looks.

Takes looks in the order in which they were written and the hash of the thing as it is now; gives
the state it is in; says what is wrong with the looks themselves. Used for each quotation and
anecdote, and for the whole of what is to be published.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated
from unicodedata import normalize

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
    """The looks at the thing as it is now, the first clearing of each person only."""
    cleared: set[str] = set()
    valid: list[Look] = []
    for look in looks:
        if look.hash != now or (look.decision is Decision.CLEAR and who(look) in cleared):
            continue
        if look.decision is Decision.CLEAR:
            cleared.add(who(look))
        valid.append(look)
    return tuple(valid)


def look_problems(looks: Sequence[Look]) -> Iterator[tuple[int, str]]:
    """The place of each look that counts for nothing, and why."""
    seen: set[tuple[str, str]] = set()
    for place, look in enumerate(looks):
        if (who(look), look.hash) in seen:
            yield place, "This person has looked at this before; two different people must."
        seen.add((who(look), look.hash))


def who(look: Look) -> str:
    """Whose look it is, however it is written: `A. Smith` and `a smith` are no two people."""
    letters = normalize("NFKC", look.by).casefold()
    return "".join(letter for letter in letters if letter.isalnum())
