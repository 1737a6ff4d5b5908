"""The check of all that is to be published, by two people, at one hash.

Takes the files that would go out and output-check.yaml; gives the state of the check, for the
public edition and, with who looked and why, for the inside one.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal

from sixpoint.files import fingerprint
from sixpoint.terms.strict import strict

from .clearance import Look, State, people_in, state_of, valid_looks

CHECK = "output-check.yaml"
"""Where people write their looks."""
SAYS = "output-check.json"
"""Where each edition says how far the check has come."""
NOT_HASHED = (".pdf",)
"""Printed from the pages that are hashed, with a date inside."""


@strict
class OutputCheckFile:
    """output-check.yaml of an inspection: who looked at all that is to go out."""

    format: Literal[1]
    looks: tuple[Look, ...] = ()


@strict
class OutputCheck:
    """output-check.json: how far the check has come, at which hash, and by how many people.

    `asked` says that nobody has looked yet. `looks` are given inside only.
    """

    format: Literal[1]
    state: State
    hash: str
    people: int
    says: str
    looks: tuple[Look, ...] = ()


def hash_of_output(parts: Mapping[Path, str | bytes]) -> str:
    """One hash of every file that would go out, by name; of pages, not of their prints."""
    hashes = {
        path.as_posix(): sha256(part.encode() if isinstance(part, str) else part).hexdigest()
        for path, part in parts.items()
        if path.suffix not in NOT_HASHED and path.name != SAYS
    }
    return fingerprint(hashes)


def check_output(parts: Mapping[Path, str | bytes], check: OutputCheckFile) -> OutputCheck:
    """How far the check of these files has come."""
    now, looks = hash_of_output(parts), check.looks
    state = state_of(looks, now=now)
    valid = valid_looks(looks, now=now)
    return OutputCheck(
        format=1,
        state=state,
        hash=now,
        people=people_in(valid),
        says=WORDS[state],
        looks=looks,
    )


WORDS = {
    State.ASKED: "Nobody has checked yet that nothing here could point to a child.",
    State.FIRST_LOOK: "One person has checked this; a second has still to look.",
    State.CLEARED: "Two people have checked this, each alone, and cleared it.",
    State.SENT_BACK: "Somebody who checked this sent it back: it must not be published.",
    State.VOID: "This has changed since it was checked, and must be checked again.",
}
"""What is said of each state to whoever reads what is published."""
