"""Gives a stored file back: as a download, never shown by the browser, or to read in the code."""

import io
from collections.abc import Iterator
from typing import IO, cast

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from .kinds import KINDS
from .models import Stored
from .places import key_to_keys, place_of
from .sealing import CHUNK, Unsealed, open_key


class Removed(Exception):
    """The file's bytes were destroyed; a caller that may meet one asks `removed_at` before."""


def opened(stored: Stored) -> IO[bytes]:
    """The bytes, to read from any place; Broken where they are not as they were kept."""
    if stored.removed_at is not None:
        raise Removed
    about = stored.id.bytes
    key = open_key(bytes(stored.key), by=key_to_keys(), about=about)
    unsealed = Unsealed(place_of(stored.id).open("rb"), key=key, about=about)
    return cast(IO[bytes], io.BufferedReader(unsealed, CHUNK))


def as_download(stored: Stored) -> StreamingHttpResponse:
    """An answer that saves the file on the reader's machine. Ask the policy before."""
    chunks = _chunks(opened(stored))
    first = next(chunks)  # what is broken from the start fails here, and not within the answer
    answer = StreamingHttpResponse(_with(first, chunks), content_type=KINDS[stored.kind].media_type)
    answer["Content-Disposition"] = content_disposition_header(True, stored.name)
    answer["Content-Length"] = str(stored.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _with(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
