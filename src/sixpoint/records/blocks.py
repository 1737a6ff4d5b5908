"""A text file as blocks of whole lines, however it is encoded; never more than a little at once.

Takes a path; gives bytes in which line ends, quotation marks and separators are single ASCII
bytes: UTF-16 is turned into UTF-8, everything else passes as it is. Refuses a line so long that it
would not fit into memory, and what is no text.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sixpoint.files.read import open_file
from sixpoint.terms.problems import UserError, user_error

from .rows import NEWLINE

HEAD = 2**20
"""Bytes in which a header must end."""
LONGEST_LINE = 2**23
"""Bytes of the longest line read: over a hundred times the longest that people need."""
_AT_ONCE = 2**22

UTF_16 = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def head_of(path: Path) -> bytes:
    """The first bytes of the file; a UserError where it cannot be opened."""
    with open_file(path) as file:
        return file.read(HEAD)


def utf_16_of(head: bytes) -> str | None:
    """Which UTF-16 the file is in; None for anything else.

    Without a byte order mark, the header's plain letters each have a zero byte beside them.
    """
    if head.startswith(_UTF_32):
        return None
    for name, mark in UTF_16.items():
        if head.startswith(mark):
            return name
    pairs = len(head[:400]) // 2
    zeros_even, zeros_odd = head[0 : 2 * pairs : 2][:200], head[1 : 2 * pairs : 2][:200]
    if pairs >= 2 and zeros_odd.count(0) > 0.9 * pairs and not zeros_even.count(0):
        return "utf-16-le"
    if pairs >= 2 and zeros_even.count(0) > 0.9 * pairs and not zeros_odd.count(0):
        return "utf-16-be"
    return None


def raw_chunks(path: Path) -> Iterator[bytes]:
    """The file's own bytes, a few million at a time."""
    with open_file(path) as file:
        while chunk := file.read(_AT_ONCE):
            yield chunk


def newlines(block: bytes) -> int:
    """How many lines end in the block."""
    return int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == NEWLINE))


def line_blocks(
    chunks: Iterator[bytes], *, utf_16: str | None, path: Path, longest: int = LONGEST_LINE
) -> Iterator[bytes]:
    """The chunks cut anew, so that each block ends where a line does, but for the last."""
    carried, lines = b"", 0
    for chunk in _as_ascii(chunks, utf_16=utf_16, path=path):
        data = carried + chunk
        end = _last_end(data)
        if end:
            block = data[:end]
            yield block
            lines += newlines(block) or block.count(b"\r")
        carried = data[end:]
        if len(carried) > longest:
            raise _too_long(path, lines + 1)
    if carried:
        yield carried


def _last_end(data: bytes) -> int:
    """Where the last whole line ends; a return may be half of a line end, and so waits."""
    return (data.rfind(b"\n") + 1) or (data.rfind(b"\r", 0, -1) + 1)


def _as_ascii(chunks: Iterator[bytes], *, utf_16: str | None, path: Path) -> Iterator[bytes]:
    if utf_16 is None:
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(utf_16)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
        return
    except UnicodeError:
        pass  # what it says quotes the bytes
    raise wrong_encoding(path, None)


def wrong_encoding(path: Path, line: int | None) -> UserError:
    """Nobody can tell which encoding the file is in, or it is not in the one that was said."""
    return user_error(
        "wrong-encoding",
        what="Nobody can tell how this text is encoded; from here on it is neither UTF-8, UTF-16 "
        "nor plainly Windows-1252.",
        fix="Save it again in UTF-8, or say `encoding` in the agency's mapping.",
        file=path,
        line=line,
    )


def _too_long(path: Path, line: int) -> UserError:
    return user_error(
        "line-too-long",
        what=f"This line is longer than {LONGEST_LINE // 2**20} million characters; "
        "its end may be missing.",
        fix="Extract the file again, with one record in a line.",
        file=path,
        line=line,
    )
