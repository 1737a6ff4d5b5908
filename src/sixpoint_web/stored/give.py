"""Gives a stored file back: as a download, never shown by the browser, or to read in the code."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from .kinds import KINDS
from .models import Stored
from .places import key_to_keys, place_of
from .sealing import CHUNK, Unsealed, open_key


class Removed(Exception):
    """The file's bytes were destroyed; a caller that may meet one asks `removed_at` before."""


def opened(stored: Stored, *, place: Path | None = None) -> IO[bytes]:
    """The bytes, to read from any place; Broken where they are not as they were kept.

    `place` is where they lie, if that is not yet their own.
    """
    if stored.removed_at is not None:
        raise Removed
    about = stored.id.bytes
    key = open_key(bytes(stored.key), by=key_to_keys(), about=about)
    unsealed = Unsealed((place or place_of(stored.id)).open("rb"), key=key, about=about)
    return cast(IO[bytes], io.BufferedReader(unsealed, CHUNK))


def as_download(stored: Stored) -> StreamingHttpResponse:
    """An answer that saves the file on the reader's machine. Ask the policy before."""
    with opened(stored) as file:
        file.read(1)  # what is broken from the start fails here, and not within the answer
    answer = StreamingHttpResponse(_chunks(stored), content_type=KINDS[stored.kind].media_type)
    answer["Content-Disposition"] = content_disposition_header(True, stored.name)
    answer["Content-Length"] = str(stored.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _chunks(stored: Stored) -> Iterator[bytes]:
    """Opens the file only once somebody reads: an answer that nobody takes leaves none open."""
    with opened(stored) as file:
        while chunk := file.read(CHUNK):
            yield chunk
