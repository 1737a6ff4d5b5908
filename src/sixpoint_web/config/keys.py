"""The folder of keys: made once, read by their owner alone, never in the database.

`session` signs cookies and one-time links. `digest` keys the hashes in the audit trail, so that
nobody confirms a guess at a short text by them. `signing` signs the head of that trail. `files`
seals the keys of uploaded files: without it nobody reads them any more. `concerns` seals
the notes of concerns about children.
"""

import secrets
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sixpoint.terms.problems import Problem, user_error

from .setup import Keys

SESSION, DIGEST, SIGNING, FILES = "session.key", "digest.key", "signing.key", "files.key"
CONCERNS = "concerns.key"
NAMES = (SESSION, DIGEST, SIGNING, FILES, CONCERNS)
OWNER_ONLY = 0o600


def make_keys(folder: Path) -> None:
    """Writes new keys into a folder that has none; refuses to replace any."""
    there = [name for name in NAMES if (folder / name).exists()]
    if there:
        raise user_error(
            "workspace-keys-exist",
            what=f"The folder already holds {', '.join(there)}.",
            fix="Use these. With new ones nobody could verify the audit trail any more.",
            file=folder,
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    signing = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    _write(folder / SESSION, secrets.token_urlsafe(64).encode())
    _write(folder / DIGEST, secrets.token_bytes(32))
    _write(folder / SIGNING, signing)
    _write(folder / FILES, secrets.token_bytes(32))
    _write(folder / CONCERNS, secrets.token_bytes(32))


def read_keys(folder: Path) -> Keys | list[Problem]:
    """The keys of the folder, or everything that keeps them from being used."""
    problems = [problem for name in NAMES if (problem := _problem(folder / name))]
    if problems:
        return problems
    return Keys(folder=folder, session=(folder / SESSION).read_text(encoding="ascii"))


def _problem(file: Path) -> Problem | None:
    if not file.is_file():
        return Problem(
            code="workspace-key-missing",
            what=f"The folder of keys has no {file.name}.",
            fix="Bring it back from its copy. For a new installation run: sixpoint keys FOLDER",
            file=file,
        )
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Problem(
            code="workspace-key-open",
            what="Others than its owner may read this key.",
            fix=f"Run: chmod 600 {file.name}, and think about who has read it.",
            file=file,
        )
    return None


def _write(file: Path, content: bytes) -> None:
    """Writes with the right mode from the first moment on."""
    file.touch(mode=OWNER_ONLY, exist_ok=False)
    file.write_bytes(content)
