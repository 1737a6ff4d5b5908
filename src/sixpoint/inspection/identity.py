"""store/people of a partnership: who was whom, so that pseudonyms stay from run to run.

history.json says what became of pseudonyms, members.csv whose each record is. Both are sealed
together: edited by hand, one child's history could be put on another, so they are refused then.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sixpoint.files import fingerprint, read_csv_rows, read_json, to_json, write_csv, write_text
from sixpoint.linkage.history import NOBODY_YET, History, Identity, Membership
from sixpoint.linkage.types import Key
from sixpoint.terms.problems import user_error

PEOPLE = Path("people")
HISTORY = "history.json"
MEMBERS = "members.csv"
COLUMNS = ("agency", "person_id", "person", "run")


def read_identity(store: Path) -> Identity:
    """Who was whom; nobody yet where neither file is there."""
    folder = store / PEOPLE
    if not (folder / HISTORY).exists() and not (folder / MEMBERS).exists():
        return NOBODY_YET
    history = read_json(folder / HISTORY, History)
    rows = read_csv_rows(folder / MEMBERS, Membership)
    members = {(row.agency, row.person_id): row for row in rows}
    if len(members) < len(rows) or history.seal != seal_of(history, members):
        raise user_error(
            "history-changed",
            what="The history of pseudonyms is not as Sixpoint wrote it.",
            fix="Put back both files of this folder from a backup; or remove the folder, and every "
            "child gets a new pseudonym.",
            file=folder / HISTORY,
        )
    return Identity(history=history, members=members)


def write_identity(identity: Identity, store: Path) -> None:
    """Writes both files, for their owner's eyes only."""
    folder = store / PEOPLE
    members = [identity.members[key] for key in sorted(identity.members)]
    rows = [(one.agency, one.person_id, one.person, one.run) for one in members]
    write_csv(folder / MEMBERS, COLUMNS, rows, private=True)
    sealed = replace(identity.history, seal=seal_of(identity.history, identity.members))
    write_text(folder / HISTORY, to_json(sealed), private=True)


def seal_of(history: History, members: Mapping[Key, Membership]) -> str:
    """A hash of all that the two files say."""
    return fingerprint((replace(history, seal=""), [members[key] for key in sorted(members)]))
