"""Seals bytes chunk by chunk with AES-256-GCM, and reads them back from any place.

Each file has a key of its own, so a chunk's number does as its nonce; the last chunk says that it
is the last. What was changed, cut off, put in another order or taken from another file is refused
(the STREAM construction: Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
"""

import io
import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024
"""Bytes of a chunk before sealing."""

TAG = 16
NONCE = 12
KEY = 32
SEALED_CHUNK = CHUNK + TAG


class Broken(Exception):
    """The sealed bytes are not as they were written, or another key was used."""


def new_key() -> bytes:
    """A random key for one file."""
    return secrets.token_bytes(KEY)


def seal_key(key: bytes, *, by: bytes, about: bytes) -> bytes:
    """One file's key, sealed by the installation's."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(by).encrypt(nonce, key, about)


def open_key(sealed: bytes, *, by: bytes, about: bytes) -> bytes:
    """The key again; Broken where it was not sealed so."""
    try:
        return AESGCM(by).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError):
        raise Broken from None


class Sealer:
    """Writes sealed chunks; `finish` says that no more come."""

    def __init__(self, out: IO[bytes], *, key: bytes, about: bytes) -> None:
        self._out, self._cipher, self._about = out, AESGCM(key), about
        self._number, self._waiting = 0, bytearray()

    def write(self, data: bytes) -> None:
        """Takes bytes of any length."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seals what waits, as the last chunk."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._out.write(self._cipher.encrypt(nonce, chunk, self._about))
        self._number += 1


class Unsealed(io.RawIOBase):
    """The bytes that were sealed, to read from any place; Broken where a chunk is not as it was."""

    def __init__(self, sealed: IO[bytes], *, key: bytes, about: bytes, begins: int = 0) -> None:
        self._sealed, self._cipher, self._about = sealed, AESGCM(key), about
        self._begins = begins
        length = sealed.seek(0, io.SEEK_END) - begins
        self._chunks = max(1, -(-length // SEALED_CHUNK))
        self.size = length - TAG * self._chunks
        self._at, self._number, self._chunk = 0, -1, b""
        if self.size < 0:
            raise Broken

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes there."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Some bytes, at most to the end of a chunk."""
        if self._at >= self.size and self._number >= 0:
            return 0
        chunk = self._unseal(min(self._at // CHUNK, self._chunks - 1))
        part = chunk[self._at - self._number * CHUNK :][: len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Closes what is below, too."""
        self._sealed.close()
        super().close()

    def _unseal(self, number: int) -> bytes:
        if number == self._number:
            return self._chunk
        self._sealed.seek(self._begins + number * SEALED_CHUNK)
        nonce = _nonce(number, last=number == self._chunks - 1)
        try:
            chunk = self._cipher.decrypt(nonce, self._sealed.read(SEALED_CHUNK), self._about)
        except (InvalidTag, ValueError):
            raise Broken from None
        self._number, self._chunk = number, chunk
        return chunk


def _nonce(number: int, *, last: bool) -> bytes:
    return (number << 1 | last).to_bytes(NONCE, "big")
