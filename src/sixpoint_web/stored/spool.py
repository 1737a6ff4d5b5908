"""Bytes put aside for a moment: on a disk only sealed, under a key that is in memory alone.

The file has no name: whatever happens, nobody reads it afterwards.
"""

import io
import tempfile
from typing import IO, cast

from .places import folder
from .sealing import CHUNK, Sealer, Unsealed, new_key

ABOUT = b"put aside"


class Spool:
    """Write, then `finish`, which gives the bytes to read from any place."""

    def __init__(self) -> None:
        self._key = new_key()
        nameless = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115 - outlives this function
        self._sealed = cast(IO[bytes], nameless)
        self._sealer = Sealer(self._sealed, key=self._key, about=ABOUT)

    def write(self, data: bytes) -> int:
        """Takes bytes of any length."""
        self._sealer.write(data)
        return len(data)

    def finish(self) -> tuple[IO[bytes], int]:
        """The bytes, and how many; closing them lets go of the file."""
        self._sealer.finish()
        unsealed = Unsealed(self._sealed, key=self._key, about=ABOUT)
        return cast(IO[bytes], io.BufferedReader(unsealed, CHUNK)), unsealed.size

    def close(self) -> None:
        """Lets go of the file unread."""
        self._sealed.close()
