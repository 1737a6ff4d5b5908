"""How a text is encoded, told from its bytes; refused where nobody can tell.

Windows-1252 and Latin-1 differ only in the bytes 0x80 to 0x9F, which are letters and marks in the
one and control characters, which no text holds, in the other: such a text is Windows-1252, and one
without them is both.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .blocks import newlines


class Encoding(StrEnum):
    """How a text may be encoded."""

    UTF_8 = "utf-8"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    WINDOWS_1252 = "windows-1252"
    LATIN_1 = "latin-1"


_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""The bytes that Windows-1252 gives no meaning."""

_INSIDE_WORDS = frozenset(
    {*range(0xDF, 0x100), 0x92, 0x96, 0x97, 0xAD, 0xB7, 0x9A, 0x9C, 0x9E} - {0xF7}
)
"""What may stand between two small letters: small letters with marks, apostrophe, hyphens."""

_small = np.zeros(256, dtype=bool)
_small[ord("a") : ord("z") + 1] = True
_odd_inside = np.zeros(256, dtype=bool)
_odd_inside[0x80:] = True
_odd_inside[list(_INSIDE_WORDS)] = False


@dataclass
class EncodingEvidence:
    """What the bytes seen so far speak for; `bad_line` is the first that is not UTF-8."""

    lines: int = 0
    bad_line: int | None = None
    has_utf_8: bool = False
    seen: int = 0
    odd_line: int | None = None

    def see(self, block: bytes) -> None:
        """Takes in a block of whole lines."""
        if not block.isascii():
            self._see_high(block)
        self.lines += newlines(block)

    def _see_high(self, block: bytes) -> None:
        data = np.frombuffer(block, dtype=np.uint8)
        present = np.flatnonzero(np.bincount(data, minlength=256)[128:]) + 128
        self.seen |= sum(1 << int(byte) for byte in present)
        try:
            block.decode()
            self.has_utf_8 = True
            return
        except UnicodeDecodeError as error:
            at = error.start
            self.has_utf_8 |= any(byte > 127 for byte in block[:at])
        if self.bad_line is None:
            self.bad_line = self.lines + block.count(b"\n", 0, at) + 1
        odd = _odd_inside[data[1:-1]] & _small[data[:-2]] & _small[data[2:]]
        if self.odd_line is None and odd.any():
            self.odd_line = self.lines + block.count(b"\n", 0, int(np.argmax(odd)) + 1) + 1

    @property
    def encoding(self) -> Encoding | None:
        """What the text is in; None where nobody can tell."""
        if self.bad_line is None:
            return Encoding.UTF_8
        undefined = any(self.seen >> byte & 1 for byte in _UNDEFINED)
        if self.has_utf_8 or undefined or self.odd_line is not None:
            return None
        return Encoding.WINDOWS_1252
