"""store/decisions of a partnership: what reviewers were asked and what they said, year on year.

It is people's work, so nothing that is made anew replaces it.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from sixpoint.files import read_json, to_json, write_text
from sixpoint.linkage.judgements import (
    NO_DECISIONS,
    DecisionsFile,
    contradictions,
    standing_of,
)
from sixpoint.linkage.types import Decision
from sixpoint.terms.problems import Problem, UserError

DECISIONS = Path("decisions")
FILE = "decisions.json"


def read_decisions(store: Path) -> DecisionsFile:
    """What was asked and said; nothing yet where the file is not there."""
    path = store / DECISIONS / FILE
    return read_json(path, DecisionsFile) if path.exists() else NO_DECISIONS


def write_decisions(store: Path, decisions: DecisionsFile) -> Path:
    """Keeps them, for their owner's eyes only."""
    path = store / DECISIONS / FILE
    write_text(path, to_json(decisions), private=True)
    return path


def decisions_in_force(store: Path) -> Sequence[Decision]:
    """What people decided; a UserError with every contradiction, should there be any."""
    decided = standing_of(read_decisions(store).judgements).decided
    problems = [
        Problem(
            code="decisions-contradict",
            what=wrong.what,
            fix="Withdraw one of them: `sixpoint link --withdraw`.",
            file=store / DECISIONS / FILE,
        )
        for wrong in contradictions(decided)
    ]
    if problems:
        raise UserError(problems)
    return decided


def carry_decisions(old: Path, new: Path) -> None:
    """Takes them along when the rest of the store is made anew."""
    if (old / DECISIONS).is_dir():
        shutil.copytree(old / DECISIONS, new / DECISIONS)
