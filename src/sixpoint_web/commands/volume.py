"""The statement that database, files and analysis store lie on an encrypted volume.

Nobody can prove that from within, so somebody says it: who, when, how, and of which places. The
statement lies beside the keys, signed with the installation's key, and in the audit trail. It is
about these places alone: with others it counts no more.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from sixpoint.files import fingerprint, read_json, write_json
from sixpoint.terms.problems import user_error
from sixpoint.terms.strict import strict
from sixpoint_web.audit import record as trail
from sixpoint_web.audit.head import Signer

FILE = "volume.json"


@strict
class Statement:
    """Who said when that these places are encrypted, and how."""

    format: int
    by: str
    at: datetime
    how: str
    places: tuple[str, ...]
    signature: str = ""


def record(*, by: str, how: str) -> Statement:
    """Signs and writes the statement for the places of today."""
    if not by.strip() or not how.strip():
        raise user_error(
            "workspace-volume-by-nobody",
            what="A statement needs somebody who makes it, and how the volume is encrypted.",
            fix='Add --by "NAME" and --how "LUKS2" or what it is.',
        )
    made = Statement(format=1, by=by, at=timezone.now(), how=how, places=places())
    signed = replace(made, signature=_signer().key.sign(_words(made)).hex())
    with transaction.atomic():
        values = {"by": by, "how": how, "places": signed.places}
        trail.write(
            by=None, action="volume-recorded", thing="installation", subject="volume", values=values
        )
        write_json(_file(), signed)
    return signed


def said() -> tuple[bool, str]:
    """Whether the statement holds for the places of today, and what to say."""
    found = _read()
    here = "\n".join(f"  {one}" for one in places())
    if found is None:
        return False, f"Nobody has recorded that these are encrypted:\n{here}"
    when = timezone.localtime(found.at).strftime("%-d %B %Y, %H:%M")
    if found.places != places():
        return (
            False,
            f"What {found.by} recorded on {when} is about other places than these:\n{here}",
        )
    return True, f"{found.by} recorded on {when} that these are encrypted ({found.how}):\n{here}"


def refuse_unless_recorded() -> None:
    """Refuses to serve from places of which nobody said that they are encrypted."""
    is_recorded, words = said()
    if not is_recorded and not settings.DEMO:
        raise user_error(
            "workspace-volume-not-recorded",
            what=words,
            fix="Put them on an encrypted volume, then run: sixpoint volume --encrypted",
        )


def places() -> tuple[str, ...]:
    """Everything that holds what people wrote and is not sealed by Sixpoint itself, and files."""
    named: Any = (settings.FILES_FOLDER, settings.STORE)
    folders = [str(Path(one)) for one in named if one]
    return (_database(), *folders)


def _database() -> str:
    its = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(its["NAME"])
    return f"PostgreSQL {its['NAME']} at {its['HOST'] or 'this machine'}"


def _read() -> Statement | None:
    """The statement, or None where there is none or somebody changed it."""
    if not _file().exists():
        return None
    found = read_json(_file(), Statement)
    try:
        _signer().key.public_key().verify(bytes.fromhex(found.signature), _words(found))
    except (InvalidSignature, ValueError):
        raise user_error(
            "workspace-volume-changed",
            what="What was recorded about the volume was changed, or signed with another key.",
            fix="Look who may write beside the keys, then run: sixpoint volume --encrypted",
            file=_file(),
        ) from None
    return found


def _words(statement: Statement) -> bytes:
    return f"sixpoint volume {fingerprint(replace(statement, signature=''))}".encode()


def _file() -> Path:
    keys: Any = settings.KEYS_FOLDER
    return Path(keys) / FILE


def _signer() -> Signer:
    return Signer(_file().parent)
