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
from sixpoint.linkage.quality import Quality
from sixpoint.linkage.types import Decision, Linked
from sixpoint.terms.problems import Problem, UserError

DECISIONS = Path("decisions")
FILE = "decisions.json"
QUALITY = "quality.json"


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


def write_quality(store: Path, quality: Quality) -> None:
    """Keeps how good the links of the last `sixpoint link` were."""
    write_text(store / DECISIONS / QUALITY, to_json(quality), private=True)


def read_quality(store: Path, linked: Linked) -> Quality | None:
    """How good these links are; None where nobody looked, or it was of other links."""
    path = store / DECISIONS / QUALITY
    quality = read_json(path, Quality) if path.exists() else None
    links = linked.by_decision + linked.by_identifier + linked.by_model
    same = quality is not None and (quality.links, quality.records) == (links, linked.records)
    return quality if same else None


def carry_decisions(old: Path, new: Path) -> None:
    """Takes them along when the rest of the store is made anew."""
    if (old / DECISIONS).is_dir():
        shutil.copytree(old / DECISIONS, new / DECISIONS)
