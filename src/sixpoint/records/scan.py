"""One pass over a file's bytes: its hash, its encoding, and how plainly it is written.

What is plain (every line a row, every row as wide as the header, quotation marks only around
cells) the engine may load by itself, many times faster than anything that looks at each row.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sixpoint.terms.problems import UserError, user_error

from .blocks import line_blocks, newlines, raw_chunks
from .encodings import EncodingEvidence
from .rows import NEWLINE, QUOTE, RETURN, every_line_is_a_row, is_quoted

_SPACES = b" \t\x0b\x0c\x1c\x1d\x1e\x1f"
_may_be_space = np.zeros(256, dtype=bool)
_may_be_space[list(_SPACES)] = True
_may_be_space[0x80:] = True  # part of a letter, or of a space that ASCII has not
SPACE = ord(" ")
ALL = -1
"""Stands among the places to trim for every column."""


@dataclass(frozen=True, kw_only=True)
class Scan:
    """`is_rows`: every line is a row. `is_plain`: and all are as wide as the header, none is
    empty, and the line ends are of one kind. `trims` are the places with space around a cell."""

    sha256: str
    lines: int
    evidence: EncodingEvidence
    is_rows: bool
    is_plain: bool
    trims: frozenset[int]


@dataclass
class _Scanning:
    separator: int
    width: int
    after: int
    lines: int = 0
    is_rows: bool = True
    is_plain: bool = True
    ends: set[bool] = field(default_factory=set)
    trims: set[int] = field(default_factory=set)

    def see(self, block: bytes) -> None:
        if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
            self.is_rows = False
        count = newlines(block) + (not block.endswith(b"\n"))
        skipped = min(max(self.after - self.lines, 0), count)
        self.lines += count
        if skipped == count:
            return
        body = block.split(b"\n", skipped)[skipped] if skipped else block
        if self.is_rows:
            self._see_body(body if body.endswith(b"\n") else body + b"\n")

    def _see_body(self, body: bytes) -> None:
        data = np.frombuffer(body, dtype=np.uint8)
        has_quotes, has_returns = b'"' in body, b"\r" in body
        if has_quotes or has_returns:
            self.is_rows = every_line_is_a_row(data, separator=self.separator)
        if not self.is_rows or not self.is_plain:
            return
        if has_returns:
            self.ends.update((data[np.flatnonzero(data == NEWLINE) - 1] == RETURN).tolist())
        else:
            self.ends.add(False)
        ends, between = np.flatnonzero(data == NEWLINE), np.flatnonzero(data == self.separator)
        if has_quotes:
            between = between[~is_quoted(data)[between]]
        self.is_plain = len(self.ends) == 1 and self._is_even(ends, between, has_returns)
        if self.is_plain and not _has_no_space(body, data, ends.size):
            places = np.column_stack((between.reshape(ends.size, -1), ends)).ravel()
            self._see_space(data, places, has_quotes=has_quotes, has_returns=has_returns)

    def _is_even(self, ends: np.ndarray, between: np.ndarray, has_returns: bool) -> bool:
        """Whether each line has a separator fewer than the header has cells."""
        befores = np.concatenate(([-1], ends[:-1]))
        if self.width == 1:  # an empty line would pass for a row
            return not between.size and bool((ends - befores - has_returns > 1).all())
        if between.size != ends.size * (self.width - 1):
            return False
        first, last = between[:: self.width - 1], between[self.width - 2 :: self.width - 1]
        return bool((first > befores).all() and (last < ends).all())

    def _see_space(
        self, data: np.ndarray, places: np.ndarray, *, has_quotes: bool, has_returns: bool
    ) -> None:
        befores = np.concatenate(([-1], places[:-1]))
        ends = places - (data[places - 1] == RETURN) if has_returns else places
        first, last = data[befores + 1], data[ends - 1]
        may_be_space = _may_be_space & (np.arange(256) != self.separator)
        spaced = may_be_space[first] | may_be_space[last]
        if spaced.any():
            self.trims.update(np.unique(np.flatnonzero(spaced) % self.width).tolist())
        if has_quotes:
            around = np.pad(data, 1, constant_values=NEWLINE)
            quotes = np.flatnonzero(data == QUOTE)
            inside = _may_be_space[around[quotes]] | _may_be_space[around[quotes + 2]]
            if inside.any():
                self.trims.add(ALL)


def _has_no_space(body: bytes, data: np.ndarray, lines: int) -> bool:
    """Whether line ends are all that is below the letters, and no byte is part of a wide one."""
    return body.isascii() and int(np.count_nonzero(data <= SPACE)) == lines + body.count(b"\r")


def scan(path: Path, *, utf_16: str | None, separator: str, width: int, after: int) -> Scan:
    """What the file is like behind line `after`, where its header ends."""
    hashed, evidence = hashlib.sha256(), EncodingEvidence()
    scanning = _Scanning(ord(separator), width, after)

    def hashing() -> Iterator[bytes]:
        for chunk in raw_chunks(path):
            hashed.update(chunk)
            yield chunk

    for block in line_blocks(hashing(), utf_16=utf_16, path=path):
        if b"\0" in block:
            raise _not_text(path, scanning.lines + block.count(b"\n", 0, block.index(b"\0")) + 1)
        evidence.see(block)
        scanning.see(block)
    return Scan(
        sha256=hashed.hexdigest(),
        lines=scanning.lines,
        evidence=evidence,
        is_rows=scanning.is_rows,
        is_plain=scanning.is_rows and scanning.is_plain and scanning.lines > after,
        trims=frozenset(scanning.trims),
    )


def _not_text(path: Path, line: int) -> UserError:
    return user_error(
        "not-text",
        what="This file holds characters that no text has.",
        fix="Save it as CSV in UTF-8.",
        file=path,
        line=line,
    )
