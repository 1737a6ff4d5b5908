"""The head of the chain outside the database: the signing key, and how far the trail had come.

Whoever can change the database can cut the end off a chain. The file beside the key remembers how
long the chain was, so that a cut shows.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sixpoint.files import write_text

from .chain import words_to_sign

KEY, HEAD = "signing.key", "audit-head.json"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last seal that was signed, as the file beside the key has it."""

    number: int
    digest: str
    signature: str


class Signer:
    """Signs heads, and tells whether a signature is ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key = load_pem_private_key((folder / KEY).read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey)
        self.key = key

    def sign(self, number: int, digest: str) -> str:
        """The signature, in hexadecimal."""
        return self.key.sign(words_to_sign(number, digest)).hex()

    def signed(self, head: Head) -> bool:
        """Whether this head carries our signature."""
        try:
            self.key.public_key().verify(
                bytes.fromhex(head.signature), words_to_sign(head.number, head.digest)
            )
        except (InvalidSignature, ValueError):
            return False
        return True

    def remember(self, head: Head) -> None:
        """Writes the head beside the key, whole or not at all."""
        write_text(self.folder / HEAD, json.dumps(asdict(head)))

    def remembered(self) -> Head | None:
        """The head beside the key, or None before the first seal."""
        file = self.folder / HEAD
        return Head(**json.loads(file.read_text("utf-8"))) if file.exists() else None
